import Foundation
import Testing

/// One diagnostic in the formats for people, for programs and for GitHub.
struct FormatTests {
    private struct Entry: Decodable {
        var code: String
        var file: String
        var line: Int?
        var column: Int?
        var endColumn: Int?
        var help: String?
    }

    @Test(
        "All formats give the same place, in the vault or in the theme",
        arguments: [
            (
                "content/A.md", "Über $\\foo$ [[Nö]]", "formula-invalid",
                "content/A.md:1:7: warning: there is no command \\foo [formula-invalid]", 11
            ),
            (
                "content/A.md", "Über [[Nö]] %", "link-missing",
                "content/A.md:1:6: error: no note is named “Nö” [link-missing]", 12
            ),
            (
                "theme/templates/tag.mustache", "{{#tags}}{{/tag}}", "template-invalid",
                "theme/templates/tag.mustache:1:13: error: this template can't be parsed: this "
                    + "ends a section that is not the innermost open one [template-invalid]", 13
            ),
            (
                "theme/theme.yml", "css: [no.css]\njs: []", "template-missing",
                "theme/theme.yml: error: the theme lists no.css, and there is no such file "
                    + "[template-missing]", nil
            ),
        ] as [(String, String, String, String, Int?)])
    func places(
        file: String, text: String, code: String, message: String, endColumn: Int?
    ) throws {
        let vault = try TinyVault(["index.md": "Home."])
        try FileManager.default.copyItem(
            atPath: TinyVault.repository + "/theme", toPath: vault.folder + "/theme")
        try text.write(
            toFile: vault.folder + "/" + file, atomically: false, encoding: .utf8)
        func check(_ format: String) throws -> TinyVault.Outcome {
            try vault.run(
                "check", ["--format", format, "--theme", "theme"],
                environment: ["NO_COLOR": "1", "PATH": TinyVault.pathWithTools],
                standardTheme: false)
        }
        let place = try #require(
            message.firstMatch(of: /^([^:]+)(?::(\d+):(\d+))?: (\w+): (.*) \[/))

        let lines = try check("text").errors.split(separator: "\n").map(String.init)
        let start = try #require(lines.firstIndex(of: message), "\(lines)")
        if place.2 != nil { #expect(lines[start + 1].contains(" | " + text)) }

        let json = try check("json").output
        let entries = try JSONDecoder().decode([Entry].self, from: Data(json.utf8))
        let entry = try #require(entries.first { $0.code == code }, "\(json)")
        #expect(entry.file == file)
        #expect(entry.line == place.2.flatMap { Int($0) })
        #expect(entry.column == place.3.flatMap { Int($0) })
        #expect(entry.endColumn == endColumn)
        #expect(entry.help != nil)

        let github = try check("github").output.split(separator: "\n")
        let position = place.2.map { ",line=\($0),col=\(place.3 ?? "")" } ?? ""
        let wanted = "::\(place.4) file=\(file)\(position),title=\(code)::\(place.5)"
        #expect(github.contains { $0.hasPrefix(wanted) }, "\(github)")
    }

    @Test("If a file has many mistakes of one kind, some are shown and all are counted")
    func many() throws {
        let duplicates = String(repeating: "A ^id\n\n", count: 131)
        let vault = try TinyVault([
            "index.md": "[[B]] [[A]] [[Missing]]", "A.md": duplicates, "B.md": duplicates,
        ])
        let environment = ["NO_COLOR": "1", "GITHUB_ACTIONS": ""]
        let text = try vault.run("build", environment: environment).errors
        #expect(text.matches(of: /content\/A\.md:\d+:3: warning/).count == 100, "\(text)")
        #expect(text.contains("content/A.md: 30 more like these [block-duplicate]\nhelp: "))
        #expect(text.contains("content/B.md: 30 more like these [block-duplicate]\nhelp: "))
        #expect(text.contains("261 warnings"))
        let json = try vault.run("build", ["--format", "json"], environment: environment).output
        let entries = try JSONDecoder().decode([Entry].self, from: Data(json.utf8))
        #expect(entries.count { $0.code == "block-duplicate" } == 260)
    }
}
