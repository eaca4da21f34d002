import Basics
import Files
import Markdown
import Tools
import Vault

/// A `dot` block and its place for messages.
struct GraphSource: Sendable, Hashable {
    var code: String
    var file: String
    var firstLine: Int
}

/// Draws `dot` blocks with Graphviz, each once. Drawings of earlier builds come from a cache.
func drawGraphs(
    _ sources: [GraphSource], tools: Toolbox, cacheFolder: String?, workers: Int
) async -> (Conversions, [Diagnostic]) {
    if sources.isEmpty { return (Conversions(), []) }
    let path = cacheFolder.map(CacheFile.graphs.path)
    var cache = path.map { ConversionCache(path: $0) } ?? ConversionCache()
    let tool = tools.find("dot")
    if let tool {
        // Another version of Graphviz may draw differently.
        let version = Digest(fileStamp(tool.path)).prefix(8)
        if cache.version != version { cache = ConversionCache(version: version) }
    }
    var used: [Digest: [UInt8]] = [:]
    var wanted: [Digest: GraphSource] = [:]
    for source in sources {
        let key = Conversions.key(BatchWorker.Job(kind: "dot", text: source.code))
        if let drawn = cache.entries[key].flatMap(rebuiltDrawing) {
            used[key] = drawn
        } else if wanted[key] == nil {
            wanted[key] = source
        }
    }
    if wanted.isEmpty { return (Conversions(used), []) }
    guard let tool else {
        let problem = Diagnostic(
            .warning, .toolMissing, file: "",
            "`dot` blocks are shown as text: there is no Graphviz on the path",
            help: "sudo apt-get install graphviz")
        return (Conversions(used), [problem])
    }
    var diagnostics: [Diagnostic] = []
    for (key, drawn) in await draw(wanted, by: tool, tools: tools, workers: workers) {
        switch drawn {
        case .success(let drawing):
            used[key] = drawing.rebuilt
            // The cache is not trusted more than the program, so its drawings are rebuilt too.
            cache.entries[key] = drawing.output
        case .failure(let failure): diagnostics.append(failure.problem)
        }
    }
    if let path { await cache.save(to: path, keeping: used) }
    return (Conversions(used), diagnostics)
}

private struct FreshDrawing: Sendable {
    /// The output of Graphviz.
    var output: [UInt8]
    /// The drawing as it is written into a page.
    var rebuilt: [UInt8]
}

private struct DrawingFailure: Error {
    var problem: Diagnostic
}

/// Draws several graphs at a time and returns them in a fixed order.
private func draw(
    _ sources: [Digest: GraphSource], by tool: Tool, tools: Toolbox, workers: Int
) async -> [(Digest, Result<FreshDrawing, DrawingFailure>)] {
    let order = sources.sorted { $0.key < $1.key }
    return await withTaskGroup(of: (Int, Result<FreshDrawing, DrawingFailure>).self) { group in
        var drawn: [Int: Result<FreshDrawing, DrawingFailure>] = [:]
        for (index, source) in order.enumerated() {
            if index >= workers, let (done, result) = await group.next() { drawn[done] = result }
            group.addTask { (index, await draw(source.value, by: tool, tools: tools)) }
        }
        for await (index, result) in group { drawn[index] = result }
        return order.indices.compactMap { index in drawn[index].map { (order[index].key, $0) } }
    }
}

/// The limits for one drawing.
private let limits = ToolLimits(memory: 512 << 20, seconds: 10, output: 8 << 20)

private func draw(
    _ source: GraphSource, by tool: Tool, tools: Toolbox
) async -> Result<FreshDrawing, DrawingFailure> {
    do {
        let output = try await tools.run(
            tool, ["-Tsvg", "-Gbgcolor=transparent"], input: Array(source.code.utf8),
            limits: limits)
        if output.isSuccess {
            guard let rebuilt = rebuiltDrawing(output.bytes) else {
                return .failure(
                    DrawingFailure(problem: problem(in: source, "it wrote no drawing")))
            }
            return .success(FreshDrawing(output: output.bytes, rebuilt: rebuilt))
        }
        let isLimit = output.signal != nil || output.errors.contains("out of memory\n")
        return .failure(
            DrawingFailure(
                problem: isLimit ? limit(in: source) : problem(in: source, output.errors)))
    } catch {
        return .failure(DrawingFailure(problem: problem(in: source, "\(error)")))
    }
}

private func limit(in source: GraphSource) -> Diagnostic {
    Diagnostic(
        .error, .toolLimit, file: source.file, span: SourceSpan(line: source.firstLine, column: 1),
        "Graphviz takes more for this than one drawing may: \(limits.seconds) s of processor time"
            + " and \(limits.memory >> 20) MB of memory",
        help: "make its numbers smaller, or draw less of it")
}

/// Parses a message such as `Error: <stdin>: syntax error in line 3 near '}'`.
private func problem(in source: GraphSource, _ errors: String) -> Diagnostic {
    let lines = errors.split(separator: "\n")
    let message =
        (lines.first { $0.hasPrefix("Error") } ?? lines.first).map(String.init) ?? "no reason given"
    let line = message.firstMatch(of: /line (\d+)/).flatMap { Int($0.1) } ?? 1
    return Diagnostic(
        .error, .toolFailed, file: source.file,
        span: SourceSpan(
            line: source.firstLine + min(line, source.code.utf8.count) - 1, column: 1),
        "Graphviz can't draw this: \(message.replacing("Error: <stdin>: ", with: ""))")
}
