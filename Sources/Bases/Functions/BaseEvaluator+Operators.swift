extension BaseEvaluator {
    package mutating func apply(
        _ sign: BaseOperator, _ left: BaseValue, _ right: BaseValue, _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        try measure(left, node.range)
        try measure(right, node.range)
        try refuseISODuration(left, right, node)
        switch sign {
        case .equal: return .bool(corpus.areEqual(left, right))
        case .notEqual: return .bool(!corpus.areEqual(left, right))
        case .less: return .bool(try order(left, right, node).map { $0 < 0 } ?? false)
        case .lessOrEqual: return .bool(try order(left, right, node).map { $0 <= 0 } ?? false)
        case .greater: return .bool(try order(left, right, node).map { $0 > 0 } ?? false)
        case .greaterOrEqual: return .bool(try order(left, right, node).map { $0 >= 0 } ?? false)
        case .add: return try checked(try sum(left, right, node), node.range)
        case .subtract: return try difference(left, right, node)
        case .multiply: return try product(left, right, node)
        case .divide: return try quotient(left, right, node)
        case .remainder:
            if left == .null || right == .null { return .null }
            let (x, y) = try numbers(left, right, node)
            return finite(x.truncatingRemainder(dividingBy: y), node)
        }
    }

    /// Next to a date or a duration, a duration of ISO 8601 would otherwise be taken for plain text.
    private func refuseISODuration(
        _ left: BaseValue, _ right: BaseValue, _ node: BaseNode
    ) throws(BaseError) {
        switch (left, right) {
        case (.date, .text(let text)), (.duration, .text(let text)), (.text(let text), .date),
            (.text(let text), .duration):
            if BaseDuration.isISO(text) { throw notADuration(.text(text), node) }
        default: break
        }
    }

    func notADuration(_ value: BaseValue, _ node: BaseNode) -> BaseError {
        BaseError(
            .value, node.nameRange, "\(value.kindDescription) is not a duration",
            help: "write numbers and units: 1d, 2 weeks, 3M, 1h 30m")
    }

    /// A missing value is neither less nor greater than any other.
    private mutating func order(
        _ left: BaseValue, _ right: BaseValue, _ node: BaseNode
    ) throws(BaseError) -> Int? {
        if left == .null || right == .null { return nil }
        if let order = corpus.order(left, right) { return order }
        warn(
            node.nameRange,
            "\(left.kindDescription) can't be compared with \(right.kindDescription), so this is false"
        )
        return nil
    }

    private mutating func sum(
        _ left: BaseValue, _ right: BaseValue, _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        switch (left, right) {
        case (.list(let x), .list(let y)):
            try spend((x.count + y.count) / 8, at: node.range)
            return .list(x + y)
        case (.list(let x), .null): return .list(x)
        case (.null, .list(let y)): return .list(y)
        case (.list(let x), _): return .list(x + [right])
        case (.number(let x), .number(let y)): return .number(x + y)
        case (.duration(let x), .duration(let y)): return .duration(x + y)
        case (.date(let date), _):
            if let duration = duration(right) { return try moved(date, by: duration, node) }
        case (.duration(let duration), .date(let date)): return try moved(date, by: duration, node)
        case (.text(let text), .duration(let duration)):
            if let date = BaseDate(text, .property) { return try moved(date, by: duration, node) }
            if let own = BaseDuration(text) { return .duration(own + duration) }
        case (.duration(let x), .text(let text)):
            if let y = BaseDuration(text) { return .duration(x + y) }
        default: break
        }
        if isTextual(left) || isTextual(right) {
            return .text(try text(left, node.range) + text(right, node.range))
        }
        if left == .null || right == .null { return .null }
        let (x, y) = try numbers(left, right, node)
        return .number(x + y)
    }

    private func difference(
        _ left: BaseValue, _ right: BaseValue, _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        if left == .null || right == .null { return .null }
        if case .number(let x) = left, case .number(let y) = right { return .number(x - y) }
        if case .duration(let x) = left, let y = duration(right) {
            return .duration(x + y.scaled(by: -1))
        }
        if let date = date(left) {
            if let duration = duration(right) {
                return try moved(date, by: duration.scaled(by: -1), node)
            }
            if let other = self.date(right) { return .duration(date.difference(from: other)) }
        }
        let (x, y) = try numbers(left, right, node)
        return .number(x - y)
    }

    private func product(
        _ left: BaseValue, _ right: BaseValue, _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        if left == .null || right == .null { return .null }
        if case .duration(let duration) = left, case .number(let factor) = right {
            return .duration(duration.scaled(by: factor))
        }
        if case .number = left, case .duration = right {
            throw BaseError(
                .value, node.nameRange, "a number can't be multiplied by a duration",
                help: "write the duration first: duration(\"5h\") * 2")
        }
        let (x, y) = try numbers(left, right, node)
        return .number(x * y)
    }

    private mutating func quotient(
        _ left: BaseValue, _ right: BaseValue, _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        if left == .null || right == .null { return .null }
        if case .duration(let x) = left, case .duration(let y) = right {
            return finite(x.totalMilliseconds / y.totalMilliseconds, node)
        }
        if case .duration(let x) = left, case .number(let y) = right, !x.isDifference {
            guard y != 0 else { return finite(.nan, node) }
            return .duration(x.scaled(by: 1 / y))
        }
        let (x, y) = try numbers(left, right, node)
        return finite(x / y, node)
    }

    package mutating func negated(_ value: BaseValue, _ node: BaseNode) throws(BaseError)
        -> BaseValue
    {
        switch value {
        case .null: return .null
        case .duration(let duration): return .duration(duration.scaled(by: -1))
        default:
            guard let number = number(value) else {
                throw BaseError(
                    .value, node.nameRange, "\(value.kindDescription) has no negative")
            }
            return .number(-number)
        }
    }

    /// Null, with a warning, for a division by zero.
    private mutating func finite(_ number: Double, _ node: BaseNode) -> BaseValue {
        if number.isFinite { return .number(number) }
        warn(node.nameRange, "this divides by zero, so it has no result")
        return .null
    }

    private func moved(
        _ date: BaseDate, by duration: BaseDuration, _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        guard let result = date.adding(duration) else {
            throw BaseError(
                .value, node.nameRange, "this date is after the year 9999 or before the year -9999")
        }
        return .date(result)
    }

    private func numbers(
        _ left: BaseValue, _ right: BaseValue, _ node: BaseNode
    ) throws(BaseError) -> (Double, Double) {
        if let x = number(left), let y = number(right) { return (x, y) }
        var help: String?
        if case .date = left, case .number = right {
            help = "add a duration to a date: date + \"1d\""
        } else if number(left) == nil, case .list = left {
            help = "take one element, [0], or sum(), mean() of the list"
        }
        guard case .binary(let sign, _, _) = node.kind else {
            throw BaseError(.value, node.range, "this is not a number", help: help)
        }
        throw BaseError(
            .value, node.nameRange,
            "“\(sign.rawValue)” can't be applied to \(left.kindDescription) and \(right.kindDescription)",
            help: help)
    }

    /// Returns the value as a number. A text is one if nothing else is in it.
    package func number(_ value: BaseValue) -> Double? {
        switch value {
        case .number(let number): return number
        case .bool(let bool): return bool ? 1 : 0
        case .duration(let duration): return duration.totalMilliseconds
        case .text(let text): return text.finiteNumber
        default: return nil
        }
    }

    package func duration(_ value: BaseValue) -> BaseDuration? {
        switch value {
        case .duration(let duration): duration
        case .text(let text): BaseDuration(text)
        default: nil
        }
    }

    private func date(_ value: BaseValue) -> BaseDate? {
        switch value {
        case .date(let date): date
        case .text(let text): BaseDate(text, .property)
        default: nil
        }
    }

    private func isTextual(_ value: BaseValue) -> Bool {
        switch value {
        case .text, .tag, .link, .html, .icon: true
        default: false
        }
    }
}
