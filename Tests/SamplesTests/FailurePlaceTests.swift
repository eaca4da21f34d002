import Testing

@testable import Samples

struct FailurePlaceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var file: String
        var code = ""
        var output: String
        var line: Int?
        var column: Int?
        var summary: String?
        var testDescription: String { name }
    }

    @Test(arguments: [
        Case(
            name: "the innermost frame inside the sample", file: "main.py",
            output: """
                Traceback (most recent call last):
                  File "/sample/main.py", line 5, in <module>
                    asyncio.run(f())
                  File "/usr/lib/python3.11/asyncio/runners.py", line 190, in run
                    return runner.run(main)
                  File "/sample/main.py", line 3, in f
                    json.loads("x")
                  File "/usr/lib/python3.11/json/__init__.py", line 346, in loads
                    return _default_decoder.decode(s)
                json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)
                """,
            line: 3,
            summary: "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)"
        ),
        Case(
            name: "a syntax error has no traceback", file: "main.py",
            code: "def f():\nprint(1)\n",
            output: """
                  File "/sample/main.py", line 2
                    print(1)
                    ^
                IndentationError: expected an indented block after function definition on line 1
                """,
            line: 2, column: 1,
            summary:
                "IndentationError: expected an indented block after function definition on line 1"
        ),
        Case(
            name: "the column counts the indentation", file: "main.py",
            code: "if 1:\n    x = = 2\n",
            output: """
                  File "/sample/main.py", line 2
                    x = = 2
                        ^
                SyntaxError: invalid syntax
                """,
            line: 2, column: 9, summary: "SyntaxError: invalid syntax"),
        Case(
            name: "marks under an expression", file: "main.py", code: "a = 0\nb = 1 + 1 / a\n",
            output: """
                Traceback (most recent call last):
                  File "/sample/main.py", line 2, in <module>
                    b = 1 + 1 / a
                            ~~^~~
                ZeroDivisionError: division by zero
                """,
            line: 2, column: 11, summary: "ZeroDivisionError: division by zero"),
        Case(
            name: "an exception group", file: "main.py",
            output: """
                  + Exception Group Traceback (most recent call last):
                  |   File "/sample/main.py", line 7, in <module>
                  |     asyncio.run(main())
                  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)
                  +-+---------------- 1 ----------------
                    | Traceback (most recent call last):
                    |   File "/sample/main.py", line 3, in fail
                    |     raise ValueError("bad")
                    | ValueError: bad
                    +------------------------------------
                """,
            line: 3, summary: "    | ValueError: bad"),
        Case(
            name: "no traceback", file: "main.py", output: "nothing helpful", line: nil,
            summary: nil),
        Case(
            name: "gcc", file: "main.c",
            output: """
                main.c: In function 'main':
                main.c:3:20: error: 'x' undeclared
                """,
            line: 3, column: 20, summary: "error: 'x' undeclared"),
        Case(
            name: "gcc warns before the error", file: "main.c",
            output: """
                main.c:1:5: warning: unused
                main.c:9:2: error: expected ';'
                """,
            line: 9, column: 2, summary: "error: expected ';'"),
        Case(
            name: "swiftc", file: "main.swift",
            output: "/sample/main.swift:2:9: error: cannot find 'y' in scope", line: 2, column: 9,
            summary: "error: cannot find 'y' in scope"),
        Case(
            name: "rustc says it above", file: "main.rs",
            output: """
                error[E0425]: cannot find value `y` in this scope
                 --> main.rs:2:13
                  |
                """,
            line: 2, column: 13, summary: "error[E0425]: cannot find value `y` in this scope"),
        Case(
            name: "javac shows the column by a mark", file: "Main.java",
            output: "Main.java:3: error: cannot find symbol\n\tint é = x;\n\t        ^\n1 error",
            line: 3, column: 11, summary: "error: cannot find symbol"),
        Case(
            name: "javac without the source line", file: "Main.java",
            output: "Main.java:3: error: cannot find symbol", line: 3,
            summary: "error: cannot find symbol"),
        Case(
            name: "a Java stack trace", file: "Main.java",
            output: """
                Exception in thread "main" java.lang.IllegalStateException: bad
                \tat Main.f(Main.java:7)
                \tat Main.main(Main.java:3)
                """,
            line: 7, summary: "Exception in thread \"main\" java.lang.IllegalStateException: bad"),
        Case(
            name: "go", file: "main.go",
            output: "# command-line-arguments\n./main.go:4:2: undefined: x", line: 4, column: 2,
            summary: "undefined: x"),
        Case(
            name: "a Go panic", file: "main.go",
            output: """
                panic: bad

                goroutine 1 [running]:
                main.main()
                \t/sample/main.go:4 +0x25
                """,
            line: 4, summary: "panic: bad"),
        Case(
            name: "node", file: "main.js",
            output: """
                /sample/main.js:2
                null.x
                     ^

                TypeError: Cannot read properties of null (reading 'x')
                    at Object.<anonymous> (/sample/main.js:2:6)
                """,
            line: 2, column: 6, summary: "TypeError: Cannot read properties of null (reading 'x')"),
        Case(
            name: "bash", file: "main.sh",
            output: "main.sh: line 3: foo: command not found", line: 3,
            summary: "main.sh: line 3: foo: command not found"),
        Case(
            name: "dash", file: "main.sh", output: "main.sh: 3: foo: not found", line: 3,
            summary: "main.sh: 3: foo: not found"),
        Case(
            name: "colours do not hide the place", file: "main.py",
            output:
                "Traceback (most recent call last):\n  File \u{1B}[35m\"/sample/main.py\"\u{1B}[0m, line \u{1B}[35m4\u{1B}[0m, in x\n\u{1B}[1;35mValueError\u{1B}[0m: bad",
            line: 4, summary: "ValueError: bad"),
    ])
    func theOutputTellsWhereItFailed(_ item: Case) {
        let place = FailurePlace(
            in: item.output.split(separator: "\n", omittingEmptySubsequences: false).map(
                String.init),
            fileName: item.file, code: item.code)
        #expect(place.line == item.line)
        #expect(place.column == item.column)
        #expect(place.summary == item.summary)
    }
}
