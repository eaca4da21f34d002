import Markdown

extension Vault {
    /// The place in the target that `subpath` names.
    func anchor(_ subpath: String, in target: Target) -> LinkResolution.Anchor {
        if subpath.isEmpty { return .none }
        switch target {
        case .attachment:
            return .fragment(subpath)
        case .note(let index):
            let markdown = notes[index].markdown
            if subpath.hasPrefix("^") {
                let id = subpath.dropFirst().lowercased()
                let block = markdown.blocks.first { $0.id.lowercased() == id }
                return block.map { .block($0.id) } ?? .missing
            }
            return heading(subpath, in: markdown.headings).map { .heading($0.id) } ?? .missing
        }
    }
}

/// The heading that `subpath` names: its text, a chain of texts each below the one before, or the
/// identifier itself.
func heading(_ subpath: String, in headings: [Heading]) -> Heading? {
    let chain = subpath.split(separator: "#").map { normalizedHeading(String($0)) }
    guard let first = chain.first else { return nil }
    for (start, heading) in headings.enumerated() where normalizedHeading(heading.text) == first {
        if let found = descend(chain.dropFirst(), below: start, in: headings) { return found }
    }
    let slug = subpath.lowercased()
    if let heading = headings.first(where: { $0.id == slug }) { return heading }
    // Obsidian itself writes a heading that holds `#` or `|` with a space in its place.
    let whole = normalizedHeading(subpath)
    return headings.first { normalizedHeading($0.text) == whole }
}

private func descend(
    _ chain: ArraySlice<String>, below start: Int, in headings: [Heading]
) -> Heading? {
    var current = start
    for wanted in chain {
        let level = headings[current].level
        let below = headings[(current + 1)...].prefix { $0.level > level }
        guard let next = below.firstIndex(where: { normalizedHeading($0.text) == wanted })
        else { return nil }
        current = next
    }
    return headings[current]
}

/// Heading texts are compared as Obsidian does: letters and digits only, in one case, other
/// signs and runs of white space counting as one space.
func normalizedHeading(_ text: String) -> String {
    var result = ""
    var pendingSpace = false
    for scalar in text.nfc.lowercased().unicodeScalars {
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
