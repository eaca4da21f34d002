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

    /// A link holds a link or file when it leads there, and otherwise what its target holds.
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
        case .regexp(let regexp):
            return try firstMatch(of: regexp, in: RegexpSubject(own), from: 0, node) != nil
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
    func slice(
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
        var parts: [String]
        switch arguments[0] {
        case .regexp(let regexp): parts = try split(text, by: regexp, node)
        default:
            let separator = try self.text(arguments[0], node.range)
            try spend(text.utf8.count / 4, at: node.range)
            parts =
                separator.isEmpty ? text.map { String($0) } : pieces(of: text, between: separator)
        }
        if arguments.count > 1, let limit = number(arguments[1]), limit >= 0, limit < 1e9 {
            parts = Array(parts.prefix(Int(limit)))
        }
        return try checked(.list(parts.map { .text($0) }), node.range)
    }

    private mutating func split(
        _ text: String, by regexp: BaseRegexp, _ node: BaseNode
    ) throws(BaseError) -> [String] {
        let subject = RegexpSubject(text)
        var parts: [String] = []
        var start = 0
        for match in try matches(of: regexp, in: subject, all: true, node) {
            // An empty match at an end parts nothing.
            if match.range.isEmpty,
                match.range.lowerBound == start && start == 0
                    || match.range.lowerBound == subject.scalars.count
            {
                continue
            }
            parts.append(subject.text(start..<match.range.lowerBound))
            start = match.range.upperBound
        }
        parts.append(subject.text(start..<subject.scalars.count))
        return parts
    }

    private mutating func matches(
        of regexp: BaseRegexp, in subject: RegexpSubject, all: Bool, _ node: BaseNode
    ) throws(BaseError) -> [RegexpMatch] {
        var matches: [RegexpMatch] = []
        var start = 0
        while start <= subject.scalars.count,
            let match = try firstMatch(of: regexp, in: subject, from: start, node)
        {
            matches.append(match)
            guard all else { break }
            start = match.range.isEmpty ? match.range.upperBound + 1 : match.range.upperBound
        }
        return matches
    }

    private mutating func replaced(
        _ text: String, _ arguments: [BaseValue], _ node: BaseNode
    ) throws(BaseError) -> String {
        let replacement = try self.text(arguments[1], node.range)
        guard case .regexp(let regexp) = arguments[0] else {
            let pattern = try self.text(arguments[0], node.range)
            guard !pattern.isEmpty else { return text }
            let pieces = pieces(of: text, between: pattern)
            try spend(text.utf8.count / 8 + pieces.count, at: node.range)
            guard text.utf8.count + pieces.count * replacement.utf8.count <= Self.textLimit * 2
            else { throw tooLong(node.range) }
            return pieces.joined(separator: replacement)
        }
        let subject = RegexpSubject(text)
        var result = ""
        var end = 0
        for match in try matches(of: regexp, in: subject, all: regexp.isGlobal, node) {
            result += subject.text(end..<match.range.lowerBound)
            result += expanded(replacement, match, subject, regexp)
            end = match.range.upperBound
            guard result.utf8.count <= Self.textLimit else { throw tooLong(node.range) }
        }
        return result + subject.text(end..<subject.scalars.count)
    }

    /// `$1`, `$&`, `$<name>` and `$$` of a replacement.
    private func expanded(
        _ replacement: String, _ match: RegexpMatch, _ subject: RegexpSubject, _ regexp: BaseRegexp
    ) -> String {
        guard replacement.contains("$") else { return replacement }
        func group(_ number: Int) -> String? {
            guard match.groups.indices.contains(number) else { return nil }
            return match.groups[number].map { subject.text($0) } ?? ""
        }
        var result = ""
        var rest = replacement[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            let digits = rest.prefix(2).prefix { $0.isASCII && $0.isNumber }
            if rest.first == "$" {
                result += "$"
                rest = rest.dropFirst()
            } else if rest.first == "&" {
                result += group(0) ?? ""
                rest = rest.dropFirst()
            } else if rest.first == "<", let close = rest.firstIndex(of: ">"),
                let number = regexp.groupNames[
                    String(rest[rest.index(after: rest.startIndex)..<close])]
            {
                result += group(number) ?? ""
                rest = rest[rest.index(after: close)...]
            } else if let number = Int(digits), number > 0, let text = group(number) {
                result += text
                rest = rest.dropFirst(digits.count)
            } else if let number = Int(digits.prefix(1)), number > 0, let text = group(number) {
                result += text
                rest = rest.dropFirst()
            } else {
                result += "$"
            }
        }
        return result + rest
    }
}

/// Each word with a capital; the rest as it is.
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

/// What stands between the occurrences of `separator`, which is not empty.
private func pieces(of text: String, between separator: String) -> [String] {
    let (bytes, wanted) = (Array(text.utf8), Array(separator.utf8))
    var pieces: [String] = []
    var (start, position) = (0, 0)
    while position + wanted.count <= bytes.count {
        if bytes[position] == wanted[0],
            bytes[position..<position + wanted.count].elementsEqual(wanted)
        {
            pieces.append(String(decoding: bytes[start..<position], as: UTF8.self))
            position += wanted.count
            start = position
        } else {
            position += 1
        }
    }
    pieces.append(String(decoding: bytes[start...], as: UTF8.self))
    return pieces
}
