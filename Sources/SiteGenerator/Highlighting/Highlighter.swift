import Foundation
import Tools

/// Highlights code by Pygments, each block once: what has been highlighted before comes from a cache.
package struct Highlighter: Sendable {
    package struct Block: Sendable, Hashable {
        package var language: String
        package var code: String

        package init(language: String, code: String) {
            self.language = language
            self.code = code
        }
    }

    private let cachePath: String
    private let jobs: Int

    /// - Parameter cacheFolder: nil for no cache.
    package init(cacheFolder: String?, jobs: Int) {
        cachePath = cacheFolder.map { $0 + "/highlighting" } ?? ""
        self.jobs = jobs
    }

    /// - Returns: the HTML of all `blocks` that can be highlighted, and a single warning when some
    ///   could not because there is no Pygments.
    package func highlight(_ blocks: [Block]) async -> (Highlighting, [Diagnostic]) {
        var cache = cachePath.isEmpty ? HighlightCache() : HighlightCache(path: cachePath)
        var wanted: [Digest: Block] = [:]
        var used: [Digest: [UInt8]] = [:]
        for block in blocks where !block.language.isEmpty {
            let key = Highlighting.Key(language: block.language, code: block.code).digest
            if let html = cache.entries[key] { used[key] = html } else { wanted[key] = block }
        }
        if wanted.isEmpty { return (Highlighting(used), []) }
        guard let python = await findPygments() else {
            return (Highlighting(used), [Self.missing(wanted.count)])
        }
        if python.version != cache.version {
            // Another Pygments may say otherwise: one site, one highlighter.
            cache = HighlightCache(version: python.version)
            for block in blocks where !block.language.isEmpty {
                wanted[Highlighting.Key(language: block.language, code: block.code).digest] = block
            }
            used = [:]
        }
        let todo = wanted.sorted { $0.key < $1.key }
        var diagnostics: [Diagnostic] = []
        do {
            for (key, html) in zip(todo, try await run(python.tool, todo.map(\.value))) {
                used[key.key] = html
                cache.entries[key.key] = html
            }
            if !cachePath.isEmpty { cache.save(to: cachePath, keeping: used) }
        } catch {
            diagnostics.append(
                Diagnostic(
                    .warning, .toolFailed, file: "", "Pygments failed, code is not highlighted: \(error)"))
        }
        return (Highlighting(used), diagnostics)
    }

    private static func missing(_ count: Int) -> Diagnostic {
        Diagnostic(
            .warning, .toolMissing, file: "",
            "\(plural(count, "code block")) can't be highlighted: there is no Python with Pygments on the path",
            help: "sudo apt-get install python3-pygments")
    }

    /// Deals the blocks out to one worker per job.
    private func run(_ python: Tool, _ blocks: [Block]) async throws -> [[UInt8]] {
        let share = max(8, (blocks.count + jobs - 1) / jobs)
        let starts = Array(stride(from: 0, to: blocks.count, by: share))
        return try await withThrowingTaskGroup(of: (Int, [[UInt8]]).self) { group in
            for start in starts {
                let part = Array(blocks[start..<min(start + share, blocks.count)])
                group.addTask { (start, try await runWorker(python, part)) }
            }
            var results: [Int: [[UInt8]]] = [:]
            for try await (start, part) in group { results[start] = part }
            return starts.flatMap { results[$0] ?? [] }
        }
    }

    private func runWorker(_ python: Tool, _ blocks: [Block]) async throws -> [[UInt8]] {
        var input: [UInt8] = []
        for block in blocks {
            let code = Array(block.code.utf8)
            input += "\(block.language.utf8.count) \(code.count)\n\(block.language)".utf8
            input += code
        }
        let output = try await python.run(["-c", pygmentsWorker], input: input)
        guard output.isSuccess else {
            throw EnvironmentError(output.errors.split(separator: "\n").last.map(String.init) ?? "")
        }
        var results: [[UInt8]] = []
        var rest = output.bytes[...]
        while let newline = rest.firstIndex(of: 0x0A),
            let count = Int(String(decoding: rest[..<newline], as: UTF8.self))
        {
            let start = newline + 1
            guard start + count <= rest.endIndex else { break }
            results.append(Array(rest[start..<(start + count)]))
            rest = rest[(start + count)...]
        }
        guard results.count == blocks.count else {
            throw EnvironmentError("it answered \(results.count) of \(blocks.count) blocks")
        }
        return results
    }
}

/// The first Python on the path that has Pygments.
private func findPygments() async -> (tool: Tool, version: String)? {
    for path in programs(named: "python3") {
        let tool = Tool(path: path)
        let probe = "import pygments; print(pygments.__version__)"
        if let output = try? await tool.run(["-c", probe]), output.isSuccess {
            return (tool, String(decoding: output.bytes, as: UTF8.self).trimmed)
        }
    }
    return nil
}

/// All programs of a name on the path, in its order.
package func programs(named name: String) -> [String] {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/\(name)" }
        .filter { access($0, X_OK) == 0 && !isDirectory($0) }
}

/// Reads frames `<bytes of language> <bytes of code>\n<language><code>`, answers
/// `<bytes>\n<html>` for each; empty for a language that Pygments does not know.
private let pygmentsWorker = """
    import sys
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    formatter = HtmlFormatter(nowrap=True)
    lexers = {}
    def lexer(name):
        if name not in lexers:
            try:
                lexers[name] = get_lexer_by_name(name, stripnl=False, ensurenl=False)
            except ClassNotFound:
                lexers[name] = None
        return lexers[name]
    while True:
        header = source.readline()
        if not header:
            break
        language_size, code_size = map(int, header.split())
        language = source.read(language_size).decode()
        code = source.read(code_size).decode()
        found = lexer(language)
        html = highlight(code, found, formatter).encode() if found else b""
        sink.write(b"%d\\n" % len(html))
        sink.write(html)
    """
