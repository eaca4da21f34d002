import Basics
import Files
import Foundation
import Samples
import Vault

/// Reads the vault's settings, and applies those of the user over them.
func readSettings(_ options: BuildOptions) throws -> (Configuration, [Diagnostic]) {
    let name = String(VaultPath(options.content).name)
    let settings = readVaultSettings(settingsName, of: options.content)
    let obsidian = readVaultSettings(obsidianSettingsName, of: options.content)
    let types = readVaultSettings(obsidianTypesName, of: options.content)
    var (configuration, diagnostics) = readConfiguration(
        settings.text, defaultTitle: name,
        obsidian: ObsidianSettings(json: obsidian.text, types: types.text),
        findFolder: { findVaultFolder($0, in: options.content) })
    diagnostics += [settings.problem, obsidian.problem, types.problem].compactMap { $0 }
    diagnostics += try applyUserSettings(options, to: &configuration)
    if let samples = options.samples { configuration.samples = samples }
    if let url = options.baseURL { configuration.baseURL = normalizedBaseURL(url) }
    return (configuration, diagnostics)
}

/// Reads a settings file of the vault. A link that leads out of the vault isn't followed, because
/// diagnostics would quote lines of the file that it points to.
private func readVaultSettings(
    _ file: String, of content: String
) -> (text: String?, problem: Diagnostic?) {
    let (text, problem) = readIfThere(file, inside: content)
    guard problem == leadsOutside else { return (text, problem.map { unreadable(file, $0) }) }
    let outside = Diagnostic(
        .error, .pathOutside, file: file,
        "this symbolic link leads out of the vault and is not read",
        help: "copy what it points to into the vault")
    return (nil, outside)
}

private func applyUserSettings(
    _ options: BuildOptions, to configuration: inout Configuration
) throws -> [Diagnostic] {
    configuration.userSettings = UserSettings(file: options.settings)
    guard let file = options.settings else { return [] }
    let (text, problem) = readIfThere(file)
    if let problem {
        throw EnvironmentError(
            "your settings can't be read: \(file): \(String(cString: strerror(problem)))",
            help: "fix the file, or name another by --settings")
    }
    guard let text else {
        guard options.requiresSettings else { return [] }
        throw EnvironmentError(
            "there is no file \(file)", help: "name your own settings by --settings")
    }
    // If a whole home folder is the vault, the settings in it may have come with anyone's notes.
    let isInVault = [options.content, options.theme].contains { folder in
        guard let real = realPath(file), let root = realPath(folder) else { return false }
        return real.hasPrefix(root + "/")
    }
    if isInVault, !options.requiresSettings {
        return [
            Diagnostic(
                .warning, .configurationInvalid, file: file,
                "these settings lie in the vault, and are not read as yours",
                help: "name them by --settings if they are")
        ]
    }
    configuration.userSettings.exists = true
    let home = ProcessInfo.processInfo.environment["HOME"] ?? ""
    let (runtimes, diagnostics) = readUserSettings(
        text, file: file, over: configuration.runtimes, home: home.hasPrefix("/") ? home : "")
    configuration.runtimes = runtimes
    return diagnostics
}
