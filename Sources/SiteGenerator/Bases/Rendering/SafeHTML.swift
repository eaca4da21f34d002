/// What `html()` may show: a few elements for words, boxes and bars, with harmless attributes and
/// in proper nesting. Everything else appears as the text that it is, so that no property of a note
/// can bring a script, or break the page it is shown on.
func safeHTML(_ text: String) -> String {
    var writer = SafeHTMLWriter()
    var rest = text[...]
    while let open = rest.firstIndex(of: "<") {
        writer.write(rest[..<open])
        rest = rest[open...]
        if let tag = HTMLTag(rest) {
            writer.write(tag)
            rest = rest[tag.end...]
        } else {
            writer.write(rest.prefix(1))
            rest = rest.dropFirst()
        }
    }
    writer.write(rest)
    return writer.finished()
}

private struct SafeHTMLWriter {
    private static let elements: Set<String> = [
        "a", "abbr", "b", "br", "code", "del", "em", "i", "ins", "kbd", "mark", "meter",
        "progress", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var",
    ]
    private static let depthLimit = 16

    private var html = ""
    private var open: [String] = []

    mutating func write(_ text: some StringProtocol) {
        html += escapedKeepingEntities(String(text))
    }

    mutating func write(_ tag: HTMLTag) {
        guard Self.elements.contains(tag.name), !tag.isUnsafe else {
            html += escapedHTML(String(tag.source))
            return
        }
        if tag.isClosing {
            // A closing tag closes what was left open within.
            guard open.contains(tag.name) else { return }
            while let last = open.popLast() {
                html += "</\(last)>"
                if last == tag.name { break }
            }
        } else if tag.name == "br" {
            html += "<br>"
        } else {
            // Links within links are not HTML.
            guard open.count < Self.depthLimit, !(tag.name == "a" && open.contains("a")) else {
                return
            }
            let attributes = tag.attributes.map { " \($0)=\"\(escapedKeepingEntities($1))\"" }
                .joined()
            html += "<\(tag.name)\(attributes)>"
            if tag.isEmpty {
                html += "</\(tag.name)>"
            } else {
                open.append(tag.name)
            }
        }
    }

    mutating func finished() -> String {
        while let last = open.popLast() { html += "</\(last)>" }
        return html
    }
}

/// References such as `&lt;` and `&#39;` stay: `escapeHTML()` has made them.
private func escapedKeepingEntities(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let sign = rest.firstIndex(of: "&") {
        result += escapedHTML(String(rest[..<sign]))
        rest = rest[rest.index(after: sign)...]
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
        let isEntity =
            (1...10).contains(name.utf8.count) && rest.dropFirst(name.count).first == ";"
            && (["amp", "lt", "gt", "quot", "apos", "nbsp"].contains(name)
                || name.first == "#" && name.dropFirst().allSatisfy(\.isNumber) && name.count > 1)
        result += isEntity ? "&" : "&amp;"
    }
    return result + escapedHTML(String(rest))
}

/// `<name attribute="value">` at the beginning of a text.
private struct HTMLTag {
    var name: String
    var isClosing = false
    /// Ends in `/>`.
    var isEmpty = false
    /// Those that are harmless.
    var attributes: [(name: String, value: String)] = []
    /// It has an attribute that must not be dropped in silence.
    var isUnsafe = false
    var source: Substring
    var end: String.Index { source.endIndex }

    init?(_ text: Substring) {
        var rest = text.dropFirst()
        if rest.first == "/" {
            isClosing = true
            rest = rest.dropFirst()
        }
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard let first = name.first, first.isLetter, name.utf8.count < 20 else { return nil }
        self.name = name.lowercased()
        source = text
        rest = rest[name.endIndex...]
        while true {
            rest = rest.drop(while: \.isWhitespace)
            if rest.first == "/" {
                isEmpty = true
                rest = rest.dropFirst()
                continue
            }
            if rest.first == ">" {
                source = text[..<rest.index(after: rest.startIndex)]
                return
            }
            let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            guard !name.isEmpty else { return nil }
            rest = rest[name.endIndex...].drop(while: \.isWhitespace)
            var value = ""
            if rest.first == "=" {
                rest = rest.dropFirst().drop(while: \.isWhitespace)
                if let quote = rest.first, quote == "\"" || quote == "'" {
                    rest = rest.dropFirst()
                    guard let close = rest.firstIndex(of: quote) else { return nil }
                    value = String(rest[..<close])
                    rest = rest[rest.index(after: close)...]
                } else {
                    let word = rest.prefix { !$0.isWhitespace && $0 != ">" }
                    value = String(word)
                    rest = rest[word.endIndex...]
                }
            }
            add(name.lowercased(), value)
        }
    }

    private mutating func add(_ name: String, _ value: String) {
        // The same attribute twice is not HTML; the first counts.
        guard !attributes.contains(where: { $0.name == name }) else { return }
        switch (self.name, name) {
        case (_, "class"), (_, "title"), (_, "lang"), (_, "aria-label"),
            ("progress", "value"), ("progress", "max"), ("meter", "value"), ("meter", "min"),
            ("meter", "max"), ("meter", "low"), ("meter", "high"), ("meter", "optimum"):
            attributes.append((name, value))
        case (_, "style"):
            if isHarmlessStyle(value) {
                attributes.append((name, value))
            } else {
                isUnsafe = true
            }
        case ("a", "href"):
            let scheme = urlScheme(of: value.trimmed)
            if scheme == "http" || scheme == "https" || scheme == "mailto" {
                attributes.append((name, value.trimmed))
            } else {
                isUnsafe = true
            }
        default: isUnsafe = true
        }
    }

    /// Colours, sizes and fonts; nothing that fetches, nor that lies over the page.
    private func isHarmlessStyle(_ value: String) -> Bool {
        let lower = value.lowercased()
        return value.utf8.count <= 300
            && value.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || " #%.,:;()-".contains($0))
            }
            && !["url(", "image(", "expression", "position", "z-index", "behavior", "binding"]
                .contains { lower.contains($0) }
    }
}
