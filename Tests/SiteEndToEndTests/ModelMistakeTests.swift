import Testing

/// A file with ten mistakes gives ten messages, each at the place of its mistake.
struct ModelMistakeTests {
    /// Returns the place and code of lines of the form `content/FILE:LINE:COLUMN: severity: …
    /// [code]`.
    private func places(_ outcome: TinyVault.Outcome, in file: String) -> [String] {
        outcome.errors.split(separator: "\n").compactMap { line in
            guard line.hasPrefix("content/\(file):"), line.hasSuffix("]"),
                let open = line.lastIndex(of: "[")
            else { return nil }
            let parts = line.dropFirst("content/\(file):".count).split(
                separator: ":", maxSplits: 2)
            return "\(parts[0]):\(parts[1]) \(line[line.index(after: open)...].dropLast())"
        }
    }

    @Test("Ten mistakes in the criteria")
    func criteria() throws {
        let vault = try TinyVault([
            "A.md": "Text.",
            "_model/criteria.yml": """
            groups: [cost, {label: Fit}, cost]
            units: {size: [page, book]}
            criteria:
              - {id: model, kind: facts}
              - {id: spawn, group: cots, kind: measured, unit: us, better: lower}
              - {id: mem, kind: measured, unit: KB, better: less}
              - {id: mem, kind: fact}
              - {id: ease, kind: opinion, rating: best}
            """,
        ])
        let outcome = try vault.run("check")
        #expect(outcome.status == 1)
        #expect(
            places(outcome, in: "_model/criteria.yml") == [
                "1:16 criterion-invalid", "1:30 criterion-duplicate", "2:16 unit-unknown",
                "2:22 unit-unknown", "4:23 criterion-invalid", "5:24 criterion-invalid",
                "6:37 unit-unknown", "6:49 criterion-invalid", "7:10 criterion-duplicate",
                "8:39 criterion-invalid",
            ], "\(outcome.errors)")
    }

    @Test("Ten mistakes in a note's front matter", arguments: ["build", "check"])
    func frontMatter(command: String) throws {
        let vault = try TinyVault([
            "_model/criteria.yml": """
            groups: [cost, fit]
            criteria:
              model: {group: fit, kind: fact}
              parallel: {group: fit, kind: checked, values: ["yes", "no"]}
              spawn: {group: cost, kind: measured, unit: us, better: lower}
              stack: {group: cost, kind: fact, unit: KiB}
              ease: {group: fit, kind: opinion, rating: 1..5}
            """,
            "Other.md": "---\nsubject: {id: other}\n---\n",
            "Threads.md": """
            ---
            subject: {id: threads}
            traits:
              model: Preemptive
              modle: Preemptive
              parallel: {value: mostly, claim: no-such-claim}
              spawn: 200 us
              stack: {value: 8 s, source: limits.h, as_of: "2.36"}
              ease: {value: Easy, rating: 7, because: It is.}
            compare:
              subjects: [threads, othr]
              criteria: [ease, eas]
            claims:
              - {text: Unbound.}
            ---
            ```compare
            ```
            """,
        ])
        let outcome = try vault.run(command)
        #expect(outcome.status == 1)
        #expect(
            places(outcome, in: "Threads.md") == [
                "4:10 trait-source", "5:3 criterion-unknown", "6:21 trait-value",
                "6:36 claim-unknown", "7:10 trait-measure", "8:18 trait-value", "9:17 trait-value",
                "11:23 subject-unknown", "12:20 criterion-unknown", "14:5 claim-invalid",
            ], "\(outcome.errors)")
        // Each message says how to fix the mistake.
        #expect(outcome.errors.contains("did you mean “model”?"))
        #expect(outcome.errors.contains("did you mean “other”?"))
    }
}
