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
    let path = cacheFolder.map(CacheFile.graphs.path)
    var cache = path.map { ConversionCache(path: $0) } ?? ConversionCache()
    var used: [Digest: [UInt8]] = [:]
    var diagnostics: [Diagnostic] = []
    let tool = programs(named: "dot").first.map { Tool(path: $0) }
    for source in sources {
        let key = Conversions.key(BatchWorker.Job(kind: "dot", text: source.code))
        if used[key] != nil { continue }
        if let drawn = cache.entries[key] {
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
            let svg = Array(inlineSVG(String(decoding: output.bytes, as: UTF8.self)).utf8)
            used[key] = svg
            cache.entries[key] = svg
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

/// The drawing without its prologue, in the page's own colours and font.
private func inlineSVG(_ text: String) -> String {
    guard let start = text.firstRange(of: "<svg") else { return "" }
    return String(text[start.lowerBound...])
        .replacing("stroke=\"black\"", with: "stroke=\"currentColor\"")
        .replacing("fill=\"black\"", with: "fill=\"currentColor\"")
        .replacing("<text ", with: "<text fill=\"currentColor\" ")
        .replacing(/\sfont-family="[^"]*"/, with: "")
        .replacing(/\sid="[^"]*"/, with: "")
        .replacing(/<title>[^<]*<\/title>\n?/, with: "")
        .replacing("<svg ", with: "<svg role=\"img\" aria-label=\"Diagram\" ")
}
