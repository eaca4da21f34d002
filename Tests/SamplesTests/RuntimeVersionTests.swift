import Foundation
import Testing

@testable import Samples

/// Versions are asked for in the sandbox, and cached as long as the program is the same.
@Suite(.enabled(if: hasSandbox, "needs bubblewrap"))
struct RuntimeVersionTests {
    private func version(_ command: [String], _ scratch: Scratch) async -> String? {
        var runtime = Runtime.sh
        runtime.versionCommand = command
        return await scratch.runner(runtimes: [runtime]).runtimes().first?.version
    }

    @Test(
        "The first line that is printed, plain and short; else the runtime's name",
        arguments: [
            (["sh", "-c", "echo; echo one; echo two"], "one"),
            (["sh", "-c", "echo err >&2; echo out"], "out"),
            (["sh", "-c", "printf '\\033]0;x\\007v1\\033[0m\\n'"], "v1"),
            (["sh", "-c", "exit 3"], "sh"), (["no-such-program"], "sh"), ([], "sh"),
            (["sh", "-c", "ls /root /home/sample $HOME; echo $SECRET-"], "/home/sample:"),
            (["head", "-c", "100000", "/dev/zero"], "sh"),
        ])
    func line(command: [String], expected: String) async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        #expect(await version(command, scratch) == expected)
    }

    @Test("A line is cut, and a flood of output ends the question")
    func long() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let version = await version(["sh", "-c", "head -c 1000 /dev/zero | tr '\\0' x"], scratch)
        #expect(version == String(repeating: "x", count: 200))
        #expect(await self.version(["yes"], scratch) == "sh")
    }

    @Test("Without a sandbox no runtime is asked")
    func unknown() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        var runtime = Runtime.sh
        runtime.versionCommand = ["sh", "-c", "echo x > \(scratch.path)/pwned; echo v"]
        let runner = scratch.runner(runtimes: [runtime]) { $0.bubblewrap = "no-such-bubblewrap" }
        let status = try #require(await runner.runtimes().first)
        #expect(status.version == nil && status.executable != nil)
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/pwned"))
    }

    @Test("The answer of a built-in program is cached until the program changes")
    func remembered() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        func version(_ runtime: Runtime) async -> String? {
            await scratch.runner(runtimes: [runtime]) { $0.cacheDirectory = scratch.path }
                .runtimes().first?.version
        }
        let first = try #require(await version(.bash))
        #expect(first.hasPrefix("GNU bash"))
        let file = scratch.path + "/runtime-versions.json"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try text.replacing("GNU bash", with: "Remembered")
            .write(toFile: file, atomically: false, encoding: .utf8)
        #expect(await version(.bash)?.hasPrefix("Remembered") == true)
        // The dependencies of other commands are unknown, so their answers are not cached.
        var other = Runtime.bash
        other.versionCommand = ["bash", "-c", "echo other"]
        #expect(await version(other) == "other")
        for spoiled in ["", "[]", "{\"a\": 1}", text.replacing("GNU bash", with: "GNU\\u001bbash")]
        {
            try spoiled.write(toFile: file, atomically: false, encoding: .utf8)
            #expect(await version(.bash) == first)
        }
    }
}
