import Foundation
import Testing

/// Calls that delete, replace, write, open, execute or load are allowed in a few files only. A call
/// in another file needs a reason.
struct DoorTests {
    /// Files, or folders that end in a slash, in which calls of some kinds are allowed, with the
    /// reason.
    static let doors: [(path: String, kinds: Set<CallScanner.Kind>, reason: String)] = [
        (
            "Files/", [.delete, .replace, .create, .open],
            "the one place that writes, replaces and removes; it follows no link below a folder"
        ),
        ("CLinux/", [.replace], "exchanges two folders for Files"),
        (
            "SiteGenerator/Publishing/WriteFailure.swift", [.open],
            "tries whether a file that could not be copied can be read"
        ),
        (
            "Samples/Machine/MachineLock.swift", [.open, .create],
            "one lock for the machine in /tmp: exclusive, no links, never removed or written"
        ),
        (
            "Samples/Machine/MachineReading.swift", [.open],
            "reads /proc, no name of which comes from content"
        ),
        (
            "PreviewServer/HTTP/OpenFile.swift", [.open],
            "opens name by name below the output folder, and no link that leads out"
        ),
        ("PreviewServer/Watching/", [.open], "lists and watches folders; opens no file"),
        (
            "SiteGenerator/Output/OutputPlaces.swift", [.create],
            "makes the folder above the output folder"
        ),
        (
            "SiteGenerator/Cache/CacheFolder.swift", [.create],
            "makes the folder of caches, after it was found to be ours"
        ),
        ("Highlighting/Grammar.swift", [.load, .open], "loads the grammars of highlighting"),
        (
            "Tools/", [.execute, .open],
            "runs trusted programs, bounded; lists the folders they lie in"
        ),
        ("Samples/Sandbox/ShimConnection.swift", [.execute], "runs our own shim"),
        ("Samples/Measurement/MeasurementSession.swift", [.execute], "runs our own shim"),
        (
            "Samples/Runtimes/HostPrograms.swift", [.execute],
            "asks a version manager where a program is: built-in commands, a fixed environment"
        ),
        (
            "Samples/Locating/RuntimeFolders.swift", [.open],
            "lists folders of the machine that the person who builds has named"
        ),
        (
            "Vault/Reading/GitHistory.swift", [.replace],
            "links the parts of a repository's history into that folder"
        ),
        (
            "sample-shim/", [.delete, .replace, .create, .open, .execute],
            "both ends of the sandbox: see its own tests"
        ),
    ]

    private static let sources = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources").path

    private static func calls() throws -> [(path: String, call: CallScanner.Call)] {
        try FileManager.default.subpathsOfDirectory(atPath: sources).sorted()
            .filter { $0.hasSuffix(".swift") || $0.hasSuffix(".c") || $0.hasSuffix(".h") }
            .flatMap { path in
                let text = try String(contentsOfFile: sources + "/" + path, encoding: .utf8)
                return CallScanner.calls(in: text, isSwift: path.hasSuffix(".swift"))
                    .map { (path, $0) }
            }
    }

    @Test(
        "Each call that deletes, replaces, writes, opens, executes or loads is in a file that may have it"
    )
    func doors() throws {
        for (path, call) in try Self.calls() {
            let isAllowed = Self.doors.contains {
                (path == $0.path || $0.path.hasSuffix("/") && path.hasPrefix($0.path))
                    && $0.kinds.contains(call.kind)
            }
            #expect(
                isAllowed,
                "Sources/\(path):\(call.line): \(call.name) (\(call.kind)): use a function of Files, or add a door with its reason"
            )
        }
    }

    @Test("Each permission is used")
    func needed() throws {
        let calls = try Self.calls()
        for door in Self.doors {
            for kind in door.kinds {
                let isUsed = calls.contains { path, call in
                    call.kind == kind && (path == door.path || path.hasPrefix(door.path))
                }
                #expect(isUsed, "\(door.path) has no call of the kind \(kind)")
            }
        }
    }

    @Test(
        "The scanner finds calls",
        arguments: [
            ("unlink(path)", ["unlink"]), ("    rmdir(a) == 0", ["rmdir"]),
            ("try FileManager.default.removeItem(atPath: x)", ["removeItem"]),
            ("try manager.moveItem(at: a, to: b)", ["moveItem"]),
            ("rename(a, b)", ["rename"]), ("Glibc.rename(a, b)", ["rename"]),
            ("try data.write(to: url)", ["write(to:"]),
            ("try text.write(toFile: p, atomically: true, encoding: .utf8)", ["write(toFile:"]),
            ("ftruncate(fd, 0)", ["ftruncate"]),
            ("open(path, O_WRONLY | O_TRUNC)", ["O_WRONLY", "O_TRUNC"]),
            ("FileManager.default.createFile(atPath: p, contents: nil)", ["createFile"]),
            ("let p = Process()", ["Process()"]), ("try await Subprocess.run(x)", ["Subprocess"]),
            ("try await run(.path(p))", ["run(.path"]),
            ("dlopen(path, RTLD_NOW)", ["dlopen"]), ("popen(\"x\", \"r\")", ["popen"]),
            ("FileDescriptor.open(p, .readOnly)", ["FileDescriptor.open"]),
            ("try Data(contentsOf: url)", ["contentsOf:"]),
            ("try String(contentsOfFile: p)", ["contentsOfFile:"]),
            ("FileHandle(forWritingTo: url)", ["FileHandle"]),
            ("opendir(path)", ["opendir"]), ("posix_spawn(&pid, p)", ["posix_spawn"]),
            ("execve(a, b, c)", ["execve"]),
            ("FileManager.default.contents(atPath: p)", ["contents(atPath"]),
        ])
    func finds(line: String, names: [String]) {
        let found = CallScanner.calls(in: "import Foundation\n" + line, isSwift: true)
        #expect(found.map(\.name) == names, "\(line)")
        #expect(found.allSatisfy { $0.line == 2 })
    }

    @Test(
        "The scanner ignores text that only looks like a call",
        arguments: [
            "// unlink(path)", "/// Uses `rename(a, b)`.", "let text = \"unlink(x)\"",
            "document.unlink(node)", "html.open(\"a\")", "node.relink(source)",
            "func unlink(_ x: Int) {}",
            "result.append(contentsOf: bytes)", "let isReopened = reopen(x)",
            "value.write(to: &bytes)",
            "links.insert(contentsOf: others, at: 0)",
        ])
    func leaves(line: String) {
        let found = CallScanner.calls(in: "import Foundation\n" + line, isSwift: true)
        #expect(found.isEmpty, "\(line): \(found)")
    }

    @Test("The scanner reads C as well, and Swift's long strings")
    func languages() {
        let c = "int f(void) {\n  /* unlink(x) */\n  return unlink(\"a\") || system(\"b\");\n}\n"
        #expect(CallScanner.calls(in: c, isSwift: false).map(\.name) == ["unlink", "system"])
        let swift = "import Glibc\nlet a = \"\"\"\n    os.unlink(x)\n    \"\"\"\nunlink(x)\n"
        #expect(CallScanner.calls(in: swift, isSwift: true).map(\.line) == [5])
        let raw = "import Glibc\nlet a = #\"\"\"\n    \"unlink(x)\n    \"\"\"#\nunlink(x)\n"
        #expect(CallScanner.calls(in: raw, isSwift: true).map(\.line) == [5])
    }
}
