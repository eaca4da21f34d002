import Highlighting
package import Samples
import Tools
package import Vault

/// The tools that are installed or missing, each with the command that installs it.
package struct DoctorReport: Sendable {
    package struct Item: Sendable, Hashable {
        package var name: String
        /// The version or path that was found, or nil if the tool is missing.
        package var found: String?
        /// The feature that is lost without the tool.
        package var loss: String
        package var cure: String
    }

    package var sandbox: SandboxReport
    package var runtimes: [RuntimeStatus]
    package var settings: UserSettings
    /// Problems of the vault's settings and of the user's.
    package var diagnostics: [Diagnostic]
    /// Folders in `PATH` in which no programs are searched for, with the reasons.
    package var unsearched: [(folder: String, reason: String)]
    package var tools: [Item]
}

/// Examines this machine with the settings of a vault.
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
