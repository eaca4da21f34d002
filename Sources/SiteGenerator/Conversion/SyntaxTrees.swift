import Basics
import Highlighting
import Tools

/// Returns the grammars that are installed; see ``ToolPlaces/grammarFolders``.
func installedGrammars(_ tools: Toolbox) -> [Grammar] {
    Grammar.find(in: tools.places.grammarFolders)
}

/// The tree-sitter highlighters for the languages of a site, and the highlighted code.
///
/// Only the colours of each block are stored. Its HTML is made when a page shows it.
struct SyntaxTrees: Sendable {
    /// The names of the languages in code blocks that it was made for, including those without a
    /// grammar.
    let names: Set<String>
    /// The highlighters, by the language's name in code blocks.
    private(set) var highlighters: [String: Highlighter] = [:]
    /// The version of everything that highlighting depends on. The cache is dropped if it differs.
    private let version: String
    private var colourings: [Digest: [UInt8]] = [:]
    /// Tasks that write caches, while pages are rendered.
    private var saving: [Task<Void, Never>] = []

    private let grammars: [Grammar]

    init(for names: Set<String>, grammars: [Grammar]) {
        self.names = names
        self.grammars = grammars
        version = Language.version + grammars.map { " \($0.name)-\($0.version)" }.joined()
        for (grammar, names) in Dictionary(grouping: names, by: { Language.named($0)?.grammar }) {
            guard let grammar = grammars.first(where: { $0.name == grammar }),
                let language = Language.all.first(where: { $0.grammar == grammar.name }),
                let highlighter = Highlighter(language, grammar: grammar)
            else { continue }
            for name in names { highlighters[name] = highlighter }
        }
    }

    /// Finds highlighters for other languages, and keeps the code that is already highlighted.
    mutating func addLanguages(_ names: Set<String>) {
        let known = self
        self = SyntaxTrees(for: names, grammars: grammars)
        (colourings, saving) = (known.colourings, known.saving)
    }

    func supports(_ job: BatchWorker.Job) -> Bool {
        highlighters[job.kind] != nil && Highlighter.accepts(job.text)
    }

    /// Returns nil if the code was not highlighted.
    func html(_ job: BatchWorker.Job) -> [UInt8]? {
        guard let highlighter = highlighters[job.kind],
            let colouring = colourings[Conversions.key(job)], !colouring.isEmpty
        else { return nil }
        return highlighter.html(of: job.text, Colouring(bytes: colouring))
    }

    /// Highlights the jobs whose language has a grammar, each block once. Results of earlier builds
    /// come from a cache.
    mutating func colour(_ jobs: [BatchWorker.Job], cacheFolder: String?, workers: Int) async {
        var wanted: [Digest: BatchWorker.Job] = [:]
        for job in jobs where supports(job) {
            let key = Conversions.key(job)
            if colourings[key] == nil { wanted[key] = job }
        }
        if wanted.isEmpty { return }
        let path = cacheFolder.map(CacheFile.syntaxTrees.path)
        var cache = path.map { ConversionCache(path: $0) } ?? ConversionCache()
        if cache.version != version { cache = ConversionCache(version: version) }
        for key in wanted.keys { colourings[key] = cache.entries[key] }
        let todo = wanted.filter { colourings[$0.key] == nil }
        if todo.isEmpty { return }
        let (highlighters, order) = (highlighters, todo.keys.sorted())
        let made = await concurrentMap(order, jobs: workers, state: Parser.init) { key, parser in
            todo[key].flatMap { highlighters[$0.kind]?.colouring(of: $0.text, by: parser)?.bytes }
        }
        for (key, colouring) in zip(order, made) {
            colourings[key] = colouring ?? []
            cache.entries[key] = colouring ?? []
        }
        guard let path else { return }
        let (filled, kept) = (cache, colourings)
        saving.append(Task { await filled.save(to: path, keeping: kept) })
    }

    /// Waits until all caches are written.
    func waitUntilSaved() async {
        for task in saving { await task.value }
    }
}
