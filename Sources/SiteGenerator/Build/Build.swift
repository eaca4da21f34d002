import Bases
import Evidence
import Foundation
import Tools
import Vault

/// Builds the site: reads, parses, runs, links, lays out, renders and publishes.
///
/// Bad content is in the result's diagnostics and never stops the rest.
/// - Throws: ``EnvironmentError`` when the environment can't do it; the last site is then untouched.
package func build(
    _ options: BuildOptions, progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }
) async throws -> BuildResult {
    let (options, cacheProblems) = try withUsablePlaces(options)
    let inputs = try readInputs(options)
    await options.tools.recall(readKnownTools(options))
    let digest = InputDigest(options, inputs)
    if let result = try await recalled(options, digest) { return result }
    let built = try await buildSite(
        inputs, options, cacheProblems: cacheProblems, progress: progress)
    if !built.site.bases.dependsOnTime { await remember(built.result, options, digest) }
    await saveKnownTools(options)
    await built.site.syntaxTrees.areSaved()
    if options.endsProcess { _ = Unmanaged.passRetained(Leaked(value: built)) }
    return built.result
}

/// Leaked on purpose: the end of the process frees the memory faster.
private final class Leaked<Value: Sendable>: Sendable {
    private let value: Value

    init(value: Value) { self.value = value }
}

/// The result of a build, and the site it was built from.
struct BuiltSite: Sendable {
    var result: BuildResult
    var site: Site
}

/// The whole build.
///
/// - Parameter cacheProblems: why `options` name no cache.
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
            // Only rendering finds the problems of bases.
            await built.site.colourCode(options)
            built.result.diagnostics += await renderSite(
                built.site, jobs: options.jobs, progress: progress, take: { _ in }
            ).diagnostics
            try Task.checkCancellation()
        } else {
            try await publish(&built, by: publisher, options, progress: progress)
        }
        built.result.diagnostics.sort()
        return built
    }
}

/// All that ``build(_:progress:)`` checks and more, without writing anything.
package func check(
    _ options: BuildOptions, progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }
) async throws -> BuildResult {
    let (options, cacheProblems) =
        options.checksExternalLinks ? prepareCache(options) : withUsableCache(options)
    var (site, result) = try await assemble(
        try readInputs(options), options, mode: .check, progress: progress)
    result.diagnostics += cacheProblems
    // Nothing but bases has more to say once it is drawn.
    if site.bases.corpus != nil {
        result.diagnostics += await renderSite(site, jobs: options.jobs, progress: progress) { _ in
        }.diagnostics
    }
    // A link that leads nowhere is shown as such by a build, and is wrong all the same.
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

/// Everything up to the site's pages, from files to values.
func assemble(
    _ inputs: BuildInputs, _ options: BuildOptions, mode: BuildMode,
    progress: @escaping @Sendable (BuildProgress) -> Void
) async throws -> (Site, BuildResult) {
    var problems = inputs.diagnostics
    let theme = problems.take(try Theme.read(from: options.theme))
    async let dated = fileHistory(of: options.content, tools: options.tools)
    let linked = problems.take(await readAndLink(inputs, options, progress: progress))
    // While something is measured, nothing else of ours may run.
    let history = problems.take(await dated)
    try Task.checkCancellation()

    // What could not be read may have samples, whose records have to stay.
    var runOptions = options
    runOptions.keepsAllRecords = problems.contains(where: \.keepsLastSite)
    let evidence = problems.take(
        try await runAndMeasure(linked, runOptions, mode: mode, progress: progress))
    let site = problems.take(
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
    /// The value, once what is wrong with it is among these.
    mutating func take<Value>(_ result: (Value, [Diagnostic])) -> Value {
        self += result.1
        return result.0
    }
}
