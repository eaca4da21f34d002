import Foundation
import Testing

/// A vault that is the working directory and contains programs, modules and libraries. None of them
/// may be run, imported or loaded.
struct PlantedProgramTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var name: String
        /// Executable files that leave a mark when they are run.
        var programs: [String] = []
        var modules: [String] = []
        var libraries: [String] = []
        /// Environment variables, in which `FOLDER` is the vault.
        var environment: [String: String] = [:]
        var content = "."

        var testDescription: String { name }
    }

    private static let names = ["bwrap", "dot", "git", "pagefind", "prlimit", "python3", "sfdp"]
    private static let grammars = ["python", "bash", "c"]

    static let rows = [
        Row(name: "tools in the working directory", programs: tools(in: ".tools/venv/bin")),
        Row(
            name: "tools in the content", programs: tools(in: "content/.tools/venv/bin"),
            content: "content"),
        Row(
            name: "tools beside a file of a program",
            programs: tools(in: ".tools/venv/bin") + [
                "site", "sample-shim", "bin/site", ".build/debug/site", "Package.swift",
            ]),
        Row(
            name: "tools where a version manager has them",
            programs: tools(in: "node_modules/.bin") + tools(in: "venv/bin")),
        Row(name: "an empty entry of the path", programs: tools(in: "."), environment: path("")),
        Row(name: "a dot on the path", programs: tools(in: "."), environment: path(".")),
        Row(
            name: "a relative folder on the path", programs: tools(in: "bin"),
            environment: path("bin")),
        Row(
            name: "the vault on the path", programs: tools(in: "bin"),
            environment: path("FOLDER/bin")),
        Row(
            name: "the vault on the path by another name", programs: tools(in: "bin"),
            environment: path("/proc/self/cwd/bin")),
        Row(
            name: "the content on the path", programs: tools(in: "content/bin"),
            environment: path("FOLDER/content/bin"), content: "content"),
        Row(
            name: "relative folders of tools", programs: tools(in: "mine/venv/bin"),
            environment: ["SITE_TOOLS": "mine:./mine"]),
        Row(
            name: "Pagefind's package",
            programs: [
                ".tools/venv/lib/python3.11/site-packages/pagefind_bin/pagefind",
                "pagefind_bin/pagefind",
            ], modules: ["pagefind_bin/__init__", "pagefind"]),
        Row(
            name: "modules in the working directory",
            modules: [
                "html", "json", "re", "os", "sys", "resource", "signal", "importlib/__init__",
                "pygments", "pygments/__init__", "latex2mathml", "sitecustomize", "usercustomize",
                "encodings/__init__", "site", "xml/__init__", "_distutils_hack/__init__",
            ]),
        Row(
            name: "modules that the environment names", modules: ["mine/pygments", "mine/json"],
            environment: [
                "PYTHONPATH": "FOLDER/mine", "PYTHONSTARTUP": "FOLDER/mine/json.py",
                "PYTHONUSERBASE": "FOLDER/mine", "PYTHONINSPECT": "1",
            ]),
        Row(
            name: "modules of a home in the vault",
            modules: [
                ".local/lib/python3.11/site-packages/pygments",
                ".local/lib/python3.11/site-packages/sitecustomize",
                ".local/lib/python3.11/site-packages/usercustomize",
            ], environment: ["HOME": "FOLDER"]),
        Row(name: "grammars in the working directory", libraries: grammars(in: ".tools/grammars")),
        Row(
            name: "grammars in the content", libraries: grammars(in: "content/.tools/grammars"),
            content: "content"),
        Row(
            name: "relative folders of grammars", libraries: grammars(in: "mine"),
            environment: ["SITE_GRAMMARS": "mine"]),
        Row(
            name: "libraries that the environment names to tools", libraries: ["mine.so"],
            environment: ["GVBINDIR": "FOLDER", "GIT_EXEC_PATH": "FOLDER/bin"]),
    ]

    private static func tools(in folder: String) -> [String] { names.map { folder + "/" + $0 } }
    private static func grammars(in folder: String) -> [String] {
        grammars.map { "\(folder)/\($0)-99.0.0.so" }
    }
    private static func path(_ entry: String) -> [String: String] {
        ["PATH": "\(entry):\(TinyVault.pathWithTools)"]
    }

    @Test("No program, library or module of a vault is run, loaded or imported", arguments: rows)
    func isLeftAlone(_ row: Row) throws {
        let vault = try TinyVault()
        let mark = vault.folder + "/../" + UUID().uuidString
        defer { unlink(mark) }
        for path in row.programs {
            try vault.plant(path, "#!/bin/sh\necho \(path) >> \(mark)\nexit 1\n")
        }
        for path in row.modules {
            try vault.plant(path + ".py", "open('\(mark)', 'a').write('\(path)')\n")
        }
        if let first = row.libraries.first {
            let library = try #require(Trap.library(marking: mark), "needs a C compiler")
            defer { unlink(library) }
            for path in row.libraries {
                try vault.plant(path, "")
                try FileManager.default.removeItem(atPath: vault.folder + "/" + path)
                try FileManager.default.copyItem(atPath: library, toPath: vault.folder + "/" + path)
            }
            // This shows that the library leaves its mark when it is loaded.
            #expect(dlopen(vault.folder + "/" + first, RTLD_NOW) != nil)
            #expect(unlink(mark) == 0)
        }
        try vault.fill(row.content)
        let environment = ["SITE_TOOLS": ""].merging(row.environment) { $1 }.mapValues {
            $0.replacing("FOLDER", with: vault.folder)
        }
        let outcome = try TinyVault.Running(
            program: TinyVault.program,
            arguments: [
                "build", "--samples", "none", "--content", row.content, "--output", "public",
                "--theme", TinyVault.repository + "/theme",
            ], directory: vault.folder, environment: environment
        ).finish()
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            !FileManager.default.fileExists(atPath: mark),
            "\((try? String(contentsOfFile: mark, encoding: .utf8)) ?? "")")
    }
}

extension TinyVault {
    /// Writes notes that need every tool, in a repository.
    fileprivate func fill(_ content: String) throws {
        let text = """
            Hello $x^2$, [[Other]].

            ```python norun
            print(1)
            ```

            ```haskell norun
            main = print 1
            ```

            ```dot
            digraph { a -> b }
            ```
            """
        for (name, text) in ["Note.md": text, "Other.md": "[[Note]]"] {
            try text.write(
                toFile: "\(folder)/\(content)/\(name)", atomically: true, encoding: .utf8)
        }
        try GitVault.make(in: folder)
    }
}

/// A library that leaves a mark when it is loaded.
enum Trap {
    /// Returns the library's path, or nil if there is no C compiler.
    static func library(marking mark: String) -> String? {
        let path = FileManager.default.temporaryDirectory.path + "/site-trap-" + UUID().uuidString
        let source = """
            #include <stdio.h>
            __attribute__((constructor)) static void leave_mark(void) {
                FILE *mark = fopen("\(mark)", "w");
                if (mark) fclose(mark);
            }
            """
        guard (try? source.write(toFile: path + ".c", atomically: true, encoding: .utf8)) != nil
        else { return nil }
        defer { unlink(path + ".c") }
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments = ["cc", "-shared", "-fPIC", "-o", path + ".so", path + ".c"]
        compiler.standardError = FileHandle.nullDevice
        guard (try? compiler.run()) != nil else { return nil }
        compiler.waitUntilExit()
        return compiler.terminationStatus == 0 ? path + ".so" : nil
    }
}
