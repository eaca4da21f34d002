import Testing

@testable import SiteGenerator

@Suite struct BasesRegexpTests {
    func match(_ pattern: String, _ flags: String, in text: String) throws -> [String?]? {
        let regexp = try BaseRegexp(pattern: pattern, flags: flags)
        let subject = RegexpSubject(text)
        var steps = 10_000_000
        return regexp.firstMatch(in: subject, from: 0, steps: &steps)?.groups.map { group in
            group.map { subject.text($0) }
        }
    }

    @Test(
        arguments: [
            ("b+", "", "abbbc", ["bbb"]), ("b+?", "", "abbbc", ["b"]), ("^b", "", "ab", nil),
            ("(a|ab)(c|bcd)", "", "abcd", ["abcd", "a", "bcd"]), ("a{2,3}", "", "aaaa", ["aaa"]),
            ("a{2}", "", "a", nil), ("a{,2}", "", "a{,2}", ["a{,2}"]), ("x{", "", "x{", ["x{"]),
            (#"\d{4}-(\d\d)"#, "", "on 2026-06-10", ["2026-06", "06"]),
            ("[^a-c]", "", "abcd", ["d"]),
            (#"[\w-]+"#, "", "!a-b_c!", ["a-b_c"]), ("[]x]", "", "]", nil),
            (#"\bcat\b"#, "", "a cat.", ["cat"]),
            (#"\Bat"#, "", "a cat", ["at"]), ("HELLO", "i", "say hello", ["hello"]),
            ("ä", "i", "Ä", ["Ä"]),
            ("[a-z]+", "i", "ABC", ["ABC"]), ("^b$", "m", "a\nb\nc", ["b"]),
            ("a.b", "", "a\nb", nil),
            ("a.b", "s", "a\nb", ["a\nb"]), ("(?:ab)+", "", "ababx", ["abab"]),
            ("(a)|(b)", "", "b", ["b", nil, "b"]),
            (#"(?<year>\d+)"#, "", "in 99", ["99", "99"]),
            (#"\u0041\x42\u{1F600}"#, "u", "AB😀", ["AB😀"]),
            (#"\p{Lu}\p{L}+"#, "u", "ein Ärger", ["Ärger"]), ("(a*)*", "", "aab", ["aa", "aa"]),
            ("(a*)+b", "", "aab", ["aab", "aa"]), ("a??b", "", "ab", ["ab"]), ("", "", "x", [""]),
            (#"\.\*\["#, "", "x.*[", [".*["]), ("[.]", "", "a.", ["."]),
            (#"[\d.]+"#, "", "v1.2", ["1.2"]),
            ("a|b|", "", "c", [""]), (#"\/"#, "", "a/b", ["/"]),
        ] as [(String, String, String, [String?]?)])
    func matchesAsJavaScriptDoes(pattern: String, flags: String, text: String, expected: [String?]?)
        throws
    {
        #expect(try match(pattern, flags, in: text) == expected)
    }

    @Test(arguments: [
        ("(", 0, "this group is not closed"), ("a)", 1, "this `)` closes no group"),
        ("*a", 0, "there is nothing that `*` could repeat"),
        ("a**", 1, "this repeats a repetition"),
        ("[a", 0, "this class of characters is not closed"),
        ("[z-a]", 2, "this range runs backwards"),
        (#"a\"#, 1, "the pattern ends in a backslash"),
        (#"ä\1"#, 2, "back-references (`\\1`) can't be used here"),
        (
            "(?=a)", 0,
            "look-ahead and look-behind (`(?=`, `(?!`, `(?<=`, `(?<!`) can't be used here"
        ),
        ("a{3,2}", 1, "this repetition's bounds stand the wrong way round"),
        ("a{9999}", 1, "this repeats more than 1000 times"),
        (#"\p{Klingon}"#, 0, "no character property is named “Klingon”"),
        ("(?:a{1000}){1000}", 0, "this pattern is too large once its repetitions are written out"),
        // Repetitions of nothing make no program, and must yet not be written out.
        (
            String(repeating: "(?:", count: 20) + String(repeating: "){1000}", count: 20), 0,
            "this pattern is too large once its repetitions are written out"
        ),
        (String(repeating: "(", count: 60), 50, "this pattern nests more than 50 groups"),
        (String(repeating: "a", count: 1001), 0, "this pattern is longer than 1000 bytes"),
    ])
    func patternsAreRefusedWithTheirPlace(pattern: String, offset: Int, message: String) {
        #expect {
            _ = try BaseRegexp(pattern: pattern, flags: "")
        } throws: { error in
            let error = error as? RegexpError
            return error?.offset == offset && error?.message == message
        }
    }

    /// Patterns for which a backtracking machine needs 2^n or n^k steps.
    @Test(arguments: [
        "(a+)+$", "(a|a)*b", "(a*)*b", "a*a*a*a*a*a*b", "(.*)(.*)(.*)(.*)x", "(a|aa)+$",
    ])
    func workGrowsWithTheTextAndNotFaster(pattern: String) throws {
        let regexp = try BaseRegexp(pattern: pattern, flags: "")
        func steps(_ count: Int) -> Int {
            var steps = 100_000_000
            let text = String(repeating: "a", count: count) + "!"
            #expect(
                regexp.firstMatch(in: RegexpSubject(text), from: 0, steps: &steps)?.range == nil)
            return 100_000_000 - steps
        }
        #expect(steps(4000) < steps(1000) * 5)
    }

    @Test func aSearchEndsWhenItsStepsAreSpent() throws {
        let regexp = try BaseRegexp(pattern: "a*b", flags: "")
        var steps = 500
        let text = String(repeating: "a", count: 10_000)
        #expect(regexp.firstMatch(in: RegexpSubject(text), from: 0, steps: &steps) == nil)
        #expect(steps <= 0)
    }
}
