import Testing

@testable import SiteGenerator

@Suite struct BasesExpressionTests {
    static let vault = TinyVault(
        [
            (
                "Books/Out of Control.md",
                """
                price: 12.5
                quantity: 4
                status: Todo
                done: false
                tags: [urgent, work]
                numbers: [3, 1, 2]
                two words: yes it is
                due: 2026-06-20
                started: 2026-06-01T09:30:00
                author: "[[Kevin Kelly|Kevin]]"
                authors: ["[[Kevin Kelly]]", "[[Nobody]]"]
                nested: {a: 1, b: {c: deep}}
                empty:
                größe: 7
                """
            ),
            ("People/Kevin Kelly.md", "born: 1952\nicon: pen"),
            ("People/2026-06-01.md", ""),
            ("cover.png", ""),
        ],
        tags: ["Books/Out of Control.md": ["science/emergence"]],
        links: ["Books/Out of Control.md": ["Kevin Kelly#Life", "Missing Note"]],
        embeds: ["Books/Out of Control.md": ["cover.png"]],
        modified: ["Books/Out of Control.md": "2026-06-07 07:17:08"],
        sizes: ["Books/Out of Control.md": 1234])

    func value(_ text: String) -> String {
        evaluated(
            text, in: Self.vault, file: "Books/Out of Control.md", this: "People/Kevin Kelly.md",
            formulas: [("total", "price * quantity"), ("label", #"status + ": " + formula.total"#)])
    }

    @Test(arguments: [
        ("null", "null"), ("true", "true"), ("2.5", "2.5"), (".5", "0.5"), ("1e3", "1000"),
        ("'it''s'", "error 5: this value can't stand here"),
        (#"'a\'b'"#, #""a'b""#), (#""tab\tend\u0041""#, "\"tab\tendA\""),
        ("price", "12.5"), ("note.price", "12.5"), (#"note["two words"]"#, #""yes it is""#),
        ("größe", "7"), ("missing", "null"), ("empty", "null"), ("nested.b.c", #""deep""#),
        (#"nested["a"]"#, "1"), ("nested.x", "null"), ("missing.x.y", "null"),
        ("numbers[0]", "3"), ("numbers[7]", "null"), ("numbers[-1]", "null"),
        ("[1, 'a', true][1]", #""a""#), (#"{"a": 1, b: 2}.keys()"#, #"["a", "b"]"#),
        ("formula.total", "50"), ("formula.label", #""Todo: 50""#),
        (#"formula["total"] / 2"#, "25"),
        ("this.file.name", #""Kevin Kelly""#), ("this.born", "1952"), ("this.missing", "null"),
    ])
    func literalsAndNames(text: String, expected: String) {
        #expect(value(text) == expected)
    }

    @Test(arguments: [
        ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("10 - 4 - 3", "3"), ("10 / 5 / 2", "1"),
        ("10 % 4", "2"), ("-price", "-12.5"), ("--2", "2"), ("+price", "12.5"), ("!done", "true"),
        ("!!status", "true"), ("1 < 2 == true", "true"),
        (#"status == "Todo" && price > 10"#, "true"),
        (#"status != "Todo" || price > 100"#, "false"),
        // As in JavaScript, an operand is the result.
        (#"missing || "fallback""#, #""fallback""#), ("price && status", #""Todo""#),
        (#""5" * 2"#, "10"), ("7 / 0", "null (warning 3)"), ("true + true", "2"),
        (#"1 + "1""#, #""11""#), (#"status + price"#, #""Todo12.5""#), (#""x" + missing"#, #""x""#),
        ("[1] + [2, 3]", "[1, 2, 3]"), ("[1] + 2", "[1, 2]"), ("missing + 1", "null"),
        ("missing * 2", "null"), ("missing - due", "null"),
    ])
    func operators(text: String, expected: String) {
        #expect(value(text) == expected)
    }

    @Test(arguments: [
        ("missing == null", "true"), ("price == missing", "false"), ("missing != 'x'", "true"),
        // A missing value is neither smaller nor greater.
        ("missing < 5", "false"), ("missing >= 5", "false"), ("due > missing", "false"),
        (#"12.5 == "12.5""#, "true"), (#""b" > "a""#, "true"), (#""a" == "A""#, "false"),
        ("[1, 2] == [1, 2]", "true"), ("[1, 2] == [2, 1]", "false"),
        (#"{"a": 1} == {"a": 1}"#, "true"),
        (#"due == "2026-06-20""#, "true"), (#"due > "2026-06-19""#, "true"),
        ("due < now()", "false"), ("started < due", "true"),
        // A date without a time is compared by its day alone.
        (#"started == date("2026-06-01")"#, "true"), ("today() == now()", "true"),
        (#"started == date("2026-06-01 09:31")"#, "false"),
        (#"duration("1d") > duration("23h")"#, "true"), (#"duration("1d") == 86400000"#, "true"),
        ("status > 5", "false (warning 8)"), ("numbers > 2", "false (warning 9)"),
        (#"author == link("Kevin Kelly")"#, "true"),
        (#"author == link("kevin kelly.md", "x")"#, "true"),
        ("author == this", "true"), ("author == this.file", "true"), ("author == file", "false"),
        (#"author == "Kevin Kelly""#, "true"), (#"authors[1] == link("nobody")"#, "true"),
        (#"authors[1] == link("Kevin Kelly")"#, "false"),
        (#"link("2026-06-01") < today()"#, "true"),
    ])
    func comparisons(text: String, expected: String) {
        #expect(value(text) == expected)
    }

    @Test(arguments: [
        (#"if(done, "yes", "no")"#, #""no""#), (#"if(price, "has")"#, #""has""#),
        (#"if(missing, "has")"#, "null"), (#"if(true, 1, "a" * 2)"#, "1"),
        ("max(3, 1, 2)", "3"), ("min(numbers)", "1"), ("max(1, missing)", "1"),
        ("max(missing)", "null"),
        (#"max(due, date("2027-01-01"))"#, "date 2027-01-01"),
        (#"number("3.4")"#, "3.4"), ("number(true)", "1"), ("number(missing)", "null"),
        (#"number(date("1970-01-02"))"#, "86400000"), ("list(1)", "[1]"),
        ("list(numbers)", "[3, 1, 2]"),
        ("list(missing)", "[]"), (#"escapeHTML("<a b='c'>&")"#, #""&lt;a b=&#39;c&#39;&gt;&amp;""#),
        (#"link("Kevin Kelly", "KK")"#, "[[Kevin Kelly|KK]]"), ("link(missing)", "null"),
        (#"link("https://swift.org", "Swift")"#, "https://swift.org"),
        (#"link("[[Kevin Kelly|K]]").asFile()"#, "file People/Kevin Kelly.md"),
        (#"file("Kevin Kelly").properties.icon"#, #""pen""#), (#"file("Nowhere")"#, "null"),
        (#"image("cover.png")"#, #"image "cover.png""#), (#"icon("star")"#, "icon star"),
        (#"html("<b>x</b>")"#, "html <b>x</b>"),
        ("now()", "date 2026-06-10T07:17:08"), ("today()", "date 2026-06-10"),
    ])
    func globalFunctions(text: String, expected: String) {
        #expect(value(text) == expected)
    }

    @Test(arguments: [
        (#""hello".length"#, "5"), (#""größer 👩‍🚀".length"#, "8"),
        (#""hello".contains("ell")"#, "true"),
        (#""Hello".contains("hell")"#, "false"), (#""hello".containsAll("h", "e")"#, "true"),
        (#""hello".containsAny("x", "e")"#, "true"), (#""hello".startsWith("he")"#, "true"),
        (#""hello".endsWith("lo")"#, "true"), (#""".isEmpty()"#, "true"),
        (#""x".isEmpty()"#, "false"),
        (#""HeLLo".lower()"#, #""hello""#), (#""hello wOrld".title()"#, #""Hello WOrld""#),
        (#""  hi  ".trim()"#, #""hi""#), (#""hello".reverse()"#, #""olleh""#),
        (#""ab".repeat(3)"#, #""ababab""#), (#""hello".slice(1, 4)"#, #""ell""#),
        (#""hello".slice(-3)"#, #""llo""#), (#""hello".slice(3, 1)"#, #""""#),
        (#""a,b,c,d".split(",", 3)"#, #"["a", "b", "c"]"#),
        (#""abc".split("")"#, #"["a", "b", "c"]"#),
        (#""a:b:c:d".replace(":", "-")"#, #""a-b-c-d""#),
        (#""x".toString()"#, #""x""#), ("author.toString()", #""[[Kevin Kelly|Kevin]]""#),
        (#"author.contains("Kevin")"#, "true"), ("author.contains(this)", "true"),
        ("missing.toString()", #""""#), ("missing.contains('x')", "null"),
        ("missing.length", "null"),
        ("missing.isEmpty()", "true"), (#"missing.lower().split(",")"#, "null"),
    ])
    func textFunctions(text: String, expected: String) {
        #expect(value(text) == expected)
    }

    @Test(arguments: [
        ("(-5).abs()", "5"), ("(2.1).ceil()", "3"), ("(2.9).floor()", "2"), ("(2.5).round()", "3"),
        ("(-2.5).round()", "-2"), ("(2.3333).round(2)", "2.33"), ("(1.005).toFixed(2)", #""1.01""#),
        ("(3.14159).toFixed(2)", #""3.14""#), ("(3).toFixed(2)", #""3.00""#),
        ("(0.00001).toFixed(6)", #""0.000010""#), ("(1234567.5).toFixed()", #""1234568""#),
        ("1.isTruthy()", "true"), ("0.isTruthy()", "false"), ("5.isEmpty()", "false"),
        ("123.toString()", #""123""#), (#"12.5.isType("number")"#, "true"),
        (#"true.isType("boolean")"#, "true"), (#""x".isType("string")"#, "true"),
        (#"missing.isType("null")"#, "true"), (#"due.isType("date")"#, "true"),
        (#"author.isType("link")"#, "true"), (#"file.isType("file")"#, "true"),
        (#"nested.isType("object")"#, "true"), (#"numbers.isType("list")"#, "true"),
    ])
    func numbersAndTypes(text: String, expected: String) {
        #expect(value(text) == expected)
    }

    @Test(arguments: [
        ("numbers.length", "3"), ("numbers.contains(2)", "true"), ("numbers.contains(9)", "false"),
        ("numbers.containsAll(1, 2)", "true"), ("numbers.containsAny(9, 2)", "true"),
        ("numbers.filter(value > 1)", "[3, 2]"), ("numbers.filter(index > 0)", "[1, 2]"),
        ("numbers.map(value + index)", "[3, 2, 4]"), ("numbers.reduce(acc + value, 0)", "6"),
        ("numbers.reduce(if(acc == null || value > acc, value, acc), null)", "3"),
        ("numbers.map(numbers.filter(value > 1).length)", "[2, 2, 2]"),
        // The names of the outer list are valid again after the inner one.
        ("[[1, 2], [3]].map(value.map(value * 2) + [value.length])", "[[2, 4, 2], [6, 1]]"),
        ("numbers.sort()", "[1, 2, 3]"), (#"["b10", "B9", "a"].sort()"#, #"["a", "B9", "b10"]"#),
        ("numbers.reverse()", "[2, 1, 3]"), ("numbers.slice(1)", "[1, 2]"),
        ("numbers.slice(-2, -1)", "[1]"), ("[1, [2, [3]]].flat()", "[1, 2, [3]]"),
        (#"numbers.join("-")"#, #""3-1-2""#), ("numbers.join()", #""3,1,2""#),
        ("[1, 2, 2, '2'].unique()", "[1, 2]"), ("[].isEmpty()", "true"),
        ("numbers.mean()", "2"), ("numbers.sum()", "6"), ("[].mean()", "null"),
        (#"authors.contains(link("Kevin Kelly"))"#, "true"), ("authors.contains(this)", "true"),
        (#"authors.contains("Nobody")"#, "true"), ("list(author).contains(this)", "true"),
        (#"tags.contains("URGENT")"#, "true"), (#"file.tags.contains("science")"#, "true"),
        (##"file.tags.contains("#science/emergence")"##, "true"),
        (#"file.tags.contains("emergence")"#, "false"),
        ("nested.keys()", #"["a", "b"]"#), ("nested.values().length", "2"),
        ("{}.isEmpty()", "true"),
    ])
    func lists(text: String, expected: String) {
        #expect(value(text) == expected)
    }

    @Test(arguments: [
        ("file.name", #""Out of Control""#), ("file.basename", #""Out of Control""#),
        ("file.path", #""Books/Out of Control.md""#), ("file.folder", #""Books""#),
        ("file.ext", #""md""#), ("file.size", "1234"), ("file.mtime", "date 2026-06-07T07:17:08"),
        ("file.ctime", "null"), ("file.file", "file Books/Out of Control.md"),
        (#"file("cover.png").name"#, #""cover.png""#), (#"file("cover.png").folder"#, #""/""#),
        ("file.tags", "[#urgent, #work, #science/emergence]"),
        ("file.links.length", "6"), ("file.embeds", "[[[cover.png]]]"),
        (#"file("Kevin Kelly").backlinks"#, "[[[Books/Out of Control.md]]]"),
        ("file.properties.price", "12.5"), ("file.asLink('x')", "[[Books/Out of Control.md|x]]"),
        (#"file.hasTag("science")"#, "true"), (##"file.hasTag("#Urgent", "x")"##, "true"),
        (#"file.hasTag("emergence")"#, "false"), (#"file.hasLink("Kevin Kelly")"#, "true"),
        ("file.hasLink(this)", "true"), ("this.file.hasLink(file)", "false"),
        (#"file.hasLink("missing note")"#, "true"), (#"file.hasLink("Other")"#, "false"),
        (#"file.hasLink("cover.png")"#, "true"), (#"file.hasLink(missing)"#, "false"),
        (#"file.hasProperty("price")"#, "true"), (#"file.hasProperty("empty")"#, "true"),
        (#"file.hasProperty("nope")"#, "false"), (#"file.inFolder("Books")"#, "true"),
        (#"file.inFolder("Book")"#, "false"), (#"file.inFolder("/")"#, "true"),
        (#"link("Out of Control").linksTo("Kevin Kelly")"#, "true"),
        ("authors[1].asFile()", "null"),
    ])
    func filesAndLinks(text: String, expected: String) {
        #expect(value(text) == expected)
    }
}
