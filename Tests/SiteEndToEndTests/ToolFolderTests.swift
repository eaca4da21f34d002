import Foundation
import Testing

@Suite("Installed tools")
struct ToolFolderTests {
    /// Where the tools are, what the environment says of it, and whether they are found.
    static let rows: [(tools: String, variable: String, isFound: Bool)] = [
        ("content/.tools", "", false),
        (".tools", "", true),
        ("program/.tools", "", true),
        ("program/deep/.tools", "", true),
        (".tools", "/nonexistent", false),
        ("mine", "/nonexistent:mine", true),
    ]

    @Test(
        "What make installs is found from the working directory and around the program",
        arguments: rows)
    func areFound(tools: String, variable: String, isFound: Bool) throws {
        let vault = try TinyVault()
        let files = FileManager.default
        let tool = "\(vault.folder)/\(tools)/venv/bin/dot"
        for path in [tool, vault.folder + "/program/deep/bin/site", vault.folder + "/away/x"] {
            try files.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true)
        }
        try "#!/bin/sh\n".write(toFile: tool, atomically: true, encoding: .utf8)
        try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tool)
        let program = vault.folder + "/program/deep/bin/site"
        try files.copyItem(atPath: TinyVault.program, toPath: program)
        let isAway = tools.hasPrefix("program")
        let outcome = try TinyVault.Running(
            program: program, arguments: ["doctor"],
            directory: vault.folder + (isAway ? "/away" : ""),
            environment: ["PATH": "/nonexistent", "SITE_TOOLS": variable]
        ).finish()
        #expect(outcome.output.contains("ok  Graphviz") == isFound, "\(outcome.output)")
    }
}
