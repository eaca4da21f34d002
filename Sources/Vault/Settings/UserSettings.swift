package import Samples

/// The settings of the person who builds. They hold for every vault, and say which parts of the
/// machine samples may use.
package struct UserSettings: Sendable {
    /// The absolute path of the file; nil if there is nowhere to look for it.
    package var file: String?
    /// True if the file exists.
    package var exists = false

    package init(file: String? = nil) { self.file = file }

    /// Returns the file that is read without `--settings`, by the rules of XDG, in which a path
    /// that is not absolute is ignored.
    package static func standardFile(_ environment: [String: String]) -> String? {
        func absolute(_ name: String) -> String? {
            environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        let folder = absolute("XDG_CONFIG_HOME") ?? absolute("HOME").map { $0 + "/.config" }
        return folder.map { $0 + "/site/settings.yml" }
    }
}

/// Applies the settings of the person who builds to those of the vault.
///
/// - Parameter home: the folder that `~` stands for; empty if there is none.
package func readUserSettings(
    _ text: String, file: String, over runtimes: [Runtime], home: String
) -> (runtimes: [Runtime], diagnostics: [Diagnostic]) {
    let (node, problems) = readYAML(text, file: file)
    var map = MapReader(node, name: "settings.yml", file: file)
    let read = readRuntimes(
        map.node("runtimes"), over: runtimes, file: file, by: .builder(home: home))
    return (read.runtimes, problems + map.finish() + read.diagnostics)
}
