import Vault

extension BaseEvaluator {
    /// Calls a function that evaluates an expression for each element.
    mutating func iterated(
        _ name: String, _ values: [BaseValue], _ arguments: [BaseNode], _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        switch name {
        case "filter": return .list(try filtered(values, arguments[0]))
        case "map": return try checked(.list(try mapped(values, arguments[0])), node.range)
        default: return try reduced(values, arguments)
        }
    }

    mutating func listMethod(
        _ name: String, _ values: [BaseValue], _ given: [BaseValue], _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        try spend(1 + values.count / 8, at: node.range)
        switch name {
        case "contains", "containsAny":
            for value in given where try holds(values, value, node) { return .bool(true) }
            return .bool(false)
        case "containsAll":
            for value in given where try !holds(values, value, node) { return .bool(false) }
            return .bool(true)
        case "flat":
            return try checked(
                .list(
                    values.flatMap { value in
                        if case .list(let inner) = value { return inner }
                        return [value]
                    }), node.range)
        case "join": return try joined(values, given.first, node)
        case "reverse": return .list(values.reversed())
        case "slice": return .list(Array(values[try slice(given, count: values.count, node)]))
        case "sort": return .list(try sorted(values, node))
        case "unique": return .list(try unique(values, node))
        case "sum": return .number(values.numbers.reduce(0, +))
        default: return values.numbers.mean.map { .number($0) } ?? .null
        }
    }

    private mutating func filtered(
        _ values: [BaseValue], _ condition: BaseNode
    ) throws(BaseError) -> [BaseValue] {
        var result: [BaseValue] = []
        for (index, value) in values.enumerated() {
            let scope = Scope(value: value, index: .number(Double(index)))
            if (try scoped(scope, condition)).isTruthy { result.append(value) }
        }
        return result
    }

    private mutating func mapped(
        _ values: [BaseValue], _ expression: BaseNode
    ) throws(BaseError) -> [BaseValue] {
        var result: [BaseValue] = []
        for (index, value) in values.enumerated() {
            let scope = Scope(value: value, index: .number(Double(index)))
            result.append(try scoped(scope, expression))
        }
        return result
    }

    private mutating func reduced(
        _ values: [BaseValue], _ arguments: [BaseNode]
    ) throws(BaseError) -> BaseValue {
        var accumulator = arguments.count > 1 ? try evaluate(arguments[1]) : .null
        for (index, value) in values.enumerated() {
            let scope = Scope(
                value: value, index: .number(Double(index)), accumulator: accumulator)
            accumulator = try scoped(scope, arguments[0])
        }
        return accumulator
    }

    /// True if an element equals `wanted`, or is a tag below the tag `wanted`. A list `wanted`
    /// stands for any of its elements, unless the elements are lists themselves.
    private mutating func holds(
        _ values: [BaseValue], _ wanted: BaseValue, _ node: BaseNode
    ) throws(BaseError) -> Bool {
        if case .list(let alternatives) = wanted {
            var isNested = false
            for case .list in values { isNested = true }
            if !isNested {
                for alternative in alternatives where try holds(values, alternative, node) {
                    return true
                }
                return false
            }
        }
        try measure(wanted, node.range)
        for value in values {
            try measure(value, node.range)
            if case .tag(let tag) = value, let name = tagName(wanted) {
                if isTag(tag, atOrBelow: name) { return true }
            } else if corpus.areEqual(value, wanted) {
                return true
            }
        }
        return false
    }

    func tagName(_ value: BaseValue) -> String? {
        switch value {
        case .tag(let tag): tag
        case .text(let text): text.withoutHash
        default: nil
        }
    }

    /// True if a tag equals another or is below it, as `language/swift` is below `language`. Case is
    /// ignored.
    func isTag(_ tag: String, atOrBelow parent: String) -> Bool {
        let (tag, parent) = (tag.folded, parent.folded)
        return tag == parent || !parent.isEmpty && tag.hasPrefix(parent + "/")
    }

    private mutating func joined(
        _ values: [BaseValue], _ separator: BaseValue?, _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        var between = ","
        if let separator { between = try text(separator, node.range) }
        let length = try measure(.list(values), node.range) + values.count * between.utf8.count
        guard length < Self.textLimit else { throw tooLong(node.range) }
        let joined = values.map { corpus.label(of: $0) }.joined(separator: between)
        return try checked(.text(joined), node.range)
    }

    private mutating func sorted(
        _ values: [BaseValue], _ node: BaseNode
    ) throws(BaseError) -> [BaseValue] {
        // A sort compares each element with about log2(count) others.
        let factor = values.count.bitWidth - values.count.leadingZeroBitCount
        for value in values {
            try measure(value, node.range)
            try spend(factor, at: node.range)
        }
        return values.enumerated().sorted { a, b in
            let order = corpus.sortOrder(a.element, b.element)
            return order == 0 ? a.offset < b.offset : order < 0
        }.map(\.element)
    }

    private mutating func unique(
        _ values: [BaseValue], _ node: BaseNode
    ) throws(BaseError) -> [BaseValue] {
        var result: [BaseValue] = []
        for value in values {
            try measure(value, node.range)
            try spend(result.count, at: node.range)
            if !result.contains(where: { corpus.areEqual($0, value) }) { result.append(value) }
        }
        return result
    }
}
