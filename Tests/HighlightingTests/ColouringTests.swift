import Testing

@testable import Highlighting

@Suite("Colouring")
struct ColouringTests {
    static func runs(_ colouring: Colouring) -> [[Int]] {
        var runs: [[Int]] = []
        colouring.forEach { runs.append([Int($0), $1]) }
        return runs
    }

    @Test("Neighbours of one class are one run, and what is empty is none")
    func joinsRuns() {
        var colouring = Colouring()
        for (end, style) in [(3, 1), (3, 2), (5, 1), (9, 0), (9, 3), (4, 3), (10, 3)] {
            colouring.add(upTo: end, as: UInt8(style))
        }
        colouring.close()
        #expect(Self.runs(colouring) == [[1, 5], [0, 9], [3, 10]])
    }

    @Test("Runs of any length come back", arguments: [1, 127, 128, 300, 16_383, 16_384, 2_000_000])
    func keepsLengths(length: Int) {
        var colouring = Colouring()
        colouring.add(upTo: length, as: 7)
        colouring.add(upTo: length + 1, as: 2)
        colouring.close()
        #expect(Self.runs(colouring) == [[7, length], [2, length + 1]])
    }

    @Test(
        "Runs that are another text's, cut short or nonsense leave the text whole",
        .enabled(if: !Fixtures.grammars.isEmpty, Fixtures.skipReason),
        arguments: [
            [], [3], [1, 2], [1, 200], [1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1],
            [250, 4, 251, 2],
            [1, 255, 255, 3, 2, 9], [0, 0, 0, 0], Array(repeating: 255, count: 64),
        ] as [[UInt8]])
    func survivesNonsense(bytes: [UInt8]) throws {
        let code = "if a < \"é\":\n    pass  # 1 & 2\n"
        let language = try #require(Language.named("python"))
        let html = try Fixtures.highlighter(language).html(of: code, Colouring(bytes: bytes))
        #expect(plain(String(decoding: html, as: UTF8.self)) == code)
    }
}
