struct BaseToken: Sendable {
    enum Kind: Sendable {
        case number(Double)
        case text(String)
        case name(String)
        /// An operator or bracket.
        case sign(String)
        case end
    }

    var kind: Kind
    var range: Range<Int>

    func isSign(_ text: String) -> Bool {
        guard case .sign(let sign) = kind else { return false }
        return sign == text
    }
}

/// Divides an expression into tokens.
struct BaseLexer {
    private let bytes: [UInt8]
    private var position = 0
    private var tokens: [BaseToken] = []

    static func tokens(of text: String) throws(BaseError) -> [BaseToken] {
        var lexer = BaseLexer(text)
        while try lexer.next() {}
        lexer.tokens.append(BaseToken(kind: .end, range: lexer.bytes.count..<lexer.bytes.count))
        return lexer.tokens
    }

    private init(_ text: String) { bytes = Array(text.utf8) }

    private func byte(_ ahead: Int = 0) -> UInt8? {
        position + ahead < bytes.count ? bytes[position + ahead] : nil
    }

    private mutating func append(_ kind: BaseToken.Kind, from start: Int) {
        tokens.append(BaseToken(kind: kind, range: start..<position))
    }

    private mutating func next() throws(BaseError) -> Bool {
        while let byte = byte(), byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
        guard let first = byte() else { return false }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        case UInt8(ascii: ".") where byte(1).map(isDigit) == true: try number()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): try text(first)
        case UInt8(ascii: "/") where !previousIsValue:
            if let error = regularExpression() { throw error }
            try sign(first)
        case _ where isNameStart(first): try name()
        default: try sign(first)
        }
        return true
    }

    /// After a value a slash divides; anywhere else it begins a regular expression.
    private var previousIsValue: Bool {
        switch tokens.last?.kind {
        case .number, .text, .name: true
        case .sign(let sign): sign == ")" || sign == "]" || sign == "}"
        case .end, nil: false
        }
    }

    private mutating func sign(_ first: UInt8) throws(BaseError) {
        let start = position
        for sign in Self.signs where bytes[start...].starts(with: sign.utf8) {
            position += sign.utf8.count
            append(.sign(sign), from: start)
            return
        }
        let character = String(UnicodeScalar(first))
        let help: String? =
            switch character {
            case "=": "to compare, write =="
            case "&": "write && for “and”"
            case "|": "write || for “or”"
            case "?": "write if(condition, then, else)"
            case ";": "an expression needs no sign at its end"
            case "`": "write text in \"…\" or '…'"
            default: nil
            }
        throw BaseError(
            .syntax, start..<start + 1, "“\(character)” is not an operator", help: help)
    }

    private static let signs = [
        "==", "!=", "<=", ">=", "&&", "||", "+", "-", "*", "/", "%", "!", "<", ">", "(", ")", "[",
        "]", "{", "}", ",", ":", ".",
    ]
}

extension BaseLexer {
    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// A name begins with a letter of any script, `_` or `$`.
    private func isNameStart(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private mutating func name() throws(BaseError) {
        let start = position
        while let byte = byte(), isNameStart(byte) || isDigit(byte) { position += 1 }
        let name = String(decoding: bytes[start..<position], as: UTF8.self)
        if let quote = name.unicodeScalars.first(where: { "“”„‘’‚«»".unicodeScalars.contains($0) })
        {
            let offset = start + (name.utf8Offset(of: quote) ?? 0)
            throw BaseError(
                .syntax, offset..<offset + UTF8.width(quote),
                "“\(quote)” is a typographic quotation mark",
                help: "write text in straight quotation marks: \"…\" or '…'")
        }
        append(.name(name), from: start)
    }

    /// Reads `12`, `2.5`, `.5` or `1e3`. In `1.isTruthy()` the point is not part of the number.
    private mutating func number() throws(BaseError) {
        let start = position
        while byte().map(isDigit) == true { position += 1 }
        if byte() == UInt8(ascii: "."), byte(1).map(isDigit) == true {
            position += 1
            while byte().map(isDigit) == true { position += 1 }
        }
        if let exponent = byte(), exponent | 0x20 == UInt8(ascii: "e") {
            let hasSign = byte(1) == UInt8(ascii: "-") || byte(1) == UInt8(ascii: "+")
            if byte(hasSign ? 2 : 1).map(isDigit) == true {
                position += hasSign ? 2 : 1
                while byte().map(isDigit) == true { position += 1 }
            }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw BaseError(.syntax, start..<position, "“\(text)” is not a number")
        }
        if let byte = byte(), isNameStart(byte) {
            throw BaseError(
                .syntax, start..<position + 1, "a name can't begin with a digit",
                help: "a property of such a name is written note[\"…\"]")
        }
        append(.number(value), from: start)
    }

    private mutating func text(_ quote: UInt8) throws(BaseError) {
        let start = position
        position += 1
        var value: [UInt8] = []
        while let byte = byte(), byte != quote {
            position += 1
            if byte == UInt8(ascii: "\\") {
                try escape(into: &value)
            } else {
                value.append(byte)
            }
        }
        guard byte() == quote else {
            throw BaseError(
                .syntax, start..<start + 1, "this text has no end",
                help: "close it with \(String(UnicodeScalar(quote)))")
        }
        position += 1
        append(.text(String(decoding: value, as: UTF8.self)), from: start)
    }

    /// As in JavaScript, an unknown escape stands for its character.
    private mutating func escape(into value: inout [UInt8]) throws(BaseError) {
        guard let byte = byte() else { return }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): value.append(0x0A)
        case UInt8(ascii: "t"): value.append(0x09)
        case UInt8(ascii: "r"): value.append(0x0D)
        case UInt8(ascii: "u"):
            let digits = bytes[position...].prefix(4)
            let text = String(decoding: digits, as: UTF8.self)
            guard digits.count == 4, let code = UInt32(text, radix: 16),
                let scalar = Unicode.Scalar(code)
            else {
                throw BaseError(
                    .syntax, position - 2..<position, "this escape is not a character",
                    help: "write \\u and four hexadecimal digits")
            }
            position += 4
            value += Array(String(Character(scalar)).utf8)
        default: value.append(byte)
        }
    }

    /// Returns the error for a regular expression, `/ab+c/i`, that begins here; nil when it has no
    /// end, because then the slash is more likely a division that lacks its left operand.
    private func regularExpression() -> BaseError? {
        var end = position + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "/") {
            end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard end < bytes.count else { return nil }
        end += 1
        while end < bytes.count, isNameStart(bytes[end]) { end += 1 }
        return BaseError(
            .syntax, position..<end, "regular expressions are not supported here",
            help: "search for text in quotation marks: x.contains(\"…\"), x.startsWith(\"…\"), "
                + "x.endsWith(\"…\"), x.replace(\"…\", \"…\"), x.split(\"…\")")
    }
}

extension String {
    fileprivate func utf8Offset(of scalar: Unicode.Scalar) -> Int? {
        unicodeScalars.firstIndex(of: scalar).map { utf8.distance(from: startIndex, to: $0) }
    }
}
