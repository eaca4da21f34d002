import Markdown
import Testing

@testable import Bases
@testable import Evidence
@testable import SiteGenerator
@testable import Vault

@Suite struct BasesViewTests {
    static let vault = TinyVault(
        [
            (
                "Books/Dune.md",
                "tags: [book]\nauthor: \"[[Herbert]]\"\nyear: 1965\nrating: 9\nread: true\nbought: 2024-01-05\nshelf: A"
            ),
            (
                "Books/Emma.md",
                "tags: [book]\nauthor: \"[[Austen]]\"\nyear: 1815\nrating: 7\nread: false\nbought: 2023-11-30\nshelf: B"
            ),
            (
                "Books/Persuasion.md",
                "tags: [book/novel]\nauthor: \"[[Austen]]\"\nyear: 1817\nrating: 8\nbought: 2025-02-01\nshelf: A"
            ),
            ("Books/Untitled.md", "tags: [book]\nrating: eight"),
            ("People/Austen.md", "tags: [person]\nborn: 1775"),
            ("People/Herbert.md", "tags: [person]"),
            ("Books/dune.png", ""), ("Books.base", ""),
        ], links: ["Books/Untitled.md": ["Dune"]])

    /// Returns rows as texts, with groups as lines that begin with `=`, and summaries with `Σ`.
    func rows(_ yaml: String, this: String? = "Books.base") -> [String] {
        let base = parseBase(yaml, file: "Books.base")
        let corpus = Self.vault.corpus
        var query = BaseQuery(
            base: base, corpus: corpus, this: this.flatMap { corpus.position(of: VaultPath($0)) },
            now: testMoment)
        let result = query.run(base.views[0])
        func text(_ cell: BaseResult.Cell) -> String {
            switch cell {
            case .value(let value): corpus.label(of: value)
            case .problem(let message): "! \(message)"
            }
        }
        var lines = base.diagnostics.map(\.message)
        if let failure = result.failure { lines.append("failed: \(failure)") }
        for group in result.groups {
            if base.views[0].group != nil {
                lines.append("= \(group.key == .null ? "None" : corpus.label(of: group.key))")
                lines += group.summaries.map { "Σ \($0.name) \(text($0.cell))" }
            }
            lines += group.rows.map { $0.cells.map(text).joined(separator: " | ") }
        }
        return lines + result.summaries.map { "Σ \($0.name) \(text($0.cell))" }
    }

    static let books = "filters: file.hasTag(\"book\")\n"

    @Test(
        arguments: [
            (
                "",
                [
                    "Books", "Dune", "Emma", "Persuasion", "Untitled", "dune.png", "Austen",
                    "Herbert",
                ]
            ),
            (
                "filters: file.ext == \"md\"",
                ["Dune", "Emma", "Persuasion", "Untitled", "Austen", "Herbert"]
            ),
            ("filters: file.hasTag(\"book\")", ["Dune", "Emma", "Persuasion", "Untitled"]),
            ("filters: {and: ['file.hasTag(\"book\")', rating > 7]}", ["Dune", "Persuasion"]),
            ("filters: {or: [year < 1816, born < 1800]}", ["Emma", "Austen"]),
            (
                "filters: {not: ['file.hasTag(\"book\")', 'file.ext != \"md\"']}",
                ["Austen", "Herbert"]
            ),
            (
                "filters: {and: ['file.hasTag(\"book\")', {or: [read, {not: [author]}]}]}",
                ["Dune", "Untitled"]
            ),
            (
                "filters: {and: []}\nviews: [{type: table, filters: 'file.inFolder(\"People\")'}]",
                ["Austen", "Herbert"]
            ),
            ("filters: author == link(\"Austen\")", ["Emma", "Persuasion"]),
            ("filters: '!rating && file.ext == \"md\"'", ["Austen", "Herbert"]),
            ("filters: file.backlinks.length > 0", ["Dune", "Austen", "Herbert"]),
        ] as [(String, [String])])
    func filtersChooseFiles(yaml: String, expected: [String]) {
        let names = rows(yaml).map { $0.hasSuffix(".base") ? String($0.dropLast(5)) : $0 }
        #expect(names.sorted() == expected.sorted())
    }

    @Test(arguments: [
        ("author == this", ["Emma", "Persuasion"]), ("file.hasLink(this)", ["Emma", "Persuasion"]),
        ("file.path == this.file.path", ["Austen"]), ("year - this.born == 40", ["Emma"]),
        ("list(author).contains(this.file)", ["Emma", "Persuasion"]),
    ])
    func thisIsTheNoteThatShowsTheBase(filter: String, expected: [String]) {
        #expect(rows("filters: '\(filter)'", this: "People/Austen.md") == expected)
    }

    @Test(
        arguments: [
            (
                "sort: [{property: year}]",
                ["Emma | 1815", "Persuasion | 1817", "Dune | 1965", "Untitled | "]
            ),
            // Empty values are last in both directions.
            (
                "sort: [{property: year, direction: DESC}]",
                ["Dune | 1965", "Persuasion | 1817", "Emma | 1815", "Untitled | "]
            ),
            (
                "sort: [{property: author}, {property: file.name, direction: DESC}]",
                ["Persuasion | 1817", "Emma | 1815", "Dune | 1965", "Untitled | "]
            ),
            // A checkbox that was never set counts as unchecked.
            (
                "sort: [{property: read, direction: DESC}]",
                ["Dune | 1965", "Emma | 1815", "Persuasion | 1817", "Untitled | "]
            ),
            (
                "sort: [{property: read}, {property: file.name, direction: DESC}]",
                ["Untitled | ", "Persuasion | 1817", "Emma | 1815", "Dune | 1965"]
            ),
            // Numbers come before texts.
            (
                "sort: [{property: rating}]",
                ["Emma | 1815", "Persuasion | 1817", "Dune | 1965", "Untitled | "]
            ),
            (
                "sort: [{property: file.name, direction: DESC}]\n    limit: 2",
                ["Untitled | ", "Persuasion | 1817"]
            ),
        ] as [(String, [String])])
    func sortingAndLimit(view: String, expected: [String]) {
        let yaml =
            Self.books + "views:\n  - type: table\n    order: [file.name, year]\n    \(view)\n"
        #expect(rows(yaml) == expected)
    }

    @Test func groupsAreSortedAndSummedUp() {
        let yaml =
            Self.books + """
                views:
                  - type: table
                    order: [file.name, rating]
                    groupBy: {property: shelf, direction: DESC}
                    summaries: {rating: Average}
                """
        #expect(
            rows(yaml) == [
                "= B", "Σ Average 7", "Emma | 7", "= A", "Σ Average 8.5", "Dune | 9",
                "Persuasion | 8",
                "= None", "Σ Average ", "Untitled | eight", "Σ Average 8",
            ])
    }

    @Test func linksToOneFileAreOneGroup() {
        let yaml = Self.books + "views: [{type: list, groupBy: author}]\n"
        #expect(
            rows(yaml) == [
                "= Austen", "Emma", "Persuasion", "= Herbert", "Dune", "= None", "Untitled",
            ])
    }

    @Test(arguments: [
        ("rating", "Average", "8"), ("rating", "Min", "7"), ("rating", "Max", "9"),
        ("rating", "Sum", "24"),
        ("rating", "Range", "2"), ("rating", "Median", "8"),
        ("rating", "Stddev", "0.816496580927726"),
        ("bought", "Earliest", "2023-11-30"), ("bought", "Latest", "2025-02-01"),
        ("bought", "Range", "a year"),
        ("read", "Checked", "1"), ("read", "Unchecked", "1"), ("read", "Empty", "2"),
        ("read", "Filled", "2"),
        ("shelf", "Unique", "2"), ("author", "Unique", "2"), ("shelf", "Average", ""),
        ("rating", "spread", "9 to 7"), ("rating", "count", "4"),
    ])
    func summaries(property: String, name: String, expected: String) {
        let yaml =
            Self.books + """
                formulas: {x: 1}
                summaries:
                  spread: 'values.reduce(if(value.isType("number"), max(acc, value), acc), 0) + " to " + min(values.filter(value.isType("number")))'
                  count: values.length
                views: [{type: table, order: [\(property)], summaries: {\(property): \(name)}}]
                """
        #expect(rows(yaml).last == "Σ \(name) \(expected)")
    }

    @Test func formulasMayUseFormulas() {
        let yaml =
            Self.books + """
                formulas:
                  age: 2026 - year
                  label: if(year, file.name + " is " + formula.age + " years old", "?")
                  stars: '"★".repeat(rating / 2)'
                views: [{type: table, order: [formula.label, formula.stars]}]
                """
        #expect(
            rows(yaml) == [
                "Dune is 61 years old | ★★★★", "Emma is 211 years old | ★★★",
                "Persuasion is 209 years old | ★★★★",
                "? | ! “/” can't be applied to the text “eight” and the number 2",
            ])
    }

    @Test(arguments: [
        ("filters: file.hasTg(\"x\")", "there is no function “hasTg” to call on a value"),
        ("filters: rating >", "the expression ends too early"),
    ])
    func anInvalidFilterIsNotAnEmptyTable(yaml: String, message: String) {
        #expect(rows(yaml) == [message, "failed: its filter can't be read"])
    }

    @Test func aProblemOfSeveralFilesIsReportedOnce() throws {
        let base = parseBase(
            """
            filters: file.hasTag("book") && rating.round() > 0
            formulas: {half: rating / 2}
            views: [{type: table, order: [formula.half]}]
            """, file: "Books.base")
        let rendered = renderBase(
            base, in: Self.vault.corpus,
            context: BaseContext(this: nil, now: testMoment) { _ in nil })
        #expect(
            rendered.diagnostics.map { "\($0.severity) \($0.message) \($0.notes)" } == [
                "error the text “eight” has no function “round” [\"for Books/Untitled.md\"]"
            ])
        #expect(rendered.diagnostics.first?.span?.start.column == 40)
    }

    @Test(arguments: [
        (
            "{and: ['file.hasTag(\"book\")', author == this, rating.round() > 0]}", 4,
            "author == this"
        ),
        (
            "{and: [{and: ['file.hasTag(\"book\")', year > 1900]}, this.born, year > 2000]}", 1,
            "true"
        ),
        ("author == this", 8, "author == this"),
        ("{and: ['file.hasTag(\"book\")', formula.own]}", 4, "author == this"),
        ("{and: ['file.hasTag(\"book\")', formula.other]}", 4, "author == this"),
        ("{and: ['file.hasTag(\"book\")', {or: [year > 1900, this.born]}]}", 4, "true"),
        ("{or: [year > 1900, 'file.hasTag(\"person\")']}", 3, "true"),
    ])
    func candidatesDoNotChangeTheResult(filter: String, count: Int, other: String) {
        let base = parseBase(
            """
            filters: \(filter)
            formulas: {own: author == this, other: formula.own}
            views: [{type: table, filters: '\(other)'}]
            """, file: "Books.base")
        #expect(base.diagnostics == [])
        let corpus = Self.vault.corpus
        let candidates = BaseCandidates(of: base, in: corpus, now: testMoment)
        #expect(candidates.files.count == count)
        for path in corpus.files.map(\.path) {
            let context = BaseContext(this: path, now: testMoment) { _ in nil }
            let plain = renderBase(base, in: corpus, context: context)
            let quick = renderBase(base, in: corpus, context: context, candidates: candidates)
            #expect(plain.html == quick.html)
            #expect(plain.diagnostics.map(\.message) == quick.diagnostics.map(\.message))
        }
    }

    @Test(
        arguments: [
            ("filters: authr", ["no note has the property “authr” did you mean “author”?"]),
            (
                "views: [{type: table, order: [bougth]}]",
                ["no note has the property “bougth” did you mean “bought”?"]
            ),
            ("filters: pages > 5", []), ("filters: author", []), ("filters: AUTHOR", []),
        ] as [(String, [String])])
    func aPropertyCloseToAKnownOneIsReported(yaml: String, expected: [String]) {
        let problems = checkNames(in: parseBase(yaml, file: "B.base"), against: Self.vault.corpus)
        #expect(problems.map { $0.message + " " + ($0.help ?? "") } == expected)
    }
}
