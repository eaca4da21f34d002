import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Bases
@testable import SiteGenerator
@testable import Vault

/// Any text of a base gives a value or a diagnostic, in bounded time and stack.
@Suite struct BasesHostileTests {
    static let vault = TinyVault([("A.md", "list: [1, 2, 3]\ntext: aaaa"), ("B.md", "")])

    /// Evaluates on a thread whose stack is as small as any that a build may have.
    func value(_ text: String, formulas: [(String, String)] = [], steps: Int = 500_000) -> String {
        let result = Mutex("")
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            let value = evaluated(
                text, in: Self.vault, file: "A.md", formulas: formulas, steps: steps)
            result.withLock { $0 = value }
            done.signal()
        }
        thread.stackSize = 1 << 20
        thread.start()
        done.wait()
        return result.withLock { $0 }
    }

    static func times(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    static let deepAndLong: [String] = [
        times("(", 10_000), times("[", 9_000), times("{a:", 3_000), times("!", 10_000) + "a",
        times("-", 10_000) + "1", times("max(", 2_500), times("a[", 5_000),
        times("if(1,", 2_000),
        times("1+", 4_999) + "1", times("a.", 4_999) + "b", times("1+(", 3_000),
        times("\"a\"+", 2_400) + "1",
        times("a.lower().", 900) + "lower()", times("x", 20_000), times("/", 9_999),
        times("a/", 4_999) + "a",
        "a" + times("[0]", 3_000), times("[[1]].map(", 900), times("-(", 4_000),
        times("!(", 4_000),
    ]

    @Test(.timeLimit(.minutes(1)), arguments: deepAndLong.map(LongText.init))
    func deepAndLongExpressionsAreRefused(_ long: LongText) {
        #expect(value(long.text).hasPrefix("error "))
    }

    /// Expressions and their values.
    static let withinTheLimits: [(text: String, value: String)] = [
        (times("(", 55) + "1" + times(")", 55), "1"),
        (times("!", 56) + "1", "true"),
        (times("1+", 249) + "1", "250"),
        (times("1 && ", 2_000 - 1) + "2", "2"),
        ("text" + times(".lower()", 60), "\"aaaa\""),
        (times("if(0,1,", 50) + "2" + times(")", 50), "2"),
        (times("[", 15) + "1" + times("]", 15), times("[", 15) + "1" + times("]", 15)),
        (times("[1].map(", 50) + "value" + times(").length", 50), "1"),
        (times("[1].map(", 14) + "value" + times(")", 14) + ".length", "1"),
    ]

    @Test(
        .timeLimit(.minutes(1)),
        arguments: withinTheLimits.map { (LongText($0.text), $0.value) })
    func expressionsWithinTheLimitsNeedLittleStack(_ long: LongText, expected: String) {
        #expect(value(long.text) == expected)
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ("\"a\".repeat(100000).repeat(100000)", "this text is longer than 100000 bytes"),
            ("\"a\".repeat(1000000000)", "this text is longer than 100000 bytes"),
            (
                "\"aa\".repeat(40000).split(\"\").map(\"aa\".repeat(40000).split(\"\").length)",
                "evaluating this base takes too many steps"
            ),
            (
                "\"a\".repeat(20000).split(\"\").reduce(acc + acc, [1])",
                "this list has more than 100000 elements"
            ),
            (
                "\"a\".repeat(20000).split(\"\").reduce(acc + acc, \"ab\")",
                "this text is longer than 100000 bytes"
            ),
            (
                "\"a\".repeat(500).split(\"\").reduce([acc], 1)",
                "lists are nested more than 16 levels deep here"
            ),
            (
                "\"a\".repeat(500).split(\"\").reduce(list([acc]), 1)",
                "lists are nested more than 16 levels deep here"
            ),
            (
                "\"a\".repeat(500).split(\"\").reduce({\"a\": acc}, 1)",
                "lists are nested more than 16 levels deep here"
            ),
            (
                "\"a\".repeat(500).split(\"\").reduce([acc, acc], 1)",
                "lists are nested more than 16 levels deep here"
            ),
            (
                "\"a\".repeat(90000).split(\"\").map(\"a\".repeat(90000)).join(\"\")",
                "evaluating this base takes too many steps"
            ),
            (
                "[\"a\".repeat(90000), \"a\".repeat(90000)].join(\"\")",
                "this text is longer than 100000 bytes"
            ),
            (
                "\"a\".repeat(90000).replace(\"a\", \"bb\".repeat(1000))",
                "this text is longer than 100000 bytes"
            ),
            (
                "\"a\".repeat(35000).replace(\"a\", \"bbb\")",
                "this text is longer than 100000 bytes"
            ),
            ("\"a\".repeat(90000).split(\"\").unique().length", "1"),
            (
                "\"a\".repeat(9000).split(\"\").map(index).unique().length",
                "evaluating this base takes too many steps"
            ),
            // A search that compares the whole pattern at each place would take minutes.
            (
                "\"a\".repeat(90).split(\"\").map(\"a\".repeat(90000).split(\"a\".repeat(45000) + \"b\"))",
                "evaluating this base takes too many steps"
            ),
            (
                "\"a\".repeat(90000).replace(\"a\".repeat(45000) + \"b\", \"\").length", "90000"
            ),
            ("\"a\".repeat(90000).contains(\"a\".repeat(45000) + \"b\")", "false"),
            ("(0.1).toFixed(99999999999)", "takes a number of digits from 0 to 15"),
            ("numbers.slice(1e300)", "null"), ("list.slice(1e300)", "“slice” takes numbers"),
            ("list[1e300]", "null"), ("text[1e300]", "null"), ("date(1e300)", "is not a date"),
            ("duration(\"99999999999999y\").text", "has no field “text”"),
            (
                "date(\"2026-01-01\") + \"999999999999999d\"",
                "this date is after the year 9999 or before the year -9999"
            ),
            ("(date(\"9999-12-31\") - date(\"0001-01-01\")).days", "3652058"),
            ("duration(\"999999999999999y\")", "duration forever"),
            ("1e308 * 10", "Infinity"), ("-(1e308 * 10)", "-Infinity"),
            ("(1e308 * 10).round(2)", "Infinity"),
            ("(1e308 * 10 - 1e308 * 10).isEmpty()", "true"), ("date(1e308 * 10)", "is not a date"),
            ("now().format(\"YYYY\".repeat(99))", "this format is longer than 200 bytes"),
        ])
    func valuesThatGrowAreStopped(text: String, ending: String) {
        let found = value(text)
        #expect(found == ending || found.hasPrefix("error ") && found.contains(ending))
    }

    @Test(.timeLimit(.minutes(1)))
    func aLongChainOfFormulasIsRefusedAndNotFollowedToTheEnd() {
        let formulas =
            (0..<3000).map { ("f\($0)", "formula.f\($0 + 1)") } + [("f3000", "1")]
        #expect(value("formula.f2975", formulas: formulas) == "1")
        #expect(
            value("formula.f0", formulas: formulas)
                == "error 9: formulas depend on each other more than 32 levels deep here")
    }

    @Test(.timeLimit(.minutes(1)))
    func depthCountsThroughFormulas() {
        let deep = Self.times("if(0,1,", 20)
        let formulas =
            (0..<30).map { ("f\($0)", deep + "formula.f\($0 + 1)" + Self.times(")", 20)) } + [
                ("f30", "1")
            ]
        #expect(value("formula.f27", formulas: formulas) == "1")
        #expect(
            value("formula.f0", formulas: formulas).hasSuffix(
                "formulas and calls are nested too deep"))
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "file.properties == file.properties", "file.properties.p19999",
            "file.properties.keys().unique().length",
        ])
    func costGrowsWithTheNumberOfProperties(expression: String) {
        let properties = (0..<20_000).map { "p\($0): \($0)\n" }.joined()
        let vault = TinyVault([("Big.md", properties)])
        let list = "\"a\".repeat(9000).split(\"\")"
        #expect(
            evaluated(
                "\(list).map(\(expression)).length", in: vault, file: "Big.md", steps: 500_000
            )
            .hasSuffix("evaluating this base takes too many steps"))
    }

    @Test(.timeLimit(.minutes(1)))
    func aBaseThatCostsTooMuchHasANoticeInsteadOfRows() {
        let base = parseBase(
            """
            filters: '"a".repeat(50000).split("").map("b".repeat(9000).split("").length).length > 0'
            """, file: "B.base")
        let rendered = renderBase(
            base, in: Self.vault.corpus,
            context: BaseContext(this: nil, now: testMoment) { _ in nil })
        #expect(rendered.diagnostics.map(\.code) == [.baseLimit])
        #expect(rendered.diagnostics.map(\.severity) == [.error])
        #expect(
            rendered.html.contains("can't be shown: evaluating this base takes too many steps"))
        #expect(!rendered.html.contains("<table"))
    }

    static let hostileYAML: [String] = [
        "a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e]\nfilters: {and: [*f, *f, *f, *f]}",
        "filters: " + times("{and: [", 3000),
        "filters: " + times("{and: [", 30) + "x" + times("]}", 30),
        "formulas:\n  f: " + times("(", 9000), "\0", "filters: \"\\0\"", "\u{FEFF}filters: a b",
        "filters:\r\n  and:\r\n    - a b\r\n", "views: " + times("- ", 2000), "? a\n: b",
        "? [a]\n: b",
        "formulas: {? [a] : b}", "%YAML 9.9\n---\na: b", "--- a\n--- b", "&a", "*a",
        "!!binary x", "'", "\"",
    ]

    @Test(.timeLimit(.minutes(1)), arguments: hostileYAML.map(LongText.init))
    func hostileYAMLIsAnswered(_ yaml: LongText) {
        let base = parseBase(yaml.text, file: "B.base")
        #expect(!base.views.isEmpty)
        let rendered = renderBase(
            base, in: Self.vault.corpus,
            context: BaseContext(this: nil, now: testMoment) { _ in nil })
        #expect(!rendered.html.isEmpty)
    }
}
