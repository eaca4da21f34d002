/// Evaluates the expressions of a base for one file after the other.
///
/// Evaluation always ends, because each piece of work takes some of ``steps``, and the size of texts
/// and lists and the depth of calls have limits.
struct BaseEvaluator {
    static let depthLimit = 120
    static let formulaDepthLimit = 32
    static let textLimit = 100_000
    static let listLimit = 100_000
    static let nestingLimit = 16

    let base: Base
    let corpus: BaseCorpus
    /// The file in which the base is shown.
    let this: Int?
    let now: BaseDate
    /// The steps that are left.
    var steps: Int
    /// Problems with values that did not keep an expression from having a result.
    var warnings: [BaseError] = []

    /// The file whose properties the expressions read, by its position in the corpus.
    private(set) var file: Int?
    /// The value of the name `values` in a summary.
    private var summaryValues: BaseValue?
    private var scope = Scope()
    private var formulaResults: [String: Result<BaseValue, BaseError>] = [:]
    private var activeFormulas: Set<String> = []
    private var expression: BaseExpression?
    private var depth = 0

    /// The values of the names `value`, `index` and `acc` in an argument of `filter`, `map` or
    /// `reduce`.
    struct Scope {
        var value: BaseValue?
        var index: BaseValue?
        var accumulator: BaseValue?
    }

    init(base: Base, corpus: BaseCorpus, this: Int?, now: BaseDate, steps: Int) {
        self.base = base
        self.corpus = corpus
        self.this = this
        self.now = now
        self.steps = steps
    }

    /// Changes the current file, so that formulas are evaluated again.
    mutating func setFile(_ file: Int) {
        self.file = file
        formulaResults.removeAll(keepingCapacity: true)
    }

    /// - Throws: an error with its place in the file.
    mutating func evaluate(_ expression: BaseExpression) throws(BaseError) -> BaseValue {
        let outer = (self.expression, scope)
        self.expression = expression
        scope = Scope()
        defer { (self.expression, scope) = outer }
        do {
            return try evaluate(expression.root)
        } catch {
            throw error.located(in: expression)
        }
    }

    mutating func summarize(
        _ expression: BaseExpression, values: [BaseValue]
    ) throws(BaseError) -> BaseValue {
        summaryValues = .list(values)
        defer { summaryValues = nil }
        return try evaluate(expression)
    }

    /// Returns the value of a property of the current file; null when the file doesn't have it.
    mutating func value(of property: BaseProperty) throws(BaseError) -> BaseValue {
        switch property {
        case .note(let name): return noteProperty(name, of: file)
        case .file(let name):
            guard let file else { return .null }
            return fileField(name, of: file) ?? .null
        case .formula(let name): return try formula(name, at: 0..<0)
        }
    }

    func noteProperty(_ name: String, of file: Int?) -> BaseValue {
        file.flatMap { corpus.files[$0].property(name) } ?? .null
    }

    mutating func formula(_ name: String, at range: Range<Int>) throws(BaseError) -> BaseValue {
        if let known = formulaResults[name] { return try known.get() }
        guard let formula = base.formula(named: name) else {
            throw BaseError(.unknown, range, "no formula is named “\(name)”")
        }
        guard let expression = formula.expression else {
            throw BaseError(.syntax, range, "the formula “\(name)” can't be read")
        }
        guard activeFormulas.insert(name).inserted else {
            throw BaseError(.value, range, "the formula “\(name)” depends on itself")
        }
        guard activeFormulas.count <= Self.formulaDepthLimit else {
            activeFormulas.remove(name)
            throw BaseError(
                .limit, range,
                "formulas depend on each other more than \(Self.formulaDepthLimit) levels deep here"
            )
        }
        defer { activeFormulas.remove(name) }
        do {
            let value = try evaluate(expression)
            formulaResults[name] = .success(value)
            return value
        } catch {
            formulaResults[name] = .failure(error)
            throw error
        }
    }
}

extension BaseEvaluator {
    /// Reports a problem with a value that need not end the evaluation.
    package mutating func warn(_ range: Range<Int>, _ message: String, help: String? = nil) {
        guard warnings.count < 1000, let expression else { return }
        warnings.append(BaseError(.value, range, message, help: help).located(in: expression))
    }

    mutating func evaluate(_ node: BaseNode) throws(BaseError) -> BaseValue {
        try spend(1, at: node.range)
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else {
            throw BaseError(.limit, node.range, "formulas and calls are nested too deep")
        }
        switch node.kind {
        case .literal(let value): return value
        case .name(let name): return try value(named: name, node)
        case .list(let nodes): return try checked(.list(try evaluateAll(nodes)), node.range)
        case .object(let entries):
            let values = try evaluateAll(entries.map(\.value))
            let pairs = zip(entries, values).map { BaseValue.Entry(key: $0.key, value: $1) }
            return try checked(.object(pairs), node.range)
        case .not(let operand): return .bool(!(try evaluate(operand)).isTruthy)
        case .negation(let operand): return try negated(try evaluate(operand), node)
        case .all(let nodes): return try firstValue(nodes) { !$0.isTruthy }
        case .any(let nodes): return try firstValue(nodes) { $0.isTruthy }
        case .binary: return try evaluateChain(node)
        case .member(let receiver, let name): return try member(receiver, name, node)
        case .index(let receiver, let index): return try element(receiver, index, node)
        case .call(let receiver?, let name, let arguments):
            return try method(name, of: try evaluate(receiver), arguments, node)
        case .call(nil, let name, let arguments): return try global(name, arguments, node)
        }
    }

    mutating func evaluateAll(_ nodes: [BaseNode]) throws(BaseError) -> [BaseValue] {
        var values: [BaseValue] = []
        for node in nodes { values.append(try evaluate(node)) }
        return values
    }

    /// Returns the first operand that decides a chain of `&&` or `||`: as in JavaScript, the result
    /// is the operand itself and not `true` or `false`.
    private mutating func firstValue(
        _ nodes: [BaseNode], where isDecided: (BaseValue) -> Bool
    ) throws(BaseError) -> BaseValue {
        var value = BaseValue.null
        for node in nodes {
            value = try evaluate(node)
            if isDecided(value) { break }
        }
        return value
    }

    /// A chain such as `a + b - c` is nested on the left and may be long, so that recursion could
    /// exhaust the stack.
    private mutating func evaluateChain(_ node: BaseNode) throws(BaseError) -> BaseValue {
        var links: [(BaseOperator, BaseNode, BaseNode)] = []
        var leftmost = node
        while case .binary(let sign, let left, let right) = leftmost.kind {
            links.append((sign, right, leftmost))
            leftmost = left
        }
        var value = try evaluate(leftmost)
        for (sign, right, link) in links.reversed() {
            try spend(1, at: link.range)
            value = try apply(sign, value, try evaluate(right), link)
        }
        return value
    }

    private mutating func value(named name: String, _ node: BaseNode) throws(BaseError) -> BaseValue
    {
        switch name {
        case "value": if let value = scope.value { return value }
        case "index": if let index = scope.index { return index }
        case "acc": if let accumulator = scope.accumulator { return accumulator }
        case "values": if let summaryValues { return summaryValues }
        case "file": return file.map { .file($0) } ?? .null
        case "this": return this.map { .file($0) } ?? .null
        case "note": return file.map { properties(of: $0) } ?? .null
        default: break
        }
        return noteProperty(name, of: file)
    }

    package func properties(of file: Int) -> BaseValue {
        .object(corpus.files[file].properties.map { .init(key: $0.name, value: $0.value) })
    }

    /// Evaluates an argument of `filter`, `map` or `reduce` for one element.
    mutating func scoped(
        _ inner: Scope, _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        let outer = scope
        scope = inner
        if inner.accumulator == nil { scope.accumulator = outer.accumulator }
        defer { scope = outer }
        return try evaluate(node)
    }
}
