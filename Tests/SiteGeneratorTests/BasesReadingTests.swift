import Markdown
import Testing

@testable import Bases
@testable import SiteGenerator
@testable import Vault

@Suite struct BasesReadingTests {
    func problems(_ yaml: String, firstLine: Int = 1, indentation: Int = 0) -> [String] {
        parseBase(yaml, file: "B.base", firstLine: firstLine, indentation: indentation)
            .diagnostics.map { problem in
                "\(problem.severity) \(problem.span?.start.line ?? 0):\(problem.span?.start.column ?? 0) "
                    + problem.message + (problem.help.map { " (\($0))" } ?? "")
            }
    }

    @Test func aBaseOfAllPartsIsRead() throws {
        let base = parseBase(
            """
            filters:
              or:
                - file.hasTag("tag")
                - and:
                    - file.hasTag("book")
                    - file.hasLink("Textbook")
                - not:
                    - file.inFolder("Required Reading")
            formulas:
              formatted_price: 'if(price, price.toFixed(2) + " dollars")'
              ppu: "(price / age).toFixed(2)"
            properties:
              status:
                displayName: Status
              formula.formatted_price:
                displayName: "Price"
            summaries:
              customAverage: 'values.mean().round(3)'
            views:
              - type: table
                name: "My table"
                limit: 10
                groupBy:
                  property: note.age
                  direction: DESC
                filters: 'status != "done"'
                order: [file.name, age, formula.ppu]
                sort:
                  - property: age
                    direction: ASC
                summaries:
                  formula.ppu: Average
                  age: customAverage
                rowHeight: tall
                columnSize: {note.age: 100}
              - type: cards
                name: Cards
                image: note.cover
                imageFit: contain
                imageAspectRatio: 1.5
                cardSize: 200
              - type: list
                name: List
                markers: number
                indentProperties: true
                separator: " – "
            """, file: "B.base")
        #expect(base.diagnostics == [])
        #expect(base.formulas.map(\.name) == ["formatted_price", "ppu"])
        #expect(
            base.displayNames == [.note("status"): "Status", .formula("formatted_price"): "Price"])
        #expect(base.views.map(\.layout) == [.table, .cards, .list])
        let table = base.views[0]
        #expect(table.columns == [.file("name"), .note("age"), .formula("ppu")])
        #expect(table.group == BaseView.Order(property: .note("age"), isDescending: true))
        #expect(table.sort == [BaseView.Order(property: .note("age"), isDescending: false)])
        #expect(table.limit == 10)
        #expect(
            table.summaries.mapValues(\.name) == [
                .formula("ppu"): "Average", .note("age"): "customAverage",
            ])
        #expect(base.views[1].image == .note("cover"))
        #expect(base.views[1].imageAspectRatio == 1.5)
        #expect(base.views[2].marker == .number)
        #expect(base.views[2].separator == " – ")
        #expect(base.view(named: "my TABLE")?.name == "My table")
    }

    @Test(arguments: [
        ("file.name", BaseProperty.file("name")), ("formula.a b", .formula("a b")),
        ("note.x", .note("x")), ("x", .note("x")), ("two words", .note("two words")),
        (#"note["two words"]"#, .note("two words")), ("notes", .note("notes")),
        ("filed.x", .note("filed.x")), ("formula['x']", .formula("x")),
    ])
    func propertiesAreNamed(id: String, expected: BaseProperty) {
        #expect(BaseProperty(id) == expected)
    }

    @Test(arguments: ["", "# nothing\n", "~\n"])
    func anEmptyBaseShowsAllFilesInATable(yaml: String) {
        let base = parseBase(yaml, file: "B.base")
        #expect(base.diagnostics == [])
        #expect(base.views.map(\.layout) == [.table])
        #expect(base.views[0].filter == nil)
    }

    @Test(
        arguments: [
            ("filter: a\n", ["error 1:1 a base has no key “filter” (did you mean “filters”?)"]),
            (
                "xyz: a\n",
                [
                    "error 1:1 a base has no key “xyz” (it may have: filters, formulas, properties, summaries, views)"
                ]
            ),
            (
                "- a\n",
                [
                    "error 1:1 a base must be a map, and this is a list (it has the keys filters, formulas, properties, summaries, views)"
                ]
            ),
            (
                "filters:\n  nor:\n    - a\n",
                ["error 2:3 a filter has no key “nor” (did you mean “not”?)"]
            ),
            (
                "filters:\n  and: [a]\n  or: [b]\n",
                [
                    "error 3:3 a filter has exactly one of and, or, not, and here “or” follows “and” (put one into the list of the other)"
                ]
            ),
            (
                "filters: [a]\n",
                [
                    "error 1:10 filters are a text or a map, and this is a list (put the list below and:, or: or not:)"
                ]
            ),
            (
                "filters:\n  and:\n    - !done\n",
                [
                    "error 3:7 YAML takes a value that begins with “!” for a tag, so this filter is empty (put the whole expression in quotation marks: '!…')"
                ]
            ),
            (
                "filters: !done\n",
                [
                    "error 1:10 YAML takes a value that begins with “!” for a tag, so this filter is empty (put the whole expression in quotation marks: '!…')"
                ]
            ),
            (
                "filters:\n  and:\n    - !file.hasTag(\"x\")\n",
                [
                    "error 3:20 this is not valid YAML: did not find expected whitespace or line break (while scanning a tag) (put the whole expression in quotation marks: '!…')"
                ]
            ),
            (
                "formulas:\n  a: [1]\n",
                ["error 2:6 the formula “a” must be an expression, and this is a list"]
            ),
            (
                "formulas: x\n",
                [
                    "error 1:11 “formulas” must be a map of names and expressions, and this is the text “x”"
                ]
            ),
            (
                "formulas:\n  a: formula.b\n  b: formula.c + 1\n  c: 2 * formula.a\n",
                ["error 2:14 the formula “a” depends on itself: a → b → c → a"]
            ),
            (
                "formulas:\n  a: 1 + formula.a\n",
                ["error 2:18 the formula “a” depends on itself: a → a"]
            ),
            (
                "properties:\n  x:\n    displayname: X\n",
                ["error 3:5 a property has no key “displayname” (did you mean “displayName”?)"]
            ),
            (
                "properties:\n  x: X\n",
                [
                    "error 2:6 a property's settings must be a map, and this is the text “X” (write displayName: X below it)"
                ]
            ),
            (
                "properties:\n  file.nme: {displayName: X}\n",
                ["error 2:3 a file has no field “nme” (did you mean “file.name”?)"]
            ),
            ("views: table\n", ["error 1:8 “views” must be a list, and this is the text “table”"]),
            (
                "views:\n  - table\n",
                ["error 2:5 a view must be a map, and this is the text “table”"]
            ),
            (
                "views:\n  - name: A\n",
                ["error 2:5 this view has no type (write type: table, cards or list)"]
            ),
            (
                "views:\n  - type: tabel\n",
                ["error 2:11 there is no view of the type “tabel” (did you mean “table”?)"]
            ),
            (
                "views:\n  - type: kanban\n    stuff: 1\n    order: [file.x]\n",
                [
                    "warning 2:11 a view of the type “kanban” can't be shown here: a notice stands in its place (tables, cards and lists can be shown)"
                ]
            ),
            (
                "views:\n  - type: table\n    ordr: []\n",
                ["error 3:5 a view has no key “ordr” (did you mean “order”?)"]
            ),
            (
                "views:\n  - type: table\n    order: [formula.x]\n",
                ["error 3:13 no formula is named “x” (define it under formulas:)"]
            ),
            (
                "views:\n  - type: table\n    limit: many\n",
                ["error 3:12 a limit must be a whole number, and this is the text “many”"]
            ),
            (
                "views:\n  - type: table\n    sort: [{property: a, direction: UP}]\n",
                ["error 3:37 a direction is ASC or DESC, and this is the text “UP”"]
            ),
            (
                "views:\n  - type: table\n    groupBy: {propery: a}\n",
                [
                    "error 3:14 “groupBy” names no property (write property: file.name)",
                    "error 3:15 “groupBy” has no key “propery” (did you mean “property”?)",
                ]
            ),
            (
                "views:\n  - type: table\n    summaries: {a: Averge}\n",
                ["error 3:20 no summary is named “Averge” (did you mean “Average”?)"]
            ),
            (
                "views:\n  - {type: table, name: A}\n  - {type: list, name: a}\n",
                [
                    "warning 3:24 two views are named “a” (a link can name only the first: rename one)"
                ]
            ),
            (
                "display: {x: X}\nviews:\n  - type: table\n    sort: [{column: x}]\n",
                [
                    "warning 1:1 “display” is an old key, and is now “properties” (write properties: with a displayName for each property)",
                    "warning 4:13 “column” is the old name of “property” (write property:)",
                ]
            ),
            (
                "a: b: c\n",
                [
                    "error 1:5 this is not valid YAML: mapping values are not allowed in this context (put a value that holds “: ” in quotes)"
                ]
            ),
        ] as [(String, [String])])
    func problemsHaveTheirPlace(yaml: String, expected: [String]) {
        #expect(problems(yaml) == expected)
    }

    /// The `x` in place of an operator is at this place of the file.
    @Test(arguments: [
        ("formulas:\n  f: 1 x\n", 2, 8), ("formulas:\n  f: \"1 x\"\n", 2, 9),
        ("formulas:\n  f: '1 x'\n", 2, 9),
        ("formulas:\n  f: '''a'' x'\n", 2, 13), (#"formulas: {f: "\"a\" x"}"#, 1, 22),
        ("formulas:\n  größe: 1 x\n", 2, 14),
        ("formulas:\n  f: |\n    1 x\n", 3, 7), ("formulas:\n  f: >-\n\n    1 +\n    2 x\n", 5, 7),
        ("formulas:\n  f: |\n    1\n    x\n", 4, 5),
        ("formulas:\n  f: >\n    1 +\n\n    2\n    x\n", 6, 5),
        ("formulas:\n  f: |\n\n    1 +\n\n    2\n    x\n", 7, 5),
        ("formulas:\n  f: 1\n    x\n", 3, 5),
        ("formulas:\n  f: \"1 +\n\n      2 x\"\n", 4, 9), ("formulas:\r\n  f: 1 x\r\n", 2, 8),
        ("formulas:\n  f: 'a[\"b''s\"] x'\n", 2, 17), (#"formulas: {f: "'a\\b' x"}"#, 1, 23),
        ("formulas:\n  f: |2\n     1 x\n", 3, 8), ("formulas:\n  f: ä x\n", 2, 9),
        // After an anchor, a tag or a numeric escape, the place is the value's beginning.
        ("formulas:\n  f: &a 1 x\n", 2, 6), ("formulas:\n  f: !!str 1 x\n", 2, 6),
        (#"formulas: {f: "\u00e4 x"}"#, 1, 15),
    ])
    func messagesPointIntoValuesOfAllForms(yaml: String, line: Int, column: Int) throws {
        let problem = try #require(parseBase(yaml, file: "B.base").diagnostics.first)
        #expect(problem.message.hasSuffix("can't stand here"))
        #expect(problem.span?.start.line == line)
        #expect(problem.span?.start.column == column)
    }

    @Test func problemsOfABlockHaveThePlaceInTheNote() {
        #expect(
            problems("formulas:\n  f: 1 x\nfoo: 1\n", firstLine: 10, indentation: 2) == [
                "error 11:10 the name “x” can't stand here (an operator or a comma is missing before it)",
                "error 12:3 a base has no key “foo” (it may have: filters, formulas, properties, summaries, views)",
            ])
    }
}
