import Foundation
import Testing

/// `.base` files: their own pages, embeds of all views or one, and their diagnostics.
struct BaseFileTests {
    private static let base = """
        filters: file.hasTag("book")
        properties:
          rating:
            displayName: Stars
        views:
          - type: table
            name: All books
            order: [file.name, rating]
            sort: [{property: rating, direction: DESC}]
          - type: list
            name: Of this author
            filters: author == this
        """

    private static let files = [
        "Lists/Books.base": base,
        "Dune.md": "---\ntags: [book]\nrating: 9\nauthor: \"[[Herbert]]\"\n---\n",
        "Emma.md": "---\ntags: [book]\nrating: 8\nauthor: \"[[Austen]]\"\n---\n",
        "People/Herbert.md": "He wrote:\n\n![[Books.base#Of this author]]\n\nSee [[Books.base]].",
        "People/Austen.md": "![[Books.base]] and [[Books.base#of this author|hers]]",
        "Other.md": "Text.",
    ]

    /// Returns the text of a page without navigation and footer.
    private func main(_ vault: TinyVault, _ path: String) throws -> String {
        let page = try #require(vault.page(path), "\(path)")
        let start = try #require(page.range(of: "<article"))
        let end = try #require(page.range(of: "</article>"))
        return String(page[start.upperBound..<end.lowerBound])
    }

    @Test("A base has its own page, and the navigation and links lead to it")
    func ownPage() throws {
        let vault = try TinyVault(Self.files)
        let outcome = try vault.run("build")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let text = try main(vault, "lists/books.html")
        #expect(text.contains("<a href=\"#base-all-books\">All books</a>"))
        #expect(text.contains(">Stars</th>"))
        let dune = try #require(text.range(of: "href=\"../dune.html\""))
        let emma = try #require(text.range(of: "href=\"../emma.html\""))
        #expect(dune.lowerBound < emma.lowerBound)
        // On its own page, `this` is the base, which is nobody's author.
        #expect(text.contains("No file matches."))
        let page = try #require(vault.page("lists/books.html"))
        #expect(page.contains("He wrote") == false)
        #expect(page.contains("<blockquote>See <mark>Books.base</mark>.</blockquote>"))
        #expect(try main(vault, "people/herbert.html").contains("href=\"../lists/books.html\""))
        #expect(vault.page("lists/index.html")?.contains("href=\"books.html\">Books</a>") == true)
        #expect(vault.page("sitemap.xml")?.contains("lists/books.html") == true)
        #expect(!vault.exists("public/lists/books.base"))
    }

    @Test("An embedded view shows its rows for the note that it stands in")
    func embeds() throws {
        let vault = try TinyVault(Self.files)
        try vault.run("build")
        let herbert = try main(vault, "people/herbert.html")
        #expect(herbert.contains("href=\"../dune.html\""))
        #expect(!herbert.contains("href=\"../emma.html\""))
        #expect(herbert.contains("href=\"../lists/books.html#base-of-this-author\">Books</a>"))
        #expect(!herbert.contains("base-tabs"))
        let austen = try main(vault, "people/austen.html")
        #expect(austen.contains("<a href=\"#e1.base-all-books\">All books</a>"))
        #expect(austen.contains("href=\"../lists/books.html#base-of-this-author\">hers</a>"))
        // A base must not be within a paragraph.
        #expect(!austen.contains("<p><div"))
    }

    @Test(
        "A mistake in a base or a link to it is an error at its place",
        arguments: [
            (["B.base": "filters: file.hasTagg(1)\n"], "content/B.base:1:15: error"),
            (["B.base": "views:\n  - type: table\n    limmit: 3\n"], "content/B.base:3:5: error"),
            (["B.base": "formulas:\n  a: b +\n"], "content/B.base:2:9: error"),
            (["B.base": "filters: [\n"], "content/B.base:2:1: error"),
            (["B.base": "filters: n.lower() == 1\n"], "content/B.base:1:12: error"),
            (
                ["B.base": "", "A.md": "![[B.base#Tabel]]"],
                "content/A.md:1:1: error: the base B.base has no view named “Tabel” [base-view]"
            ),
            (
                ["B.base": "", "A.md": "See [[B.base#Tabel]]."],
                "content/A.md:1:5: error: the base B.base has no view named “Tabel” [base-view]"
            ),
        ])
    func mistakes(files: [String: String], expected: String) throws {
        let vault = try TinyVault(files.merging(["N.md": "---\nn: 1\n---\n"]) { $1 })
        for command in ["build", "check"] {
            let outcome = try vault.run(command)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains(expected), "\(outcome.errors)")
            let count = outcome.errors.split(separator: "\n").count { $0.contains(": error: ") }
            #expect(count == 1, "\(outcome.errors)")
        }
    }

    @Test("A base and a note of the same name have different addresses")
    func sameName() throws {
        let vault = try TinyVault(["Books.md": "Note: [[Books.base]]", "Books.base": ""])
        let outcome = try vault.run("build")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try main(vault, "books.html").contains("href=\"books-base.html\""))
        #expect(try main(vault, "books-base.html").contains("href=\"books.html\""))
    }

    @Test("A base is updated when the notes that it queries change")
    func incremental() throws {
        let vault = try TinyVault(Self.files)
        try vault.run("build")
        try vault.write("Dune.md", "---\ntags: [book]\nrating: 1\nauthor: \"[[Austen]]\"\n---\n")
        try vault.write("Lists/Books.base", Self.base.replacing("Stars", with: "Points"))
        try vault.run("build")
        #expect(try !main(vault, "people/herbert.html").contains("href=\"../dune.html\""))
        #expect(try main(vault, "people/austen.html").contains(">Points</th>"))
        let edited = try vault.siteFiles()
        try FileManager.default.removeItem(atPath: vault.output)
        try vault.run("build", ["--no-cache"])
        #expect(try vault.siteFiles() == edited)
    }

    @Test("A base that uses the current time is evaluated in every build")
    func time() throws {
        let vault = try TinyVault([
            "B.base":
                "formulas: {t: 'now().format(\"x\")'}\nviews: [{type: table, order: [formula.t]}]"
        ])
        try vault.run("build")
        let first = try main(vault, "b.html")
        Thread.sleep(forTimeInterval: 1.1)
        try vault.run("build")
        #expect(try main(vault, "b.html") != first)
    }

    @Test("A random choice is the same in every build")
    func random() throws {
        let vault = try TinyVault([
            "B.base": "formulas: {r: random()}\nviews: [{type: table, order: [formula.r]}]",
            "N.md": "Text.",
        ])
        try vault.run("build")
        let first = try main(vault, "b.html")
        #expect(first.contains("<td class=\"number\">0."))
        try FileManager.default.removeItem(atPath: vault.output)
        try vault.run("build", ["--no-cache"])
        #expect(try main(vault, "b.html") == first)
    }
}
