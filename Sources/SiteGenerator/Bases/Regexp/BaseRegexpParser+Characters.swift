/// Escapes and classes of characters.
extension BaseRegexpParser {
    mutating func escape(_ place: Int) throws(RegexpError) -> RegexpNode {
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
        guard let scalar = current else {
            throw error("the pattern ends in a backslash", at: place)
        }
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

    private mutating func hexadecimal(digits: Int, _ place: Int) throws(RegexpError)
        -> Unicode.Scalar
    {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let next = current, let digit = Int(String(next), radix: 16) else {
                throw error("here \(digits) hexadecimal digits must stand", at: place)
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        guard let scalar = Unicode.Scalar(value) else {
            throw error("this is no character", at: place)
        }
        return scalar
    }

    mutating func characterClass(_ place: Int) throws(RegexpError) -> RegexpSet {
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
    private mutating func classMember(_ set: inout RegexpSet) throws(RegexpError) -> Unicode.Scalar?
    {
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
