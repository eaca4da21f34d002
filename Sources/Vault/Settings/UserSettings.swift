package import Samples

/// The settings of the person who builds, which hold for every vault: what of their machine samples
/// may use.
package struct UserSettings: Sendable {
    /// An absolute path; nil when there is nowhere to look.
    package var file: String?
    /// Whether there is such a file.
    package var isThere = false

    package init(file: String? = nil) { self.file = file }

    /// Where they are unless `--settings` says otherwise, by the rules of XDG: a path that is not
    /// absolute counts as none.
    package static func standardFile(_ environment: [String: String]) -> String? {
        func absolute(_ name: String) -> String? {
            environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        let folder = absolute("XDG_CONFIG_HOME") ?? absolute("HOME").map { $0 + "/.config" }
        return folder.map { $0 + "/site/settings.yml" }
    }
}

/// Lays the settings of the person who builds over those of the vault.
///
/// - Parameter home: what stands for `~`; empty when there is none.
package func readUserSettings(
    _ text: String, file: String, over runtimes: [Runtime], home: String
) -> (runtimes: [Runtime], diagnostics: [Diagnostic]) {
    let (node, problems) = readYAML(text, file: file)
    var map = MapReader(node, name: "settings.yml", file: file)
    let read = readRuntimes(
        map.node("runtimes"), over: runtimes, file: file, by: .builder(home: home))
    return (read.runtimes, problems + map.finish() + read.diagnostics)
}
