import Testing

@testable import Samples

/// The cure for a failure fixes the most likely mistake. It suggests that the failure may be intended
/// only if nothing else is more likely.
@Suite struct FailureCureTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var language: String
        var code: String
        /// Lines that begin with `!` are errors.
        var output: String
        var inputs: [String]
        var help: String
        var doesNotSay: String

        init(
            _ name: String, _ language: String = "python", code: String = "f()\n", output: String,
            inputs: [String] = [], help: String, not doesNotSay: String = "raises="
        ) {
            testDescription = name
            self.language = language
            self.code = code
            self.output = output
            self.inputs = inputs
            self.help = help
            self.doesNotSay = doesNotSay
        }
    }

    private static func trace(_ said: String) -> String {
        "!Traceback (most recent call last):\n!  File \"/sample/main.py\", line 1, in <module>\n!"
            + said
    }

    private static let syntaxError =
        "!  File \"/sample/main.py\", line 3\n!    Text of the note.\n!         ^^\n"
        + "!SyntaxError: invalid syntax"

    static let cases = [
        Case(
            "a fence that is not closed",
            code: "print(1)\n\nText of the note.\n```python\nprint(2)\n",
            output: syntaxError, help: "the block goes on past line 13"),
        Case(
            "a fence that is not closed, in another language", "javascript",
            code: "let a\n\nText of the note.\n~~~js\n",
            output:
                "!/sample/main.js:3\n!Text of the note.\n!     ^^\n!\n!SyntaxError: Unexpected identifier",
            help: "the block goes on past line 13"),
        Case(
            "code that is wrong", output: syntaxError,
            help: "correct the code; where text of the note stands in it, the block isn't closed"),
        Case(
            "code that compiles wrong code", output: trace("SyntaxError: invalid syntax"),
            help: "if it is meant to fail, say so: raises=SyntaxError", not: "closed"),
        Case(
            "an input under another name",
            output: trace("FileNotFoundError: [Errno 2] No such file or directory: 'date.csv'"),
            inputs: ["data.csv"], help: "its inputs hold “data.csv”: did you mean that?"),
        Case(
            "a file that is no input",
            output: trace("FileNotFoundError: [Errno 2] No such file or directory: 'data.csv'"),
            help: "add inputs=\"data.csv\" if it lies in the note's folder"),
        Case(
            "a file of the machine",
            output: trace(
                "FileNotFoundError: [Errno 2] No such file or directory: '/home/me/a.txt'"),
            help: "put it beside the note, and name it by inputs=\"a.txt\""),
        Case(
            "a file that Node does not find", "javascript",
            output: "!Error: ENOENT: no such file or directory, open 'a.json'",
            help: "add inputs=\"a.json\""),
        Case(
            "nothing to read", output: trace("EOFError: EOF when reading a line"),
            help: "stdin=\"…\""),
        Case(
            "a module that is not there",
            output: trace("ModuleNotFoundError: No module named 'numpy'"), help: "named by inputs="),
        Case(
            "a name of the sample above", output: trace("NameError: name 'x' is not defined"),
            help: "each sample is a program of its own"),
        Case(
            "no network",
            output: trace("socket.gaierror: [Errno -3] Temporary failure in name resolution"),
            help: "a sample has no network"),
        Case(
            "a failure that may be meant", output: trace("ValueError: no"),
            help: "if it is meant to fail, say so: raises=ValueError", not: "exits="),
        Case(
            "an exit that may be meant", output: "!giving up", help: "say so: exits=1"),
        Case(
            "an uncaught error of Node, with the line that throws", "javascript",
            code: "throw new RangeError('Error: no')\n",
            output:
                "!/sample/main.js:1\n!throw new RangeError('Error: no')\n!^\n!\n!RangeError: Error: no\n!    at Object.<anonymous> (/sample/main.js:1:7)",
            help: "if it is meant to fail, say so: raises=RangeError", not: "exits="),
    ]

    @Test("The cure fits the failure", arguments: cases)
    func cure(_ test: Case) throws {
        let runtime = try #require(
            Runtime.defaults.first { $0.languages.contains(test.language) })
        let options = SampleOptions()
        let sample = Sample(
            note: "A.md", name: "a", language: test.language, code: test.code,
            origin: CodeOrigin(file: "A.md", firstLine: 10), options: options,
            inputs: Dictionary(test.inputs.map { ($0, []) }) { $1 })
        let lines = test.output.split(separator: "\n").map {
            OutputLine(
                stream: $0.hasPrefix("!") ? .error : .output,
                text: String($0.hasPrefix("!") ? $0.dropFirst() : $0))
        }
        let seen = Observation(
            moments: lines.map { _ in 0 }, wallSeconds: 1, userSeconds: 0, systemSeconds: 0,
            peakMemoryBytes: 0, voluntarySwitches: 0, involuntarySwitches: 0, runtimeVersion: "3",
            host: MeasurementFixture.host, date: "2030-01-01T00:00:00Z", sandbox: "none")
        let record = SampleRecord(
            key: "k", runtime: runtime.name, ending: .exited(1), output: lines, observation: seen)
        let problem = try #require(judge(record, of: sample, on: runtime).first)
        let help = try #require(problem.help)
        #expect(help.contains(test.help), "\(help)")
        #expect(!help.contains(test.doesNotSay), "\(help)")
        // The message quotes the program's output, not its code.
        #expect(!problem.message.contains("throw"), "\(problem.message)")
    }
}
