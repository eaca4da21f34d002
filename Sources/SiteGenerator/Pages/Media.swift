import Basics
import Files
import Markdown
import Vault

private let audioExtensions: Set<String> = ["3gp", "flac", "m4a", "mp3", "ogg", "wav"]
private let videoExtensions: Set<String> = ["mkv", "mov", "mp4", "ogv", "webm"]

/// Returns the HTML of an embedded attachment: an image, sound, film or PDF, or a link for any
/// other file.
func mediaHTML(_ link: Link, path: VaultPath, href: String) -> String {
    let (text, width, height) = imageSize(link.display ?? "")
    // If the author gave no text, the name in a wikilink is the best alternative text.
    let alt = text.isEmpty && link.syntax == .wikilink ? String(path.stem) : text
    let media = Media(
        href: href, kind: path.fileExtension, name: String(path.name), text: text, alt: alt,
        title: link.title, subpath: link.subpath, width: width, height: height)
    return media.html ?? media.attachmentLink
}

/// Returns the HTML of embedded media of another site. They are like attachments, except that known
/// pages of videos become players.
func externalMedia(_ link: Link) -> String {
    let address = link.externalAddress
    let (text, width, height) = imageSize(link.display ?? "")
    if let player = playerHTML(address, title: text, width: width, height: height) { return player }
    let path = address.prefix { $0 != "?" && $0 != "#" }
    let media = Media(
        href: escapedHTML(address.urlKept), kind: VaultPath(String(path)).fileExtension,
        name: String(path.split(separator: "/").last ?? path), text: text, alt: text,
        title: link.title, subpath: "", width: width, height: height)
    // A server could send a page instead of the document, so a PDF of another site is only linked.
    if media.kind == "pdf" { return media.attachmentLink }
    return media.html ?? media.imageHTML
}

private struct Media {
    /// The escaped address.
    let href: String
    let kind: String
    let name: String
    /// The text that the author wrote.
    let text: String
    let alt: String
    let title: String
    let subpath: String
    let width: Int?
    let height: Int?

    /// The element, or nil for other kinds of files.
    var html: String? {
        let label = escapedHTML(text.isEmpty ? name : text)
        switch kind {
        case let kind where imageExtensions.contains(kind):
            return imageHTML
        case let kind where audioExtensions.contains(kind):
            return
                "<audio controls preload=\"metadata\" src=\"\(href)\" aria-label=\"\(label)\"></audio>"
        case let kind where videoExtensions.contains(kind):
            return
                "<video controls preload=\"metadata\" src=\"\(href)\"\(sizeAttributes(width, height)) aria-label=\"\(label)\"></video>"
        case "pdf":
            return
                "<object class=\"pdf\" type=\"application/pdf\" data=\"\(href)\"\(sizeAttributes(width, height ?? heightOfPDF)) aria-label=\"\(label)\"><a href=\"\(href)\">\(label)</a></object>"
        default:
            return nil
        }
    }

    var imageHTML: String {
        let title = title.isEmpty ? "" : " title=\"\(escapedHTML(title))\""
        return
            "<img src=\"\(href)\" alt=\"\(escapedHTML(alt))\"\(classAttribute)\(title)\(sizeAttributes(width, height)) loading=\"lazy\" decoding=\"async\">"
    }

    var attachmentLink: String {
        "<a class=\"attachment\" href=\"\(href)\">\(escapedHTML(text.isEmpty ? name : text))</a>"
    }

    /// The classes in `![[image.png#outline]]`. The fragment of an image is a style, not a place.
    private var classAttribute: String {
        let isName = { (byte: UInt8) in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || byte == UInt8(ascii: "-")
        }
        guard !subpath.isEmpty, subpath.utf8.allSatisfy(isName) else { return "" }
        return " class=\"\(subpath)\""
    }

    /// The height in `#height=400`, alone or after `page=3&`.
    private var heightOfPDF: Int? {
        subpath.split(whereSeparator: { $0 == "&" || $0 == "#" }).lazy.compactMap { part in
            part.hasPrefix("height=") ? Int(part.dropFirst(7)).flatMap(validSize) : nil
        }.first
    }
}

/// Returns YouTube's player from the address that sets no cookies. A post on X becomes a link,
/// because showing it would need a script of X.
private func playerHTML(_ address: String, title: String, width: Int?, height: Int?) -> String? {
    guard address.hasPrefix("https://") || address.hasPrefix("http://") else { return nil }
    let parts = address.split(separator: "/", omittingEmptySubsequences: true).dropFirst()
    guard let host = parts.first else { return nil }
    let name = host.hasPrefix("www.") ? host.dropFirst(4) : host
    switch name {
    case "youtube.com", "m.youtube.com", "youtube-nocookie.com", "youtu.be":
        guard let video = videoID(address, parts: parts.dropFirst(), isShort: name == "youtu.be")
        else { return nil }
        let size = sizeAttributes(width ?? 560, height ?? width.map { $0 * 9 / 16 } ?? 315)
        return
            "<iframe src=\"https://\(playerHost)/embed/\(video)\" title=\"\(escapedHTML(title.isEmpty ? "YouTube video" : title))\"\(size) loading=\"lazy\" allowfullscreen></iframe>"
    case "twitter.com", "x.com":
        let shown = title.isEmpty ? address : title
        return
            "<a class=\"external\" href=\"\(escapedHTML(address.urlKept))\" rel=\"noopener\">\(escapedHTML(shown))</a>"
    default: return nil
    }
}

private func videoID(_ address: String, parts: ArraySlice<Substring>, isShort: Bool) -> Substring? {
    let candidate: Substring?
    if let query = address.firstIndex(of: "?"), !isShort,
        let value = address[query...].dropFirst().split(separator: "&").first(where: {
            $0.hasPrefix("v=")
        })
    {
        candidate = value.dropFirst(2)
    } else if isShort {
        candidate = parts.first
    } else {
        let isPlayer = parts.first == "embed" || parts.first == "shorts" || parts.first == "live"
        candidate = isPlayer ? parts.dropFirst().first : nil
    }
    let id = candidate?.prefix {
        $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
    }
    return id?.isEmpty ?? true ? nil : id
}

private func sizeAttributes(_ width: Int?, _ height: Int?) -> String {
    (width.map { " width=\"\($0)\"" } ?? "") + (height.map { " height=\"\($0)\"" } ?? "")
}

private func validSize(_ pixels: Int) -> Int? { (1...20_000).contains(pixels) ? pixels : nil }

/// Parses the text after the bar of an image: `100`, `640x480`, `text`, `text|100`.
func imageSize(_ display: String) -> (text: String, width: Int?, height: Int?) {
    let bar = display.lastIndex(of: "|")
    let last = bar.map { display[display.index(after: $0)...] } ?? display[...]
    let numbers = last.trimmed.split(
        omittingEmptySubsequences: false, whereSeparator: { $0 == "x" || $0 == "×" }
    ).map { Int($0).flatMap(validSize) }
    guard (1...2).contains(numbers.count), let width = numbers[0],
        numbers.count == 1 || numbers[1] != nil
    else { return (display, nil, nil) }
    let text = bar.map { display[..<$0].trimmed } ?? ""
    return (text, width, numbers.count == 2 ? numbers[1] : nil)
}
