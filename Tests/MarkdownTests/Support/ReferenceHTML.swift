import CMarkBridge

@testable import Markdown

/// Renders a text with libcmark-gfm's own renderer.
func referenceHTML(_ text: [UInt8]) -> String {
    // Prepares the library, once for the process.
    _ = CMarkParser.parse(plainText([]))
    guard let parser = bridge_parser_new(CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES, false) else {
        return ""
    }
    let text = text.last == 0x0A ? text : text + [0x0A]
    text.withUnsafeBytes {
        cmark_parser_feed(parser, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
    }
    let extensions = bridge_parser_new(CMARK_OPT_DEFAULT, false)
    defer { cmark_parser_free(extensions) }
    var references: UInt32 = 0
    let document = bridge_finish(parser, &references)
    defer { cmark_node_free(document) }
    guard
        let html = cmark_render_html(
            document, CMARK_OPT_UNSAFE, cmark_parser_get_syntax_extensions(extensions))
    else { return "" }
    defer { cmark_get_default_mem_allocator().pointee.free(html) }
    return String(cString: html)
}
