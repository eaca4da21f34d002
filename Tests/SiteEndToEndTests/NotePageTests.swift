import Testing

/// Texts of authors and the resulting pages: one vault, one build, one row for each. Others are in
/// `SiteGeneratorTests/Notes`.
struct NotePageTests {
    struct Row: Sendable {
        /// The text of the note.
        var text: String
        var shows: [String]
        var lacks: [String] = []
    }

    private static let rows: [Row] = [
        Row(
            text: "---\ntitle: Own\n---\nText.\n\n# Own\n", shows: ["<h1 id=\"own\">Own</h1>"]),
        Row(text: "# Another\n\nText.\n", shows: ["<h1 id=\"another\">Another</h1>"]),
        Row(
            text: "```mermaid\ngraph TD\nA --> B\n```\n",
            shows: ["<pre class=\"mermaid\">graph TD\nA --&gt; B\n</pre>"]),
        Row(
            text: "```dataview\nLIST\n```\n", shows: ["dataview (drawn by Obsidian only)", "LIST"]),
        // Links without a text show the title of their target.
        Row(
            text: "[](Other.md) [](plan.pdf) []() [[#]]",
            shows: [
                "<a class=\"internal\" href=\"other.html\">Other</a>",
                "<a class=\"internal\" href=\"plan.pdf\">plan.pdf</a>", ">#</span>",
            ], lacks: ["\"></a>", "\"></span>."]),
    ]

    @Test("Each row's page shows what it should")
    func rows() throws {
        let vault = try TinyVault(["Other.md": "## Part\n\nText. ^b\n"])
        try vault.write("plan.pdf", "%PDF-1.4")
        for (number, row) in Self.rows.enumerated() {
            try vault.write("Row \(number).md", row.text)
        }
        let errors = try vault.run("build", ["--samples", "none"]).errors
        for (number, row) in Self.rows.enumerated() {
            let page = try #require(vault.page("row-\(number).html"), "\(errors)")
            for part in row.shows {
                #expect(page.contains(part), "\(row.text)\n\(part)\n\(page)")
            }
            for part in row.lacks { #expect(!page.contains(part), "\(row.text)\n\(part)") }
        }
        #expect(vault.exists("public/plan.pdf"))
    }
}
