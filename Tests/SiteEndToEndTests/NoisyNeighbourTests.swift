import Foundation
import Testing

/// True claims that are judged while other processes keep all cores busy.
@Suite(.serialized) struct NoisyNeighbourTests {
    private static let note = """
        ---
        measures:
          loops: {unit: ms, rounds: 6, budget: 1s}
          pair: {unit: cores, better: higher, rounds: 6, budget: 1s}
        claims:
          - id: fewer-is-faster
            text: Counting to two thousand is at least twice as fast as counting to twenty thousand.
            measure: loops
            faster: few
            than: many
            by: 2
          - id: processes-are-parallel
            text: Two processes that count keep more than one core busy.
            quantity: pair.both
            at-least: 1.5
            needs: canary
        ---

        ```bash id=few measure=loops subject=few
        for ((i = 0; i < 2000; i++)); do :; done
        ```

        ```bash id=many measure=loops subject=many
        for ((i = 0; i < 20000; i++)); do :; done
        ```

        ```bash id=both measure=pair subject=both
        count() { for ((i = 0; i < 20000; i++)); do :; done; }
        count & count & wait
        ```

        ```measure loops
        ```

        ```measure pair
        ```
        """

    @Test("On a busy machine a true claim is never refuted, and the page says what disturbed it")
    func busy() throws {
        let vault = try MeasuringTests.vault(["Loops.md": Self.note])
        let neighbours = try (0..<2).map { _ in
            try TinyVault.Running(
                // The processes end by themselves if this test is killed.
                program: "/bin/bash", arguments: ["-c", "while ((SECONDS < 300)); do :; done"],
                directory: vault.folder, environment: [:])
        }
        defer { neighbours.forEach { $0.kill() } }
        let outcome = try vault.run("build")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("2 measurements (2 made, 0 recalled)"))
        let page = try #require(vault.page("loops.html"))
        #expect(page.contains("class=\"chart unusable\""))
        #expect(page.contains("other work kept"))

        let verdicts = try vault.verdicts()
        #expect(verdicts.map(\.claim) == ["fewer-is-faster", "processes-are-parallel"])
        for verdict in verdicts {
            #expect(["holds", "undecided"].contains(verdict.verdict), "\(verdict)")
        }
    }
}

extension TinyVault {
    struct JSONElement: Decodable {
        var kind: String
        var claim: String?
        var verdict: String?
        var evidence: String?
        var file: String
        var line: Int?
        var code: String?
    }

    /// Returns the claims as `site check --format json` reports them.
    func verdicts() throws -> [JSONElement] {
        let output = try run("check", ["--format", "json"]).output
        return try JSONDecoder().decode([JSONElement].self, from: Data(output.utf8))
            .filter { $0.kind == "verdict" }
    }
}
