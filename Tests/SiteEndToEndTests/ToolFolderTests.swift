import Foundation
import Testing

@Suite("Installed tools")
struct ToolFolderTests {
    /// The place of the tools, the place of the program, the environment variable, and whether the
    /// tools are found.
    static let rows: [(tools: String, program: String, variable: String, isFound: Bool)] = [
        ("content/.tools", "program/bin", "", false),
        (".tools", "program/bin", "", false),
        (".tools", ".build/debug", "", true),
        (".tools", ".build/x86_64-unknown-linux-gnu/release", "", true),
        (".tools", "inner/.build/debug", "", false),
        ("inner/.tools", "inner/.build/debug", "", true),
        ("program/.tools", "program/deep/bin", "", true),
        ("program/deep/.tools", "program/deep/bin", "", true),
        ("program/.tools", "program/bin", "/nonexistent", false),
        ("mine", "program/bin", "/nonexistent:mine", false),
        ("mine", "program/bin", "/nonexistent:FOLDER/mine", true),
    ]

    @Test(
        "Tools that `make` installs are found near the program, and nowhere else", arguments: rows)
    func areFound(tools: String, program: String, variable: String, isFound: Bool) throws {
        let vault = try TinyVault()
        try vault.plant("\(tools)/venv/bin/dot", "#!/bin/sh\n")
        try vault.makeFolder("away/x")
        try vault.makeFolder(program)
        let path = "\(vault.folder)/\(program)/site"
        try FileManager.default.copyItem(atPath: TinyVault.program, toPath: path)
        // The folders of an installed program are trusted only if it does not run in them.
        let isAway = program.hasPrefix("program") && tools.hasPrefix("program")
        let outcome = try TinyVault.Running(
            program: path, arguments: ["doctor"],
            directory: vault.folder + (isAway ? "/away" : ""),
            environment: [
                "PATH": "/nonexistent",
                "SITE_TOOLS": variable.replacing("FOLDER", with: vault.folder),
            ]
        ).finish()
        #expect(outcome.output.contains("ok  Graphviz") == isFound, "\(outcome.output)")
    }

    @Test("A folder of tools that anyone can write to is not used")
    func writable() throws {
        let vault = try TinyVault()
        try vault.plant(".tools/venv/bin/dot", "#!/bin/sh\n")
        chmod(vault.folder + "/.tools", 0o777)
        try vault.makeFolder(".build/debug")
        let path = vault.folder + "/.build/debug/site"
        try FileManager.default.copyItem(atPath: TinyVault.program, toPath: path)
        let outcome = try TinyVault.Running(
            program: path, arguments: ["doctor"], directory: vault.folder,
            environment: ["PATH": "/nonexistent", "SITE_TOOLS": ""]
        ).finish()
        #expect(!outcome.output.contains("ok  Graphviz"), "\(outcome.output)")
    }
}

extension TinyVault {
    /// Makes an executable file anywhere below the vault's folder.
    func plant(_ path: String, _ text: String) throws {
        let file = folder + "/" + path
        let files = FileManager.default
        try files.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
    }
}
