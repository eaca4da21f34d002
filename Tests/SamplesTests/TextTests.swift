import Testing

@testable import Samples

struct HiddenLinesTests {
    @Test(arguments: [
        ("a\nb\n", "#", "a\nb\n", [1, 2]),
        ("a\nimport x  # hide\nb\n", "#", "a\nb\n", [1, 3]),
        ("# hide\nb\n", "#", "b\n", [2]),
        ("a  # hide  \r\nb", "#", "b", [2]),
        ("a # hide this\n", "#", "a # hide this\n", [1]),
        ("print('# hide')\n", "#", "print('# hide')\n", [1]),
        ("f(); // hide\ng();\n", "//", "g();\n", [2]),
        ("f(); # hide\n", "//", "f(); # hide\n", [1]),
        ("x#hide\n", "#", "x#hide\n", [1]),
        ("x #hide\ny", "#", "y", [2]),
        ("a # hide\n", "#", "", []),
        ("", "#", "", []),
        ("a # hide", "", "a # hide", [1]),
    ])
    func linesThatEndInAHideCommentAreNotShown(
        code: String, comment: String, shown: String, lines: [Int]
    ) {
        let result = ShownCode(code: code, comment: comment)
        #expect(result.text == shown)
        #expect(result.lines == lines)
    }
}

struct FileExtractTests {
    static let file = "one\n# ANCHOR: a\ntwo\n# ANCHOR: b\nthree\n# ANCHOR_END: a\nfour\n"

    @Test(arguments: [
        (nil, file, 1),
        ("", file, 1),
        ("1", "one\n", 1),
        ("3-5", "two\n# ANCHOR: b\nthree\n", 3),
        ("6-", "# ANCHOR_END: a\nfour\n", 6),
        ("-2", "one\n# ANCHOR: a\n", 1),
        ("a", "two\n# ANCHOR: b\nthree\n", 3),
    ])
    func aPartIsCutOut(anchor: String?, code: String, firstLine: Int) throws {
        let part = try FileExtract.extract(Self.file, anchor: anchor).get()
        #expect(part.code == code)
        #expect(part.firstLine == firstLine)
    }

    @Test(arguments: [
        ("b", ExtractProblem.notEnded(line: 4)),
        ("c", .unknownAnchor(nearest: "a", known: ["a", "b"])),
        ("0", .linesOutside(count: 7)),
        ("8", .linesOutside(count: 7)),
        ("5-3", .linesOutside(count: 7)),
        ("3-99999999999999999999", .unknownAnchor(nearest: nil, known: ["a", "b"])),
    ])
    func whatIsNotThereIsAProblem(anchor: String, problem: ExtractProblem) {
        #expect(FileExtract.extract(Self.file, anchor: anchor) == .failure(problem))
    }
}

struct ExpectedOutputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var expected: String
        var printed: [String]
        var order = SampleOptions.OutputOrder.asPrinted
        var difference: [String]?
        var testDescription: String { "\(expected.debugDescription) \(printed) \(order)" }

        init(
            _ expected: String, _ printed: [String], _ difference: [String]? = nil,
            order: SampleOptions.OutputOrder = .asPrinted
        ) {
            self.expected = expected
            self.printed = printed
            self.order = order
            self.difference = difference
        }
    }

    @Test(arguments: [
        Case("a\nb\n", ["a", "b"]),
        Case("", []),
        Case("\n\n", []),
        Case("a  \n", ["a\t"]),
        Case("a\n", ["a", "", ""]),
        Case("a\n", ["\u{1B}[31ma\u{1B}[0m"]),
        Case("took [..] s\n", ["took 0.25 s"]),
        Case("[..]\n", ["anything"]),
        Case("[..]a[..]b\n", ["xaxb"]),
        Case("[..]a[..]b\n", ["xbxa"], ["-[..]a[..]b", "+xbxa"]),
        Case("ab[..]ba\n", ["aba"], ["-ab[..]ba", "+aba"]),
        Case("a\n...\nz\n", ["a", "b", "c", "z"]),
        Case("a\n...\nz\n", ["a", "z"]),
        Case("...\n", []),
        Case("...\nz\n", ["z", "y", "z"]),
        Case("a\n...\n", ["b"], ["-a", " b"]),
        Case("a\nb\n", ["a", "c"], [" a", "-b", "+c"]),
        Case("a\n", [], ["-a"]),
        Case("", ["a"], ["+a"]),
        Case("b\na\n", ["a", "b"], order: .any),
        Case("a\na\n", ["a", "b"], ["-a", "+b"], order: .any),
        Case("a\nx[..]\n", ["x1", "a"], order: .any),
        Case("[..]1\nx[..]\n", ["x1", "x2"], order: .any),
        Case("a\n...\n", ["b", "a", "c"], order: .any),
        Case("a\n", ["b", "a"], ["+b"], order: .any),
    ])
    func printedLinesAreComparedWithExpectedOnes(_ item: Case) {
        let expected = ExpectedOutput(text: item.expected, line: 1)
        #expect(expected.difference(from: item.printed, order: item.order) == item.difference)
    }

    @Test func aLongDifferenceIsCut() throws {
        let printed = (1...5000).map { "line \($0)" }
        let expected = ExpectedOutput(
            text: (1...5000).map { "row \($0)" }.joined(separator: "\n"), line: 1)
        let difference = try #require(expected.difference(from: printed, order: .asPrinted))
        #expect(difference.count == 41)
    }

    @Test func equalLinesFarFromAChangeAreCounted() {
        let old = (1...20).map { "\($0)" }
        var new = old
        new[10] = "x"
        #expect(
            LineAlignment(old: old, new: new).unified() == [
                "@@ 7 equal @@", " 8", " 9", " 10", "-11", "+x", " 12", " 13", " 14",
                "@@ 6 equal @@",
            ])
    }
}

struct PrintedTextTests {
    @Test(arguments: [
        ("plain", "plain"),
        ("a\u{1B}[1;31mred\u{1B}[0m", "a\u{1B}[1;31mred\u{1B}[0m"),
        ("\u{1B}]0;title\u{7}x", "x"),
        ("\u{1B}]8;;http://evil\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
        ("\u{1B}[2Jcleared", "cleared"),
        ("\u{1B}[?1049hx", "x"),
        ("\u{1B}Pq\u{1B}\\x", "x"),
        ("nul\u{0}bell\u{7}", "nul\u{FFFD}bell\u{FFFD}"),
        ("tab\there\r50%\r", "tab\there\r50%"),
        ("\u{1B}", ""),
        ("\u{1B}[", ""),
        ("\u{202E}abc", "\u{FFFD}abc"),
    ])
    func onlyColoursSurvive(_ raw: String, _ shown: String) {
        #expect(sanitized(Array(raw.utf8)) == shown)
    }

    @Test func invalidUTF8IsReplaced() {
        #expect(sanitized([0x61, 0xFF, 0x62]) == "a\u{FFFD}b")
    }
}

struct SHA256Tests {
    // Examples of FIPS 180-4, and one that is longer than a block.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            String(repeating: "a", count: 1000),
            "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"
        ),
    ])
    func digestsAreThoseOfTheStandard(_ text: String, _ digest: String) {
        #expect(SHA256.hexDigest(of: text.utf8) == digest)
    }
}
