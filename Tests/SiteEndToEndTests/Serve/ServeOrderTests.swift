import Foundation
import Testing

/// A preview whose author saves again while the last save is still being processed.
struct ServeOrderTests {
    /// Returns the number that the author saved with the page's text.
    private static func version(_ page: String?) -> Int? {
        guard let page, let match = page.firstMatch(of: /version (\d+)/) else { return nil }
        return Int(match.output.1)
    }

    @Test("No page ever goes back to an older version, however often one saves during a full build")
    func neverOlder() async throws {
        var files = ["index.md": "[[A]]", "A.md": "version 0", "B.md": "![[A]]"]
        // With this many notes, a full build takes longer than a save.
        for index in 0..<60 { files["Notes/N\(index).md"] = "[[A]] and [[N\(index / 2)]]" }
        let preview = try await Preview(files, ["--pause", "0"])
        let (folder, port) = (preview.vault.output, preview.port)
        let watching = Task.detached { () -> [String] in
            var seen: [String: Int] = [:]
            var problems: [String] = []
            while !Task.isCancelled, problems.count < 10 {
                for page in ["a.html", "b.html"] {
                    let onDisk = try? String(contentsOfFile: folder + "/" + page, encoding: .utf8)
                    // Both are read from the same file, so that a version seen in one must be in
                    // the other.
                    for text in [onDisk, await Preview.get(page, port: port)] {
                        // A cancelled request has no answer.
                        if Task.isCancelled { break }
                        guard let version = Self.version(text) else {
                            problems.append("\(page) was not there, or not whole")
                            continue
                        }
                        let last = seen.updateValue(version, forKey: page) ?? 0
                        if version < last {
                            problems.append("\(page) went back from \(last) to \(version)")
                        }
                    }
                }
                await Task.yield()
            }
            return problems
        }
        for number in 1...100 {
            try preview.write("content/A.md", "version \(number)")
            // The next full build has begun, or will begin soon.
            #expect(
                try await preview.waits { Self.version(await preview.get("a.html")) == number })
            if number.isMultiple(of: 10) { try await Task.sleep(for: .milliseconds(200)) }
        }
        watching.cancel()
        let problems = await watching.value
        #expect(problems == [])

        let clean = try preview.vault.run("build", ["--output", "clean", "--no-cache"])
        #expect(clean.status == 0, "\(clean.errors)")
        let expected = try TinyVault.files(in: preview.vault.folder + "/clean")
        #expect(try await preview.waits { (try? preview.vault.siteFiles()) == expected })
    }

    @Test(
        "A preview that is ended at any moment leaves a complete site",
        arguments: [
            SIGKILL, SIGTERM, SIGINT, SIGHUP,
        ])
    func ended(signal: Int32) async throws {
        var files = ["index.md": "home", "A.md": "version 0"]
        for index in 0..<30 { files["N\(index).md"] = "[[A]]" }
        let preview = try await Preview(files, ["--pause", "0"])
        for number in 1...5 {
            try preview.write("content/A.md", "version \(number)")
            try preview.write("content/N\(number).md", "---\ntitle: New \(number)\n---\n")
            try await Task.sleep(for: .milliseconds(50 * number))
        }
        kill(preview.server.process.processIdentifier, signal)
        preview.server.process.waitUntilExit()
        #expect(preview.server.process.terminationReason == .uncaughtSignal)
        for (path, bytes) in try preview.vault.siteFiles() where path.hasSuffix(".html") {
            #expect(String(decoding: bytes, as: UTF8.self).contains("</html>"), "\(path)")
        }
        let next = try preview.vault.run("build")
        #expect(next.status == 0, "\(next.errors)")
        try preview.vault.run("build", ["--output", "clean", "--no-cache"])
        #expect(
            try preview.vault.siteFiles()
                == TinyVault.files(in: preview.vault.folder + "/clean"))
        let leftovers = try FileManager.default.contentsOfDirectory(atPath: preview.vault.folder)
            .filter { $0.hasPrefix(".public") }
        #expect(leftovers == [])
    }
}
