import Foundation
import Testing

/// Builds that are killed, interrupted or cancelled.
struct KilledTests {
    private static let canPreload = Preload.library != nil

    @Test(
        "A build that is killed at any step leaves the old site or the new one, and no other files",
        .enabled(if: canPreload, "needs a C compiler"),
        arguments: [false, true])
    func killedAtEachStep(exchanges: Bool) throws {
        let vault = try TinyVault(["index.md": "0", "x.png": "0", "Gone.md": "text"])
        try vault.run("build")
        // If folders can't be exchanged, there is a moment without a site.
        let rule = exchanges ? "" : "renameat2:EINVAL:;"
        let steps = try countSteps(vault, rule)
        #expect(steps > 20)
        let points = 14
        var count = 0
        for point in 0..<points {
            let old = try vault.siteFiles()
            try change(vault, to: "\(point + 1)")
            let step = 1 + point * (steps - 1) / (points - 1)
            let killed = try vault.run(
                "build",
                environment: Preload.environment(["FAULT": rule + "change:kill::\(step):0"]))
            // The order of tasks differs from run to run, so a build may end before it has made
            // that many steps.
            #expect([SIGKILL, 0].contains(killed.status), "\(killed.errors)")
            if killed.status == SIGKILL { count += 1 }
            let left = (try? vault.siteFiles()) ?? [:]

            let next = try vault.run("build")
            #expect(next.status == 0, "\(next.errors)")
            let new = try vault.siteFiles()
            #expect(new["index.html"] != old["index.html"])
            let isGap = !exchanges && left.isEmpty
            #expect(left == old || left == new || isGap, "killed at step \(step)")
            #expect(leftovers(in: vault) == [], "killed at step \(step)")
        }
        #expect(count > points / 2)
        let clean = try vault.run("build", ["--output", "expected", "--no-cache"])
        #expect(clean.status == 0)
        #expect(try vault.siteFiles() == TinyVault.files(in: vault.folder + "/expected"))
    }

    private func change(_ vault: TinyVault, to text: String) throws {
        try vault.write("index.md", "\(text) [[New]] ![[x.png]]")
        try vault.write("x.png", text)
        try vault.write("New.md", "`\(text)` is new\n\n```python norun\nprint(\(text))\n```\n")
    }

    /// Returns the number of changes that a build makes in the file system.
    private func countSteps(_ vault: TinyVault, _ rule: String) throws -> Int {
        try change(vault, to: "count")
        let counter = vault.folder + "/count"
        try vault.run(
            "build",
            environment: Preload.environment([
                "FAULT": rule + "change:count:", "FAULT_COUNT": counter,
            ]))
        defer { unlink(counter) }
        return FileManager.default.contents(atPath: counter)?.count ?? 0
    }

    private func leftovers(in vault: TinyVault) -> [String] {
        let all = (try? FileManager.default.subpathsOfDirectory(atPath: vault.folder)) ?? []
        return all.filter { path in
            let name = path.split(separator: "/").last ?? ""
            return name.contains(".tmp") || name.hasPrefix(".public.") || name == "probe"
        }
    }

    @Test(
        "A build that is killed while it writes a record leaves no incomplete record",
        .enabled(if: canPreload, "needs a C compiler"), arguments: 1...8)
    func killedAtRecords(step: Int) throws {
        let vault = try TinyVault(["A.md": "```sh id=hello\necho first\n```"])
        try vault.run("build")
        try vault.write("A.md", "```sh id=hello\necho second\n```")
        let killed = try vault.run(
            "build",
            environment: Preload.environment(["FAULT": "change:kill:_records:\(step):0"]))
        // A build has fewer steps than this number, so it may end normally.
        #expect([SIGKILL, 0].contains(killed.status), "\(killed.errors)")
        let next = try vault.run("build")
        #expect(next.status == 0, "\(next.errors)")
        #expect(vault.page("a.html")?.contains("second") == true)
        let records = try FileManager.default.contentsOfDirectory(
            atPath: vault.content + "/_records/A")
        #expect(records.sorted() == ["hello.json", "hello.times.json"])
        #expect(leftovers(in: vault) == [])
    }

    @Test(
        "Ctrl-C ends a build at once, with all samples, and the site stays as it was",
        arguments: [SIGINT, SIGTERM, SIGHUP])
    func interrupted(number: Int32) throws {
        let vault = try TinyVault(["A.md": "text"])
        try vault.run("build")
        let old = try vault.siteFiles()
        let marker = "5\(Int.random(in: 100_000..<999_999)).25"
        try vault.write(
            "A.md", "other\n\n```sh timeout=55s\nsleep \(marker) & sleep \(marker); wait\n```\n")
        let running = try vault.start("build")
        #expect(waits { isRunning(marker) }, "the sample begins")
        // A terminal sends the signal to all programs in the foreground.
        kill(-running.process.processIdentifier, number)
        running.process.waitUntilExit()
        #expect(running.process.terminationReason == .uncaughtSignal)
        #expect(running.process.terminationStatus == number)
        #expect(waits { !isRunning(marker) }, "no sample outlives the build")
        #expect(try vault.siteFiles() == old)

        let next = try vault.run("build", ["--samples", "none"])
        #expect(next.status == 0, "\(next.errors)")
        #expect(vault.page("a.html")?.contains("other") == true)
        #expect(leftovers(in: vault) == [])
    }

    /// Half a minute is enough even for a busy machine.
    private func waits(for condition: () -> Bool) -> Bool {
        for _ in 0..<300 {
            if condition() { return true }
            usleep(100_000)
        }
        return false
    }

    private func isRunning(_ marker: String) -> Bool {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.contains { name in
            guard Int(name) != nil,
                let words = FileManager.default.contents(atPath: "/proc/\(name)/cmdline")
            else { return false }
            return words.split(separator: 0) == [Data("sleep".utf8), Data(marker.utf8)]
        }
    }

    @Test(
        "Two builds at once take turns, whatever caches they use",
        arguments: [[], ["--no-cache"], ["--cache", "other"]])
    func twoBuilds(arguments: [String]) throws {
        var files: [String: String] = [:]
        for index in 0..<60 { files["n\(index).md"] = "note \(index)" }
        let vault = try TinyVault(files)
        for round in 0..<3 {
            for index in 0..<60 { try vault.write("n\(index).md", "note \(index) \(round)") }
            let builds = try [
                vault.start("build"), vault.start("build", arguments), vault.start("build"),
            ]
            for build in builds {
                let outcome = try build.finish()
                #expect(outcome.status == 0, "\(outcome.errors)")
            }
            #expect(vault.page("n59.html")?.contains("note 59 \(round)") == true)
            #expect(leftovers(in: vault) == [])
        }
    }
}
