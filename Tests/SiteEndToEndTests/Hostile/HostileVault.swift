import Foundation
import Testing

/// A vault that is harmful, on purpose or by mistake, and the messages that a build must give.
struct HostileVault: Sendable, CustomTestStringConvertible {
    var name: String
    /// The files besides a note `index.md`.
    var files: [String: String] = [:]
    /// A script that is run in the folder of notes, for files that can't be written as text.
    var script = ""
    /// The exit status: 0, or 1 if there is an error.
    var status: Int32 = 0
    /// Parts of the build's messages.
    var says: [String] = []
    /// Parts of pages, by their paths.
    var shows: [String: String] = [:]
    /// Texts that no page may contain.
    var hides: [String] = []

    init(
        _ name: String, _ files: [String: String] = [:], script: String = "", status: Int32 = 0,
        says: [String] = [], shows: [String: String] = [:], hides: [String] = []
    ) {
        self.name = name
        self.files = files
        self.script = script
        self.status = status
        self.says = says
        self.shows = shows
        self.hides = hides
    }

    var testDescription: String { name }
}

struct HostileVaultTests {
    @Test(
        "A hostile vault is built in bounded time, and nothing is written outside the site",
        arguments: HostileVault.all)
    func hostile(_ hostile: HostileVault) throws {
        let vault = try TinyVault(["index.md": "The home page is always there."])
        for (path, text) in hostile.files { try vault.write(path, text) }
        try "What nobody may read.".write(
            toFile: vault.folder + "/secret.txt", atomically: false, encoding: .utf8)
        #expect(try runScript(hostile.script, in: vault.content) == 0)
        let before = try everythingElse(in: vault)

        // The time is far more than any of them takes. It only keeps a hang from blocking the other
        // tests.
        let outcome = try vault.run("build", under: ["timeout", "-s", "KILL", "300"])
        #expect(outcome.status == hostile.status, "\(outcome.errors.prefix(2_000))")
        for part in hostile.says {
            #expect(outcome.errors.contains(part), "\(outcome.errors.prefix(2_000))")
        }
        #expect(try everythingElse(in: vault) == before)
        try expectPages(of: vault, hostile)

        let again = try vault.run("build", under: ["timeout", "-s", "KILL", "300"])
        #expect(again.status == hostile.status)
        #expect(again.errors.contains("nothing changed"), "\(again.errors.suffix(500))")
    }

    private func expectPages(of vault: TinyVault, _ hostile: HostileVault) throws {
        let site = try vault.siteFiles()
        let home = String(decoding: site["index.html"] ?? Data(), as: UTF8.self)
        #expect(home.contains("The home page is always there."))
        for (path, text) in hostile.shows {
            let page = try #require(site[path], "\(path) among \(site.keys.sorted())")
            #expect(String(decoding: page, as: UTF8.self).contains(text), "\(path)")
        }
        for (path, bytes) in site where path.hasSuffix(".html") {
            let page = String(decoding: bytes, as: UTF8.self)
            for text in hostile.hides + ["What nobody may read."] {
                #expect(!page.contains(text), "\(path)")
            }
        }
    }

    /// Returns all paths except for those of the site and the caches.
    private func everythingElse(in vault: TinyVault) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: vault.folder).filter {
            !$0.hasPrefix("public") && !$0.hasPrefix(".cache") && !$0.contains("_records")
        }.sorted()
    }
}

/// Runs a script that ends at its first failure.
///
/// - Returns: its status.
func runScript(_ script: String, in folder: String) throws -> Int32 {
    if script.isEmpty { return 0 }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", "set -e\n" + script]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
}
