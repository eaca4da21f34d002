import Foundation
import Testing

/// A warning can stand where an author says why; readers are told, and so is who accepts too much.
struct AcceptedWarningTests {
    private static func model(_ allow: String) -> String {
        """
        criteria:
          - {id: stable, label: Stable, kind: fact, values: [true, false]\(allow)}

        """
    }

    private static func subject(_ id: String, _ value: String = "true") -> String {
        "---\nsubject: {id: \(id), label: \(id.uppercased())}\n"
            + "traits: {stable: {value: \(value), source: s, as_of: \"3\"}}\n---\n[[Table]]\n"
    }

    private static let table =
        "---\ncompare: {subjects: [a, b]}\n---\n[[A]] [[B]]\n\n```compare\n```\n"
    private static let reason = "all are stable, which is <the> point"

    private static func vault(_ allow: String, b: String = "true") throws -> TinyVault {
        try TinyVault([
            "_model/criteria.yml": model(allow), "A.md": subject("a"), "B.md": subject("b", b),
            "Table.md": table,
        ])
    }

    @Test("In a criterion, for a warning about it")
    func criterion() throws {
        #expect(try Self.vault("").run("check").errors.contains("[row-uniform]"))
        let vault = try Self.vault(", allow: {row-uniform: \"\(Self.reason)\"}")
        let outcome = try vault.run("check")
        #expect(outcome.status == 0, "\(outcome.errors)")
        try vault.run("build")
        let colophon = try #require(vault.page("colophon.html"))
        #expect(
            colophon.contains(
                "<code>row-uniform</code>, since all are stable, which is &lt;the&gt; point"))
    }

    @Test("What is accepted and does not occur is told")
    func unused() throws {
        let vault = try Self.vault(
            ", allow: {row-uniform: \"\(Self.reason)\"}", b: "false")
        let outcome = try vault.run("check")
        #expect(outcome.status == 1)
        #expect(
            outcome.errors.contains("“row-uniform” is accepted, and does not occur here"),
            "\(outcome.errors)")
    }

    @Test(
        "In a note, for what is said of it",
        arguments: [
            ("allow: {link-missing: \"it is written next week\"}", "[[Next]]\n", nil),
            (
                "allow: {link-missing: yes}", "[[Next]]\n",
                "nothing says why “link-missing” may stand here"
            ),
            (
                "allow: {link-mising: \"it is written next week\"}", "[[Next]]\n",
                "did you mean “link-missing”?"
            ),
            // Not for other codes, not for errors, and an author's own property is none of ours.
            ("allow: {link-missing: \"it is so\"}", "[[Next]]\n\nA[^1].\n", "[footnote-undefined]"),
            (
                "allow: {sample-failed: \"it is so\"}", "```python\n1/0\n```\n", "[sample-failed]"
            ),
            ("allow: everything", "Text.\n", nil),
        ] as [(String, String, String?)])
    func note(matter: String, body: String, says: String?) throws {
        let vault = try TinyVault(["Note.md": "---\n\(matter)\n---\n\(body)"])
        let outcome = try vault.run("check")
        #expect((outcome.status == 0) == (says == nil), "\(outcome.errors)")
        if let says { #expect(outcome.errors.contains(says), "\(outcome.errors)") }
    }
}
