import Markdown

private let imageExtensions: Set<String> = [
    "avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp",
]
private let audioExtensions: Set<String> = ["flac", "m4a", "mp3", "ogg", "wav", "3gp"]
private let videoExtensions: Set<String> = ["mkv", "mov", "mp4", "ogv", "webm"]

/// An embedded attachment: image, sound, film or PDF; any other is a link to the file.
func mediaHTML(_ link: Link, path: VaultPath, href: String) -> String {
    let (text, width, height) = imageSize(link.display ?? "")
    let name = String(path.name)
    switch path.fileExtension {
    case let kind where imageExtensions.contains(kind):
        // A wikilink's name is the best text there is when the author gave none.
        let alt = text.isEmpty ? (link.syntax == .wikilink ? String(path.stem) : "") : text
        return imageHTML(href: href, alt: alt, title: link.title, width: width, height: height)
    case let kind where audioExtensions.contains(kind):
        return "<audio controls preload=\"metadata\" src=\"\(href)\" aria-label=\"\(escapedHTML(name))\"></audio>"
    case let kind where videoExtensions.contains(kind):
        let size = sizeAttributes(width, height)
        return "<video controls preload=\"metadata\" src=\"\(href)\"\(size) aria-label=\"\(escapedHTML(name))\"></video>"
    case "pdf":
        return "<object class=\"pdf\" type=\"application/pdf\" data=\"\(href)\" aria-label=\"\(escapedHTML(name))\"><a href=\"\(href)\">\(escapedHTML(text.isEmpty ? name : text))</a></object>"
    default:
        return "<a class=\"attachment\" href=\"\(href)\">\(escapedHTML(text.isEmpty ? name : text))</a>"
    }
}

/// An image from elsewhere.
func externalMedia(_ link: Link) -> String {
    let (alt, width, height) = imageSize(link.display ?? "")
    return imageHTML(
        href: escapedHTML(link.externalAddress.urlKept), alt: alt, title: link.title, width: width, height: height)
}

private func imageHTML(href: String, alt: String, title: String, width: Int?, height: Int?) -> String {
    let title = title.isEmpty ? "" : " title=\"\(escapedHTML(title))\""
    return "<img src=\"\(href)\" alt=\"\(escapedHTML(alt))\"\(title)\(sizeAttributes(width, height)) loading=\"lazy\" decoding=\"async\">"
}

private func sizeAttributes(_ width: Int?, _ height: Int?) -> String {
    (width.map { " width=\"\($0)\"" } ?? "") + (height.map { " height=\"\($0)\"" } ?? "")
}

/// `100`, `640x480`, `text`, `text|100`: what stands behind the bar of an image.
func imageSize(_ display: String) -> (text: String, width: Int?, height: Int?) {
    let bar = display.lastIndex(of: "|")
    let last = bar.map { display[display.index(after: $0)...] } ?? display[...]
    let numbers = last.trimmed.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(numbers.count), let width = numbers[0], (1...20_000).contains(width),
        numbers.count == 1 || (numbers[1].map { (1...20_000).contains($0) } ?? false)
    else { return (display, nil, nil) }
    let text = bar.map { String(display[..<$0]) } ?? ""
    return (text, width, numbers.count == 2 ? numbers[1] : nil)
}

extension Link {
    /// The address of an image or wikilink that leads out of the vault, as written.
    var externalAddress: String {
        if !destination.isEmpty { return destination }
        return subpath.isEmpty ? path : path + "#" + subpath
    }
}
