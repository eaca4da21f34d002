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

    let scalars: [Unicode.Scalar]
    let offsets: [Int]
    var position = 0
    private var depth = 0
    let ignoresCase: Bool
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

    var current: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        position += 1
        return true
    }

    func error(_ message: String, at place: Int? = nil, help: String? = nil) -> RegexpError {
        RegexpError(
            offset: offsets[min(place ?? position, scalars.count)], message: message, help: help)
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
                guard take(">"), !name.isEmpty else {
                    throw error("this group's name has no end", at: place)
                }
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
            throw error(
                "this repeats a repetition", at: place, help: "put the first in a group: (?:…)")
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
