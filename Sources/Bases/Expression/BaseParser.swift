/// Parses an expression, which has the operators of JavaScript with their precedence, calls, members
/// and literals.
struct BaseParser {
    static let lengthLimit = 10_000
    /// The limit for brackets, signs and calls within each other.
    static let depthLimit = 60
    /// The limit for the operators or calls of one chain.
    static let chainLimit = 250

    private let tokens: [BaseToken]
    private var position = 0
    private var depth = 0

    static func parse(_ text: String) throws(BaseError) -> BaseNode {
        guard text.utf8.count <= lengthLimit else {
            throw BaseError(
                .limit, 0..<1, "this expression is longer than \(lengthLimit) bytes",
                help: "divide it into several formulas")
        }
        var parser = BaseParser(tokens: try BaseLexer.tokens(of: text))
        if case .end = parser.current.kind {
            throw BaseError(.syntax, 0..<0, "the expression is empty")
        }
        let node = try parser.expression(0)
        guard case .end = parser.current.kind else { throw parser.unexpected() }
        return node
    }

    private init(tokens: [BaseToken]) { self.tokens = tokens }

    private var current: BaseToken { tokens[position] }

    private mutating func advance() {
        if position < tokens.count - 1 { position += 1 }
    }

    private mutating func take(_ sign: String) -> Bool {
        guard current.isSign(sign) else { return false }
        advance()
        return true
    }

    private mutating func nested<Result>(
        _ body: (inout BaseParser) throws(BaseError) -> Result
    ) throws(BaseError) -> Result {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else {
            throw BaseError(
                .limit, current.range,
                "this expression is nested more than \(Self.depthLimit) levels",
                help: "divide it into several formulas")
        }
        return try body(&self)
    }

    // `||` (precedence 1) and `&&` (2) make one node of a whole chain, all others a node for two
    // operands.
    private mutating func expression(_ minimum: Int) throws(BaseError) -> BaseNode {
        try nested { parser throws(BaseError) in
            var left = try parser.unary()
            var links = 0
            while let (sign, precedence) = parser.operatorSign, precedence >= max(minimum, 1) {
                links += 1
                guard links <= Self.chainLimit else { throw parser.chainTooLong() }
                let place = parser.current.range
                if precedence <= 2 {
                    var parts = [left]
                    while parser.take(sign) { parts.append(try parser.expression(precedence + 1)) }
                    let range = left.range.lowerBound..<(parts.last ?? left).range.upperBound
                    left = BaseNode(
                        precedence == 1 ? .any(parts) : .all(parts), range, nameRange: place)
                } else if let binary = BaseOperator(rawValue: sign) {
                    parser.advance()
                    let right = try parser.expression(precedence + 1)
                    left = BaseNode(
                        .binary(binary, left, right),
                        left.range.lowerBound..<right.range.upperBound, nameRange: place)
                }
            }
            return left
        }
    }

    private var operatorSign: (sign: String, precedence: Int)? {
        guard case .sign(let sign) = current.kind else { return nil }
        switch sign {
        case "||": return (sign, 1)
        case "&&": return (sign, 2)
        default: return BaseOperator(rawValue: sign).map { (sign, $0.precedence) }
        }
    }

    private mutating func unary() throws(BaseError) -> BaseNode {
        let start = current.range
        if take("!") {
            let node = try nested { parser throws(BaseError) in try parser.unary() }
            return BaseNode(.not(node), start.lowerBound..<node.range.upperBound, nameRange: start)
        }
        if take("-") {
            let node = try nested { parser throws(BaseError) in try parser.unary() }
            return BaseNode(
                .negation(node), start.lowerBound..<node.range.upperBound, nameRange: start)
        }
        if take("+") { return try nested { parser throws(BaseError) in try parser.unary() } }
        return try postfix()
    }

    private mutating func postfix() throws(BaseError) -> BaseNode {
        var node = try primary()
        var links = 0
        while true {
            links += 1
            guard links <= Self.chainLimit / 4 else { throw chainTooLong() }
            if take(".") {
                guard case .name(let name) = current.kind else {
                    throw unexpected("a name must follow “.”")
                }
                let nameRange = current.range
                advance()
                if current.isSign("(") {
                    let (arguments, end) = try self.arguments()
                    node = BaseNode(
                        .call(receiver: node, name: name, arguments: arguments),
                        node.range.lowerBound..<end, nameRange: nameRange)
                } else {
                    node = BaseNode(
                        .member(node, name: name), node.range.lowerBound..<nameRange.upperBound,
                        nameRange: nameRange)
                }
            } else if current.isSign("[") {
                let bracket = current.range
                advance()
                let index = try expression(0)
                let end = current.range.upperBound
                guard take("]") else { throw unclosed("[", bracket) }
                node = BaseNode(
                    .index(node, index), node.range.lowerBound..<end, nameRange: index.range)
            } else {
                return node
            }
        }
    }

    /// Items separated by commas, up to the bracket that closes the current one.
    ///
    /// - Returns: the end of the closing bracket.
    private mutating func items(
        _ open: String, _ close: String, _ item: (inout BaseParser) throws(BaseError) -> Void
    ) throws(BaseError) -> Int {
        let bracket = current.range
        advance()
        while !current.isSign(close) {
            try item(&self)
            if !take(","), !current.isSign(close) { throw unclosed(open, bracket) }
        }
        let end = current.range.upperBound
        advance()
        return end
    }

    private mutating func arguments() throws(BaseError) -> ([BaseNode], end: Int) {
        var nodes: [BaseNode] = []
        let end = try items("(", ")") { parser throws(BaseError) in
            nodes.append(try parser.expression(0))
        }
        return (nodes, end)
    }
}

extension BaseParser {
    private mutating func primary() throws(BaseError) -> BaseNode {
        let token = current
        let range = token.range
        switch token.kind {
        case .number(let number): advance(); return BaseNode(.literal(.number(number)), range)
        case .text(let text): advance(); return BaseNode(.literal(.text(text)), range)
        case .name(let name):
            advance()
            if current.isSign("(") {
                let (arguments, end) = try self.arguments()
                return BaseNode(
                    .call(receiver: nil, name: name, arguments: arguments), range.lowerBound..<end,
                    nameRange: range)
            }
            return BaseNode(Self.constants[name].map { .literal($0) } ?? .name(name), range)
        case .sign("("):
            advance()
            var node = try expression(0)
            node.range = range.lowerBound..<current.range.upperBound
            guard take(")") else { throw unclosed("(", range) }
            return node
        case .sign("["): return try list()
        case .sign("{"): return try object()
        case .sign, .end: throw unexpected()
        }
    }

    private static let constants: [String: BaseValue] = [
        "true": .bool(true), "false": .bool(false), "null": .null,
    ]

    private mutating func list() throws(BaseError) -> BaseNode {
        let start = current.range.lowerBound
        var nodes: [BaseNode] = []
        let end = try items("[", "]") { parser throws(BaseError) in
            nodes.append(try parser.expression(0))
        }
        return BaseNode(.list(nodes), start..<end)
    }

    private mutating func object() throws(BaseError) -> BaseNode {
        let start = current.range.lowerBound
        var entries: [(key: String, value: BaseNode)] = []
        let end = try items("{", "}") { parser throws(BaseError) in
            let key: String
            switch parser.current.kind {
            case .text(let text): key = text
            case .name(let name): key = name
            default: throw parser.unexpected("a key must stand here")
            }
            parser.advance()
            guard parser.take(":") else { throw parser.unexpected("a “:” must follow the key") }
            entries.append((key, try parser.expression(0)))
        }
        return BaseNode(.object(entries), start..<end)
    }

    private func unclosed(_ sign: String, _ place: Range<Int>) -> BaseError {
        guard case .end = current.kind else { return unexpected() }
        return BaseError(.syntax, place, "this “\(sign)” is not closed")
    }

    private func chainTooLong() -> BaseError {
        BaseError(
            .limit, current.range, "this chain is too long", help: "divide it into several formulas"
        )
    }

    private func unexpected(_ expectation: String? = nil) -> BaseError {
        let found: String
        var help: String?
        switch current.kind {
        case .end: found = "the expression ends too early"
        case .sign(let sign):
            found = "“\(sign)” can't stand here"
            if [")", "]", "}"].contains(sign) { help = "no bracket is open that it could close" }
        case .name(let name):
            found = "the name “\(name)” can't stand here"
            let operators = ["and": "&&", "or": "||", "not": "!", "is": "=="]
            help =
                operators[name.lowercased()].map { "write \($0) for “\(name)”" }
                ?? "an operator or a comma is missing before it"
        case .number, .text:
            found = "this value can't stand here"
            help = "an operator or a comma is missing before it"
        }
        return BaseError(
            .syntax, current.range, expectation.map { "\(found): \($0)" } ?? found, help: help)
    }
}
