import Markdown

extension Vault {
    /// The place in the target that `subpath` names.
    func anchor(_ subpath: String, in target: Target) -> LinkResolution.Anchor {
        if subpath.isEmpty { return .none }
        switch target {
        case .attachment, .folder:
            return .fragment(subpath)
        case .note(let index):
            return notes[index].markdown.anchor(subpath)
        }
    }
}

extension ParsedMarkdown {
    /// The place that `subpath` names: a block `^id`, a heading (see ``heading(_:in:)``), or what
    /// raw HTML calls so.
    func anchor(_ subpath: String) -> LinkResolution.Anchor {
        // A block may be named below its heading: `#Heading#^id`.
        let last = subpath.utf8.lastIndex(of: UInt8(ascii: "#")).map {
            subpath[subpath.utf8.index(after: $0)...]
        }
        if (last ?? subpath[...]).hasPrefix("^") {
            let id = (last ?? subpath[...]).dropFirst().trimmed.lowercased()
            let block = blocks.first { $0.id.lowercased() == id }
            return block.map { .block($0.id) } ?? .missing
        }
        if let heading = heading(subpath, in: headings) { return .heading(heading.id) }
        // Every browser knows `#top`.
        if hasRawAnchor(subpath) || subpath == "top" { return .fragment(subpath) }
        return .missing
    }

    /// Does raw HTML have an element of this `id` or `name`?
    private func hasRawAnchor(_ name: String) -> Bool {
        guard name.utf8.allSatisfy({ $0 > 0x20 && $0 != UInt8(ascii: "\"") }) else { return false }
        return ["id", "name"].contains { attribute in
            body.bytes.contains("\(attribute)=\"\(name)\"".utf8)
                || body.bytes.contains("\(attribute)='\(name)'".utf8)
        }
    }
}

/// The heading that `subpath` names: its text, a chain of texts each below the one before, or the
/// identifier itself. Of several the first, but one that is written just so goes before one that
/// differs in case or signs.
func heading(_ subpath: String, in headings: [Heading]) -> Heading? {
    if headings.isEmpty { return nil }
    // A heading may hold `#` itself, as “C#” does.
    if let heading = headings.first(where: { $0.text == subpath }) { return heading }
    let chain = subpath.split(separator: "#").map { HeadingName(String($0)) }
    if let first = chain.first {
        for closeness in HeadingName.Closeness.allCases {
            let starts = headings.indices.filter { first.matches(headings[$0], closeness) }
            for isStrict in [true, false] {
                for start in starts {
                    if let found = descend(
                        chain.dropFirst(), below: start, in: headings, isStrict: isStrict)
                    {
                        return found
                    }
                }
            }
        }
    }
    let slug = subpath.lowercased()
    if let heading = headings.first(where: { $0.id == slug }) { return heading }
    // Obsidian writes a heading that holds `#` or `|` with a space in its place.
    let whole = HeadingName(subpath)
    return headings.first { whole.matches($0, .normalized) }
}

/// - Parameter isStrict: whether each heading must stand in the section of the one before. Obsidian
///   asks only that it comes later and is of a deeper level.
private func descend(
    _ chain: ArraySlice<HeadingName>, below start: Int, in headings: [Heading], isStrict: Bool
) -> Heading? {
    var current = start
    for wanted in chain {
        let level = headings[current].level
        var below = headings[(current + 1)...]
        if isStrict { below = below.prefix { $0.level > level } }
        let next = HeadingName.Closeness.allCases.lazy.compactMap { closeness in
            below.firstIndex { $0.level > level && wanted.matches($0, closeness) }
        }.first
        guard let next else { return nil }
        current = next
    }
    return headings[current]
}

/// A heading's text as a link gives it.
private struct HeadingName {
    enum Closeness: CaseIterable {
        case exact, normalized
    }

    let text: String
    let normalized: String

    init(_ text: String) {
        self.text = text.trimmed
        normalized = normalizedHeading(text)
    }

    func matches(_ heading: Heading, _ closeness: Closeness) -> Bool {
        switch closeness {
        case .exact:
            heading.text == text
        case .normalized:
            !normalized.isEmpty
                && (normalizedHeading(heading.text) == normalized
                    || !heading.source.isEmpty && normalizedHeading(heading.source) == normalized)
        }
    }
}

/// Heading texts are compared as Obsidian does: letters and digits only, in one case, other
/// signs and runs of white space counting as one space.
func normalizedHeading(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return normalizedASCII(text.utf8) }
    var result = ""
    var pendingSpace = false
    for scalar in text.folded.unicodeScalars {
        if scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || scalar.properties.generalCategory == .nonspacingMark
            || (scalar.value > 0x7F && !scalar.properties.isWhitespace)
        {
            if pendingSpace, !result.isEmpty { result += " " }
            pendingSpace = false
            result.unicodeScalars.append(scalar)
        } else {
            pendingSpace = true
        }
    }
    return result
}

/// Most headings are ASCII, and every link to a heading compares several.
private func normalizedASCII(_ text: String.UTF8View) -> String {
    String(unsafeUninitializedCapacity: text.count) { buffer in
        var count = 0
        var pendingSpace = false
        for byte in text {
            let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            guard (0x61...0x7A).contains(lower) || (0x30...0x39).contains(lower) else {
                pendingSpace = count > 0
                continue
            }
            if pendingSpace {
                buffer[count] = 0x20
                count += 1
                pendingSpace = false
            }
            buffer[count] = lower
            count += 1
        }
        return count
    }
}

extension [UInt8] {
    /// Do these bytes stand anywhere in it?
    func contains(_ wanted: String.UTF8View) -> Bool {
        let wanted = Array(wanted)
        guard let first = wanted.first else { return true }
        return withUnsafeBufferPointer { text in
            var index = 0
            while index + wanted.count <= text.count {
                if text[index] == first,
                    text[index..<(index + wanted.count)].elementsEqual(wanted)
                {
                    return true
                }
                index += 1
            }
            return false
        }
    }
}
