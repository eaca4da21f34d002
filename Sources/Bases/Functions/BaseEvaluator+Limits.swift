/// Every piece of work takes steps from one budget, in proportion to what it costs, so that evaluation
/// ends in bounded time and memory.
extension BaseEvaluator {
    mutating func spend(_ count: Int, at range: Range<Int>) throws(BaseError) {
        steps -= count
        guard steps > 0 else {
            throw BaseError(
                .limit, range, "evaluating this base takes too many steps",
                help: "filter first, and avoid lists within lists")
        }
    }

    /// Takes the steps for reading all of a value, as comparing, searching and writing it do.
    ///
    /// - Parameter nesting: how many levels of lists and objects the value may have.
    /// - Returns: a bound for the bytes of the value's text.
    @discardableResult
    package mutating func measure(
        _ value: BaseValue, _ range: Range<Int>, nesting: Int = .max
    ) throws(BaseError) -> Int {
        try spend(1, at: range)
        var bytes = 2
        switch value {
        case .list(let values):
            guard nesting > 0 else { throw tooNested(range) }
            for value in values { bytes += try measure(value, range, nesting: nesting - 1) }
        case .object(let entries):
            guard nesting > 0 else { throw tooNested(range) }
            for entry in entries {
                bytes += entry.key.utf8.count
                bytes += try measure(entry.value, range, nesting: nesting - 1)
            }
        case .text(let text), .html(let text), .tag(let text), .icon(let text):
            bytes += text.utf8.count
            try spend(text.utf8.count / 64, at: range)
        case .link(let link): bytes += link.target.utf8.count
        case .image(let source): bytes += try measure(source, range, nesting: nesting)
        default: bytes += 4
        }
        return bytes
    }

    /// Refuses a new value that has grown too large or is nested too deep.
    package mutating func checked(_ value: BaseValue, _ range: Range<Int>) throws(BaseError)
        -> BaseValue
    {
        switch value {
        case .list(let values):
            guard values.count <= Self.listLimit else {
                throw BaseError(.limit, range, "this list has more than \(Self.listLimit) elements")
            }
        case .text(let text):
            // A new text takes memory, and so it costs more than one that is only read.
            try spend(text.utf8.count / 8, at: range)
            guard text.utf8.count <= Self.textLimit else { throw tooLong(range) }
        default: break
        }
        try measure(value, range, nesting: Self.nestingLimit)
        return value
    }

    /// Returns the value as text, which is refused before it is made when it would be too long.
    package mutating func text(_ value: BaseValue, _ range: Range<Int>) throws(BaseError) -> String
    {
        let bytes = try measure(value, range)
        if case .text(let text) = value { return text }
        guard bytes < Self.textLimit else { throw tooLong(range) }
        return corpus.plainText(of: value)
    }

    package func tooLong(_ range: Range<Int>) -> BaseError {
        BaseError(.limit, range, "this text is longer than \(Self.textLimit) bytes")
    }

    private func tooNested(_ range: Range<Int>) -> BaseError {
        BaseError(
            .limit, range, "lists are nested more than \(Self.nestingLimit) levels deep here")
    }
}
