import Basics
import Markdown
import Tools
import Vault

/// Converts pieces of text to HTML with a Python module, each text once. Results of earlier builds
/// come from a cache.
///
/// If the module is missing, the build reports one warning and only lacks this feature.
struct Converter: Sendable {
    let cache: CacheFile
    /// The name of the Python module.
    let module: String
    let script: String
    /// The name of the tool for messages.
    let toolName: String
    /// The effect if the module is missing, such as `code is not highlighted`.
    let loss: String
    /// The command that installs the module.
    let help: String
    /// The elements and attributes that its HTML may contain.
    let markup: ToolMarkup

    /// - Parameter cacheFolder: nil to use no cache.
    func convert(
        _ jobs: [BatchWorker.Job], tools: Toolbox, cacheFolder: String?, workers: Int
    ) async -> (Conversions, [Diagnostic]) {
        if jobs.isEmpty { return (Conversions(), []) }
        let path = cacheFolder.map(self.cache.path)
        var cache = path.map { ConversionCache(path: $0) } ?? ConversionCache()
        if !cache.version.hasSuffix(scriptVersion) { cache = ConversionCache() }
        let installed = await tools.version(of: module)
        if let installed, installed + scriptVersion != cache.version {
            // Another version may give other results, and all pages of a site must come from the
            // same version.
            cache = ConversionCache(version: installed + scriptVersion)
        }
        var wanted: [Digest: BatchWorker.Job] = [:]
        var used: [Digest: [UInt8]] = [:]
        for job in jobs {
            let key = Conversions.key(job)
            if let html = cache.entries[key] { used[key] = html } else { wanted[key] = job }
        }
        if wanted.isEmpty { return (Conversions(used, markup: markup), []) }
        guard let python = await tools.python(with: module) else {
            let message = "\(loss): there is no Python with the module \(module) on the path"
            return (
                Conversions(used, markup: markup),
                [Diagnostic(.warning, .toolMissing, file: "", message, help: help)]
            )
        }
        let todo = wanted.sorted { $0.key < $1.key }
        do {
            let worker = BatchWorker(python: python.tool, script: script, tools: tools)
            for (job, answer) in zip(
                todo, try await worker.run(todo.map(\.value), workers: workers))
            {
                switch answer {
                case .success(let html):
                    used[job.key] = html
                    cache.entries[job.key] = html
                case .failure(let failure):
                    let error = ConversionError(failure, by: toolName).bytes
                    used[job.key] = error
                    // A text that was too slow this time may succeed later or on another machine.
                    if failure.isLasting { cache.entries[job.key] = error }
                }
            }
            if let path { await cache.save(to: path, keeping: used) }
            return (Conversions(used, markup: markup), [])
        } catch {
            let problem = Diagnostic(
                .warning, .toolFailed, file: "", "\(loss): \(module) failed: \(error)")
            return (Conversions(used, markup: markup), [problem])
        }
    }

    /// Changes when the script changes, since its results may then differ.
    private var scriptVersion: String { " " + Digest(script).prefix(8) }
}
