import Foundation
import Testing

@testable import Highlighting

/// Only some grammars count, and a bad one is as good as none.
struct GrammarTests {
    private func folder(_ files: [String: String]) throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "grammars-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        return folder.path
    }

    @Test("The first folder counts, and in it the newest version")
    func order() throws {
        let (first, second) = (
            try folder(["python-0.9.0.so": "", "python-0.23.0.so": "", "notes.txt": "", "x.so": ""]
            ),
            try folder(["python-1.0.0.so": "", "tree-c-2.so": ""])
        )
        defer {
            for path in [first, second] { try? FileManager.default.removeItem(atPath: path) }
        }
        let found = Grammar.find(in: ["/nonexistent", first, second])
        #expect(found.map { "\($0.name) \($0.version)" } == ["python 0.23.0", "tree-c 2"])
        #expect(found.first?.path == first + "/python-0.23.0.so")
    }

    @Test("What is no grammar gives no highlighter")
    func broken() throws {
        let folder = try folder(["python-1.so": "not a library"])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let grammar = try #require(Grammar.find(in: [folder]).first)
        #expect(Highlighter(.python, grammar: grammar) == nil)
        let library = Grammar.find(in: [Fixtures.root.appending(path: ".tools/grammars").path])
            .first { $0.name == "python" }
        // A library of another language has no entry of this name.
        if let library {
            let link = folder + "/rust-1.so"
            try FileManager.default.createSymbolicLink(
                atPath: link, withDestinationPath: library.path)
            let wrong = try #require(Grammar.find(in: [folder]).first { $0.name == "rust" })
            #expect(Highlighter(.rust, grammar: wrong) == nil)
        }
    }
}
