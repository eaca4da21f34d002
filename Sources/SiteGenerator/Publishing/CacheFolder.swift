import Foundation
import Samples

/// Makes the folder of caches ready: it is there, can be written to, and holds nothing that a killed
/// build left half written.
///
/// - Returns: the options to build with and a warning when nothing can be cached: that costs the
///   next build its time, and is no reason not to build.
func prepareCache(_ options: BuildOptions) -> (options: BuildOptions, diagnostics: [Diagnostic]) {
    guard let folder = options.cache else { return (options, []) }
    do {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    } catch {
        return withoutCache(options, folder, error.localizedDescription)
    }
    for name in folderNames(folder) ?? [] where isLeftover(name) { unlink(folder + "/" + name) }
    // Whether there is room shows only when something is written.
    let probe = folder + "/probe"
    guard replaceFile(probe, with: [UInt8](repeating: 0, count: 4_096)) else {
        return withoutCache(options, folder, lastError())
    }
    unlink(probe)
    return (options, [])
}

private func withoutCache(
    _ options: BuildOptions, _ folder: String, _ reason: String
) -> (options: BuildOptions, diagnostics: [Diagnostic]) {
    var options = options
    options.cache = nil
    let problem = Diagnostic(
        .warning, .cacheUnusable, file: "",
        "nothing is cached, and builds take longer: can't write to \(folder): \(reason)",
        help: "make the folder writable, name another by --cache, or build with --no-cache")
    return (options, [problem])
}
