import Testing

@testable import SiteGenerator
@testable import Vault

struct PathTests {
    @Test(
        "A name becomes a slug that keeps every script and distinguishes names",
        arguments: [
            ("Thread vs Asyncio", "thread-vs-asyncio"),
            ("C", "c"), ("C++", "cplusplus"), ("C#", "csharp"),
            ("Q&A", "qanda"), ("100 %", "100-percent"),
            ("What's new?", "whats-new"), ("a  --  b", "a-b"),
            ("Über Größe", "über-größe"), ("日本語 ノート", "日本語-ノート"), ("عربى", "عربى"),
            ("🚀 Launch", "🚀-launch"), ("👩‍💻", "👩‍💻"),
            ("v1.2", "v1.2"), (".hidden", "hidden"), ("?", "u3f"), ("\"'", "u22-u27"),
            ("Cafe\u{301}", "café"), ("a/b", "a-b"), ("snake_case", "snake_case"),
        ])
    func slugs(name: String, expected: String) {
        #expect(slug(name) == expected)
    }

    @Test(
        "A link between pages is relative and percent-encoded",
        arguments: [
            ("a.html", "b.html", "", "b.html"),
            ("x/a.html", "x/b.html", "", "b.html"),
            ("x/a.html", "b.html", "", "../b.html"),
            ("x/y/a.html", "x/z/b.html", "", "../z/b.html"),
            ("a.html", "x/b.html", "h", "x/b.html#h"),
            ("a.html", "a.html", "h", "#h"),
            ("a.html", "a.html", "", "a.html"),
            ("a.html", "über/ä b.html", "", "%C3%BCber/%C3%A4%20b.html"),
            ("a.html", "x:y.html", "", "./x:y.html"),
            ("a.html", "100%.html", "^id", "100%25.html#%5Eid"),
        ])
    func hrefs(from: String, to: String, fragment: String, expected: String) {
        #expect(PagePath(from).href(to: PagePath(to), fragment: fragment) == expected)
    }

    @Test(
        "A relative path never leaves the vault",
        arguments: [
            ("b.md", "x", "x/b.md"), ("../b.md", "x", "b.md"), ("./y/b.md", "x", "x/y/b.md"),
            ("../../b.md", "x", nil), ("..", "", nil), ("a/../../b", "", nil),
        ] as [(String, String, String?)])
    func resolving(relative: String, folder: String, expected: String?) {
        #expect(VaultPath.resolve(relative, in: folder)?.string == expected)
    }

    @Test(
        "Ignore patterns match as git's do",
        arguments: [
            ("*.tmp", "a/b.tmp", true), ("*.tmp", "a/b.tmpl", false),
            ("drafts", "x/drafts/a.md", true), ("drafts/", "drafts/a.md", true),
            ("/drafts", "x/drafts/a.md", false), ("x/*.md", "x/a.md", true),
            ("x/*.md", "x/y/a.md", false), ("x/**/a.md", "x/a.md", true),
            ("x/**/a.md", "x/y/z/a.md", true), ("a?c", "abc", true),
            ("**", "anything/at/all", true),
            ("a*b*c", "a-x-b-y-c", true), ("a*b*c", "a-x-c", false),
        ])
    func globs(pattern: String, path: String, expected: Bool) {
        #expect(GlobPattern(pattern).matches(path) == expected)
    }
}

struct ListedTests {
    @Test(
        "Names are listed without regard to case, and by the value of their numbers",
        arguments: [
            ["Part 1", "part 2", "Part 2b", "Part 10", "Part 100", "Partition"],
            ["0", "1", "9", "10", "a"], ["1.9", "1.10", "2.0"], ["v1-2", "v1-10", "v02-1", "v10"],
            ["2024-02-03", "2024-02-10", "2024-11-01"], ["Notes", "Notes 1", "Notes, old"],
            ["é 2", "É 11"],
            ["x" + String(repeating: "9", count: 70), "x1" + String(repeating: "0", count: 70)],
        ])
    func order(names: [String]) {
        #expect(names.shuffled().sorted { $0.listed < $1.listed } == names)
    }

    @Test("A number's leading zeros don't count")
    func zeros() {
        #expect("Part 007".listed == "part 7".listed)
        #expect("0".listed == "000".listed)
    }
}
