import Basics
import Evidence
import Files
import Foundation
import Markdown
import Vault

/// The settings, and the names of all files.
struct BuildInputs: Sendable {
    var configuration: Configuration
    var listing: ContentListing
    var diagnostics: [Diagnostic]
}

func readInputs(_ options: BuildOptions) throws -> BuildInputs {
    if let problem = parserProblem() {
        throw EnvironmentError(problem, help: "build this program again, or install that version")
    }
    let (configuration, problems) = try readSettings(options)
    var diagnostics = problems
    var listing = try listContent(root: options.content, ignore: configuration.ignore)
    if configuration.html != .allow { diagnostics += listing.removeActiveContent() }
    return BuildInputs(
        configuration: configuration, listing: listing,
        diagnostics: diagnostics + listing.diagnostics)
}

/// The notes with their links resolved, before any of their code has run.
struct LinkedVault: Sendable {
    var configuration: Configuration
    var listing: ContentListing
    var vault: Vault
    var graph: LinkGraph
    /// The roles of the code blocks, by note of the vault.
    var roles: [[CodeRole]]
    /// Notes that are not part of the site now. The records of their samples are kept.
    var unpublished: NotesWithCode
}

/// Notes with the roles of their code blocks.
struct NotesWithCode: Sendable {
    var notes: [Note]
    /// The roles of the code blocks, by note.
    var roles: [[CodeRole]]
}

func readAndLink(
    _ inputs: BuildInputs, _ options: BuildOptions,
    progress: @escaping @Sendable (BuildProgress) -> Void
) async -> (LinkedVault, [Diagnostic]) {
    var configuration = inputs.configuration
    let listing = inputs.listing
    progress(BuildProgress(phase: "reading", done: 0, total: listing.notes.count))
    let parseOptions = ParseOptions(configuration)
    let parsed = await concurrentMap(listing.notes, jobs: options.jobs) { entry in
        readNote(entry, options: parseOptions)
    }
    var problems = parsed.flatMap(\.diagnostics)
    let (notes, unpublished, reasons) = publishedNotes(
        parsed.compactMap(\.note), drafts: options.includesDrafts)
    problems += notes.flatMap(\.diagnostics)
    problems += misspeltProperties(notes, known: configuration.propertyNames)
    problems += unpublished.filter(\.frontMatter.isWithheldByMistake).flatMap(\.diagnostics)
    if !configuration.isLanguageSet, let language = commonLanguage(of: notes) {
        configuration.language = language
    }
    let vault = Vault(
        notes: notes, attachments: listing.attachments.map(\.path),
        linkFormat: configuration.linkFormat)

    progress(BuildProgress(phase: "linking", done: 0, total: notes.count))
    let graph = await linkNotes(
        vault, unpublished: reasons.merging(listing.leftOut) { reason, _ in reason },
        ignored: configuration.ignoredLinks, jobs: options.jobs)
    problems += graph.diagnostics
    let roles = problems.collect(
        await extractAllSamples(vault.notes, listing, configuration, jobs: options.jobs))
    let others = await extractAllSamples(
        unpublished, listing, configuration, jobs: options.jobs)
    let linked = LinkedVault(
        configuration: configuration, listing: listing, vault: vault, graph: graph, roles: roles,
        unpublished: NotesWithCode(notes: unpublished, roles: others.roles))
    return (linked, problems)
}

extension ParseOptions {
    init(_ configuration: Configuration) {
        self.init()
        strictLineBreaks = configuration.strictLineBreaks
        html = configuration.html
        frames = Set(configuration.frames)
    }
}

/// The language of most of the notes, as far as it can be told.
private func commonLanguage(of notes: [Note]) -> String? {
    var counts: [String: Int] = [:]
    for language in notes.compactMap({ $0.frontMatter.language ?? $0.guessedLanguage }) {
        counts[language, default: 0] += 1
    }
    return counts.first { $0.value * 2 > notes.count }?.key
}

func readNote(
    _ entry: ContentListing.Entry, options: ParseOptions
) -> (note: Note?, diagnostics: [Diagnostic]) {
    guard let bytes = readFile(entry.filePath) else {
        return (nil, [unreadable(entry.path.string, errno)])
    }
    let file = SourceFile(
        path: entry.path, bytes: bytes, modified: entry.modified / 1_000_000_000)
    return (parseNote(file, options: options), [])
}

/// Drafts and private notes are no part of the site; links to them say why they lead nowhere.
func publishedNotes(
    _ notes: [Note], drafts: Bool
) -> (notes: [Note], others: [Note], reasons: [String: String]) {
    var reasons: [String: String] = [:]
    var (published, others): ([Note], [Note]) = ([], [])
    for note in notes {
        let matter = note.frontMatter
        if matter.isPublished && (drafts || !matter.isDraft) {
            published.append(note)
        } else {
            others.append(note)
            let reason = matter.isPublished ? "it is a draft" : "it says `publish: false`"
            for name in [String(note.path.stem)] + matter.aliases.map(\.text) {
                reasons[name.folded] = reason
            }
        }
    }
    return (published, others, reasons)
}

func extractAllSamples(
    _ notes: [Note], _ listing: ContentListing, _ configuration: Configuration, jobs: Int
) async -> (roles: [[CodeRole]], diagnostics: [Diagnostic]) {
    let fileNames = listing.attachments.map(\.path.string)
    let extracted = await concurrentMap(notes, jobs: jobs) {
        note -> (roles: [CodeRole], diagnostics: [Diagnostic]) in
        if note.markdown.codeBlocks.isEmpty { return ([], []) }
        return extractSamples(
            from: note, runtimes: configuration.runtimes, selection: configuration.samples,
            fileNames: fileNames, readFile: { listing.filePath(of: $0).flatMap(readFile) })
    }
    return (extracted.map(\.roles), extracted.flatMap(\.diagnostics))
}
