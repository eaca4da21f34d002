import Basics
package import Markdown

extension Vault {
    /// Returns the place in the target that `subpath` names.
    package func anchor(_ subpath: String, in target: Target) -> LinkResolution.Anchor {
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
    /// Returns the place that `subpath` names: a block `^id`, a heading (see ``heading(_:in:)``),
    /// or an element of raw HTML.
    package func anchor(_ subpath: String) -> LinkResolution.Anchor {
        // A block may be named after its heading: `#Heading#^id`.
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

    /// True if an element of raw HTML has this `id` or `name`.
    private func hasRawAnchor(_ name: String) -> Bool {
        guard name.utf8.allSatisfy({ $0 > 0x20 && $0 != UInt8(ascii: "\"") }) else { return false }
        return ["id", "name"].contains { attribute in
            body.bytes.contains("\(attribute)=\"\(name)\"".utf8)
                || body.bytes.contains("\(attribute)='\(name)'".utf8)
        }
    }
}

/// Returns the heading that `subpath` names: by its text, by a chain of texts each of which is
/// below the one before, or by its identifier. An exact match wins over one that differs in case or
/// punctuation; among equals the first heading wins.
package func heading(_ subpath: String, in headings: [Heading]) -> Heading? {
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

/// The text of a heading as a link writes it, in the forms that are compared.
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

extension [UInt8] {
    /// True if these bytes occur anywhere in the text.
    package func contains(_ wanted: String.UTF8View) -> Bool {
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
