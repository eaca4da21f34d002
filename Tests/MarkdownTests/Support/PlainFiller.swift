@testable import Markdown

/// Fills the slots with what libcmark-gfm would print.
/// - Parameter isRaw: whether addresses in raw HTML are written as they stand in it.
func plainHTML(_ parsed: ParsedMarkdown, headingIDs: Bool = false, isRaw: Bool = false) -> String {
    var filler = PlainFiller(parsed: parsed, writesHeadingIDs: headingIDs, isRaw: isRaw)
    for piece in parsed.body.pieces { filler.add(piece) }
    return String(decoding: filler.bytes, as: UTF8.self)
}

extension ParseOptions {
    static var allowingHTML: ParseOptions {
        var options = ParseOptions()
        options.html = .allow
        return options
    }
}

/// Most tests are about Markdown, so they allow all HTML.
func plainHTML(_ markdown: String, _ options: ParseOptions = .allowingHTML) -> String {
    plainHTML(parseMarkdown(Array(markdown.utf8), options: options), isRaw: options.html == .allow)
}

private struct PlainFiller {
    let parsed: ParsedMarkdown
    let writesHeadingIDs: Bool
    let isRaw: Bool
    var bytes: [UInt8] = []

    mutating func add(_ piece: Fragment.Piece) {
        switch piece {
        case .html(let range): bytes += parsed.body.bytes[range]
        case .slot(let slot): add(slot)
        }
    }

    private mutating func add(_ slot: Slot) {
        var writer = HTMLWriter()
        switch slot {
        case .linkOpen(let index):
            let link = parsed.links[index]
            writer.write("<a href=\"")
            writer.write(address: address(of: link).utf8)
            writer.write(UInt8(ascii: "\""))
            writeTitle(link.title, to: &writer)
            writer.write(UInt8(ascii: ">"))
        case .linkClose:
            writer.write("</a>")
        case .embed(let index, let isBlock):
            let link = parsed.links[index]
            if isBlock { writer.write("<p>") }
            writer.write("<img src=\"")
            writer.write(address: address(of: link).utf8)
            writer.write("\" alt=\"")
            writer.write(escaped: link.display ?? "")
            writer.write(UInt8(ascii: "\""))
            writeTitle(link.title, to: &writer)
            writer.write(" />")
            if isBlock { writer.write("</p>") }
        case .code(let index):
            let block = parsed.codeBlocks[index]
            let language = block.info.utf8.prefix { !$0.isASCIISpace }
            writer.write("<pre><code")
            if !block.info.isEmpty {
                writer.write(" class=\"language-")
                writer.write(escaped: String(Substring(language)))
                writer.write(UInt8(ascii: "\""))
            }
            writer.write(UInt8(ascii: ">"))
            writer.write(escaped: block.code)
            writer.write("</code></pre>")
        case .value(let index):
            writer.write("<code>= ")
            writer.write(escaped: parsed.values[index].expression)
            writer.write("</code>")
        case .formula(let index):
            let formula = parsed.formulas[index]
            writer.write(formula.isBlock ? "<div class=\"math\">" : "<span class=\"math\">")
            writer.write(escaped: formula.tex)
            writer.write(formula.isBlock ? "</div>" : "</span>")
        case .calloutTitle(let index):
            writer.write(escaped: parsed.callouts[index].title)
        case .tag(let index):
            writer.write("<a class=\"tag\">#")
            writer.write(escaped: parsed.tags[index].name)
            writer.write("</a>")
        case .id(let name):
            let isNative = name.hasPrefix("fn-") || name.hasPrefix("fnref-")
            guard isNative || writesHeadingIDs else { return }
            writer.write(" id=\"")
            writer.write(escaped: name)
            writer.write(UInt8(ascii: "\""))
        case .attribute(let index):
            let attribute = parsed.attributes[index]
            let values = attribute.addresses.map {
                let written = parsed.links[$0.link].destination
                let address = isRaw ? written : percentEncoded(written.utf8)
                return $0.descriptor.isEmpty ? address : address + " " + $0.descriptor
            }
            let value = values.joined(separator: ", ")
            if isRaw {
                writer.bytes += " \(attribute.name)=\"\(value)\"".utf8
            } else {
                writer.bytes.append(attribute: attribute.name, value)
            }
        case .reference(let name):
            writer.write(escaped: name)
        }
        bytes += writer.fragment.bytes
    }

    private func address(of link: Link) -> String {
        if link.syntax == .markdown { return link.destination }
        return link.subpath.isEmpty ? link.path : link.path + "#" + link.subpath
    }

    private func writeTitle(_ title: String, to writer: inout HTMLWriter) {
        if title.isEmpty { return }
        writer.write(" title=\"")
        writer.write(escaped: title)
        writer.write(UInt8(ascii: "\""))
    }
}
