extension BaseEvaluator {
    mutating func spend(_ count: Int, at range: Range<Int>) throws(BaseError) {
        steps -= count
        guard steps > 0 else {
            throw BaseError(
                .limit, range, "evaluating this base takes too many steps",
                help: "filter first, and avoid lists within lists")
        }
    }

    /// Pays for looking at all of a value, as comparing, searching and writing it do.
    mutating func examine(_ value: BaseValue, _ range: Range<Int>) throws(BaseError) {
        switch value {
        case .list(let values):
            try spend(1, at: range)
            for value in values { try examine(value, range) }
        case .object(let entries):
            try spend(1, at: range)
            for entry in entries { try examine(entry.value, range) }
        case .text(let text), .html(let text): try spend(1 + text.utf8.count / 64, at: range)
        default: try spend(1, at: range)
        }
    }

    /// A new value: refused where it has grown too large, or is nested too deep.
    mutating func checked(_ value: BaseValue, _ range: Range<Int>) throws(BaseError) -> BaseValue {
        switch value {
        case .list(let values):
            guard values.count <= Self.listLimit else {
                throw BaseError(.limit, range, "this list has more than \(Self.listLimit) elements")
            }
            try checkNesting(value, left: Self.nestingLimit, range)
        case .object: try checkNesting(value, left: Self.nestingLimit, range)
        case .text(let text):
            try spend(text.utf8.count / 8, at: range)
            guard text.utf8.count <= Self.textLimit else { throw tooLong(range) }
        default: break
        }
        return value
    }

    private mutating func checkNesting(
        _ value: BaseValue, left: Int, _ range: Range<Int>
    ) throws(BaseError) {
        let children: [BaseValue]
        switch value {
        case .list(let values): children = values
        case .object(let entries): children = entries.map(\.value)
        default: return
        }
        guard left > 0 else {
            throw BaseError(
                .limit, range, "lists are nested more than \(Self.nestingLimit) levels deep here")
        }
        try spend(children.count, at: range)
        for child in children { try checkNesting(child, left: left - 1, range) }
    }

    /// The value as text; refused, before it is made, when it would be too long.
    mutating func text(_ value: BaseValue, _ range: Range<Int>) throws(BaseError) -> String {
        if case .text(let text) = value {
            try spend(1 + text.utf8.count / 64, at: range)
            return text
        }
        var left = Self.textLimit
        try measure(value, &left, range)
        return corpus.plainText(of: value)
    }

    mutating func measure(
        _ value: BaseValue, _ left: inout Int, _ range: Range<Int>
    ) throws(BaseError) {
        try spend(1, at: range)
        switch value {
        case .list(let values): for value in values { try measure(value, &left, range) }
        case .object(let entries):
            for entry in entries {
                left -= entry.key.utf8.count
                try measure(entry.value, &left, range)
            }
        case .text(let text), .html(let text), .tag(let text), .icon(let text):
            left -= text.utf8.count
            try spend(text.utf8.count / 64, at: range)
        case .link(let link): left -= link.target.utf8.count
        case .image(let source): try measure(source, &left, range)
        default: left -= 4
        }
        left -= 2
        guard left > 0 else { throw tooLong(range) }
    }

    func tooLong(_ range: Range<Int>) -> BaseError {
        BaseError(.limit, range, "this text is longer than \(Self.textLimit) bytes")
    }
}
