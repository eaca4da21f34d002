import Testing

/// What a reader gets of what an author wrote: one vault, one build, one row for each thing.
struct NotePageTests {
    struct Row: Sendable {
        /// The note's text.
        var text: String
        var shows: [String]
        var lacks: [String] = []
    }

    private static let rows: [Row] = [
        Row(
            text: "---\ncssclasses: [wide, cards]\n---\n",
            shows: ["<body class=\"kind-note wide cards\">"]),
        // Properties that are links.
        Row(
            text: "---\nfile: \"[[plan.pdf#page=2]]\"\n---\n",
            shows: [
                "<dd><a class=\"internal\" href=\"plan.pdf#page=2\">plan.pdf &gt; page=2</a></dd>"
            ]),
        Row(
            text:
                "---\nsee: [\"[[Other#Part]]\", \"[[Other#^b|shown]]\", \"[[https://example.org/a]]\"]\n---\n",
            shows: [
                "<a class=\"internal\" href=\"other.html#part\">Other &gt; Part</a>, "
                    + "<a class=\"internal\" href=\"other.html#%5Eb\">shown</a>",
                "<a class=\"external\" rel=\"noopener\" href=\"https://example.org/a\">",
            ]),
        // A title that the text repeats is shown once, and is still there for links.
        Row(
            text: "---\ntitle: Own\n---\n# Own\n\nText. [[#Own]]\n",
            shows: [">Own</h1>", "<span id=\"own\"></span>", "href=\"#own\""],
            lacks: ["<h1 id"]),
        Row(
            text: "---\ntitle: Own\n---\nText.\n\n# Own\n", shows: ["<h1 id=\"own\">Own</h1>"]),
        Row(text: "# Another\n\nText.\n", shows: ["<h1 id=\"another\">Another</h1>"]),
        Row(
            text: "```mermaid\ngraph TD\nA --> B\n```\n",
            shows: ["<pre class=\"mermaid\">graph TD\nA --&gt; B\n</pre>"]),
        Row(
            text: "```dataview\nLIST\n```\n", shows: ["dataview (drawn by Obsidian only)", "LIST"]),
        // Links without a text show what they lead to.
        Row(
            text: "[](Other.md) [](plan.pdf) []() [[#]]",
            shows: [
                "<a class=\"internal\" href=\"other.html\">Other</a>",
                "<a class=\"internal\" href=\"plan.pdf\">plan.pdf</a>", ">#</span>",
            ], lacks: ["\"></a>", "\"></span>."]),
        Row(
            text: "---\nsee: \"[[Nobody]]\"\n---\n",
            shows: ["<span class=\"missing-link\">Nobody</span>"]),
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
