import Tools
import Vault

/// Returns the result of the last build if neither its inputs nor its output files have changed
/// since, otherwise nil.
func resultOfUnchangedSite(
    _ options: BuildOptions, _ digest: InputDigest
) async throws -> BuildResult? {
    if case .rerun = options.execution { return nil }
    guard try !Publisher(options).places.hasLeftovers, let stamp = BuildStamp.read(options),
        stamp.inputs == digest.value,
        stamp.pythons.allSatisfy({ $0.stamp == $0.currentStamp }),
        stamp.outputs == (await BuildStamp.outputDigest(options.output, jobs: options.jobs))
    else { return nil }
    return stamp.result
}

func saveStamp(
    _ result: BuildResult, _ options: BuildOptions, _ digest: InputDigest
) async {
    // A missing tool, runtime or sandbox may be there next time, and records that were just written
    // have changed the inputs.
    let passing: Set<DiagnosticCode> = [
        .toolMissing, .toolFailed, .toolLimit, .cacheUnusable, .runtimeMissing, .sandboxMissing,
        .sandboxFailed,
    ]
    let isFinal = !result.diagnostics.contains {
        passing.contains($0.code) || $0.code == .outputKept && $0.severity == .warning
    }
    guard digest.isSettled, isFinal, result.ranCount == 0, result.measuredCount == 0,
        result.report != nil
    else { return }
    var result = result
    result.report = PublishReport(
        unchanged: (result.report?.unchanged ?? 0) + (result.report?.written.count ?? 0))
    let outputs = await BuildStamp.outputDigest(options.output, jobs: options.jobs)
    BuildStamp(
        inputs: digest.value, pythons: await options.tools.known, outputs: outputs, result: result
    ).save(options)
}
