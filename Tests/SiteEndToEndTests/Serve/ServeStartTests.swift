import Foundation
import Testing

/// A preview starts only if there are notes, and continues when they are deleted.
struct ServeStartTests {
    private func everything(in folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
    }

    @Test(
        "Without a folder of notes a preview ends with 2 and changes nothing",
        arguments: [
            "nowhere", "content/index.md", "dangling", "nowhere/content", "content/index.md/x",
        ])
    func noContent(name: String) throws {
        let vault = try TinyVault(["index.md": "home"])
        try FileManager.default.createSymbolicLink(
            atPath: vault.folder + "/dangling", withDestinationPath: "nothing")
        let before = try everything(in: vault.folder)
        let outcome = try vault.run("serve", ["--content", name, "--port", "0"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("\(vault.folder)/\(name)"))
        #expect(outcome.errors.contains("--content"), "\(outcome.errors)")
        #expect(try everything(in: vault.folder) == before)
    }

    @Test("A folder that is not a built site is neither replaced nor served")
    func foreignOutput() throws {
        let vault = try TinyVault(["index.md": "home"])
        let folder = vault.folder + "/precious"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try "mine".write(toFile: folder + "/letter.txt", atomically: false, encoding: .utf8)
        let outcome = try vault.run("serve", ["--output", "precious", "--port", "0"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("precious"), "\(outcome.errors)")
        #expect(!outcome.errors.contains("Serving"))
        #expect(try everything(in: folder) == ["letter.txt"])
    }

    @Test("If the notes are deleted while they are shown, the last site stays until they come back")
    func deleted() async throws {
        let preview = try await Preview(["index.md": "home", "A.md": "first"], ["--pause", "0"])
        try FileManager.default.removeItem(atPath: preview.vault.content)
        #expect(try await preview.overlays("there is no folder"))
        #expect(await preview.get("a.html")?.contains("first") == true)
        #expect(preview.server.text("err").contains("there is no folder"))
        try preview.vault.write("A.md", "second")
        #expect(try await preview.shows("second", at: "a.html"))
        #expect(try await preview.overlays(nil))
        // From here on, everything works as before.
        try preview.write("content/A.md", "third")
        #expect(try await preview.shows("third", at: "a.html"))
    }

    @Test("A site deleted while it is shown is built again, but no other folder is replaced")
    func siteReplaced() async throws {
        let preview = try await Preview(["index.md": "home", "A.md": "first"], ["--pause", "0"])
        try FileManager.default.removeItem(atPath: preview.vault.output)
        try preview.write("content/A.md", "second")
        #expect(try await preview.shows("second", at: "a.html"))
        #expect(try await preview.shows("home", at: "index.html"))

        try FileManager.default.removeItem(atPath: preview.vault.output)
        try FileManager.default.createDirectory(
            atPath: preview.vault.output, withIntermediateDirectories: true)
        let letter = preview.vault.output + "/a.html"
        try "a letter".write(toFile: letter, atomically: false, encoding: .utf8)
        try preview.write("content/A.md", "third")
        #expect(try await preview.overlays("not made by site"))
        #expect(try String(contentsOfFile: letter, encoding: .utf8) == "a letter")
    }
}
