import Foundation
import Testing

/// A preview interrupts its author for what the last save broke, and for nothing else.
struct ServeProblemTests {
    private let broken = "---\ntags: [\n---\ntext"

    private struct State: Decodable {
        struct Problem: Decodable {
            var file: String
            var isNew: Bool
            var keepsOldPages: Bool
        }
        var errors: [Problem]
    }

    /// Returns the names of the files with problems, those that the last save brought with a star.
    private func problems(_ preview: Preview) async -> [String] {
        guard let text = await preview.get(".site/state"),
            let state = try? JSONDecoder().decode(State.self, from: Data(text.utf8))
        else { return [] }
        return state.errors.map {
            ($0.file.split(separator: "/").last.map(String.init) ?? "") + ($0.isNew ? "*" : "")
                + ($0.keepsOldPages ? " (old pages)" : "")
        }.sorted()
    }

    private func waits(_ preview: Preview, for expected: [String]) async throws -> Bool {
        try await preview.waits { await problems(preview) == expected }
    }

    @Test("Problems that stood before a save are told apart from those it brought")
    func newAndStanding() async throws {
        let preview = try await Preview(
            ["index.md": "home", "A.md": broken, "B.md": "fine", "C.md": "fine"],
            ["--pause", "0"])
        #expect(try await waits(preview, for: ["A.md"]))
        try preview.write("content/B.md", broken)
        #expect(try await waits(preview, for: ["A.md", "B.md*"]))
        // A note that its author works on shows all its problems.
        try preview.write("content/A.md", broken + " and more")
        #expect(try await waits(preview, for: ["A.md*", "B.md"]))
        try preview.write("content/C.md", "changed")
        #expect(try await waits(preview, for: ["A.md", "B.md"]))
        try preview.write("content/A.md", "fixed")
        #expect(try await waits(preview, for: ["B.md"]))
    }

    @Test("Pages are called old only if the site could not be renewed")
    func oldPages() async throws {
        let preview = try await Preview(["index.md": "home"], ["--pause", "0"])
        try preview.write("content/index.md", broken + " renewed")
        #expect(try await waits(preview, for: ["index.md*"]))
        #expect(try await preview.shows("renewed", at: "index.html"))
        try preview.move("content", to: "elsewhere")
        #expect(try await waits(preview, for: ["* (old pages)"]))
    }
}
