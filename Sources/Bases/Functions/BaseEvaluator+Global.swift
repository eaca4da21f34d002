import Basics
import Vault

extension BaseEvaluator {
    package mutating func global(
        _ name: String, _ arguments: [BaseNode], _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        guard let function = BaseFunction.global(name) else {
            throw Self.unknownGlobal(name, node.nameRange)
        }
        guard function.arguments.contains(arguments.count) else {
            throw Self.wrongCount(function, arguments.count, node)
        }
        if name == "if" {
            if (try evaluate(arguments[0])).isTruthy { return try evaluate(arguments[1]) }
            return arguments.count > 2 ? try evaluate(arguments[2]) : .null
        }
        let values = try evaluateAll(arguments)
        switch name {
        case "now": return .date(now)
        case "today": return .date(now.dateOnly)
        case "random": return .number(randomNumber(at: node.nameRange))
        case "min", "max": return try extreme(values, isMaximum: name == "max", node)
        default: return try converted(name, values, node)
        }
    }

    /// Calls a function that converts a value.
    private mutating func converted(
        _ name: String, _ values: [BaseValue], _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        guard let value = values.first else { return .null }
        switch name {
        case "list":
            if case .list = value { return value }
            return value == .null ? .list([]) : try checked(.list([value]), node.range)
        case "html": return .html(try text(value, node.range))
        case "escapeHTML":
            // The apostrophe is escaped too, for attributes that are quoted by it.
            let escaped = escapedHTML(try text(value, node.range)).replacing("'", with: "&#39;")
            return try checked(.text(escaped), node.range)
        default: break
        }
        if value == .null { return .null }
        switch name {
        case "date": return try madeDate(value, node)
        case "duration":
            guard let duration = duration(value) else { throw notADuration(value, node) }
            return .duration(duration)
        case "number": return try madeNumber(value, node)
        case "file": return corpus.asLink(linked(value)).file.map { .file($0) } ?? .null
        case "icon": return .icon(try text(value, node.range))
        case "image":
            if case .image = value { return value }
            return .image(value)
        case "link":
            for value in values { _ = try text(value, node.range) }
            return .link(madeLink(value, display: values.dropFirst().first))
        default: return .null
        }
    }

    /// Returns a text as a link of the current file; any other value as it is.
    private func linked(_ value: BaseValue) -> BaseValue {
        guard case .text(let text) = value else { return value }
        return .link(corpus.link(text, from: file.map { corpus.files[$0].path }))
    }

    func madeLink(_ value: BaseValue, display: BaseValue?) -> BaseLink {
        var link =
            switch value {
            case .link(let link): link
            case .file(let index):
                BaseLink(target: corpus.files[index].path.string, file: index)
            default:
                corpus.link(
                    corpus.text(of: value), from: file.map { corpus.files[$0].path })
            }
        switch display {
        case nil, .null: break
        case .icon(let name): link.display = .icon(name)
        case .some(let display): link.display = .text(corpus.label(of: display))
        }
        return link
    }

    private func madeDate(_ value: BaseValue, _ node: BaseNode) throws(BaseError) -> BaseValue {
        switch value {
        case .date: return value
        case .text(let text):
            if text.trimmed.isEmpty { return .null }
            if let date = BaseDate(text) { return .date(date) }
        case .number(let number):
            guard abs(number) < 1e14 else { break }
            let date = BaseDate(milliseconds: Int(number), hasTime: true)
            if BaseDate.range.contains(date.milliseconds) { return .date(date) }
        case .link(let link): if let date = BaseDate(link.target.linkLabel) { return .date(date) }
        default: break
        }
        throw BaseError(
            .value, node.nameRange, "\(value.kindDescription) is not a date",
            help: "write it as 2026-01-31 or 2026-01-31 12:00:00")
    }

    private func madeNumber(_ value: BaseValue, _ node: BaseNode) throws(BaseError) -> BaseValue {
        if case .date(let date) = value { return .number(Double(date.milliseconds)) }
        guard let number = number(value) else {
            throw BaseError(.value, node.nameRange, "\(value.kindDescription) is not a number")
        }
        return .number(number)
    }

    /// Returns the least or greatest of numbers or dates. Missing values are ignored, and a list
    /// stands for its elements.
    private mutating func extreme(
        _ values: [BaseValue], isMaximum: Bool, _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        var best: BaseValue?
        for value in values { try measure(value, node.range) }
        let flat = values.flatMap { value -> [BaseValue] in
            if case .list(let elements) = value { return elements }
            return [value]
        }
        for value in flat where value != .null {
            let comparable: BaseValue
            switch value {
            case .date, .duration: comparable = value
            default:
                guard let number = number(value) else {
                    throw BaseError(
                        .value, node.nameRange,
                        "\(value.kindDescription) is neither a number nor a date")
                }
                comparable = .number(number)
            }
            guard let known = best else {
                best = comparable
                continue
            }
            guard let order = corpus.order(comparable, known) else { continue }
            if isMaximum ? order > 0 : order < 0 { best = comparable }
        }
        return best ?? .null
    }

    static func unknownGlobal(_ name: String, _ range: Range<Int>) -> BaseError {
        let asMethod = BaseFunction.methods(name).first
        return BaseError(
            .unknown, range, "there is no function “\(name)”",
            help: asMethod.map { "call it on a value: x.\($0.usage)" }
                ?? BaseFunction.help(for: name, among: BaseFunction.global))
    }

    static func wrongCount(
        _ function: BaseFunction, _ count: Int, _ node: BaseNode
    ) -> BaseError {
        let (least, most) = (function.arguments.lowerBound, function.arguments.upperBound)
        let wanted =
            least == most
            ? (least == 0 ? "no argument" : least == 1 ? "one argument" : "\(least) arguments")
            : most >= 64 ? "at least \(least)" : "\(least) to \(most) arguments"
        return BaseError(
            .unknown, node.nameRange,
            "“\(function.name)” takes \(wanted), not \(count)",
            help: "write \(function.usage)")
    }

    /// Returns a number from 0 up to, but not including, 1. It depends only on the file and the place of
    /// the call, because the same notes must give the same site.
    private func randomNumber(at range: Range<Int>) -> Double {
        var digest = Digest(file.map { corpus.files[$0].path.string } ?? "")
        digest.combine(range.lowerBound)
        let bits = UInt64(digest.prefix(13), radix: 16) ?? 0
        return Double(bits) / Double(UInt64(1) << 52)
    }
}
