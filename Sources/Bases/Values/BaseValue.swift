import Basics

/// The value of a property or an expression.
package indirect enum BaseValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    /// A tag, without `#`.
    case tag(String)
    case date(BaseDate)
    case duration(BaseDuration)
    case list([BaseValue])
    case object([Entry])
    case link(BaseLink)
    /// A file of the vault, by its position in the ``BaseCorpus``.
    case file(Int)
    case html(String)
    case icon(String)
    /// A text, link or file that a page shows as an image.
    case image(BaseValue)

    package struct Entry: Sendable, Hashable {
        package var key: String
        package var value: BaseValue
    }
}

/// A link to a file of the vault, to a file that does not exist, or to an address of the web.
package struct BaseLink: Sendable, Hashable {
    /// The target as the note has it, with `#` and the text after it.
    package var target: String
    /// A text or an icon; nil when the link has none.
    package var display: BaseValue?
    /// The file's position in the ``BaseCorpus``; nil when there is no such file.
    package var file: Int?

    package init(target: String, display: BaseValue? = nil, file: Int? = nil) {
        self.target = target
        self.display = display
        self.file = file
    }

    /// The part of the target after the first `#`.
    package var subpath: String {
        target.utf8.firstIndex(of: UInt8(ascii: "#")).map {
            String(target[target.utf8.index(after: $0)...])
        } ?? ""
    }

    /// The part of the target before the first `#`.
    package var path: String { String(target.prefix { $0 != "#" }).trimmed }

    /// True if the target has a scheme, such as `https:`.
    package var isExternal: Bool { urlScheme(of: target) != nil }
}

/// Returns `https` of `https://swift.org`; nil when `text` is not a URL. A single letter is the drive of a
/// Windows path and not a scheme.
func urlScheme(of text: String) -> String? {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let scheme = text[..<colon]
    guard scheme.utf8.count > 1, scheme.utf8.count < 20, let first = scheme.first, first.isASCII,
        first.isLetter,
        scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
    else { return nil }
    // `Note: a title` is not a URL.
    let rest = text[text.utf8.index(after: colon)...]
    guard let next = rest.first, !next.isWhitespace else { return nil }
    return scheme.lowercased()
}

extension [BaseValue] {
    package var numbers: [Double] {
        compactMap { value in
            if case .number(let number) = value { return number }
            return nil
        }
    }
}

extension [Double] {
    package var mean: Double? { isEmpty ? nil : reduce(0, +) / Double(count) }
}

extension String {
    /// Nil when the text is anything but a number.
    var finiteNumber: Double? {
        guard let number = Double(trimmed), number.isFinite else { return nil }
        return number
    }
}

extension BaseValue {
    var isTruthy: Bool {
        switch self {
        case .null: false
        case .bool(let bool): bool
        case .number(let number): number != 0 && !number.isNaN
        case .text(let text), .tag(let text), .html(let text), .icon(let text): !text.isEmpty
        case .duration(let duration): duration.totalMilliseconds != 0
        case .date, .list, .object, .link, .file, .image: true
        }
    }

    package var isEmpty: Bool {
        switch self {
        case .null: true
        case .number(let number): number.isNaN
        case .text(let text), .tag(let text), .html(let text), .icon(let text): text.isEmpty
        case .list(let values): values.isEmpty
        case .object(let entries): entries.isEmpty
        case .link(let link): link.target.isEmpty
        case .bool, .date, .duration, .file, .image: false
        }
    }

    /// The name of the type in `isType()`.
    var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .text, .tag: "string"
        case .date: "date"
        case .duration: "duration"
        case .list: "list"
        case .object: "object"
        case .link: "link"
        case .file: "file"
        case .html: "html"
        case .icon: "icon"
        case .image: "image"
        }
    }

    static let typeNames = [
        "null", "boolean", "number", "string", "date", "duration", "list", "object", "link", "file",
        "html", "icon", "image",
    ]

    /// The value in a message.
    package var kindDescription: String {
        switch self {
        case .null: "nothing"
        case .bool(let bool): "\(bool)"
        case .number(let number): "the number \(numberText(number))"
        case .text(let text): "the text “\(text.prefix(40))”"
        case .tag(let tag): "the tag #\(tag.prefix(40))"
        case .date(let date): "the date \(date.text)"
        case .duration: "a duration"
        case .list: "a list"
        case .object: "an object"
        case .link(let link): "the link [[\(link.target.prefix(40))]]"
        case .file: "a file"
        case .html: "HTML"
        case .icon: "an icon"
        case .image: "an image"
        }
    }
}

/// Returns the number as in JavaScript: `3`, not `3.0`.
func numberText(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    return "\(number)"
}

/// Returns the number with `digits` decimal places. It rounds the shortest decimal that stands for
/// the number, so that 1.005 becomes 1.01, although its binary value is a little less than 1.005.
func fixedText(_ number: Double, digits: Int) -> String {
    guard number.isFinite, abs(number) < 1e15 else { return numberText(number) }
    let rounded = roundedDecimal(number, digits: digits)
    let text = "\(abs(rounded))"
    var whole = String(Int(abs(rounded)))
    var fraction = ""
    if text.contains("e") {
        // Only numbers below 1e-4 have an exponent here.
        let exponent = Int(text.drop { $0 != "e" }.dropFirst()) ?? 0
        let mantissa = text.prefix { $0 != "e" }.filter { $0 != "." }
        fraction = String(repeating: "0", count: max(0, -exponent - 1)) + mantissa
    } else {
        whole = String(text.prefix { $0 != "." })
        fraction = String(text.drop { $0 != "." }.dropFirst())
    }
    fraction = String(fraction.prefix(digits))
    fraction += String(repeating: "0", count: digits - fraction.count)
    let sign = rounded < 0 ? "-" : ""
    return digits == 0 ? sign + whole : "\(sign)\(whole).\(fraction)"
}

/// Returns the number rounded to `digits` decimal places.
func roundedDecimal(_ number: Double, digits: Int) -> Double {
    guard number.isFinite, digits < 18, digits > -18 else { return number }
    var scale = 1.0
    for _ in 0..<abs(digits) { scale *= 10 }
    let scaled = digits >= 0 ? number * scale : number / scale
    guard abs(scaled) < 1e15 else { return number }
    // The product may be slightly less than the half that the shortest decimal stands for.
    let nudge = scaled.ulp * 2
    // As in JavaScript, halves are rounded up, negative ones too.
    let result = (scaled + nudge + 0.5).rounded(.down)
    return digits >= 0 ? result / scale : result * scale
}
