import Basics
import Markdown
import Vault

extension BaseRenderer {
    package mutating func write(_ cell: BaseResult.Cell, _ property: BaseProperty) {
        switch cell {
        case .value(let value): write(value, property)
        case .problem(let message):
            write("<span class=\"base-problem\">Error: \(escapedHTML(message))</span>")
        }
    }

    package mutating func write(_ value: BaseValue, _ property: BaseProperty) {
        switch value {
        case .null: break
        case .bool(let bool):
            let (label, sign) = bool ? ("yes", "✓") : ("no", "✗")
            write("<span class=\"base-check\" role=\"img\" aria-label=\"\(label)\">\(sign)</span>")
        case .number, .duration: write(escapedHTML(corpus.text(of: value)))
        case .text(let text): writeText(text)
        case .tag(let tag): writeTag(tag)
        case .date(let date):
            write("<time datetime=\"\(date.text)\">\(date.label)</time>")
        case .list(let values):
            for (index, value) in values.enumerated() {
                if index > 0 { write(", ") }
                write(value, property)
            }
        case .object: write("<code>\(escapedHTML(corpus.text(of: value)))</code>")
        case .link(let link): write(link)
        case .file(let file): writeLink(to: file)
        case .html(let text): write(sanitizedHTML(text))
        case .icon(let name): writeIcon(name)
        case .image(let source): writeImage(source)
        }
    }

    mutating func writeLink(to index: Int) {
        let file = corpus.files[index]
        writeLink(
            BaseTarget.file(file.path, subpath: ""), "internal", content: escapedHTML(file.name))
    }

    private mutating func writeLink(_ target: BaseTarget, _ kind: String, content: String) {
        if let href = href(target) {
            write("<a class=\"\(kind)\" href=\"\(escapedHTML(href))\">\(content)</a>")
        } else {
            write("<span class=\"\(kind)\">\(content)</span>")
        }
    }

    private mutating func write(_ link: BaseLink) {
        let content: String
        if case .icon(let name)? = link.display {
            content = icon(name)
        } else {
            content = escapedHTML(corpus.label(of: .link(link)))
        }
        if let file = link.file {
            let target = BaseTarget.file(corpus.files[file].path, subpath: link.subpath)
            writeLink(target, "internal", content: content)
        } else if link.isExternal {
            writeExternal(link.target, content: content)
        } else {
            writeMissing(content)
        }
    }

    private mutating func writeMissing(_ content: String) {
        write("<span class=\"missing-link\" title=\"This file does not exist\">\(content)</span>")
    }

    /// Writes a link to an address that opens a page, a mail and the like. Other addresses may run a
    /// script, so only their text is written.
    private mutating func writeExternal(_ address: String, content: String) {
        guard urlScheme(of: address) != nil, Address.isAllowed(address, as: .link) else {
            return write(content)
        }
        write("<a class=\"external\" href=\"\(escapedHTML(address.urlKept))\" rel=\"noopener\">")
        write("\(content)</a>")
    }

    /// Writes a text. An address or a Markdown link becomes a link.
    private mutating func writeText(_ text: String) {
        if let link = MarkdownLinkText(text) {
            if urlScheme(of: link.address) != nil {
                writeExternal(link.address, content: escapedHTML(link.shown))
            } else {
                var target = corpus.link(link.address, from: context.this)
                target.display = .text(link.shown)
                write(target)
            }
        } else if text.hasPrefix("https://") || text.hasPrefix("http://"),
            !text.contains(where: \.isWhitespace)
        {
            writeExternal(text, content: escapedHTML(text))
        } else {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            write(lines.map { escapedHTML(String($0)) }.joined(separator: "<br>"))
        }
    }

    private mutating func writeTag(_ tag: String) {
        writeLink(.tag(tag), "tag", content: escapedHTML("#" + tag))
    }

    /// Returns the name of an icon in an element for which a theme may have a picture.
    private func icon(_ name: String) -> String {
        let name = escapedHTML(name)
        return "<span class=\"base-icon\" data-icon=\"\(name)\">\(name)</span>"
    }

    private mutating func writeIcon(_ name: String) { write(icon(name)) }

    private mutating func writeImage(_ source: BaseValue) {
        guard let address = imageSource(source) else {
            writeMissing(escapedHTML(corpus.label(of: source)))
            return
        }
        let name = corpus.label(of: source)
        let alt = urlScheme(of: name) == nil ? escapedHTML(name) : ""
        write("<img src=\"\(escapedHTML(address))\" alt=\"\(alt)\" loading=\"lazy\">")
    }

    mutating func imageSource(_ value: BaseValue) -> String? {
        switch value {
        case .image(let source): return imageSource(source)
        case .list(let values):
            for value in values {
                if let source = imageSource(value) { return source }
            }
            return nil
        case .text(let text):
            if urlScheme(of: text) != nil { return Address.isWeb(text) ? text : nil }
            return imageSource(.link(corpus.link(text, from: context.this)))
        case .link(let link):
            if link.isExternal { return imageSource(.text(link.target)) }
            return link.file.flatMap { imageSource(.file($0)) }
        case .file(let index):
            let path = corpus.files[index].path
            guard imageExtensions.contains(path.fileExtension) else { return nil }
            return href(.file(path, subpath: ""))
        default: return nil
        }
    }
}
