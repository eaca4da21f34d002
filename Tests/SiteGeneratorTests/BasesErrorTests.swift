import Testing

@testable import Bases
@testable import SiteGenerator
@testable import Vault

@Suite struct BasesErrorTests {
    /// The column counts from 1, in bytes of the expression.
    @Test(arguments: [
        ("status ==", "error 10: the expression ends too early"),
        ("", "error 1: the expression is empty"),
        ("(1 + 2", "error 1: this “(” is not closed"),
        ("max(1, 2", "error 4: this “(” is not closed"),
        ("[1, 2", "error 1: this “[” is not closed"),
        ("1 2", "error 3: this value can't stand here"),
        ("a and b", "error 3: the name “and” can't stand here"),
        ("a = b", "error 3: “=” is not an operator"),
        ("a ? b : c", "error 3: “?” is not an operator"),
        ("a & b", "error 3: “&” is not an operator"),
        ("größe == “x”", "error 12: ““” is a typographic quotation mark"),
        (#""open"#, "error 1: this text has no end"),
        ("/open", "error 1: “/” can't stand here"),
        (#"/a(b\/c/gi.matches("x")"#, "error 1: regular expressions are not supported here"),
        (#"status.replace(/o$/, "a")"#, "error 16: regular expressions are not supported here"),
        ("2nd", "error 1: a name can't begin with a digit"),
        ("x.", "error 3: the expression ends too early: a name must follow “.”"),
        ("1 + * 2", "error 5: “*” can't stand here"),
    ])
    func syntaxErrorsHaveTheirColumn(text: String, expected: String) {
        let found = BasesExpressionTests().value(text)
        #expect(found == expected)
    }

    @Test(arguments: [
        ("status.uper()", 8, "there is no function “uper” to call on a value"),
        ("nope(1)", 1, "there is no function “nope”"),
        ("contains(status, 'x')", 1, "there is no function “contains”"),
        ("formula.totl", 9, "no formula is named “totl”"),
        (#"formula["totl"]"#, 9, "no formula is named “totl”"),
        ("file.nam", 6, "a file has no field “nam”"),
        ("file.hasTag", 6, "a file has no field “hasTag”"),
        ("this.file.pth", 11, "a file has no field “pth”"),
        ("file.contains('x')", 6, "a file has no function “contains”"),
        ("if(done)", 1, "“if” takes 2 to 3 arguments, not 1"),
        ("now(1)", 1, "“now” takes no argument, not 1"),
        ("status.lower(1)", 8, "“lower” takes no argument, not 1"),
    ])
    func unknownNamesAreFoundWithoutFiles(
        text: String, column: Int, message: String
    ) {
        #expect(BasesExpressionTests().value(text) == "error \(column): \(message)")
    }

    @Test(arguments: [
        ("status.round()", 8, "the text “Todo” has no function “round”"),
        ("price.lower()", 7, "the number 12.5 has no function “lower”"),
        ("due.split('-')", 5, "the date 2026-06-20 has no function “split”"),
        ("numbers.isempty", 9, "a list has no field “isempty”"),
        ("author.path", 8, "the link [[Kevin Kelly]] has no field “path”"),
        (#""text" * 2"#, 8, "“*” can't be applied to the text “text” and the number 2"),
        ("due + 5", 5, "“+” can't be applied to the date 2026-06-20 and the number 5"),
        (#"2 * duration("1h")"#, 3, "a number can't be multiplied by a duration"),
        (#"number("nope")"#, 1, "the text “nope” is not a number"),
        (#"date("soon")"#, 1, "the text “soon” is not a date"),
        (#"duration("1 fortnight")"#, 1, "the text “1 fortnight” is not a duration"),
        (
            #"(1).round("x")"#, 5,
            "“round” takes a number of digits from 0 to 15, and this is the text “x”"
        ),
        (#"status.isType("strng")"#, 8, "there is no type “strng”"),
        (#"due + "9000y""#, 5, "this date is after the year 9999 or before the year -9999"),
        ("max(status)", 1, "the text “Todo” is neither a number nor a date"),
    ])
    func wrongValuesHaveTheirColumn(text: String, column: Int, message: String) {
        #expect(BasesExpressionTests().value(text) == "error \(column): \(message)")
    }

    @Test(arguments: [
        ("status.toUpperCase()", "there are title() and lower()"),
        ("tags.includes('x')", "write contains(…)"),
        ("file.has_tag('x')", "did you mean “hasTag(tag, …)”?"),
        (
            "length(status)",
            "the functions are date, duration, escapeHTML, file, html, icon, if, image, link, list, max, min, now, number, random, today"
        ),
        ("contains(a, b)", "call it on a value: x.contains(text)"),
        ("dat('2026')", "did you mean “date(text)”?"),
        ("not(done)", "write !x"),
        (#"status.matches("T")"#, "write contains(…), startsWith(…) or endsWith(…)"),
        ("status.number()", "write number(…)"),
    ])
    func unknownFunctionsComeWithAdvice(text: String, help: String) throws {
        let base = parseBase("formulas:\n  f: \(text)\n", file: "Test.base")
        #expect(base.diagnostics.map(\.help) == [help])
    }
}
