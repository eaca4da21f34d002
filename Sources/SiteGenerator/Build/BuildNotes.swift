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
    if configuration.html != .allow { diagnostics += listing.leaveOutActive() }
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
    let (configuration, listing) = (inputs.configuration, inputs.listing)
    progress(BuildProgress(phase: "reading", done: 0, total: listing.notes.count))
    let parseOptions = parseOptions(configuration)
    let parsed = await concurrentMap(listing.notes, jobs: options.jobs) { entry in
        readNote(entry, options: parseOptions)
    }
    var problems = parsed.flatMap(\.diagnostics)
    let (notes, unpublished, reasons) = published(
        parsed.compactMap(\.note), drafts: options.includesDrafts)
    problems += notes.flatMap(\.diagnostics)
    problems += unpublished.filter(\.frontMatter.isWithheldByMistake).flatMap(\.diagnostics)
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

func parseOptions(_ configuration: Configuration) -> ParseOptions {
    var options = ParseOptions()
    options.strictLineBreaks = configuration.strictLineBreaks
    options.html = configuration.html
    options.frames = Set(configuration.frames)
    return options
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

/// Returns the notes that are published. Drafts and private notes are left out, and links to them
/// report that as their reason.
func published(
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
    let extracted = await concurrentMap(notes, jobs: jobs) {
        note -> (roles: [CodeRole], diagnostics: [Diagnostic]) in
        if note.markdown.codeBlocks.isEmpty { return ([], []) }
        return extractSamples(
            from: note, runtimes: configuration.runtimes, selection: configuration.samples,
            readFile: { listing.filePath(of: $0).flatMap(readFile) })
    }
    return (extracted.map(\.roles), extracted.flatMap(\.diagnostics))
}
