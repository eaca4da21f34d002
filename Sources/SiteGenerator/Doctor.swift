import Highlighting
package import Samples
import Tools

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
    package var tools: [Item]
}

/// Looks at this machine with the settings of a vault.
package func examine(_ options: BuildOptions) async -> DoctorReport {
    let text = readIfThere(settingsName, inside: options.content).text
    let (configuration, _) = readConfiguration(text, defaultTitle: "")
    let runner = SampleRunner(configuration: runnerConfiguration(configuration, options))
    var tools = [
        DoctorReport.Item(
            name: "git", found: programs(named: "git").first, loss: "dates of change",
            cure: "sudo apt-get install git"),
        DoctorReport.Item(
            name: "Graphviz", found: programs(named: "dot").first, loss: "drawings of `dot` blocks",
            cure: "sudo apt-get install graphviz"),
    ]
    let languages = SyntaxTrees(for: Set(Language.all.map(\.grammar))).highlighters.keys.sorted()
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
        let found = await findPython(module: module)
        tools.append(
            DoctorReport.Item(
                name: name, found: found.map { "\($0.version) in \($0.tool.path)" }, loss: loss,
                cure: cure))
    }
    tools.append(
        DoctorReport.Item(
            name: "Pagefind", found: await SearchIndex.find() == nil ? nil : "found",
            loss: "search",
            cure: "pip install 'pagefind[bin]'"))
    return DoctorReport(
        sandbox: await runner.sandbox(), runtimes: await runner.runtimes(), tools: tools)
}
