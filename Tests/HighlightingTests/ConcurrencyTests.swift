import Foundation
import Testing

@testable import Highlighting

@Suite(.enabled(if: !Fixtures.grammars.isEmpty, Fixtures.skipReason))
struct ConcurrencyTests {
    @Test("Many threads make of the same code the same HTML as one")
    func threads() async throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Snapshots")
        let work = try Language.all.map { language in
            let file = folder.appending(path: language.grammar + ".code")
            return (
                try Fixtures.highlighter(language), try String(contentsOf: file, encoding: .utf8)
            )
        }
        let parser = Parser()
        let expected = work.map { $0.0.html(of: $0.1, by: parser) }
        await withTaskGroup(of: [[UInt8]?].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let parser = Parser()
                    return (0..<10).map { _ in work.map { $0.0.html(of: $0.1, by: parser) } }.last!
                }
            }
            for await found in group { #expect(found == expected) }
        }
    }
}
