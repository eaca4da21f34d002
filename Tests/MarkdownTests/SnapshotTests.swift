import Foundation
import Testing

@testable import Markdown

/// Trees of whole notes. With `RECORD_SNAPSHOTS=1` the actual trees replace the expected ones;
/// review the diff afterwards.
struct SnapshotTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Snapshots")

    @Test(arguments: ["inlines", "blocks", "callouts", "mixed-line-ends"])
    func treeIs(_ name: String) throws {
        let note = try Data(contentsOf: Self.folder.appending(path: name + ".md"))
        let source = SourceText([UInt8](note), firstLine: 1)
        let tree = parseTree(source, options: ParseOptions()).dump(source)
        let file = Self.folder.appending(path: name + ".tree")
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try Data(tree.utf8).write(to: file)
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        #expect(tree == expected)
    }
}
