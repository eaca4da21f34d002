import Markdown
import Tools

/// A `dot` block, with its place for messages.
struct GraphSource: Sendable, Hashable {
    var code: String
    var file: String
    var firstLine: Int
}

/// Draws `dot` blocks by Graphviz, each once: what an earlier build drew comes from a cache.
func drawGraphs(
    _ sources: [GraphSource], cacheFolder: String?
) async -> (Conversions, [Diagnostic]) {
    if sources.isEmpty { return (Conversions(), []) }
    let path = cacheFolder.map { $0 + "/graphs" }
    var cache = path.map { ConversionCache(path: $0) } ?? ConversionCache()
    var used: [Digest: [UInt8]] = [:]
    var diagnostics: [Diagnostic] = []
    let tool = programs(named: "dot").first.map { Tool(path: $0) }
    for source in sources {
        let key = Conversions.key(BatchWorker.Job(kind: "dot", text: source.code))
        if used[key] != nil { continue }
        if let drawn = cache.entries[key].flatMap(rebuiltDrawing) {
            used[key] = drawn
            continue
        }
        guard let tool else {
            let problem = Diagnostic(
                .warning, .toolMissing, file: "",
                "`dot` blocks are shown as text: there is no Graphviz on the path",
                help: "sudo apt-get install graphviz")
            return (Conversions(used), diagnostics + [problem])
        }
        do {
            let output = try await tool.run(
                ["-Tsvg", "-Gbgcolor=transparent"], input: Array(source.code.utf8),
                limit: 8 << 20, timeout: .seconds(10))
            guard output.isSuccess else {
                diagnostics.append(problem(in: source, output.errors))
                continue
            }
            guard let svg = rebuiltDrawing(output.bytes) else {
                diagnostics.append(problem(in: source, "it wrote no drawing"))
                continue
            }
            used[key] = svg
            // The cache is not trusted more than the program: what it holds is rebuilt too.
            cache.entries[key] = output.bytes
        } catch {
            diagnostics.append(problem(in: source, "\(error)"))
        }
    }
    if let path { await cache.save(to: path, keeping: used) }
    return (Conversions(used), diagnostics)
}

/// Graphviz says `Error: <stdin>: syntax error in line 3 near '}'`.
private func problem(in source: GraphSource, _ errors: String) -> Diagnostic {
    let message = errors.split(separator: "\n").first.map(String.init) ?? "no reason given"
    let line = message.firstMatch(of: /line (\d+)/).flatMap { Int($0.1) } ?? 1
    return Diagnostic(
        .error, .toolFailed, file: source.file,
        span: SourceSpan(line: source.firstLine + line - 1, column: 1),
        "Graphviz can't draw this: \(message.replacing("Error: <stdin>: ", with: ""))")
}
