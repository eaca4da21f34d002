import Basics
import Files
import Foundation
import Samples
import Vault

/// What the vault's settings say, and over them those of the person who builds.
func readSettings(_ options: BuildOptions) throws -> (Configuration, [Diagnostic]) {
    let name = String(VaultPath(options.content).name)
    let settings = readOwn(settingsName, of: options.content)
    let obsidian = readOwn(obsidianSettingsName, of: options.content)
    let types = readOwn(obsidianTypesName, of: options.content)
    var (configuration, diagnostics) = readConfiguration(
        settings.text, defaultTitle: name,
        obsidian: ObsidianSettings(json: obsidian.text, types: types.text),
        findFolder: { findVaultFolder($0, in: options.content) })
    diagnostics += [settings.problem, obsidian.problem, types.problem].compactMap { $0 }
    diagnostics += try layUserSettings(over: &configuration, options)
    if let samples = options.samples { configuration.samples = samples }
    if let url = options.baseURL { configuration.baseURL = normalizedBaseURL(url) }
    return (configuration, diagnostics)
}

/// A settings file of the vault. A link that leads out of the vault isn't followed: what it leads to
/// would be shown, line by line, as settings that are wrong.
private func readOwn(
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

private func layUserSettings(
    over configuration: inout Configuration, _ options: BuildOptions
) throws -> [Diagnostic] {
    configuration.userSettings = UserSettings(file: options.settings)
    guard let file = options.settings else { return [] }
    let (text, problem) = readIfThere(file)
    if let problem {
        throw EnvironmentError(
            "your settings can't be read: \(file): \(String(cString: strerror(problem)))",
            help: "mend the file, or name another by --settings")
    }
    guard let text else {
        guard options.requiresSettings else { return [] }
        throw EnvironmentError(
            "there is no file \(file)", help: "name your own settings by --settings")
    }
    // Where people keep notes in their whole home folder, its settings may be anyone's, too.
    let isInVault = [options.content, options.theme].contains { folder in
        guard let real = realPath(file), let root = realPath(folder) else { return false }
        return real.hasPrefix(root + "/")
    }
    if isInVault, !options.requiresSettings {
        return [
            Diagnostic(
                .warning, .configurationInvalid, file: file,
                "these settings lie in the vault, and are not taken for yours",
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
