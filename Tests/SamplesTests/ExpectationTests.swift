import Testing

@testable import Samples

/// Authors say what a sample must do, and are told when it does otherwise.
@Suite(.enabled(if: hasSandbox, "needs bubblewrap"))
struct ExpectationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var info: String
        var code: String
        var expects: String?
        /// Code, line in the note, message.
        var problem: (String, Int, String)?
        var testDescription: String { "\(info) \(code.debugDescription)" }

        init(
            _ info: String, _ code: String, expects: String? = nil,
            _ problem: (String, Int, String)? = nil
        ) {
            self.info = info
            self.code = code
            self.expects = expects
            self.problem = problem
        }
    }

    static let cases = [
        Case("python", "print('ok')"),
        Case("python", "import sys\nprint(sys.stdin.read())", expects: "\n"),
        Case(
            "python", "input()",
            ("sample-failed", 10, "the sample failed: EOFError: EOF when reading a line")),
        Case("python stdin=\"a\\nb\"", "print(input(), input())", expects: "a b\n"),
        Case(
            "python args=\"x 'y z'\"", "import sys\nprint(sys.argv[1:])", expects: "['x', 'y z']\n"),
        Case("python env.MODE=fast", "import os\nprint(os.environ['MODE'])", expects: "fast\n"),
        Case(
            "python", "def f():\n    1/0\nf()",
            ("sample-failed", 11, "the sample failed: ZeroDivisionError: division by zero")),
        Case(
            "python", "x = = 1",
            ("sample-failed", 10, "the sample failed: SyntaxError: invalid syntax")),
        Case(
            "python", "print('  File \"/sample/main.py\", line 999')\nraise SystemExit(1)",
            ("sample-failed", 10, "the sample failed: exit status 1")),
        Case("python exits=3", "import sys\nsys.exit(3)"),
        Case(
            "python exits=3", "import sys\nsys.exit(4)",
            ("sample-exit", 10, "the sample should exit with 3, but it exits with 4")),
        Case(
            "python exits=3", "pass",
            ("sample-passed", 10, "the sample should exit with status 3, but it succeeds")),
        Case("python raises=ZeroDivisionError", "1/0"),
        Case("python raises=TimeoutError", "import asyncio\nraise asyncio.TimeoutError"),
        Case("python raises=JSONDecodeError", "import json\njson.loads('x')"),
        Case(
            "python raises=ValueError", "pass\n1/0",
            (
                "sample-raised", 11,
                "the sample should raise ValueError, but it does not: ZeroDivisionError: division by zero"
            )),
        Case(
            "python raises=ValueError", "print('ValueError')",
            ("sample-passed", 10, "the sample should raise ValueError, but it succeeds")),
        Case(
            "python raises=ValueError",
            "async def main():\n    async with asyncio.TaskGroup() as g: g.create_task(bad())\nasync def bad(): raise ValueError\nimport asyncio\nasyncio.run(main())"
        ),
        Case("python exits=139", "import os\nos.kill(os.getpid(), 11)"),
        Case(
            "python", "import os\nos.abort()",
            ("sample-failed", 10, "the sample was killed by SIGABRT")),
        Case(
            "python timeout=300ms", "import time\ntime.sleep(9)",
            ("sample-timeout", 10, "the sample was still running after 0.3 s")),
        Case(
            "python", "print('a')\nprint('b')", expects: "a\nc\n",
            ("output-differs", 30, "the sample prints something else than expected")),
        Case("python order=any", "print('b')\nprint('a')", expects: "a\nb\n"),
        Case(
            "c", "#include <stdio.h>\nint main(void) {\n  return x;\n}",
            (
                "sample-not-compiled", 12,
                "the sample does not compile: error: ‘x’ undeclared (first use in this function)"
            )),
        Case(
            "bash", "echo 1\nexit 4", expects: "1\n",
            ("sample-failed", 10, "the sample failed: exit status 4")),
        Case("sh", "echo \"$0 $LANG $TZ\"", expects: "main.sh C.UTF-8 UTC\n"),
        Case(
            "bash stdin=\"x\\n\"", "echo a > /dev/stdout; cat /dev/stdin; echo e > /dev/stderr",
            expects: "a\nx\ne"),
        Case("js", "console.log([1, 2].map(x => x * 2))", expects: "[ 2, 4 ]\n"),
    ]

    @Test func expectationsAreCheckedAndMistakesReportedInTheNote() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let samples = Self.cases.enumerated().map { index, item in
            Sample.make(item.info, item.code, name: "s\(index)", expects: item.expects)
        }
        let results = try await scratch.runner().results(for: samples, policy: .asNeeded)
        for (item, result) in zip(Self.cases, results) {
            let found = result.problems.first
            #expect(result.problems.count == (item.problem == nil ? 0 : 1), "\(item) \(result)")
            #expect(found?.code == item.problem?.0, "\(item)")
            #expect(found?.line == item.problem?.1, "\(item)")
            #expect(found?.message == item.problem?.2, "\(item)")
        }
    }

    @Test func moreThanTheSiteAllowsIsReported() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let results = try await scratch.runner().results(
            for: [.make("python id=a timeout=5m", ""), .make("python id=b memory=64G", "")],
            policy: .asNeeded)
        #expect(results.map(\.codes) == [["sample-limit"], ["sample-limit"]])
        #expect(results[0].problems.first?.help == "site.yml allows at most 60 s")
    }

    @Test func inputsAndNothingElseOfTheVaultAreThere() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let sample = Sample.make(
            "python id=a", "import os\nprint(sorted(os.listdir()), open('data/a.csv').read())",
            inputs: ["data/a.csv": "1,2", "b.txt": ""])
        let results = try await scratch.runner().results(for: [sample], policy: .asNeeded)
        #expect(results.first?.printed == ["['b.txt', 'data', 'main.py'] 1,2"])
    }

    @Test(arguments: ["../../etc/evil", "/etc/evil"])
    func anInputThatLeadsOutOfTheSandboxsFolderIsRefused(path: String) async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let sample = Sample.make("python id=a", "print(1)", inputs: [path: "x"])
        let results = try await scratch.runner().results(for: [sample], policy: .asNeeded)
        #expect(results.first?.printed == [])
        #expect(results.first?.problems.contains { $0.isError } == true)
    }

    @Test func linesHaveTheirStreamsTheirOrderAndTheirMoments() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let code = """
            import sys, time
            for i in range(20):
                print("out", i)
                print("err", i, file=sys.stderr)
            time.sleep(0.3)
            print("later")
            """
        let results = try await scratch.runner().results(
            for: [.make("python id=a", code)], policy: .asNeeded)
        let record = try #require(results.first?.record)
        let wanted =
            (0..<20).flatMap { ["output out \($0)", "error err \($0)"] } + ["output later"]
        #expect(record.output.map { "\($0.stream) \($0.text)" } == wanted)
        let moments = record.observation.moments
        #expect(moments == moments.sorted())
        #expect(moments[40] - moments[39] >= 0.29)
        #expect(record.observation.wallSeconds >= moments[40])
    }

    @Test func threadsDoNotGarbleEachOthersLines() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let code = """
            import threading
            def task(n):
                for i in range(200):
                    print(f"task {n} line {i}")
            threads = [threading.Thread(target=task, args=(n,)) for n in range(4)]
            for t in threads: t.start()
            for t in threads: t.join()
            """
        let results = try await scratch.runner().results(
            for: [.make("python id=a", code)], policy: .asNeeded)
        let printed = try #require(results.first?.printed)
        let wanted = (0..<4).flatMap { n in (0..<200).map { "task \(n) line \($0)" } }
        #expect(printed.sorted() == wanted.sorted())
    }
}
