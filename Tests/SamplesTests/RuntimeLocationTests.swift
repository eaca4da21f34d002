import Files
import Foundation
import Testing

@testable import Samples

/// Programs of the machine: how they are found, and how much of it a sandbox shows for them.
struct RuntimeLocationTests {
    /// A machine's home and a vault, in a folder of their own.
    private struct Place {
        let scratch: Scratch
        let root: String

        init() throws {
            scratch = try Scratch()
            root = try #require(realPath(scratch.path))
        }

        func program(_ path: String, says text: String = "x") throws {
            let file = root + "/" + path
            try FileManager.default.createDirectory(
                atPath: parent(file), withIntermediateDirectories: true)
            try "#!/bin/sh\necho \(text)\n".write(toFile: file, atomically: false, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
        }

        func programs(path: String, _ others: [String: String] = [:]) -> HostPrograms {
            HostPrograms(
                environment: [
                    "HOME": root + "/home", "PATH": path.replacing("ROOT", with: root),
                ].merging(others) { $1 },
                foreign: [root + "/vault"])
        }
    }

    private func runtime(_ tool: String, by author: Runtime.Author) -> Runtime {
        var runtime = Runtime(
            name: "x", languages: ["x"], command: [tool, "{file}"], fileName: "main",
            versionCommand: [], comment: "#", aptPackage: "")
        runtime.namedBy = author
        return runtime
    }

    @Test(
        "Of PATH only absolute folders outside of the vault are searched",
        arguments: [
            ("/usr/bin", true), ("", false), (".", false), ("bin", false), ("./bin", false),
            ("ROOT/vault", false), ("ROOT/vault/bin", false), ("ROOT/link", false),
            ("ROOT/other", true), ("ROOT/vault2", true), ("ROOT/other/../vault/bin", false),
        ])
    func path(folder: String, isSearched: Bool) throws {
        let place = try Place()
        defer { place.scratch.remove() }
        for folder in ["vault/bin", "vault2", "other"] { try place.program(folder + "/tool") }
        #expect(symlink(place.root + "/vault/bin", place.root + "/link") == 0)
        let programs = place.programs(path: folder + ":/bin")
        #expect(programs.folders.count == (isSearched ? 2 : 1))
        #expect(programs.leftOut.count == (isSearched ? 0 : 1))
    }

    @Test("A program of the vault is not found, whatever name leads to it")
    func foreignProgram() throws {
        let place = try Place()
        defer { place.scratch.remove() }
        try place.program("vault/tool")
        try place.program("links/other")
        #expect(symlink(place.root + "/vault/tool", place.root + "/links/tool") == 0)
        let programs = place.programs(path: "ROOT/links")
        #expect(programs.find("tool") == nil)
        #expect(programs.find(place.root + "/vault/tool") == nil)
        #expect(programs.find("../vault/tool") == nil)
        #expect(programs.find("other") == place.root + "/links/other")
    }

    @Test("A probe gets nothing of the environment but where version managers are")
    func probe() async throws {
        let place = try Place()
        defer { place.scratch.remove() }
        let programs = place.programs(
            path: "/usr/bin:/bin",
            [
                "LD_PRELOAD": "/nonexistent.so", "PYTHONPATH": "/vault", "SECRET": "canary",
                "PYENV_VERSION": "3.12",
            ])
        let variables = await programs.lines(of: ["env"]).map { $0.prefix { $0 != "=" } }
        #expect(Set(variables).isSubset(of: ["HOME", "PATH", "LANG", "PYENV_VERSION", "PWD"]))
        #expect(await programs.lines(of: ["pwd"]) == ["/"])
        #expect(await programs.lines(of: ["false"]) == [])
    }

    @Test(
        "What is shown for a program is its own folder, and never one that holds other things",
        arguments: [
            ("home/.local/bin/tool", nil), ("home/bin/tool", nil), ("home/tool", nil),
            ("home/.cargo/bin/tool", nil), ("home/tools/tool", nil),
            ("home/miniconda3/bin/tool", nil),
            ("home/sdk/tool-1/bin/tool", "home/sdk/tool-1"), ("opt/tool/bin/tool", "opt/tool"),
            ("opt/tool/tool", "opt/tool"),
        ] as [(String, String?)])
    func shown(program: String, folder: String?) async throws {
        let place = try Place()
        defer { place.scratch.remove() }
        try place.program(program)
        try FileManager.default.createDirectory(
            atPath: place.root + "/vault", withIntermediateDirectories: true)
        let programs = place.programs(path: "ROOT/" + parent(program))
        do throws(RuntimeProblem) {
            let found = try await locate(runtime("tool", by: .builder), among: programs)
            #expect(found.folders.map(\.source) == [place.root + "/" + (folder ?? "nothing")])
            #expect(found.executable == place.root + "/" + program)
        } catch {
            #expect(folder == nil, "\(error)")
            #expect(error.message.contains("it would show them all of"))
        }
    }

    @Test("A vault's program is one of the system's, wherever PATH leads")
    func nameOfVault() async throws {
        let place = try Place()
        defer { place.scratch.remove() }
        try place.program("opt/tool/bin/tool")
        try place.program("opt/tool/bin/env")
        let programs = place.programs(path: "ROOT/opt/tool/bin:/usr/bin")
        await #expect(throws: RuntimeProblem.self) {
            try await locate(runtime("tool", by: .vault), among: programs)
        }
        await #expect(throws: RuntimeProblem.self) {
            try await locate(
                runtime(place.root + "/opt/tool/bin/tool", by: .vault), among: programs)
        }
        let found = try await locate(runtime("env", by: .vault), among: programs)
        #expect(found.executable == "/usr/bin/env" && found.folders == [])
        // Named by the builder, the same runtime of the vault has it.
        var named = runtime("tool", by: .vault)
        named.program = place.root + "/opt/tool/bin/tool"
        let own = try await locate(named, among: programs)
        #expect(own.executable == named.program)
        #expect(own.folders.map(\.target) == [place.root + "/opt/tool"])
    }

    @Test("A virtual environment is shown with what it was made from")
    func virtualEnvironment() async throws {
        let place = try Place()
        defer { place.scratch.remove() }
        try place.program("opt/python/bin/python3")
        try FileManager.default.createDirectory(
            atPath: place.root + "/project/venv/bin", withIntermediateDirectories: true)
        let link = place.root + "/project/venv/bin/python3"
        #expect(symlink(place.root + "/opt/python/bin/python3", link) == 0)
        var named = Runtime.cpython
        named.program = link
        let found = try await locate(named, among: place.programs(path: "/usr/bin"))
        #expect(found.executable == link)
        #expect(
            found.folders.map(\.source)
                == [place.root + "/opt/python", place.root + "/project/venv"])
    }
}

/// A sandbox's layout is checked once more where it is set up.
struct SandboxPathTests {
    private func layout(
        folders: [ReadOnlyFolder] = [], files: [String] = []
    ) -> SandboxLayout {
        SandboxLayout(
            profile: SandboxProfile(bubblewrap: "/usr/bin/bwrap"), folders: folders,
            files: files.map { .init(path: $0, content: []) })
    }

    @Test(
        "No file is put outside of the folders that are the sandbox's own",
        arguments: [
            "/sample/../../oldroot/tmp/x", "/sample/..", "/sample/.", "/sample//x", "/sample/",
            "/sample", "sample/x", "/etc/shadow", "/usr/bin/sh", "/oldroot/x", "/tmp/x", "/",
            "/sample/a\u{0}b", "/sample/a\nb", "/helper/../../oldroot/x", "/proc/self/x",
            "/sample/" + String(repeating: "x", count: 300),
        ])
    func files(path: String) {
        #expect(throws: ShimFailure.self) { try layout(files: [path]).arguments }
    }

    @Test(
        "No folder is shown over or among what every sandbox has",
        arguments: [
            "/", "/usr", "/usr/lib/x", "/etc", "/tmp", "/home", "/home/sample/x", "/sample",
            "/helper/x", "/proc", "/dev/shm", "/shim", "/oldroot/etc", "/newroot", "/a/../b", "x",
            "/a//b", "/a/./b", "/a\nb", "/vault", "/lib/x", "/build/x",
        ])
    func folders(target: String) {
        #expect(throws: ShimFailure.self) {
            try layout(folders: [.init(source: "/opt/x", target: target)]).arguments
        }
    }

    @Test("A folder within another is refused: a link in the outer one could lead it anywhere")
    func nested() {
        let outer = ReadOnlyFolder(source: "/opt/x", target: "/vault/tools")
        let inner = ReadOnlyFolder(source: "/opt/y", target: "/vault/tools/link/y")
        #expect(throws: ShimFailure.self) { try layout(folders: [outer, inner]).arguments }
    }

    @Test("What samples have is allowed")
    func allowed() throws {
        let files = ["/shim", "/sample/main.py", "/sample/päth x.csv", "/helper/src/h/h.go"]
        let folders = [
            "/opt/compiler/usr", "/etc/java-17-openjdk", "/home/ada/.pyenv/versions/3.12.1",
        ]
        let words = try layout(
            folders: folders.map { .init(source: $0, target: $0) }
                + [.init(source: "/tmp/vault/tools", target: "/vault/tools")],
            files: files
        ).arguments
        #expect(Set(files + folders + ["/vault/tools"]).isSubset(of: words))
    }
}
