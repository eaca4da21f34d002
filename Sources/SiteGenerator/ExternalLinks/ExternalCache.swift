import Files
import Foundation
import Vault

/// The results of earlier checks with their dates. They are stored in the cache folder.
struct ExternalCache: Sendable {
    private struct Entry: Codable {
        /// The time of the check, in seconds since 1970.
        var checked: Int
        var state: String
        var detail: String?
    }

    private static let day = 86_400

    private var entries: [String: Entry] = [:]

    /// Makes an empty cache if the file doesn't exist or can't be read.
    init(folder: String?) {
        guard let folder, let bytes = readFile(CacheFile.externalLinks.path(in: folder)) else {
            return
        }
        entries = (try? JSONDecoder().decode([String: Entry].self, from: Data(bytes))) ?? [:]
    }

    /// Returns the stored verdict of `url`, or nil if it is missing or too old. Living addresses
    /// are kept for a week, dead and silent ones for an hour, and unclear ones for a day.
    func verdict(_ url: String, now: Int) -> ExternalVerdict? {
        guard let entry = entries[url], (0...max(0, now)).contains(entry.checked) else {
            return nil
        }
        let age = now - entry.checked
        switch entry.state {
        case "alive": return age < 7 * Self.day ? .alive(movedTo: entry.detail) : nil
        case "dead": return age < 3_600 ? .dead(entry.detail ?? "") : nil
        case "silent": return age < 3_600 ? .silent(entry.detail ?? "") : nil
        case "unclear": return age < Self.day ? .unclear(entry.detail ?? "") : nil
        default: return nil
        }
    }

    mutating func remember(_ verdict: ExternalVerdict, of url: String, now: Int) {
        switch verdict {
        case .alive(let moved): entries[url] = Entry(checked: now, state: "alive", detail: moved)
        case .dead(let why): entries[url] = Entry(checked: now, state: "dead", detail: why)
        case .silent(let why): entries[url] = Entry(checked: now, state: "silent", detail: why)
        case .unclear(let why): entries[url] = Entry(checked: now, state: "unclear", detail: why)
        }
    }

    /// Removes the addresses that are not among `urls`.
    mutating func keep(_ urls: some Sequence<String>) {
        let urls = Set(urls)
        entries = entries.filter { urls.contains($0.key) }
    }

    /// Saves the cache. A failure is ignored: it only makes the next check slower.
    func save(to folder: String?) {
        guard let folder else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(entries) else { return }
        _ = replaceFile(CacheFile.externalLinks.path(in: folder), with: Array(data))
    }
}

/// Checks all addresses of other sites, except those with a recent verdict in the cache.
func checkExternalLinks(
    _ vault: Vault, ignored: [LinkPattern], cacheFolder: String?,
    checker: ExternalChecker = ExternalChecker(), now: Int = Int(Date().timeIntervalSince1970),
    progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }
) async -> [Diagnostic] {
    let addresses = externalAddresses(of: vault, ignored: ignored)
    var cache = ExternalCache(folder: cacheFolder)
    let unknown = addresses.map(\.url).filter { cache.verdict($0, now: now) == nil }
    let total = unknown.count
    let answers = await checker.check(unknown) { done in
        progress(BuildProgress(phase: "asking other sites", done: done, total: total))
    }
    // Without a network no address answers. That is reported once instead of for each address.
    let isOffline =
        total >= 3 && answers.allSatisfy { if case .silent = $0 { true } else { false } }
    if isOffline {
        return [
            Diagnostic(
                .warning, .toolFailed, file: "",
                "none of \(total) addresses on other sites answers: there seems to be no network",
                help: "check again without --external, or with a network")
        ]
    }
    for (url, verdict) in zip(unknown, answers) { cache.remember(verdict, of: url, now: now) }
    cache.keep(addresses.map(\.url))
    cache.save(to: cacheFolder)
    let verdicts = addresses.map { cache.verdict($0.url, now: now) ?? .alive(movedTo: nil) }
    return externalProblems(addresses, verdicts)
}
