import Highlighting
import Tools
import Vault

/// Highlights code in languages that ``SyntaxTrees`` doesn't support, with Pygments. Each token
/// becomes an HTML element.
///
/// Each block is highlighted once; results of earlier builds come from a cache.
/// - Parameter jobs: the kind is the language.
func highlight(
    _ jobs: [BatchWorker.Job], without trees: SyntaxTrees, tools: Toolbox, cacheFolder: String?,
    workers: Int
) async -> (Conversions, [Diagnostic]) {
    let others = jobs.filter { !trees.supports($0) && !isPlain($0) }
    var (conversions, diagnostics) = await Converter.highlighting.convert(
        others, tools: tools, cacheFolder: cacheFolder, workers: workers)
    if !others.isEmpty, diagnostics.isEmpty { conversions.toolNames.insert("Pygments") }
    guard jobs.contains(where: trees.supports) else { return (conversions, diagnostics) }
    conversions.toolNames.insert("tree-sitter")
    if let index = diagnostics.firstIndex(where: { $0.code == .toolMissing }) {
        diagnostics[index].message.replace(
            Converter.highlighting.loss, with: "code of some languages is not highlighted")
    }
    return (conversions, diagnostics)
}

/// Returns true if there is nothing to highlight, or more than Pygments can do in a second or two.
private func isPlain(_ job: BatchWorker.Job) -> Bool {
    ["text", "txt", "plain", "plaintext"].contains(job.kind.lowercased())
        || job.text.utf8.count > 1 << 20
}
