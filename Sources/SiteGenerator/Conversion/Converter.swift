import Basics
import Markdown
import Tools
import Vault

/// Turns pieces of text into HTML by a Python module, each once: what an earlier build converted
/// comes from a cache.
///
/// A machine without the module costs one warning and that one feature, never the build.
struct Converter: Sendable {
    let cache: CacheFile
    /// The Python module that does it.
    let module: String
    let script: String
    /// What it is called.
    let maker: String
    /// What is left undone without it, e.g. `code is not highlighted`.
    let loss: String
    /// How to install it.
    let help: String
    /// All that it may write.
    let markup: ToolMarkup

    /// - Parameter cacheFolder: nil for no cache.
    func convert(
        _ jobs: [BatchWorker.Job], tools: Toolbox, cacheFolder: String?, workers: Int
    ) async -> (Conversions, [Diagnostic]) {
        if jobs.isEmpty { return (Conversions(), []) }
        let path = cacheFolder.map(self.cache.path)
        var cache = path.map { ConversionCache(path: $0) } ?? ConversionCache()
        if !cache.version.hasSuffix(scriptVersion) { cache = ConversionCache() }
        let installed = await tools.version(of: module)
        if let installed, installed + scriptVersion != cache.version {
            // Another version may say otherwise, and one site has one converter.
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
                    let objection = Objection(failure, by: maker).bytes
                    used[job.key] = objection
                    // What was too slow this time may not be the next, on another machine.
                    if failure.isLasting { cache.entries[job.key] = objection }
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

    /// Another script may say otherwise too.
    private var scriptVersion: String { " " + Digest(script).prefix(8) }
}
