/// Why a pattern is refused, and where in it (UTF-8 offset).
struct RegexpError: Error {
    var offset: Int
    var message: String
    var help: String?
}

/// What a pattern says, before it is compiled.
indirect enum RegexpNode {
    case empty
    case scalar(Unicode.Scalar)
    case set(RegexpSet)
    case any
    case sequence([RegexpNode])
    case either([RegexpNode])
    /// Number nil for a group that is not captured.
    case group(RegexpNode, number: Int?)
    case repetition(RegexpNode, minimum: Int, maximum: Int?, isGreedy: Bool)
    case start
    case end
    case wordBoundary(Bool)
}

/// Reads JavaScript's syntax for regular expressions.
struct BaseRegexpParser {
    private static let depthLimit = 50
    static let repetitionLimit = 1000

    private let scalars: [Unicode.Scalar]
    private let offsets: [Int]
    private var position = 0
    private var depth = 0
    private let ignoresCase: Bool
    private(set) var groupCount = 0
    private(set) var groupNames: [String: Int] = [:]

    init(_ pattern: String, ignoresCase: Bool) {
        scalars = Array(pattern.unicodeScalars)
        var offset = 0
        offsets =
            scalars.map { scalar in
                defer { offset += UTF8.width(scalar) }
                return offset
            } + [pattern.utf8.count]
        self.ignoresCase = ignoresCase
    }

    mutating func parse() throws(RegexpError) -> RegexpNode {
        let node = try alternatives()
        guard position == scalars.count else { throw error("this `)` closes no group") }
        return node
    }

    private var current: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        position += 1
        return true
    }

    private func error(_ message: String, at place: Int? = nil, help: String? = nil) -> RegexpError {
        RegexpError(offset: offsets[min(place ?? position, scalars.count)], message: message, help: help)
    }

    private mutating func alternatives() throws(RegexpError) -> RegexpNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else {
            throw error("this pattern nests more than \(Self.depthLimit) groups")
        }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .either(branches)
    }

    private mutating func sequence() throws(RegexpError) -> RegexpNode {
        var nodes: [RegexpNode] = []
        while let scalar = current, scalar != "|", scalar != ")" {
            nodes.append(try quantified(try atom()))
        }
        return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
    }

    private mutating func atom() throws(RegexpError) -> RegexpNode {
        let place = position
        guard let scalar = current else { return .empty }
        position += 1
        switch scalar {
        case "^": return .start
        case "$": return .end
        case ".": return .any
        case "(": return try group(place)
        case "[": return .set(try characterClass(place))
        case "\\": return try escape(place)
        case "*", "+", "?": throw error("there is nothing that `\(scalar)` could repeat", at: place)
        default: return .scalar(scalar)
        }
    }

    private mutating func group(_ place: Int) throws(RegexpError) -> RegexpNode {
        var number: Int?
        if take("?") {
            if take(":") {
            } else if take("<"), current != "=", current != "!" {
                var name = ""
                while let scalar = current, scalar != ">" {
                    name.unicodeScalars.append(scalar)
                    position += 1
                }
                guard take(">"), !name.isEmpty else { throw error("this group's name has no end", at: place) }
                groupCount += 1
                number = groupCount
                groupNames[name] = groupCount
            } else {
                throw error(
                    "look-ahead and look-behind (`(?=`, `(?!`, `(?<=`, `(?<!`) can't be used here",
                    at: place,
                    help: "they can take forever: test by two patterns instead")
            }
        } else {
            groupCount += 1
            number = groupCount
        }
        let node = try alternatives()
        guard take(")") else { throw error("this group is not closed", at: place, help: "add `)`") }
        return .group(node, number: number)
    }

    private mutating func quantified(_ node: RegexpNode) throws(RegexpError) -> RegexpNode {
        let place = position
        let bounds: (Int, Int?)
        switch current {
        case "*": bounds = (0, nil)
        case "+": bounds = (1, nil)
        case "?": bounds = (0, 1)
        case "{":
            guard let counted = try countedBounds() else { return node }
            bounds = counted
            position -= 1
        default: return node
        }
        position += 1
        let isGreedy = !take("?")
        if current == "*" || current == "+" || current == "?" {
            throw error("this repeats a repetition", at: place, help: "put the first in a group: (?:…)")
        }
        return .repetition(node, minimum: bounds.0, maximum: bounds.1, isGreedy: isGreedy)
    }

    /// `{n}`, `{n,}`, `{n,m}`; any other brace is a brace, and left for ``atom()``.
    private mutating func countedBounds() throws(RegexpError) -> (Int, Int?)? {
        let start = position
        position += 1
        guard let minimum = number() else {
            position = start
            return nil
        }
        var maximum: Int? = minimum
        if take(",") { maximum = number() }
        guard take("}") else {
            position = start
            return nil
        }
        guard minimum <= Self.repetitionLimit, maximum ?? 0 <= Self.repetitionLimit else {
            throw error("this repeats more than \(Self.repetitionLimit) times", at: start)
        }
        if let maximum, maximum < minimum {
            throw error("this repetition's bounds stand the wrong way round", at: start)
        }
        return (minimum, maximum)
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let scalar = current, ("0"..."9").contains(scalar) {
            value = min((value ?? 0) * 10 + Int(scalar.value - 48), 1_000_000)
            position += 1
        }
        return value
    }
}

extension BaseRegexpParser {
    private mutating func escape(_ place: Int) throws(RegexpError) -> RegexpNode {
        switch current {
        case "b":
            position += 1
            return .wordBoundary(true)
        case "B":
            position += 1
            return .wordBoundary(false)
        case .some("1"..."9"), "k":
            throw error(
                "back-references (`\\1`) can't be used here", at: place,
                help: "they can take forever")
        default: break
        }
        if let kind = try characterKind(place) {
            return .set(RegexpSet(kinds: [kind], ignoresCase: ignoresCase))
        }
        return .scalar(try escapedScalar(place))
    }

    private mutating func characterKind(
        _ place: Int
    ) throws(RegexpError) -> (kind: RegexpSet.Kind, isNegated: Bool)? {
        guard let scalar = current else { return nil }
        switch scalar {
        case "d", "D": position += 1; return (.digit, scalar == "D")
        case "w", "W": position += 1; return (.word, scalar == "W")
        case "s", "S": position += 1; return (.space, scalar == "S")
        case "p", "P":
            position += 1
            guard take("{") else { return nil }
            var name = ""
            while let next = current, next != "}" {
                name.unicodeScalars.append(next)
                position += 1
            }
            guard take("}"), RegexpSet.properties.contains(name) else {
                throw error(
                    "no character property is named “\(name)”", at: place,
                    help: "known are \(RegexpSet.properties.joined(separator: ", "))")
            }
            return (.property(name), scalar == "P")
        default: return nil
        }
    }

    /// Behind the backslash.
    private mutating func escapedScalar(_ place: Int) throws(RegexpError) -> Unicode.Scalar {
        guard let scalar = current else { throw error("the pattern ends in a backslash", at: place) }
        position += 1
        switch scalar {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "f": return "\u{C}"
        case "v": return "\u{B}"
        case "0": return "\0"
        case "x": return try hexadecimal(digits: 2, place)
        case "u":
            if take("{") {
                var value: UInt32 = 0
                while let next = current, next != "}", let digit = Int(String(next), radix: 16) {
                    value = min(value << 4 | UInt32(digit), 0x110000)
                    position += 1
                }
                guard take("}"), let result = Unicode.Scalar(value) else {
                    throw error("this is no character", at: place)
                }
                return result
            }
            return try hexadecimal(digits: 4, place)
        default: return scalar
        }
    }

    private mutating func hexadecimal(digits: Int, _ place: Int) throws(RegexpError) -> Unicode.Scalar {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let next = current, let digit = Int(String(next), radix: 16) else {
                throw error("here \(digits) hexadecimal digits must stand", at: place)
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        guard let scalar = Unicode.Scalar(value) else { throw error("this is no character", at: place) }
        return scalar
    }

    private mutating func characterClass(_ place: Int) throws(RegexpError) -> RegexpSet {
        var set = RegexpSet(ignoresCase: ignoresCase)
        set.isNegated = take("^")
        while current != "]" {
            guard current != nil else {
                throw error("this class of characters is not closed", at: place, help: "add `]`")
            }
            guard let lower = try classMember(&set) else { continue }
            guard current == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
                set.ranges.append(lower...lower)
                continue
            }
            let dash = position
            position += 1
            guard let upper = try classMember(&set) else {
                set.ranges += [lower...lower, "-"..."-"]
                continue
            }
            guard lower <= upper else { throw error("this range runs backwards", at: dash) }
            set.ranges.append(lower...upper)
        }
        position += 1
        return set
    }

    /// One character; nil when it was a kind of characters, which then is in `set`.
    private mutating func classMember(_ set: inout RegexpSet) throws(RegexpError) -> Unicode.Scalar? {
        let place = position
        guard let scalar = current else { return nil }
        position += 1
        guard scalar == "\\" else { return scalar }
        if take("b") { return "\u{8}" }
        if let kind = try characterKind(place) {
            set.kinds.append(kind)
            return nil
        }
        return try escapedScalar(place)
    }
}
