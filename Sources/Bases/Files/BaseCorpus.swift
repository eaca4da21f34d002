import Basics
package import Vault

/// All files that a base is evaluated over.
package struct BaseCorpus: Sendable {
    package let files: [BaseFile]
    /// Finds the file that the path of a link in the file `source` leads to. Without a source, the path
    /// is relative to the vault.
    package let resolve: @Sendable (_ path: String, _ source: VaultPath?) -> Int?
    /// The files that link to each file, in the order of their paths.
    package let backlinks: [[Int]]
    private let positions: [VaultPath: Int]
    /// The names of the properties of all files.
    package let propertyNames: Set<String>

    package init(
        files: [BaseFile],
        resolve: @escaping @Sendable (_ path: String, _ source: VaultPath?) -> Int?
    ) {
        self.files = files
        self.resolve = resolve
        var backlinks = [[Int]](repeating: [], count: files.count)
        var positions: [VaultPath: Int] = [:]
        var names: Set<String> = []
        for (index, file) in files.enumerated() {
            positions[file.path] = index
            for property in file.properties { names.insert(property.name) }
            for link in file.links {
                guard let target = link.file, target != index,
                    backlinks.indices.contains(target), backlinks[target].last != index
                else { continue }
                backlinks[target].append(index)
            }
        }
        self.backlinks = backlinks
        self.positions = positions
        propertyNames = names
    }

    package func position(of path: VaultPath) -> Int? { positions[path] }

    /// Reads a link: `Note`, `Note#Heading`, `[[Note|shown]]` or an address.
    package func link(_ text: String, from source: VaultPath?) -> BaseLink {
        var link = WikilinkText(text)?.link ?? BaseLink(target: text.trimmed)
        // A longer text can't be a path, and looking it up would take long.
        if !link.isExternal, link.target.utf8.count < 1024 {
            link.file = resolve(link.path, source)
        }
        return link
    }
}

/// A text that consists of a wikilink: `[[target|shown]]`.
struct WikilinkText {
    var link: BaseLink

    init?(_ text: String) {
        let trimmed = text.trimmed
        let inner = trimmed.hasPrefix("!") ? trimmed.dropFirst() : trimmed[...]
        guard inner.hasPrefix("[["), inner.hasSuffix("]]") else { return nil }
        let content = inner.dropFirst(2).dropLast(2)
        guard !content.contains("[["), !content.contains("]]"), !content.isEmpty else { return nil }
        let parts = content.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        let display = parts.count > 1 ? parts[1].trimmed : ""
        link = BaseLink(
            target: parts[0].trimmed, display: display.isEmpty ? nil : .text(display))
    }
}

/// A text that consists of a Markdown link: `[shown](address)`.
struct MarkdownLinkText {
    var shown: String
    var address: String

    init?(_ text: String) {
        let trimmed = text.trimmed
        guard trimmed.hasPrefix("["), !trimmed.hasPrefix("[["), trimmed.hasSuffix(")"),
            let middle = trimmed.firstRange(of: "](")
        else { return nil }
        shown = String(trimmed[trimmed.index(after: trimmed.startIndex)..<middle.lowerBound])
        address = trimmed[middle.upperBound...].dropLast().trimmed
        guard !shown.isEmpty, !address.isEmpty, !address.contains("("), !address.contains(")")
        else { return nil }
        if address.hasPrefix("<"), address.hasSuffix(">") {
            address = String(address.dropFirst().dropLast())
        }
    }
}
