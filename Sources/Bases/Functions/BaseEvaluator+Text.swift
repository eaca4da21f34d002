import Basics

extension BaseEvaluator {
    mutating func textMethod(
        _ name: String, _ receiver: BaseValue, _ arguments: [BaseValue], _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        let range = node.range
        let own = try text(receiver, range)
        try spend(own.utf8.count / 16, at: range)
        switch name {
        case "contains", "containsAny":
            for argument in arguments where try holds(receiver, own, argument, node) {
                return .bool(true)
            }
            return .bool(false)
        case "containsAll":
            for argument in arguments where try !holds(receiver, own, argument, node) {
                return .bool(false)
            }
            return .bool(true)
        case "startsWith": return .bool(own.hasPrefix(try text(arguments[0], range)))
        case "endsWith": return .bool(own.hasSuffix(try text(arguments[0], range)))
        case "lower": return .text(own.lowercased())
        case "title": return .text(titleCased(own))
        case "trim": return .text(own.trimmed)
        case "reverse": return .text(String(own.reversed()))
        case "repeat": return try repeated(own, arguments[0], node)
        case "slice":
            let characters = Array(own)
            return .text(String(characters[try slice(arguments, count: characters.count, node)]))
        case "split": return try split(own, arguments, node)
        default: return try checked(.text(try replaced(own, arguments, node)), range)
        }
    }

    /// True if a text contains `part`. A link contains the file or link that it leads to.
    private mutating func holds(
        _ receiver: BaseValue, _ own: String, _ part: BaseValue, _ node: BaseNode
    ) throws(BaseError) -> Bool {
        switch part {
        case .null: return false
        case .list(let values):
            for value in values where try holds(receiver, own, value, node) { return true }
            return false
        case .file, .link:
            if case .link = receiver, corpus.areEqual(receiver, part) { return true }
            guard case .link(let link) = part else { return false }
            return own.contains(link.path)
        default:
            let wanted = try text(part, node.range)
            return wanted.isEmpty || own.contains(wanted)
        }
    }

    private mutating func repeated(
        _ text: String, _ count: BaseValue, _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        guard let number = number(count), number >= 0, number < 1e12 else {
            throw BaseError(
                .value, node.nameRange,
                "“repeat” takes a number, and this is \(count.kindDescription)")
        }
        guard text.utf8.count * Int(number) <= Self.textLimit else { throw tooLong(node.range) }
        return try checked(.text(String(repeating: text, count: Int(number))), node.range)
    }

    /// As JavaScript's `slice`: negative places count from the end.
    package func slice(
        _ arguments: [BaseValue], count: Int, _ node: BaseNode
    ) throws(BaseError) -> Range<Int> {
        var places: [Int] = []
        for argument in arguments where argument != .null {
            guard let number = number(argument), abs(number) < 1e12 else {
                throw BaseError(
                    .value, node.nameRange,
                    "“slice” takes numbers, and this is \(argument.kindDescription)")
            }
            let place = Int(number.rounded(.towardZero))
            places.append(min(max(place < 0 ? count + place : place, 0), count))
        }
        let start = places.first ?? 0
        return start..<max(start, places.count > 1 ? places[1] : count)
    }

    private mutating func split(
        _ text: String, _ arguments: [BaseValue], _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        let separator = try self.text(arguments[0], node.range)
        try spend(text.utf8.count / 4, at: node.range)
        var parts =
            separator.isEmpty ? text.map { String($0) } : pieces(of: text, between: separator)
        if arguments.count > 1, let limit = number(arguments[1]), limit >= 0, limit < 1e9 {
            parts = Array(parts.prefix(Int(limit)))
        }
        return try checked(.list(parts.map { .text($0) }), node.range)
    }

    private mutating func replaced(
        _ text: String, _ arguments: [BaseValue], _ node: BaseNode
    ) throws(BaseError) -> String {
        let pattern = try self.text(arguments[0], node.range)
        let replacement = try self.text(arguments[1], node.range)
        guard !pattern.isEmpty else { return text }
        let pieces = pieces(of: text, between: pattern)
        try spend(text.utf8.count / 8 + pieces.count, at: node.range)
        guard text.utf8.count + pieces.count * replacement.utf8.count <= Self.textLimit * 2
        else { throw tooLong(node.range) }
        return pieces.joined(separator: replacement)
    }
}

/// Returns the text with a capital letter at the beginning of each word.
private func titleCased(_ text: String) -> String {
    var result = ""
    var isInWord = false
    for character in text {
        let isWordPart =
            character.isLetter || character.isNumber || character == "'" || character == "’"
        result += isWordPart && !isInWord ? character.uppercased() : String(character)
        isInWord = isWordPart
    }
    return result
}

/// Returns the parts of a text between the occurrences of `separator`, which is not empty. It
/// compares bytes, so that a separator is also found where a combining character follows it.
private func pieces(of text: String, between separator: String) -> [String] {
    text.utf8.split(separator: separator.utf8, omittingEmptySubsequences: false).map {
        String(Substring($0))
    }
}
