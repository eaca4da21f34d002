import Foundation
import Testing

@testable import Highlighting

/// A piece of code in each language and the class of each of its parts. With `RECORD_SNAPSHOTS=1`
/// what was found becomes what is expected: then read the difference.
@Suite(.enabled(if: !Fixtures.grammars.isEmpty, Fixtures.skipReason))
struct SnapshotTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Snapshots")

    @Test(arguments: Language.all.map(\.grammar))
    func tokensAre(_ name: String) throws {
        let code = try String(
            contentsOf: Self.folder.appending(path: name + ".code"), encoding: .utf8)
        let found = tokens(try Fixtures.html(code, in: name))
        let file = Self.folder.appending(path: name + ".tokens")
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try Data(found.utf8).write(to: file)
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        #expect(found == expected)
    }

    @Test("Every rule names something in its grammar", arguments: Language.all.map(\.grammar))
    func rulesAreKnown(_ name: String) throws {
        let language = try #require(Language.named(name))
        let unknown = try Fixtures.highlighter(language).unknownSelectors
        #expect(unknown.isEmpty)
    }
}
