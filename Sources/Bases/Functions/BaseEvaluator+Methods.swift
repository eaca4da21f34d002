extension BaseEvaluator {
    /// Calls a function of a value. A missing value gives a missing value, so that expressions need no
    /// special case for notes without a property; only functions of any value, such as `isEmpty()`,
    /// are called on it.
    package mutating func method(
        _ name: String, of receiver: BaseValue, _ arguments: [BaseNode], _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        let function = try self.function(name, of: receiver, arguments.count, node)
        if receiver == .null, function.receiver != .any { return .null }
        if case .list(let values) = receiver, Self.iterating.contains(name) {
            return try iterated(name, values, arguments, node)
        }
        return try dispatch(function, receiver, try evaluateAll(arguments), node)
    }

    /// The functions whose argument is evaluated for each element.
    private static let iterating: Set<String> = ["filter", "map", "reduce"]

    /// This is not part of ``method(_:of:_:_:)`` because that function is on the path of recursion and
    /// must take little of the stack.
    private mutating func dispatch(
        _ function: BaseFunction, _ receiver: BaseValue, _ values: [BaseValue], _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        let name = function.name
        if function.receiver == .any { return try anyMethod(name, receiver, values, node) }
        switch receiver {
        case .list(let elements): return try listMethod(name, elements, values, node)
        case .number, .duration:
            return try numberMethod(name, number(receiver) ?? 0, values, node)
        case .date(let date): return try dateMethod(name, date, values, node)
        case .file(let file): return try fileMethod(name, file, values, node)
        case .object(let entries): return objectMethod(name, entries)
        case .link(let link) where function.receiver == .link:
            return try linkMethod(name, link, values, node)
        default: return try textMethod(name, receiver, values, node)
        }
    }

    private func function(
        _ name: String, of receiver: BaseValue, _ count: Int, _ node: BaseNode
    ) throws(BaseError) -> BaseFunction {
        let candidates = BaseFunction.methods(name)
        guard !candidates.isEmpty else { throw Self.unknownMethod(name, node.nameRange) }
        let fitting = candidates.first { Self.isCalled($0, on: receiver) }
        guard let function = fitting ?? (receiver == .null ? candidates.first : nil) else {
            throw misplaced(name, receiver, candidates, node)
        }
        guard function.arguments.contains(count) else {
            throw Self.wrongCount(function, count, node)
        }
        return function
    }

    /// Links, HTML, icons and tags have the functions of texts too.
    private static func isCalled(_ function: BaseFunction, on value: BaseValue) -> Bool {
        switch (function.receiver, value) {
        case (.any, _), (.number, .number), (.number, .duration), (.date, .date), (.list, .list),
            (.object, .object), (.file, .file), (.link, .link),
            (.text, .text), (.text, .tag), (.text, .html), (.text, .icon), (.text, .link):
            true
        default: false
        }
    }

    private mutating func anyMethod(
        _ name: String, _ receiver: BaseValue, _ arguments: [BaseValue], _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        switch name {
        case "isEmpty": return .bool(receiver.isEmpty)
        case "isTruthy": return .bool(receiver.isTruthy)
        case "toString": return try checked(.text(try fullText(receiver, node)), node.range)
        default:
            let wanted = try text(arguments[0], node.range)
            let type = wanted == "text" ? "string" : wanted
            guard BaseValue.typeNames.contains(type) else {
                throw BaseError(
                    .value, node.nameRange, "there is no type “\(wanted.prefix(40))”",
                    help: "the types are \(BaseValue.typeNames.joined(separator: ", "))")
            }
            return .bool(receiver.typeName == type)
        }
    }

    /// Returns a link with its brackets, where `text(_:_:)` gives its target.
    private mutating func fullText(_ value: BaseValue, _ node: BaseNode) throws(BaseError) -> String
    {
        _ = try text(value, node.range)
        return corpus.text(of: value)
    }

    private mutating func numberMethod(
        _ name: String, _ number: Double, _ arguments: [BaseValue], _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        var digits = 0
        if let argument = arguments.first, argument != .null {
            guard let given = self.number(argument), let whole = Int(exactly: given.rounded(.down)),
                (0...15).contains(whole)
            else {
                throw BaseError(
                    .value, node.nameRange,
                    "“\(name)” takes a number of digits from 0 to 15, and this is \(argument.kindDescription)"
                )
            }
            digits = whole
        }
        switch name {
        case "abs": return .number(abs(number))
        case "ceil": return .number(number.rounded(.up))
        case "floor": return .number(number.rounded(.down))
        case "toFixed": return .text(fixedText(number, digits: digits))
        default: return .number(roundedDecimal(number, digits: digits))
        }
    }

    private mutating func dateMethod(
        _ name: String, _ date: BaseDate, _ arguments: [BaseValue], _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        switch name {
        case "date": return .date(date.dateOnly)
        case "time": return .text(date.clockText)
        case "relative": return .text(date.relative(to: now))
        default:
            let pattern = try text(arguments.first ?? .null, node.range)
            guard pattern.utf8.count <= 200 else {
                throw BaseError(.limit, node.range, "this format is longer than 200 bytes")
            }
            try spend(20 + pattern.utf8.count * 4, at: node.range)
            do {
                return .text(try date.format(pattern))
            } catch {
                throw error.located(in: node)
            }
        }
    }

    private func objectMethod(_ name: String, _ entries: [BaseValue.Entry]) -> BaseValue {
        name == "keys" ? .list(entries.map { .text($0.key) }) : .list(entries.map(\.value))
    }

    static func unknownMethod(_ name: String, _ range: Range<Int>) -> BaseError {
        let isGlobal = BaseFunction.global(name) != nil
        return BaseError(
            .unknown, range, "there is no function “\(name)” to call on a value",
            help: isGlobal
                ? "write \(name)(…)"
                : name == "length"
                    ? "it is a field: write .length"
                    : BaseFunction.help(for: name, among: BaseFunction.methods))
    }

    private func misplaced(
        _ name: String, _ receiver: BaseValue, _ candidates: [BaseFunction], _ node: BaseNode
    ) -> BaseError {
        let places = candidates.compactMap { $0.receiver?.rawValue }
        var help = "it is a function of a \(places.joined(separator: " or a "))"
        switch (receiver, candidates.first?.receiver) {
        case (.date, .text), (.number, .text), (.bool, .text): help += "; convert it by toString()"
        case (.text, .date): help += "; convert it by date(…)"
        case (.text, .number): help += "; convert it by number(…)"
        case (.text, .list), (.number, .list), (.link, .list), (.file, .list):
            help += "; convert it by list(…)"
        case (.text, .file): help += "; convert it by file(…)"
        case (.link, .file): help += "; convert it by asFile()"
        case (.file, .text): help += ", such as its .name or .path"
        default: break
        }
        return BaseError(
            .unknown, node.nameRange, "\(receiver.kindDescription) has no function “\(name)”",
            help: help)
    }
}
