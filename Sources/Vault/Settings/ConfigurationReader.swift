import Markdown
package import Samples

package let obsidianSettingsName = ".obsidian/app.json"
package let obsidianTypesName = ".obsidian/types.json"

/// Reads `site.yml`.
///
/// - Parameters:
///   - defaultTitle: the title of a vault that states none: its folder's name.
///   - obsidian: Obsidian's own settings, for what `site.yml` does not say.
///   - findFolder: finds a folder of the vault for samples to read, or returns why there is none.
package func readConfiguration(
    _ text: String?, file: String = settingsName, defaultTitle: String,
    obsidian: ObsidianSettings = ObsidianSettings(),
    findFolder: @escaping (String) -> Result<VaultFolder, RuntimeProblem> = noFolder
) -> (configuration: Configuration, diagnostics: [Diagnostic]) {
    var configuration = Configuration()
    configuration.title = defaultTitle
    configuration.linkFormat = obsidian.linkFormat
    configuration.propertyNames = obsidian.propertyNames
    configuration.strictLineBreaks = obsidian.strictLineBreaks ?? configuration.strictLineBreaks
    guard let text else { return (configuration, []) }
    let (node, problems) = readYAML(text, file: file)
    var map = MapReader(node, name: file, file: file)

    configuration.title = map.text("title") ?? defaultTitle
    configuration.tagline = map.text("tagline") ?? ""
    configuration.description = map.text("description") ?? configuration.tagline
    let language = map.text(
        "language", "a language tag such as en or pt-BR", where: isLanguageTag)
    configuration.language = language ?? configuration.language
    configuration.isLanguageSet = map.node("language") != nil
    configuration.author = map.text("author") ?? ""
    configuration.repository = map.text("repository", webAddressRule, where: Address.isWeb) ?? ""
    configuration.editURL = map.text("edit-url", webAddressRule, where: Address.isWeb) ?? ""
    configuration.baseURL = normalizedBaseURL(
        map.text("base-url", webAddressRule, where: Address.isWeb) ?? "")
    configuration.sections = map.texts("sections") ?? []
    configuration.strictLineBreaks =
        map.bool("strict-line-breaks") ?? configuration.strictLineBreaks
    configuration.linkFormat = map.choice("links", LinkFormat.self) ?? configuration.linkFormat
    configuration.html = map.choice("html", HTMLPolicy.self) ?? .safe
    configuration.frames = map.texts(
        "frames", "a list of hosts such as www.example.org", where: isHostName)
    configuration.samples = map.choice("samples", Configuration.SampleSelection.self) ?? .all
    configuration.ignore = (map.texts("ignore") ?? []).map(GlobPattern.init)
    configuration.ignoredLinks = (map.texts("ignore-links") ?? []).map(LinkPattern.init)

    var limits = MapReader(map.node("limits"), name: "limits", file: file)
    configuration.limits = readLimits(&limits)
    let limitProblems = limits.finish()

    let runtimeNode = map.node("runtimes")
    let (runtimes, runtimeProblems) = readRuntimes(
        runtimeNode, over: configuration.runtimes, file: file, by: .vault(find: findFolder))
    configuration.runtimes = runtimes
    return (configuration, problems + map.finish() + limitProblems + runtimeProblems)
}

/// Returns the answer for a folder that does not exist, and for settings without a vault.
package func noFolder(_ path: String) -> Result<VaultFolder, RuntimeProblem> {
    .failure(
        RuntimeProblem(
            message: "there is no folder \(path) in the vault",
            help: "paths in site.yml begin at the vault's top"))
}

private let webAddressRule = "an address that begins with https:// or http://"

/// True if the text has the form of BCP 47: it becomes part of a file name and of attributes.
private func isLanguageTag(_ text: String) -> Bool {
    text.wholeMatch(of: /[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}/) != nil
}

private func isHostName(_ text: String) -> Bool {
    text.utf8.count <= 253
        && text.wholeMatch(of: /([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9][a-z0-9-]*/) != nil
}

package func normalizedBaseURL(_ url: String) -> String {
    url.isEmpty || url.hasSuffix("/") ? url : url + "/"
}

private func readLimits(_ map: inout MapReader) -> Configuration.Limits {
    var limits = Configuration.Limits()
    func duration(_ key: String, _ map: inout MapReader) -> Double? {
        guard let text = map.text(key) else { return nil }
        if let seconds = parseDuration(text) { return seconds }
        if let node = map.node(key) {
            map.wrongType(key, node, "a duration such as 10s or 500ms, \(durationRule)")
        }
        return nil
    }
    func size(_ key: String, _ map: inout MapReader) -> Int? {
        guard let text = map.text(key) else { return nil }
        if let bytes = parseSize(text) { return bytes }
        if let node = map.node(key) {
            map.wrongType(key, node, "a size such as 512M or 1G, \(sizeRule)")
        }
        return nil
    }
    limits.timeoutSeconds = duration("timeout", &map) ?? limits.timeoutSeconds
    limits.maximumTimeoutSeconds = max(
        duration("max-timeout", &map) ?? limits.maximumTimeoutSeconds, limits.timeoutSeconds)
    limits.memoryBytes = size("memory", &map) ?? limits.memoryBytes
    limits.maximumMemoryBytes = max(
        size("max-memory", &map) ?? limits.maximumMemoryBytes, limits.memoryBytes)
    limits.outputBytes = size("output", &map) ?? limits.outputBytes
    limits.patienceSeconds = duration("patience", &map) ?? limits.patienceSeconds
    return limits
}
