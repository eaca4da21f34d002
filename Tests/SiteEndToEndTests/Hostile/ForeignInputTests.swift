import Foundation
import FoundationXML
import MarkupCheck
import Testing

/// No input crashes the program. The tests run the real program on hostile vaults.
struct ForeignInputTests {
    static let sample = "# N\n\n```python id=s\nprint(1)\n```\n"

    @Test(
        "An absurd limit is an error at its place",
        arguments: [
            "timeout: 99999999999999999999s", "patience: 1e308m", "memory: 99999999999999999999G",
            "max-timeout: 0.00000001ms",
        ])
    func limits(line: String) throws {
        let vault = try TinyVault(["N.md": Self.sample, "site.yml": "limits:\n  \(line)\n"])
        let checked = try vault.run("check")
        #expect(checked.status == 1)
        #expect(checked.errors.contains("content/site.yml:2:"), "\(checked.errors)")
        #expect(checked.errors.contains("must be a"), "\(checked.errors)")
    }

    @Test(arguments: ["0", "1025", "9223372036854775807"])
    func jobs(count: String) throws {
        let vault = try TinyVault(["N.md": "text"])
        let built = try vault.run("build", ["--jobs", count])
        #expect(built.status == 64)
        #expect(built.errors.contains("from 1 to 1024"))
    }

    @Test("A forged placeholder is text")
    func tokens() throws {
        let vault = try TinyVault([
            "index.md": "See [[index]] and [x](&#x10FFFC;99&#x10FFFD;).",
            "B.md":
                "[[index]] &#x10FFFC;0&#x10FFFD; ![&#1114108;1&#1114109;](x.png \"&#x10FFFC;0&#x10FFFD;\")",
        ])
        #expect(try vault.run("check").status == 1)
        _ = try vault.run("build")
        let page = try #require(vault.page("b.html"))
        #expect(page.contains("\u{10FFFC}0\u{10FFFD}"))
    }

    @Test("A file with an impossible date is built like any other")
    func fileTimes() throws {
        let vault = try TinyVault(["A.md": "far", "B.md": "long ago"])
        for (name, year) in [("A.md", "9999"), ("B.md", "0001")] {
            let touch = Process()
            touch.executableURL = URL(fileURLWithPath: "/usr/bin/touch")
            touch.arguments = ["-d", "\(year)-01-01", vault.content + "/" + name]
            try touch.run()
            touch.waitUntilExit()
        }
        let built = try vault.run("build")
        #expect(built.status == 0, "\(built.errors)")
        #expect(vault.page("a.html")?.contains("far") == true)
    }

    @Test("No character that XML forbids gets into feed, sitemap or page, whatever its source")
    func xml() throws {
        let codes: [UInt32] = (1..<0x20).filter { ![9, 10, 13].contains($0) } + [0xFFFE, 0xFFFF]
        var files = [
            "site.yml": """
            title: "T\\x01\\uFFFE"
            tagline: "t\\x02"
            author: "a\\uFFFF"
            base-url: https://example.org/
            """
        ]
        for code in codes {
            let raw = Unicode.Scalar(code).map { String(Character($0)) } ?? ""
            let escape =
                code > 0xFF
                ? "\\u\(String(code, radix: 16))"
                : "\\x" + (code < 16 ? "0" : "") + String(code, radix: 16)
            files["N\(code)\(raw).md"] = """
                ---
                title: "t\(escape)\(code)"
                description: "d\(escape)"
                tags: ["x\(escape)y"]
                aliases: ["a\(escape)\(code)"]
                updated: 2024-01-01
                ---
                # H\(raw) &#\(code);

                text \(raw) &#x\(String(code, radix: 16)); ![alt \(raw)](x.png) [[N\(code)\(raw)|l\(raw)]] #tag\(raw)

                ```text title="c\(raw)"
                code \(raw)
                ```
                """
        }
        let vault = try TinyVault(files)
        let built = try vault.run("build")
        #expect(built.status == 0 || built.status == 1, "\(built.errors.prefix(2000))")
        for name in ["feed.xml", "sitemap.xml"] {
            let text = try #require(vault.page(name))
            #expect(XMLParser(data: Data(text.utf8)).parse(), "\(name)")
        }
        for (path, data) in try vault.siteFiles()
        where ["html", "xml", "txt"].contains((path as NSString).pathExtension) {
            let text = try #require(String(validating: data, as: UTF8.self), "\(path)")
            let found = text.unicodeScalars.first { codes.contains($0.value) || $0.value == 0 }
            #expect(found == nil, "\(path): \(found?.value ?? 0)")
        }
    }

    @Test("An impossible record is a warning at its file, counts as missing, and is not shown")
    func records() throws {
        var files = ["site.yml": "title: T\n"]
        let values = [
            ("wallSeconds", "1e19"), ("wallSeconds", "-1"), ("moments", "[1e308]"),
            ("moments", "[]"),
            ("peakMemoryBytes", "-9223372036854775808"), ("date", "\"<script>q</script>\""),
            ("runtimeVersion", "\"\\u001b]8;;q\\u0007\""), ("sandbox", "\"\\ud800\""),
            ("userSeconds", "null"),
            ("voluntarySwitches", "9223372036854775808"), ("lanes", "[{\"kind\":\"thread\"}]"),
            (
                "lanes",
                "[{\"kind\":\"thread\",\"name\":\"n\",\"start\":0,\"end\":1e300,\"busy\":\"inf..inf\"}]"
            ),
            ("host", "[]"), ("involuntarySwitches", "\"x\""),
        ]
        for (index, value) in values.enumerated() {
            files["N\(index).md"] = Self.sample
            files["_records/N\(index)/s.json"] =
                #"{"ending":"exited 0","key":"k","output":["1"],"runtime":"cpython"}"#
            var fields = [
                ("date", "\"2030-01-01T00:00:00Z\""),
                ("host", #"{"cores":2,"kernel":"6","memoryBytes":1,"processor":"P","system":"S"}"#),
                ("involuntarySwitches", "1"), ("lanes", "[]"), ("moments", "[0.1]"),
                ("peakMemoryBytes", "1"), ("runtimeVersion", "\"V\""), ("sandbox", "\"none\""),
                ("systemSeconds", "0"), ("userSeconds", "0"), ("voluntarySwitches", "1"),
                ("wallSeconds", "0.2"),
            ]
            for place in fields.indices where fields[place].0 == value.0 {
                fields[place].1 = value.1
            }
            let text = fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",\n")
            files["_records/N\(index)/s.times.json"] = "{\"key\":\"k\",\"observation\":{\n\(text)}}"
        }
        let vault = try TinyVault(files)
        let built = try vault.run("build", ["--frozen"])
        #expect(built.status == 1, "\(built.errors)")
        for index in values.indices {
            #expect(
                built.errors.contains("content/_records/N\(index)/s."), "\(values[index])")
            #expect(built.errors.contains("content/N\(index).md:"), "\(values[index])")
        }
        #expect(!built.errors.contains("\u{1B}]8"))
        for (path, data) in try vault.siteFiles() where path.hasSuffix(".html") {
            #expect(
                markupProblem(in: Array(data), rules: MarkupRules(isPage: true)) == nil, "\(path)")
            #expect(!String(decoding: data, as: UTF8.self).contains("<script>q"))
        }
    }
}
