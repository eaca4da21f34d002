import Foundation
import Testing

/// Blocks that take a tool too much time or memory, between others that don't.
struct CostlyBlockTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var language: String
        var text: String
        /// The diagnostic code at the block's place, or empty if nothing is reported.
        var code = "tool-limit"

        var testDescription: String { "\(language) \(text.prefix(24))… \(text.utf8.count) bytes" }
    }

    static let codeRows = [
        Row(language: "devicetree", text: repeated("a.", 20_000)),
        Row(language: "dts", text: repeated("a.a,b@", 8_000)),
    ]

    @Test("A block that is slow to highlight loses only its own colours", arguments: codeRows)
    func code(_ row: Row) throws {
        try #require(Tools.has("pygments"))
        let vault = try TinyVault([
            "Note.md": note(around: "```\(row.language) norun\n\(row.text)\n```")
        ])
        let outcome = try vault.run("build", environment: Tools.environment)
        #expect(outcome.status == 0, "\(outcome.errors.prefix(2_000))")
        #expect(
            says(
                outcome, "content/Note.md:5:1: warning: this code is shown without colours",
                row.code))
        let page = try #require(vault.page("note.html"))
        // The blocks before and after it must be highlighted.
        #expect(page.matches(of: /<span class="nf">main<\/span>/).count == 2)
        #expect(page.contains(row.text.prefix(60)))
    }

    static let formulaRows = [
        Row(language: "", text: repeated("\\sqrt{", 20_000) + repeated("}", 20_000)),
        Row(language: "", text: repeated("{", 5_000) + repeated("}", 5_000)),
        Row(language: "", text: repeated("\\left(", 2_000) + repeated("\\right)", 2_000)),
        Row(
            language: "",
            text: repeated("\\begin{matrix}", 3_000) + repeated("\\end{matrix}", 3_000)),
        Row(language: "", text: repeated("\\frac", 3_000) + "11"),
    ]

    @Test("A formula that takes too much is the only one not converted", arguments: formulaRows)
    func formulas(_ row: Row) throws {
        try #require(Tools.has("latex2mathml"))
        let vault = try TinyVault(["Note.md": note(around: "$$\n\(row.text)\n$$")])
        let outcome = try vault.run("build", environment: Tools.environment)
        #expect(outcome.status == 0, "\(outcome.errors.prefix(2_000))")
        #expect(says(outcome, "content/Note.md:5:1: warning: this formula can't be set", row.code))
        let page = try #require(vault.page("note.html"))
        #expect(page.matches(of: /<msup><mi>x<\/mi><mn>2<\/mn><\/msup>/).count == 2)
    }

    static let drawingRows = [
        Row(language: "dot", text: "digraph { a [peripheries=100000000] }"),
        Row(language: "dot", text: "digraph { a [shape=polygon sides=1000000000] }"),
        Row(language: "dot", text: "digraph { a -> b [minlen=100000000] }"),
        Row(
            language: "dot", text: "graph { layout=neato; " + repeated("a -- b; ", 40_000) + "}",
            code: ""),
        Row(
            language: "dot",
            text: "digraph { a [image=\"/etc/passwd\" shapefile=\"/etc/passwd\"] }", code: ""),
    ]

    @Test("A drawing that takes too much is the only one not drawn", arguments: drawingRows)
    func drawings(_ row: Row) throws {
        try #require(Tools.dot != nil)
        let vault = try TinyVault([
            "Note.md": note(around: "```dot\n\(row.text)\n```")
                + "\n```dot\ndigraph { x -> y }\n```\n"
        ])
        let outcome = try vault.run("build", environment: Tools.environment)
        #expect(outcome.status == (row.code.isEmpty ? 0 : 1), "\(outcome.errors.prefix(2_000))")
        if !row.code.isEmpty {
            #expect(
                says(outcome, "content/Note.md:6:1: error: Graphviz takes more for this", row.code))
        }
        let page = try #require(vault.page("note.html"))
        #expect(page.matches(of: /<figure class="diagram">/).count == (row.code.isEmpty ? 2 : 1))
    }

    @Test("A formula that was too slow is tried again, and one that nests too deeply is cached")
    func memory() throws {
        try #require(Tools.has("latex2mathml"))
        let deep = repeated("{", 5_000) + repeated("}", 5_000)
        let vault = try TinyVault(["Note.md": "$$\n\(deep)\n$$"])
        let first = try vault.run("build", environment: Tools.environment)
        let again = try vault.run("build", environment: Tools.environment)
        for outcome in [first, again] {
            #expect(
                says(
                    outcome, "content/Note.md:1:1: warning: this formula can't be set", "tool-limit"
                ))
        }
        let cache = try Data(contentsOf: URL(fileURLWithPath: vault.folder + "/.cache/math"))
        #expect(cache.range(of: Data("this nests too deeply for latex2mathml".utf8)) != nil)
    }

    private func note(around block: String) -> String {
        let good = "```haskell norun\nmain = print N\n```\n"
        let first = "Text $x^2$.\n" + good
        return first + block + "\n\n" + good.replacing("N", with: "2") + "\nText $x^2$, again.\n"
    }

    private func says(_ outcome: TinyVault.Outcome, _ start: String, _ code: String) -> Bool {
        outcome.errors.split(separator: "\n").contains {
            $0.hasPrefix(start) && $0.hasSuffix("[\(code)]")
        }
    }
}

private func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
}

/// The tools of the machine that runs the tests.
enum Tools {
    /// The environment with which the program finds the tools that `make` installs.
    static let environment = ["SITE_TOOLS": TinyVault.repository + "/.tools"]

    static let dot = program("dot")

    static func program(_ name: String) -> String? {
        TinyVault.pathWithTools.split(separator: ":").map { "\($0)/\(name)" }
            .first { access($0, X_OK) == 0 }
    }

    /// Returns true if one of the Pythons has a module.
    static func has(_ module: String) -> Bool {
        TinyVault.pathWithTools.split(separator: ":").map { "\($0)/python3" }.contains { path in
            let process = Process()
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = ["-I", "-c", "import \(module)"]
            process.standardError = FileHandle.nullDevice
            guard access(path, X_OK) == 0, (try? process.run()) != nil else { return false }
            process.waitUntilExit()
            return process.terminationStatus == 0
        }
    }
}
