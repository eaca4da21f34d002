/// What a property holds and an expression gives.
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
    /// A text, link or file that is to be shown as an image.
    case image(BaseValue)

    package struct Entry: Sendable, Hashable {
        package var key: String
        package var value: BaseValue
    }
}

/// A link to a file of the vault, to nothing that is there, or out into the web.
package struct BaseLink: Sendable, Hashable {
    /// As written, with what follows `#`.
    package var target: String
    /// A text or an icon; nil when nothing is given.
    package var display: BaseValue?
    /// Position in the ``BaseCorpus``; nil when there is no such file.
    package var file: Int?

    package init(target: String, display: BaseValue? = nil, file: Int? = nil) {
        self.target = target
        self.display = display
        self.file = file
    }

    /// What follows the first `#`.
    var subpath: String {
        target.utf8.firstIndex(of: UInt8(ascii: "#")).map {
            String(target[target.utf8.index(after: $0)...])
        } ?? ""
    }

    /// What stands before the first `#`.
    var path: String { String(target.prefix { $0 != "#" }).trimmed }

    /// Has a scheme, such as `https:`.
    var isExternal: Bool { urlScheme(of: target) != nil }
}

/// `https` of `https://swift.org`; nil when `text` is no URL. One letter is a Windows drive.
func urlScheme(of text: String) -> String? {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let scheme = text[..<colon]
    guard scheme.utf8.count > 1, scheme.utf8.count < 20, let first = scheme.first, first.isASCII,
        first.isLetter,
        scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
    else { return nil }
    // `Note: a title` is no URL.
    let rest = text[text.utf8.index(after: colon)...]
    guard let next = rest.first, !next.isWhitespace else { return nil }
    return scheme.lowercased()
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

    var isEmpty: Bool {
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

    /// As `isType()` knows it.
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

    /// How a message names the value.
    var kindDescription: String {
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

/// As JavaScript writes numbers: `3`, not `3.0`.
func numberText(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    return "\(number)"
}

/// With `digits` decimal places, halves rounded away from zero. Digits of the shortest decimal that
/// means the number, so that 1.005 becomes 1.01 and not, as its binary form has it, 1.00.
func fixedText(_ number: Double, digits: Int) -> String {
    guard number.isFinite, abs(number) < 1e15 else { return numberText(number) }
    let rounded = roundedDecimal(number, digits: digits)
    let text = "\(abs(rounded))"
    var whole = String(Int(abs(rounded)))
    var fraction = ""
    if text.contains("e") {
        // Only numbers below 1e-4 are written so here.
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

func roundedDecimal(_ number: Double, digits: Int) -> Double {
    guard number.isFinite, digits < 18, digits > -18 else { return number }
    var scale = 1.0
    for _ in 0..<abs(digits) { scale *= 10 }
    let scaled = digits >= 0 ? number * scale : number / scale
    guard abs(scaled) < 1e15 else { return number }
    // The product of the shortest decimal may lie a hair below the half that it stands for.
    let nudge = scaled.ulp * 2
    // JavaScript rounds halves up, also those below zero.
    let result = (scaled + nudge + 0.5).rounded(.down)
    return digits >= 0 ? result / scale : result * scale
}
