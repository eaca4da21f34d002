import Foundation
import Markdown
import MarkupCheck
import Synchronization

@testable import Bases
@testable import Evidence
@testable import Files
@testable import Samples
@testable import SiteGenerator
@testable import Vault

// The parsers whose results depend on other notes, up to the finished pages.

/// A base over three notes. Its HTML must be well-formed and contain no HTML from the input.
func checkBase(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let base = parseBase(text, file: "B.base")
    mustHold(!base.views.isEmpty, "a base has a view")
    checkPlaces(base.diagnostics, lines: bytes.count { $0 == 0x0A || $0 == 0x0D } + 1)
    let context = BaseContext(
        this: VaultPath("A.md"), now: BaseDate(secondsSince1970: 1_780_000_000)
    ) {
        target in
        if case .tag(let name) = target { escapedURL(name) } else { "a.html" }
    }
    let rendered = renderBase(base, in: baseCorpus, context: context)
    checkMarkup(Array(rendered.html.utf8), of: "the base")
}

private func escapedURL(_ name: String) -> String {
    name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
}

private let baseCorpus: BaseCorpus = {
    let texts = [
        "A.md":
            "---\ntags: [a, b/c]\nlist: [1, x, <q-q>]\nn: 3\nd: 2026-02-03\nl: \"[[B]]\"\n---\n#d [[B]]",
        "B.md": "---\ntags: a\nn: -1.5\nt: '\" q-q=\"x'\nb: true\n---\n![[A]]",
        "Sub/C.md": "text",
    ]
    let vault = Vault(
        notes: texts.sorted { $0.key < $1.key }.map { path, text in
            parseNote(
                SourceFile(path: VaultPath(path), bytes: Array(text.utf8)), options: ParseOptions())
        }, attachments: [VaultPath("x.png")])
    return BaseCorpus(vault, graph: waitFor { await linkNotes(vault, jobs: 1) })
}()

/// A whole vault: `=== path` begins a file.
func checkVault(_ bytes: [UInt8]) {
    let files = splitFiles(bytes)
    let site = waitFor { await makeSite(files) }
    let made = waitFor { await renderSite(site, jobs: 1, progress: { _ in }) { $0 }.received }
    for file in made {
        checkPath(file.path)
        guard case .bytes(let bytes) = file.content, file.path.string.hasSuffix(".html") else {
            continue
        }
        checkMarkup(bytes, of: file.path.string, rules: MarkupRules(isPage: true))
        mustHold(
            bytes == bytes.replacingForbiddenInXML(), "a page holds no character that XML forbids")
    }
}

/// One note, under each policy that allows no scripts.
func checkRendered(_ bytes: [UInt8]) {
    for policy in ["forbid", "safe"] {
        guard let html = HTMLPolicy(rawValue: policy) else { continue }
        let site = waitFor {
            await makeSite(["A.md": bytes, "B.md": Array("# B\n\n## h\n".utf8)], html)
        }
        for index in site.vault.notes.indices {
            var body = BodyWriter(site: site, page: site.plan.notePaths[index])
            body.write(note: index)
            checkMarkup(
                body.bytes, of: "a note under html: \(policy)",
                rules: MarkupRules(isWellFormed: html == .forbid))
        }
    }
}

private func checkPath(_ path: PagePath) {
    let names = path.string.split(separator: "/", omittingEmptySubsequences: false)
    mustHold(
        !names.contains("..") && !names.contains(".") && !names.contains("")
            && !path.string.utf8.contains(0) && names.allSatisfy { $0.utf8.count <= 255 },
        "a file of the site lies in its folder: \(path.string)")
}

private func splitFiles(_ bytes: [UInt8]) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    var path = "A.md"
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
        if line.starts(with: "=== ".utf8) {
            // The path in the form that the file lister gives.
            path = String(decoding: line.dropFirst(4).filter { $0 > 0x1F }, as: UTF8.self)
                .split(separator: "/").filter { $0 != "." && $0 != ".." }.joined(separator: "/")
        } else {
            files[path, default: []] += line + [0x0A]
        }
    }
    return files.filter { !$0.key.isEmpty }
}

private func makeSite(
    _ files: [String: [UInt8]], _ html: HTMLPolicy = .forbid
) async -> Site {
    func text(_ path: String) -> String? { files[path].map { String(decoding: $0, as: UTF8.self) } }
    var (configuration, _) = readConfiguration(text("site.yml"), defaultTitle: "Title")
    configuration.html = html
    let options = ParseOptions(configuration)
    let notes = files.sorted { $0.key < $1.key }.filter { VaultPath($0.key).isNote }.map {
        parseNote(SourceFile(path: VaultPath($0.key), bytes: $0.value), options: options)
    }
    let others = files.keys.map { VaultPath($0) }.filter { !$0.isNote }.sorted()
    let vault = Vault(notes: notes, attachments: others, linkFormat: configuration.linkFormat)
    let graph = await linkNotes(vault, ignored: configuration.ignoredLinks, jobs: 1)
    let roles = vault.notes.map { note in
        extractSamples(
            from: note, runtimes: configuration.runtimes, selection: .all,
            readFile: { files[$0.string] }
        ).roles
    }
    let model = files.keys.filter { $0.hasPrefix("_model/") }.sorted().map { path in
        ModelFile(path: path, data: readYAML(text(path) ?? "", file: path).node)
    }
    let (definitions, _) = readDefinitions(
        vault.notes, modelFiles: model, roles: roles, selection: .all)
    let (comparisons, _) = buildComparisons(
        vault: vault, definitions: definitions, roles: roles, results: SampleResults([]),
        measured: nil, selection: .all)
    let plan = planSite(
        vault, evidence: evidencePages(comparisons), roles: roles,
        reserved: theme.assets.map(\.path.string))
    let (bases, _) = readBases(
        vault, files: baseFiles(files), listing: ContentListing(), graph: graph, roles: roles,
        history: FileHistory())
    return Site(
        configuration: configuration, vault: vault, graph: graph, plan: plan,
        attachmentFiles: vault.attachments.map(\.string),
        noteFiles: vault.notes.map(\.path.string),
        navigation: Navigation(vault: vault, plan: plan, sections: configuration.sections),
        theme: theme, roles: roles, results: SampleResults([]), highlighting: Conversions(),
        syntaxTrees: SyntaxTrees(for: [], grammars: []), math: Conversions(), graphs: Conversions(),
        linkMap: Task { nil },
        comparisons: comparisons, bases: bases, changes: [:], search: nil)
}

private func baseFiles(_ files: [String: [UInt8]]) -> [VaultPath: Base] {
    var bases: [VaultPath: Base] = [:]
    for (path, bytes) in files where VaultPath(path).isBase {
        bases[VaultPath(path)] = parseBase(String(decoding: bytes, as: UTF8.self), file: path)
    }
    return bases
}

private let theme: Theme = {
    let folder =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path + "/theme"
    guard let (theme, _) = try? Theme.read(from: folder) else { fatalError("no theme: \(folder)") }
    return theme
}()

/// libFuzzer calls from a thread that doesn't belong to a task.
private func waitFor<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) -> Value {
    let box = ResultBox<Value>()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
        await box.set(body())
        done.signal()
    }
    done.wait()
    return box.value
}

private final class ResultBox<Value: Sendable>: Sendable {
    private let stored = Mutex<Value?>(nil)

    func set(_ value: Value) { stored.withLock { $0 = value } }

    var value: Value {
        guard let value = stored.withLock({ $0 }) else { fatalError("the task has ended") }
        return value
    }
}
