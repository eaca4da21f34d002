import Files
import Tools

/// The full-text index that Pagefind makes of the finished pages.
struct SearchIndex: Sendable {
    /// The folder of the site it lies in.
    static let folder = "pagefind"

    private let tool: Tool
    private let arguments: [String]

    /// Pagefind itself, or the Python package that carries it; nil when neither is there.
    static func find() async -> SearchIndex? {
        if let path = programs(named: "pagefind").first {
            return SearchIndex(tool: Tool(path: path), arguments: [])
        }
        guard let python = await findPython(module: "pagefind") else { return nil }
        return SearchIndex(tool: python.tool, arguments: ["-m", "pagefind"])
    }

    static let missing = Diagnostic(
        .warning, .toolMissing, file: "",
        "the site has no search: Pagefind is not on the path",
        help: "pip install 'pagefind[bin]', or build with --no-search")

    /// Indexes the site in `site` and puts the index into it.
    func make(for site: String) async throws {
        let output = try await tool.run(
            arguments + ["--site", site, "--output-subdir", Self.folder])
        guard output.isSuccess else {
            let reason =
                output.errors.split(separator: "\n").last.map(String.init) ?? "no reason given"
            throw EnvironmentError("Pagefind failed: \(reason)", help: "build with --no-search")
        }
        // Ready-made dialogs that the theme has no use for.
        for name in folderNames(site + "/" + Self.folder) ?? []
        where name.hasPrefix("pagefind-") && name.hasSuffix(".css")
            || name.hasPrefix("pagefind-") && name.hasSuffix("-ui.js")
            || name == "pagefind-ui.js" || name == "pagefind-highlight.js"
        {
            try? removeFile(Self.folder + "/" + name, below: site)
        }
    }
}
