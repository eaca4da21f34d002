import Highlighting
package import Samples
import Tools
package import Vault

/// What is installed and what is missing, each with the command that installs it.
package struct DoctorReport: Sendable {
    package struct Item: Sendable, Hashable {
        package var name: String
        /// What was found; nil when it is missing.
        package var found: String?
        /// What is lost without it.
        package var loss: String
        package var cure: String
    }

    package var sandbox: SandboxReport
    package var runtimes: [RuntimeStatus]
    package var settings: UserSettings
    /// What is wrong with the vault's settings, or with one's own.
    package var diagnostics: [Diagnostic]
    /// What `PATH` names and is not searched for programs.
    package var unsearched: [(folder: String, reason: String)]
    package var tools: [Item]
}

/// Looks at this machine with the settings of a vault.
package func examine(_ options: BuildOptions) async throws -> DoctorReport {
    let (configuration, diagnostics) = try readSettings(options)
    let runner = SampleRunner(configuration: runnerConfiguration(configuration, options))
    var tools = [
        DoctorReport.Item(
            name: "git", found: options.tools.find("git")?.path, loss: "dates of change",
            cure: "sudo apt-get install git"),
        DoctorReport.Item(
            name: "Graphviz", found: options.tools.find("dot")?.path,
            loss: "drawings of `dot` blocks",
            cure: "sudo apt-get install graphviz"),
    ]
    let languages = SyntaxTrees(
        for: Set(Language.all.map(\.grammar)), grammars: installedGrammars(options.tools)
    ).highlighters.keys.sorted()
    tools.append(
        DoctorReport.Item(
            name: "tree-sitter",
            found: languages.isEmpty
                ? nil : "grammars for " + languages.joined(separator: ", "),
            loss: "quick highlighting (Pygments does it)", cure: ".ci/grammars"))
    for (name, module, loss, cure) in [
        (
            "Pygments", "pygments",
            languages.isEmpty ? "highlighting" : "highlighting of other languages",
            Converter.highlighting.help
        ),
        ("latex2mathml", "latex2mathml", "formulas", Converter.math.help),
    ] {
        let found = await options.tools.python(with: module)
        tools.append(
            DoctorReport.Item(
                name: name, found: found.map { "\($0.modules[module] ?? "") in \($0.tool.path)" },
                loss: loss,
                cure: cure))
    }
    tools.append(
        DoctorReport.Item(
            name: "Pagefind",
            found: await SearchIndex.find(options.tools) == nil ? nil : "found",
            loss: "search",
            cure: "pip install 'pagefind[extended]'"))
    return DoctorReport(
        sandbox: await runner.sandbox(), runtimes: await runner.runtimes(),
        settings: configuration.userSettings, diagnostics: diagnostics,
        unsearched: runner.unsearchedFolders, tools: tools)
}
