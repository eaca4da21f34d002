import Testing

@testable import Samples

struct OptionParsingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var info: String
        var language: String
        var options: SampleOptions
        var testDescription: String { info }

        init(
            _ info: String, _ language: String = "python",
            _ set: (inout SampleOptions) -> Void = { _ in }
        ) {
            self.info = info
            self.language = language
            options = SampleOptions()
            set(&options)
        }
    }

    @Test(arguments: [
        Case("", ""),
        Case("   ", ""),
        Case("python"),
        Case("  Python  "),
        Case("c++", "c++"),
        Case("python{2,4-6}") { $0.highlightedLines = [2...2, 4...6] },
        Case("python {3,7-9} {1}") { $0.highlightedLines = [3...3, 7...9, 1...1] },
        Case("python { 1 , 3 - 4 }") { $0.highlightedLines = [1...1, 3...4] },
        Case("python id=spawn-threads") { $0.id = "spawn-threads" },
        Case("python title=\"10,000 threads\"") { $0.title = "10,000 threads" },
        Case("python title='a \"b\" c'") { $0.title = "a \"b\" c" },
        Case("python title=\"a \\\"b\\\" c\"") { $0.title = "a \"b\" c" },
        Case("python title=\"é=ü {1}\"") { $0.title = "é=ü {1}" },
        Case("python title=") { $0.title = "" },
        Case("python stdin=\"one\\ntwo\\n\"") { $0.standardInput = "one\ntwo\n" },
        Case("python norun") { $0.run = .never },
        Case("python run hide hide-output numbers trace") {
            $0.run = .always
            $0.hidesCode = true
            $0.hidesOutput = true
            $0.numbersLines = true
            $0.traces = true
        },
        Case("python exits=3") { $0.exits = 3 },
        Case("python raises=asyncio.TimeoutError") { $0.raises = "asyncio.TimeoutError" },
        Case("python timeout=10s") { $0.timeoutSeconds = 10 },
        Case("python timeout=500ms") { $0.timeoutSeconds = 0.5 },
        Case("python timeout=2m") { $0.timeoutSeconds = 120 },
        Case("python timeout=1.5s") { $0.timeoutSeconds = 1.5 },
        Case("python memory=512M") { $0.memoryBytes = 512 << 20 },
        Case("python memory=1G") { $0.memoryBytes = 1 << 30 },
        Case("python memory=64KiB") { $0.memoryBytes = 64 << 10 },
        Case("python memory=1.5gb") { $0.memoryBytes = 3 << 29 },
        Case("python args=\"-v 'two words' x\"") { $0.arguments = ["-v", "two words", "x"] },
        Case("python env.MODE=fast env.EMPTY=\"\"") {
            $0.environment = ["MODE": "fast", "EMPTY": ""]
        },
        Case("python runtime=cpython,pypy") { $0.runtimes = ["cpython", "pypy"] },
        Case("python file=code/a.py#main") {
            $0.file = "code/a.py"
            $0.fileAnchor = "main"
        },
        Case("python file=\"my code/a.py\"") { $0.file = "my code/a.py" },
        Case("python inputs=\"a.csv b/c.txt\"") { $0.inputs = ["a.csv", "b/c.txt"] },
        Case("python order=any") { $0.order = .any },
        Case("python measure=spawn subject=threads") {
            $0.measure = "spawn"
            $0.subject = "threads"
        },
    ])
    func whatIsWellFormedIsRead(_ item: Case) {
        let (language, options, problems) = SampleOptions.parse(info: item.info)
        #expect(problems == [])
        #expect(language == item.language.lowercased())
        #expect(options == item.options)
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        var info: String
        var offset: Int
        var message: String
        var help: String?
        var testDescription: String { info }

        init(_ info: String, _ offset: Int, _ message: String, _ help: String?) {
            self.info = info
            self.offset = offset
            self.message = message
            self.help = help
        }
    }

    @Test(arguments: [
        Mistake("python timout=10s", 7, "there is no option \"timout\"", "did you mean timeout?"),
        Mistake(
            "python  hide-ouput", 8, "there is no option \"hide-ouput\"",
            "did you mean hide-output?"),
        Mistake("python xyzzy", 7, "there is no option \"xyzzy\"", nil),
        Mistake(
            "python timeout=10", 15, "\"10\" is not a value for timeout",
            "its value is a number with a unit, ms, s or m, from 1ms to 1440m (a day), as in timeout=10s"
        ),
        Mistake("python timeout=-1s", 15, "\"-1s\" is not a value for timeout", nil),
        Mistake("python timeout=0s", 15, "\"0s\" is not a value for timeout", nil),
        Mistake("python timeout=1e9s", 15, "\"1e9s\" is not a value for timeout", nil),
        Mistake("python memory=512", 14, "\"512\" is not a value for memory", nil),
        Mistake(
            "python memory=9999999999999G", 14, "\"9999999999999G\" is not a value for memory", nil),
        Mistake("python exits=256", 13, "\"256\" is not a value for exits", nil),
        Mistake("python exits=\"\"", 13, "\"\" is not a value for exits", nil),
        Mistake(
            "python raises=\"not a name\"", 14, "\"not a name\" is not a value for raises", nil),
        Mistake("python id=a/b", 10, "\"a/b\" is not a value for id", nil),
        Mistake("python id=../x", 10, "\"../x\" is not a value for id", nil),
        Mistake("python id", 7, "the option id needs a value", nil),
        Mistake("python norun=yes", 13, "the option norun takes no value", "write norun alone"),
        Mistake("python id=a id=b", 12, "the option id is given twice", nil),
        Mistake("python run norun", 11, "run and norun exclude each other", nil),
        Mistake("python measure=a", 7, "measure stands without subject", nil),
        Mistake("python subject=a", 7, "subject stands without measure", nil),
        Mistake("python {0}", 7, "{0} does not name lines", nil),
        Mistake("python {4-2}", 7, "{4-2} does not name lines", nil),
        Mistake("python {1,,2}", 7, "{1,,2} does not name lines", nil),
        Mistake("python {}", 7, "{} does not name lines", nil),
        Mistake("python {3", 7, "this brace is not closed", nil),
        Mistake(
            "python title=\"open", 13,
            "the quotation mark before the value of title is not closed", "write title=\"…\""),
        Mistake("python args=\"'open\"", 12, "\"'open\" is not a value for args", nil),
        Mistake("python env.=x", 7, "env. does not set an environment variable", nil),
        Mistake("python env.1A=x", 7, "env.1A does not set an environment variable", nil),
        Mistake("python env.A", 7, "env.A does not set an environment variable", nil),
        Mistake("python order=sorted", 13, "\"sorted\" is not a value for order", nil),
        Mistake(
            "python title=\"ä\" oder=any", 18, "there is no option \"oder\"", "did you mean order?"),
    ])
    func aMistakeIsReportedWhereItStands(_ item: Mistake) throws {
        let problems = SampleOptions.parse(info: item.info).problems
        let problem = try #require(problems.first)
        #expect(problems.count == 1)
        #expect(problem.message == item.message)
        #expect(problem.offset == item.offset)
        if let help = item.help { #expect(problem.help == help) }
    }

    @Test func allMistakesOfOneInfoStringAreReportedInOrder() {
        let problems = SampleOptions.parse(info: "python timeout=x foo=1 exits=999 id=ok").problems
        #expect(problems.map(\.offset) == [15, 17, 29])
    }

    @Test func invalidOptionsAreDroppedAndTheRestIsKept() {
        let options = SampleOptions.parse(info: "python timeout=soon id=a {x} {2}").options
        #expect(options.timeoutSeconds == nil)
        #expect(options.id == "a")
        #expect(options.highlightedLines == [2...2])
    }
}
