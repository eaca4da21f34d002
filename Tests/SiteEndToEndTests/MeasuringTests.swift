import Foundation
import Testing

/// A measurement from its note to the page, with the real program. Its values depend on the load of
/// the machine, so the tests expect no certain verdict, but check what must not be reported.
@Suite(.serialized) struct MeasuringTests {
    /// One arm sleeps five times as long as the other, whatever the load of the machine.
    static func note(long: String = "0.05", prose: String = "", matter: String = "") -> String {
        """
        ---
        \(matter)
        measures:
          naps: {title: Two naps, unit: ms, rounds: 6, budget: 1s}
        claims:
          - id: short-is-short
            text: The short nap takes less than half the time of the long one.
            measure: naps
            faster: short
            than: long
            by: 2
        ---
        \(prose)

        > [!claim] short-is-short

        ```bash id=short measure=naps subject=short
        . ./handbook.sh
        measure sleep 0.01
        ```

        ```bash id=long measure=naps subject=long
        . ./handbook.sh
        measure sleep \(long)
        ```

        ```measure naps
        ```
        """
    }

    static func vault(_ files: [String: String] = [:], settings: String = "") throws -> TinyVault {
        let vault = try TinyVault(files)
        try vault.write("site.yml", "limits: {patience: 1ms}\n" + settings)
        return vault
    }

    @Test("A measurement is made once, then recalled, and the site is the same to the byte")
    func recall() throws {
        let vault = try Self.vault(["Naps.md": Self.note()])
        let first = try vault.run("build")
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.errors.contains("1 measurement (1 made, 0 recalled)"), "\(first.errors)")
        let record = try vault.record("naps")
        let series = try #require(record.values.first)
        #expect(series.wallSeconds.count >= 6)
        let page = try #require(vault.page("naps.html"))
        #expect(page.contains("id=\"measure-naps\""))
        #expect(page.contains("<svg"))
        #expect(!page.contains("verdict-refuted"))
        let built = try vault.siteFiles()

        let second = try vault.run("build", ["--no-cache"])
        #expect(second.errors.contains("1 measurement (0 made, 1 recalled)"), "\(second.errors)")
        #expect(try vault.siteFiles() == built)
        // A change in the text around it is no reason to measure again.
        try vault.write("Naps.md", Self.note(prose: "More prose."))
        #expect(try vault.run("build").errors.contains("(0 made, 1 recalled)"))
        #expect(try vault.record("naps") == record)
    }

    @Test("A change of one arm measures the whole group again")
    func stale() throws {
        let vault = try Self.vault(["Naps.md": Self.note()])
        try vault.run("build")
        let before = try vault.record("naps")
        try vault.write("Naps.md", Self.note(long: "0.06"))
        let outcome = try vault.run("build", ["--verbose"])
        #expect(outcome.errors.contains("naps: measured: an arm has changed"), "\(outcome.errors)")
        let after = try vault.record("naps")
        #expect(after.seed != before.seed)
        #expect(after.values.count == before.values.count)
        for (old, new) in zip(before.values, after.values) {
            #expect(old.wallSeconds != new.wallSeconds)
        }
        #expect(after.history.count == 1)
    }

    @Test("With --frozen nothing is measured, and stale values are grey with a reason")
    func frozen() throws {
        let vault = try Self.vault(["Naps.md": Self.note()])
        let bare = try vault.run("build", ["--frozen"])
        #expect(bare.status == 1)
        #expect(bare.errors.contains("it has never been measured"), "\(bare.errors)")
        #expect(!vault.exists("content/_records/_measurements"))
        var page = try #require(vault.page("naps.html"))
        #expect(page.contains("it has never been measured"))
        #expect(page.contains("verdict-notrun"))

        try vault.run("build")
        let record = try vault.record("naps")
        try vault.write("Naps.md", Self.note(long: "0.06"))
        let stale = try vault.run("build", ["--frozen"])
        #expect(stale.status == 1)
        #expect(stale.errors.contains("an arm has changed since it was measured"))
        #expect(
            stale.errors.contains("(0 made, 0 recalled, 1 could not be made)"), "\(stale.errors)")
        page = try #require(vault.page("naps.html"))
        #expect(page.contains("class=\"chart unusable\""))
        #expect(page.contains("an arm has changed since it was measured"))
        #expect(page.contains("verdict-undecided"))
        #expect(try vault.record("naps") == record)
    }

    @Test("The record of no note is removed, and that of a draft is kept")
    func pruned() throws {
        let vault = try Self.vault(["Naps.md": Self.note(), "index.md": "Home."])
        try vault.run("build")
        let paths = ["naps.json", "naps.times.json"].map { "content/_records/_measurements/\($0)" }
        #expect(paths.allSatisfy(vault.exists))
        try vault.write("Naps.md", Self.note(matter: "draft: true"))
        try vault.run("build")
        #expect(paths.allSatisfy(vault.exists))
        try vault.remove("Naps.md")
        try vault.run("build", ["--frozen"])
        #expect(paths.allSatisfy(vault.exists))
        try vault.run("build")
        #expect(!paths.contains(where: vault.exists))
    }

    @Test("Without the runtime, recorded values are shown as before")
    func runtimeGone() throws {
        let vault = try Self.vault(["Naps.md": Self.note()])
        try vault.run("build")
        let built = try vault.siteFiles()
        let outcome = try vault.run("build", environment: ["PATH": "/nonexistent"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("(0 made, 1 recalled)"), "\(outcome.errors)")
        #expect(try vault.siteFiles() == built)
    }

    @Test("Without the runtime nothing is measured, with a reason, and no claim is refuted")
    func runtimeMissing() throws {
        let settings = "runtimes:\n  bash:\n    command: [no-such-bash, \"{file}\"]\n"
        let vault = try Self.vault(["Naps.md": Self.note()], settings: settings)
        let bare = try vault.run("build")
        #expect(bare.status == 1)
        #expect(bare.errors.contains("no-such-bash is not installed"), "\(bare.errors)")
        #expect(!bare.errors.contains("claim-refuted"), "\(bare.errors)")
        var page = try #require(vault.page("naps.html"))
        #expect(page.contains("Not measured: no-such-bash is not installed"))
        #expect(page.contains("verdict-notrun"))

        // If there is an older record, its values are shown in grey.
        try vault.write("site.yml", "limits: {patience: 1ms}\n")
        try vault.run("build")
        try vault.write("site.yml", "limits: {patience: 1ms}\n" + settings)
        let stale = try vault.run("build")
        #expect(stale.status == 1)
        #expect(!stale.errors.contains("claim-refuted"), "\(stale.errors)")
        page = try #require(vault.page("naps.html"))
        #expect(page.contains("class=\"chart unusable\""))
        #expect(page.contains("no-such-bash is not installed"))
        #expect(page.contains("verdict-undecided"))
    }
}

extension TinyVault {
    /// The part of a measurement's record that the tests read.
    struct Measured: Decodable, Equatable {
        struct Values: Decodable, Equatable { var wallSeconds: [Double] }
        struct Past: Decodable, Equatable { var date: String }

        var seed: String
        var values: [Values]
        var history: [Past]
    }

    func record(_ name: String) throws -> Measured {
        let path = content + "/_records/_measurements/\(name).times.json"
        return try JSONDecoder().decode(
            Measured.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
