import Bases
import Evidence
import Foundation
import Tools
import Vault

/// Builds the site: reads, parses, runs samples, resolves links, renders and publishes.
///
/// Problems of the content go into the result's diagnostics; they don't stop the build.
/// - Throws: ``EnvironmentError`` if the environment prevents the build. The last site is then
///   unchanged.
package func build(
    _ options: BuildOptions, progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }
) async throws -> BuildResult {
    let (options, cacheProblems) = try withUsablePlaces(options)
    let inputs = try readInputs(options)
    await options.tools.recall(readKnownTools(options))
    let digest = InputDigest(options, inputs)
    if let result = try await resultOfUnchangedSite(options, digest) { return result }
    let built = try await buildSite(
        inputs, options, cacheProblems: cacheProblems, progress: progress)
    if !built.site.bases.dependsOnTime { await saveStamp(built.result, options, digest) }
    await saveKnownTools(options)
    await built.site.syntaxTrees.waitUntilSaved()
    if options.endsProcess { _ = Unmanaged.passRetained(Leaked(value: built)) }
    return built.result
}

/// Keeps a value alive on purpose: the end of the process frees the memory faster.
private final class Leaked<Value: Sendable>: Sendable {
    private let value: Value

    init(value: Value) { self.value = value }
}

/// The result of a build, and the site that it rendered.
struct BuiltSite: Sendable {
    var result: BuildResult
    var site: Site
}

/// Builds the site while holding the lock of its output folder.
///
/// - Parameter cacheProblems: the reasons why `options` name no cache. They are added to the
///   result.
func buildSite(
    _ inputs: BuildInputs, _ options: BuildOptions, cacheProblems: [Diagnostic],
    progress: @escaping @Sendable (BuildProgress) -> Void
) async throws -> BuiltSite {
    let publisher = try Publisher(options)
    try publisher.places.makeParent()
    let onWait = {
        progress(
            BuildProgress(phase: "waiting for another build", done: 0, total: 0, takesLong: true))
    }
    return try await withBuildLock(publisher.places.lock, onWait: onWait) {
        // Before that, another build may have been writing them.
        try publisher.places.checkLeftovers()
        let (options, otherProblems) = prepareCache(options)
        let (site, result) = try await assemble(
            inputs, options, mode: .build, progress: progress)
        var built = BuiltSite(result: result, site: site)
        built.result.diagnostics += cacheProblems + otherProblems
        if result.diagnostics.contains(where: \.keepsLastSite) {
            // Bases report their problems only while they are rendered.
            await built.site.colourCode(options)
            built.result.diagnostics += await renderSite(
                built.site, jobs: options.jobs, progress: progress, receive: { _ in }
            ).diagnostics
            try Task.checkCancellation()
        } else {
            try await publish(&built, by: publisher, options, progress: progress)
        }
        built.result.diagnostics.sort()
        return built
    }
}

/// Checks the vault as ``build(_:progress:)`` does, and its links more strictly. It writes nothing
/// but the cache of external links.
package func check(
    _ options: BuildOptions, progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }
) async throws -> BuildResult {
    let (options, cacheProblems) =
        options.checksExternalLinks ? prepareCache(options) : withUsableCache(options)
    var (site, result) = try await assemble(
        try readInputs(options), options, mode: .check, progress: progress)
    result.diagnostics += cacheProblems
    // Only bases report problems while they are rendered.
    if site.bases.corpus != nil {
        result.diagnostics += await renderSite(site, jobs: options.jobs, progress: progress) { _ in
        }.diagnostics
    }
    // A build only warns of a dead link and shows it as dead. For a check it is an error.
    for index in result.diagnostics.indices where result.diagnostics[index].code.isDeadLink {
        result.diagnostics[index].severity = .error
    }
    if options.checksExternalLinks {
        result.diagnostics += await checkExternalLinks(
            site.vault, ignored: site.configuration.ignoredLinks, cacheFolder: options.cache,
            progress: progress)
    }
    result.diagnostics.sort()
    return result
}

enum BuildMode { case build, check }

/// Reads, runs, converts and plans: everything up to the values that pages are rendered from.
func assemble(
    _ inputs: BuildInputs, _ options: BuildOptions, mode: BuildMode,
    progress: @escaping @Sendable (BuildProgress) -> Void
) async throws -> (Site, BuildResult) {
    var problems = inputs.diagnostics
    let theme = problems.collect(try Theme.read(from: options.theme))
    async let pendingHistory = fileHistory(of: options.content, tools: options.tools)
    let linked = problems.collect(await readAndLink(inputs, options, progress: progress))
    // The git history must be complete before measurements start, which need an idle machine.
    let history = problems.collect(await pendingHistory)
    try Task.checkCancellation()

    // A note that can't be read may own samples, so no record may be removed.
    var runOptions = options
    runOptions.keepsAllRecords = problems.contains(where: \.keepsLastSite)
    let evidence = problems.collect(
        try await runAndMeasure(linked, runOptions, mode: mode, progress: progress))
    let site = problems.collect(
        await convertAndPlan(
            linked, evidence, theme: theme, history: history, options: options, mode: mode,
            progress: progress))
    try Task.checkCancellation()

    problems += acceptances(of: site.vault.notes).1
    let unused = problems.accept(site.accepted)
    if mode == .check { problems += unused.filter(\.isAlwaysLookedFor).map(\.isUnused) }
    var result = BuildResult(evidence.samples, notes: linked.vault.notes.count)
    result.diagnostics = problems
    result.add(evidence.measured)
    result.verdicts = site.comparisons.verdicts.map(JudgedClaim.init)
    return (site, result)
}

extension [Diagnostic] {
    /// Appends the diagnostics of `result` and returns its value.
    mutating func collect<Value>(_ result: (Value, [Diagnostic])) -> Value {
        self += result.1
        return result.0
    }
}
