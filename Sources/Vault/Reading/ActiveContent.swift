import Basics
import Files
import Foundation
import FoundationXML
import Markdown

// A browser that opens a file of HTML as a page runs its scripts with the rights of the site's own.
// A site of static files can't forbid that by headers. So HTML files are not published, and XML
// files, such as drawings, are published only if nothing in them can run.

/// The extensions of files that browsers read as HTML.
private let pageExtensions: Set<String> = [
    "hta", "htm", "html", "jhtml", "mht", "mhtml", "php", "phtml", "shtml", "svgz", "swf", "xht",
    "xhtm", "xhtml", "xsl", "xslt",
]
/// The extensions of files that browsers show, play or save, but never read as a page.
private let inertExtensions: Set<String> = [
    "3gp", "7z", "aac", "avif", "bin", "bmp", "bz2", "c", "cfg", "cpp", "css", "csv", "docx",
    "flac",
    "gif", "go", "gz", "h", "ico", "ipynb", "java", "jpeg", "jpg", "js", "json", "m4a", "md", "mjs",
    "mkv", "mov", "mp3", "mp4", "odp", "ods", "odt", "ogg", "ogv", "opus", "otf", "pdf", "png",
    "pptx", "py", "rb", "rs", "rtf", "sh", "swift", "tar", "tex", "tgz", "tif", "tiff", "toml",
    "ts", "tsv", "ttf", "txt", "wav", "webm", "webp", "woff", "woff2", "xlsx", "xz", "yaml", "yml",
    "zip", "zst", "base", "canvas",
]

/// True if a browser could show a file with this text as a page.
package func mayBePage(extension suffix: String, text: String) -> Bool {
    if inertExtensions.contains(suffix.lowercased()) { return false }
    return pageExtensions.contains(suffix.lowercased()) || text.trimmed.hasPrefix("<")
}

/// Returns why an attachment is not published under `html: safe` and `forbid`, as the end of a
/// sentence that begins with “it”; nil if nothing in it can run.
package func danger(of path: VaultPath, read: () -> [UInt8]?) -> String? {
    let suffix = path.fileExtension
    if inertExtensions.contains(suffix) { return nil }
    if pageExtensions.contains(suffix) { return "is a page of its own, whose scripts could run" }
    // A file that can't be read is not published either.
    guard let bytes = read() else { return nil }
    let isMarked = bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])
    let start = (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...])
        .drop { $0 <= 0x20 }
    guard isMarked || start.first == UInt8(ascii: "<") || suffix == "svg" else { return nil }
    // Only a browser knows how it reads other encodings.
    guard !isMarked, !start.prefix(1 << 16).contains(0) else { return "is not UTF-8" }
    return dangerOfXML(bytes)
}

private func dangerOfXML(_ bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    if let encoding = text.prefix(1000).firstMatch(of: /<\?xml[^>]*encoding\s*=\s*["']([^"']*)/),
        !["utf-8", "us-ascii", "iso-8859-1", "windows-1252"].contains(encoding.1.lowercased())
    {
        return "is not UTF-8"
    }
    // The browser expands such an entity itself, and the parser here doesn't report its text.
    if text.contains("<!ENTITY"), !hasPlainEntities(text) { return "defines entities" }
    if text.contains("<!ATTLIST") { return "defines attributes" }
    let reader = ActiveContentReader()
    let parser = XMLParser(data: Data(bytes))
    parser.shouldProcessNamespaces = true
    parser.delegate = reader
    let isWellFormed = parser.parse() && parser.parserError == nil && reader.isComplete
    if let danger = reader.danger { return danger }
    return isWellFormed ? nil : "is not well-formed XML, so that nobody can say what it does"
}

/// True if all entities are names of namespaces, which some drawing programs write.
private func hasPlainEntities(_ text: String) -> Bool {
    let all = text.ranges(of: "<!ENTITY").count
    let plain = text.ranges(of: /<!ENTITY\s+[\w.-]+\s+("[\w:\/.,#?= -]*"|'[\w:\/.,#?= -]*')\s*>/)
    return all == plain.count
}

private final class ActiveContentReader: NSObject, XMLParserDelegate {
    private(set) var danger: String?
    private var depth = 0
    private var elements = 0
    private var hasFailed = false

    var isComplete: Bool { elements > 0 && depth == 0 && !hasFailed }

    private static let page = "http://www.w3.org/1999/xhtml"

    func parser(
        _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String] = [:]
    ) {
        depth += 1
        elements += 1
        let name = element.split(separator: ":").last.map { $0.lowercased() } ?? ""
        let isOfPage = namespaceURI == Self.page
        if name == "script" || name == "handler" || name == "listener"
            || isOfPage && !["html", "head", "body", "title"].contains(name)
                && !isAllowedElement(name)
        {
            found("has an element <\(name)>")
        }
        for (attribute, value) in attributes.sorted(by: { $0.key < $1.key }) {
            check(attribute, value, in: name)
        }
    }

    func parser(
        _ parser: XMLParser, didEndElement element: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        depth -= 1
    }

    /// `parse()` may return true even so.
    func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) { hasFailed = true }

    private func check(_ attribute: String, _ value: String, in element: String) {
        let name = attribute.split(separator: ":").last.map { $0.lowercased() } ?? ""
        if name.hasPrefix("on") { return found("has an attribute \(name)") }
        switch name {
        case "attributename":
            let changed = value.split(separator: ":").last.map { $0.lowercased() } ?? ""
            if changed.hasPrefix("on") || changed.contains("href") || changed == "src" {
                found("changes the attribute \(changed)")
            }
        case "href", "src", "action", "formaction", "data", "poster", "srcdoc", "to", "from", "by",
            "values":
            let isUse = element == "use" && Address.scheme(of: value) != nil
            let use: Address.Use = element == "a" ? .link : .media
            let parts = name == "values" ? value.split(separator: ";") : [value[...]]
            let isSafe = ["href", "src"].contains(name)
            if isUse || name == "srcdoc" || parts.contains(where: { Address.isScript($0.utf8) })
                || isSafe && !Address.isAllowed(value, as: use)
            {
                found("has the address \(value.prefix(40))")
            }
        default: break
        }
    }

    func parser(
        _ parser: XMLParser, foundProcessingInstructionWithTarget target: String, data: String?
    ) {
        if target.lowercased() == "xml-stylesheet" { found("names a style sheet") }
    }

    private func found(_ danger: String) { self.danger = self.danger ?? danger }
}

extension ContentListing {
    /// Removes the attachments that could run a script, and returns a diagnostic for each of them.
    package mutating func removeActiveContent() -> [Diagnostic] {
        var problems: [Diagnostic] = []
        attachments.removeAll { entry in
            guard let danger = danger(of: entry.path, read: { readFile(entry.filePath) }) else {
                return false
            }
            leftOut[String(entry.path.name).folded] = "it \(danger)"
            problems.append(
                Diagnostic(
                    .note, .attachmentActive, file: entry.path.string,
                    "this file is not published: it \(danger)",
                    help:
                        "readers could be served a script from your site: take it out, or trust all that is in this folder by `html: allow` in site.yml"
                ))
            return true
        }
        return problems
    }
}
