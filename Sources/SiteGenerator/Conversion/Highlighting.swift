import Highlighting
import Tools

/// Code as HTML with an element for each token, where ``SyntaxTrees`` don't know the language: by
/// Pygments.
///
/// A block is coloured once: what an earlier build did comes from a cache.
/// - Parameter jobs: the kind is the language.
func highlight(
    _ jobs: [BatchWorker.Job], without trees: SyntaxTrees, cacheFolder: String?, workers: Int
) async -> (Conversions, [Diagnostic]) {
    let others = jobs.filter { !trees.accept($0) && !isPlain($0) }
    var (conversions, diagnostics) = await Converter.highlighting.convert(
        others, cacheFolder: cacheFolder, workers: workers)
    if !others.isEmpty, diagnostics.isEmpty { conversions.makers.insert("Pygments") }
    guard jobs.contains(where: trees.accept) else { return (conversions, diagnostics) }
    conversions.makers.insert("tree-sitter")
    if let index = diagnostics.firstIndex(where: { $0.code == .toolMissing }) {
        diagnostics[index].message.replace(
            Converter.highlighting.loss, with: "code of some languages is not highlighted")
    }
    return (conversions, diagnostics)
}

/// Nothing to colour, or more than Pygments does in a second or two.
private func isPlain(_ job: BatchWorker.Job) -> Bool {
    ["text", "txt", "plain", "plaintext"].contains(job.kind.lowercased())
        || job.text.utf8.count > 1 << 20
}

/// The highlighters of this machine for some languages: where there is a grammar, code becomes HTML by
/// its syntax tree.
struct SyntaxTrees: Sendable {
    /// What code blocks call the languages that it was made for, be there a grammar or not.
    let names: Set<String>
    /// By what code blocks call the language.
    private(set) var highlighters: [String: Highlighter] = [:]
    /// Of what coloured code depends on: another version may say otherwise.
    private let version: String

    init(for names: Set<String>, grammars: [Grammar] = Grammar.find()) {
        self.names = names
        version = Language.version + grammars.map { " \($0.name)-\($0.version)" }.joined()
        for (grammar, names) in Dictionary(grouping: names, by: { Language.named($0)?.grammar }) {
            guard let grammar = grammars.first(where: { $0.name == grammar }),
                let language = Language.all.first(where: { $0.grammar == grammar.name }),
                let highlighter = Highlighter(language, grammar: grammar)
            else { continue }
            for name in names { highlighters[name] = highlighter }
        }
    }

    func accept(_ job: BatchWorker.Job) -> Bool {
        highlighters[job.kind] != nil && Highlighter.accepts(job.text)
    }

    func convert(
        _ jobs: [BatchWorker.Job], cacheFolder: String?, workers: Int
    ) async -> Conversions {
        if jobs.isEmpty { return Conversions() }
        let path = cacheFolder.map { $0 + "/highlighting-trees" }
        var cache = path.map { ConversionCache(path: $0) } ?? ConversionCache()
        if cache.version != version { cache = ConversionCache(version: version) }
        var used: [Digest: [UInt8]] = [:]
        var todo: [(key: Digest, job: BatchWorker.Job)] = []
        for job in jobs {
            let key = Conversions.key(job)
            if used[key] != nil { continue }
            used[key] = cache.entries[key] ?? []
            if cache.entries[key] == nil { todo.append((key, job)) }
        }
        if todo.isEmpty { return Conversions(used) }
        let made = await concurrentMap(todo, jobs: workers, state: Parser.init) { item, parser in
            highlighters[item.job.kind]?.html(of: item.job.text, by: parser) ?? []
        }
        for (item, html) in zip(todo, made) {
            used[item.key] = html
            cache.entries[item.key] = html
        }
        guard let path else { return Conversions(used) }
        let (filled, kept) = (cache, used)
        return Conversions(used, saving: Task { filled.save(to: path, keeping: kept) })
    }
}
