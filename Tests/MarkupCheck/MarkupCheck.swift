/// The rules for what a piece of markup may contain.
package struct MarkupRules: Sendable {
    /// True if the program wrote all of it, so that elements must be closed and properly nested.
    /// Authors may leave elements open.
    package var isWellFormed = true
    /// True if it is a page, whose head contains the theme's scripts.
    package var isPage = false

    package init(isWellFormed: Bool = true, isPage: Bool = false) {
        self.isWellFormed = isWellFormed
        self.isPage = isPage
    }
}

/// Parses markup as a browser's tokenizer does, and looks for anything that a vault must never
/// cause: scripts, event handlers, and addresses with schemes that run something.
///
/// A test puts the canary `q-q` as an element and as an attribute into the text. It may occur as
/// text and in values of attributes; anywhere else, something was not escaped.
///
/// - Returns: the rule that is broken and the place, or nil if there is no problem.
package func markupProblem(in bytes: [UInt8], rules: MarkupRules = MarkupRules()) -> String? {
    var check = MarkupCheck(bytes: bytes, rules: rules)
    do {
        try check.readAll()
        return nil
    } catch {
        return error.text
    }
}

private struct MarkupProblem: Error {
    var text: String
}

private struct MarkupCheck {
    private let bytes: [UInt8]
    private let rules: MarkupRules
    private var position = 0
    private var open: [Name] = []

    private typealias Name = [UInt8]

    init(bytes: [UInt8], rules: MarkupRules) {
        self.bytes = bytes
        self.rules = rules
    }

    private static let empty = Set(
        ["br", "hr", "img", "input", "link", "meta", "source", "wbr", "col"].map { Array($0.utf8) })
    private static let raw = Set(["script", "style"].map { Array($0.utf8) })
    private static let active = Set(
        [
            "script", "style", "base", "meta", "link", "embed", "applet", "frame", "frameset",
            "portal",
        ]
        .map { Array($0.utf8) })
    /// Elements of a drawing may be self-closing.
    private static let drawing = Set(
        ["circle", "path", "line", "rect", "use", "polyline", "polygon", "ellipse", "mspace"]
            .map { Array($0.utf8) })
    private static let addresses = [
        "href", "xlink:href", "src", "srcset", "data", "action", "formaction", "poster", "ping",
    ]
    private static let canary = Array("q-q".utf8)

    mutating func readAll() throws(MarkupProblem) {
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else {
                position += 1
                continue
            }
            if starts(with: "<!--") {
                try skip(to: "-->")
            } else if starts(with: "<!doctype") || starts(with: "<!DOCTYPE") {
                try skip(to: ">")
            } else {
                try readTag()
            }
        }
        try hold(open.isEmpty || !rules.isWellFormed, "every element is closed")
    }

    private mutating func readTag() throws(MarkupProblem) {
        position += 1
        let isEnd = take("/")
        let name = readName()
        try hold(!name.isEmpty, "a < begins a tag")
        try hold(!name.starts(with: Self.canary), "no element comes from a vault")
        try hold(
            rules.isPage || !Self.active.contains(name), "no element runs anything: \(text(name))")
        var closesItself = false
        while true {
            skipSpace()
            try hold(position < bytes.count, "a tag ends")
            if take(">") { break }
            if take("/") {
                closesItself = true
                continue
            }
            try readAttribute(of: name)
        }
        if isEnd {
            try hold(
                !rules.isWellFormed || open.popLast() == name,
                "elements end in the order they began: \(text(name))")
        } else if Self.raw.contains(name) {
            try skip(to: "</" + text(name))
            try skip(to: ">")
        } else if !Self.empty.contains(name), !(closesItself && Self.drawing.contains(name)) {
            open.append(name)
        }
    }

    private mutating func readAttribute(of element: Name) throws(MarkupProblem) {
        let name = readName()
        try hold(!name.isEmpty, "an attribute has a name")
        try hold(!name.starts(with: Self.canary), "no attribute comes from a vault")
        try hold(
            !name.starts(with: "on".utf8) && text(name) != "srcdoc", "no attribute is a script")
        guard take("=") else { return }
        try hold(take("\""), "a value stands in quotes")
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") { position += 1 }
        try hold(position < bytes.count, "a value ends")
        let value = bytes[start..<position]
        position += 1
        try hold(
            !rules.isWellFormed || !value.contains(UInt8(ascii: "<")), "a value holds no <")
        if Self.addresses.contains(text(name)) {
            try hold(
                isSafe(value),
                "\(text(name)) of \(text(element)) leads to no script: \(text(value))")
        }
    }

    /// Finds the scheme as browsers do, which ignore control characters and spaces.
    private func isSafe(_ address: ArraySlice<UInt8>) -> Bool {
        let entities = ["&amp;": "&", "&#58;": ":", "&colon;": ":", "&Tab;": "", "&NewLine;": ""]
        var plain = text(address).lowercased()
        for (entity, character) in entities { plain = plain.replacing(entity, with: character) }
        plain.removeAll { $0 <= " " }
        if plain.hasPrefix("data:") { return plain.hasPrefix("data:image/") }
        return !plain.hasPrefix("javascript:") && !plain.hasPrefix("vbscript:")
    }

    private mutating func readName() -> Name {
        let start = position
        while position < bytes.count, Self.isNameByte(bytes[position]) { position += 1 }
        return bytes[start..<position].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-_:.@".utf8.contains(byte)
        }
    }

    private mutating func take(_ text: String) -> Bool {
        guard starts(with: text) else { return false }
        position += text.utf8.count
        return true
    }

    private func starts(with text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    private mutating func skip(to text: String) throws(MarkupProblem) {
        while position < bytes.count, !starts(with: text) { position += 1 }
        try hold(position < bytes.count, "\(text) comes")
        position += text.utf8.count
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    }

    private func text(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    private func hold(
        _ condition: Bool, _ rule: @autoclosure () -> String
    ) throws(MarkupProblem) {
        if condition { return }
        let around = bytes[max(0, position - 200)..<min(bytes.count, position + 100)]
        throw MarkupProblem(text: "\(rule()), near: \(text(around))")
    }
}
