import Evidence
import Samples
import Vault

/// Returns `llms.txt` (llmstxt.org): a description of the site and the address of each note's
/// Markdown.
func languageModelFile(of site: Site) -> OutputFile {
    let configuration = site.configuration
    var text = "# \(configuration.title)\n"
    let about =
        configuration.description.isEmpty ? configuration.tagline : configuration.description
    if !about.isEmpty { text += "\n> \(oneLine(about))\n" }
    var section: Substring?
    for index in site.navigation.readingOrder {
        let note = site.vault.notes[index]
        let folder = note.path.string.split(separator: "/").dropLast().first ?? ""
        if folder != section {
            section = folder
            text += "\n## \(folder.isEmpty ? "Notes" : folder)\n\n"
        }
        let address =
            configuration.baseURL + markdownPath(site.plan.notePaths[index]).string.urlPath
        let summary = oneLine(note.summary)
        text += "- [\(note.title)](\(address))\(summary.isEmpty ? "" : ": \(summary)")\n"
    }
    return OutputFile(path: PagePath("llms.txt"), markup: Array(text.utf8))
}

private func oneLine(_ text: String) -> String {
    // Visible ASCII characters contain no line breaks.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
}

/// Returns the path of a note's Markdown file, which is beside its page.
func markdownPath(_ page: PagePath) -> PagePath {
    PagePath(page.string.dropLast(".html".count) + ".md")
}

/// Returns a note's Markdown file, unchanged.
func markdownFile(of note: Int, _ site: Site) -> OutputFile {
    OutputFile(
        path: markdownPath(site.plan.notePaths[note]), content: .copy(of: site.noteFiles[note]))
}

/// Returns the path from which a sample can be downloaded.
func downloadPath(_ sample: Sample, on page: PagePath, of site: Site) -> PagePath {
    let runtime = site.configuration.runtimes.first { $0.languages.contains(sample.language) }
    let named = runtime.map { VaultPath($0.fileName).fileExtension } ?? "txt"
    // A browser would render such code as a page; as `.txt` it is shown as text.
    let suffix = mayBePage(extension: named, text: sample.code) ? "txt" : named
    return PagePath("samples/\(page.string.dropLast(".html".count))/\(slug(sample.name)).\(suffix)")
}

/// Returns the files of all samples as they ran, including hidden lines.
func sampleFiles(of site: Site) -> [OutputFile] {
    zip(site.roles, site.plan.notePaths).flatMap { roles, page in
        roles.compactMap { role -> OutputFile? in
            guard case .sample(let block) = role else { return nil }
            var code = block.sample.code
            if !code.hasSuffix("\n") { code += "\n" }
            return OutputFile(
                path: downloadPath(block.sample, on: page, of: site),
                content: .bytes(Array(code.utf8)))
        }
    }
}
