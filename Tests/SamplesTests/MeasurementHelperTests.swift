import Foundation
import Testing

@testable import Samples

/// Runs each language's helper in the language itself, and checks what it reports during a
/// measurement, and that it is silent otherwise.
@Suite struct MeasurementHelperTests {
    struct Program: Sendable, CustomTestStringConvertible {
        var language: String
        var tool: String
        var file: String
        /// A shell command that runs in the folder with the source and the helper.
        var build = "true"
        var command: String
        /// Prints the parameter n, then measures a region that uses the processor, as 4
        /// repetitions.
        var measure: String
        /// Repeats a short piece of work.
        var loops: String
        /// Reports 2.5 KiB.
        var report: String
        var knowsProcessorTime = true

        var testDescription: String { language }

    }

    static let programs = [
        Program(
            language: "python", tool: "python3", file: "main.py",
            command: "PYTHONPATH=. python3 main.py",
            measure: """
                from handbook import measure, param
                print(param("n"))
                with measure(per=4):
                    sum(i * i for i in range(200_000))
                """,
            loops: "from handbook import loops\nfor _ in loops():\n    pass\n",
            report: "from handbook import report\nreport(2.5, 'KiB')\n"),
        Program(
            language: "javascript", tool: "node", file: "main.js",
            command: "NODE_PATH=. node main.js",
            measure: """
                const { measure, param } = require("handbook");
                console.log(param("n"));
                measure(() => { let x = 0; for (let i = 0; i < 3e6; i++) x += i % 7; }, 4);
                """,
            loops: "require(\"handbook\").loops(() => Math.random());",
            report: "require(\"handbook\").report(2.5, \"KiB\");"),
        Program(
            language: "bash", tool: "bash", file: "main.sh", command: "bash main.sh",
            measure: """
                . ./handbook.sh
                param n
                work() { for i in 1 2 3; do sleep 0.001; done; }
                measure work
                """,
            loops: ". ./handbook.sh\nloops true\n", report: ". ./handbook.sh\nreport 2.5 KiB\n",
            knowsProcessorTime: false),
        Program(
            language: "sh", tool: "sh", file: "main.sh", command: "sh main.sh",
            measure: """
                . ./handbook.sh
                param n
                measure sleep 0.002
                """,
            loops: ". ./handbook.sh\nloops true\n", report: ". ./handbook.sh\nreport 2.5 KiB\n",
            knowsProcessorTime: false),
        Program(
            language: "c", tool: "gcc", file: "main.c",
            build: "CPATH=. gcc -Wall -Werror -O2 -o main main.c", command: "./main",
            measure: """
                #include "handbook.h"
                int main(void) {
                    printf("%g\\n", param("n", 1));
                    measure(4) for (volatile int i = 0; i < 3000000; i++) {}
                }
                """,
            loops: """
                #include "handbook.h"
                int main(void) { loops() { volatile int i = 0; (void)i; } }
                """,
            report: "#include \"handbook.h\"\nint main(void) { report(2.5, \"KiB\"); }\n"),
        Program(
            language: "c++", tool: "g++", file: "main.cpp",
            build: "CPATH=. g++ -Wall -Werror -O2 -o main main.cpp", command: "./main",
            measure: """
                #include "handbook.h"
                int main() {
                    printf("%g\\n", param("n", 1));
                    measure(4) for (volatile int i = 0; i < 3000000; i = i + 1) {}
                }
                """,
            loops: """
                #include "handbook.h"
                int main() { loops() { volatile int i = 0; (void)i; } }
                """,
            report: "#include \"handbook.h\"\nint main() { report(2.5, \"KiB\"); }\n"),
        Program(
            language: "swift", tool: "swiftc", file: "main.swift",
            build: "swiftc -O -o main main.swift handbook.swift", command: "./main",
            measure: """
                print(param("n"))
                let text = measure(per: 4) { (0..<100_000).reduce("") { $0 + String($1 % 10) } }
                if text.isEmpty { print("nothing") }
                """,
            loops: "var count = 0\nloops { count &+= 1 }\n", report: "report(2.5, \"KiB\")\n"),
        Program(
            language: "rust", tool: "rustc", file: "main.rs",
            build: "rustc -D warnings -O --edition 2021 -o main main.rs", command: "./main",
            measure: """
                mod handbook;
                fn main() {
                    println!("{}", handbook::param("n", 1));
                    handbook::measure(4, || {
                        for i in 0..5_000_000u64 { std::hint::black_box(i); }
                    });
                }
                """,
            loops: """
                mod handbook;
                fn main() { handbook::loops(|| { std::hint::black_box(1); }); }
                """,
            report: "mod handbook;\nfn main() { handbook::report(2.5, \"KiB\"); }\n"),
        Program(
            language: "java", tool: "javac", file: "Main.java",
            build: "CLASSPATH=. javac -d classes Main.java", command: "java -cp classes Main",
            measure: """
                public class Main {
                    public static void main(String[] words) throws Exception {
                        System.out.println(Handbook.param("n", 1));
                        double[] x = {0};
                        Handbook.measure(4, () -> {
                            for (int i = 0; i < 5_000_000; i++) x[0] += Math.sqrt(i);
                        });
                        if (x[0] == 1) System.out.println();
                    }
                }
                """,
            loops: """
                public class Main {
                    static int count;
                    public static void main(String[] words) throws Exception {
                        Handbook.loops(() -> count++);
                    }
                }
                """,
            report: """
                public class Main {
                    public static void main(String[] words) throws Exception {
                        Handbook.report(2.5, "KiB");
                    }
                }
                """),
    ]

    static let installed = programs.filter { isInstalled($0.tool) }
    static let hasPython = installed.contains { $0.language == "python" }

    /// A language that is not installed is skipped by name.
    private static let missing = Set(programs.map(\.tool)).subtracting(installed.map(\.tool))

    @Test(
        .disabled(if: !missing.isEmpty, "not tried: \(missing.sorted().joined(separator: ", "))"))
    func everyLanguageIsTried() { #expect(Self.installed.count == Self.programs.count) }

    @Test(arguments: installed)
    func reportsWhenMeasuredAndIsSilentOtherwise(program: Program) throws {
        let measured = try outcome(program, program.measure, environment: "BENCH_PARAM_n=1000")
        #expect(measured.printed == "1000\n")
        guard case .region(let region) = try parseSampleReport(measured.notes) else {
            return #expect(Bool(false), "\(String(decoding: measured.notes, as: UTF8.self))")
        }
        #expect(region.wallSeconds > 0.0005 && region.wallSeconds < 60)
        if program.knowsProcessorTime {
            #expect(region.count == 4)
            let part = try #require(region.processorSeconds) / region.wallSeconds
            #expect(part > 0.001 && part < 64)
        }

        let repeated = try outcome(program, program.loops)
        guard case .region(let loops) = try parseSampleReport(repeated.notes) else {
            return #expect(Bool(false), "\(String(decoding: repeated.notes, as: UTF8.self))")
        }
        #expect(loops.wallSeconds >= 0.1)
        #expect(loops.count >= 2 && loops.count.remainder(dividingBy: 2) == 0)

        let reported = try outcome(program, program.report)
        #expect(try parseSampleReport(reported.notes) == .value(2.5, unit: "KiB"))
        #expect(measured.printedOtherwise == "1\n")
        #expect(repeated.printedOtherwise == "" && reported.printedOtherwise == "")
    }

    @Test(arguments: installed)
    func theEmptyProgramDoesNothing(program: Program) throws {
        let helper = try #require(MeasurementHelper(languages: [program.language]))
        let empty = try outcome(program, helper.emptyProgram)
        #expect(empty.printed.isEmpty && empty.notes.isEmpty)
    }

    /// The processor time of children counts, whether they have ended or still live.
    @Test(
        .enabled(if: hasPython, "needs python3"),
        arguments: ["children = None", "children = pool.shutdown()"])
    func pythonCountsItsChildren(end: String) throws {
        let source = """
            import time
            from concurrent.futures import ProcessPoolExecutor
            from handbook import measure

            def work(_):
                start = time.process_time_ns()
                sum(i * i for i in range(1_000_000))
                return time.process_time_ns() - start

            if __name__ == "__main__":
                pool = ProcessPoolExecutor(1)
                pool.submit(int).result()
                with measure():
                    taken = sum(pool.map(work, range(3)))
                    \(end)
                print(taken)
            """
        let outcome = try outcome(Self.programs[0], source)
        guard case .region(let region) = try parseSampleReport(outcome.notes) else {
            return #expect(Bool(false))
        }
        let taken = try #require(Double(outcome.printed.dropLast())) / 1e9
        #expect(try #require(region.processorSeconds) > 0.9 * taken)
    }

    @Test(.enabled(if: hasPython, "needs python3"))
    func pythonRegionThatFailsReportsNothing() throws {
        let source = """
            from handbook import measure
            try:
                with measure():
                    1 / 0
            except ZeroDivisionError:
                print("as ever")
            """
        let outcome = try outcome(Self.programs[0], source)
        #expect(outcome.printed == "as ever\n")
        #expect(outcome.notes.isEmpty)
    }

    struct Outcome {
        var printed: String
        var notes: [UInt8]
        /// The output without a measurement. There must be no notes then, or the test fails.
        var printedOtherwise: String
    }

    private func outcome(
        _ program: Program, _ source: String, environment: String = ""
    ) throws -> Outcome {
        let folder = NSTemporaryDirectory() + "helper-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let helper = try #require(MeasurementHelper(languages: [program.language]))
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        for (name, text) in [helper.path: helper.source, program.file: source] {
            try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        }
        let script = """
            exec 2>errors 3>>notes 4>>silence
            \(program.build) && (export BENCH_FD=3 \(environment); \(program.command) >printed) &&
                \(program.command) 3>&4 >otherwise
            """
        let status = Self.run(script, in: folder)
        func text(_ name: String) throws -> String {
            try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        }
        let errors = try text("errors")
        #expect(status == "0" && errors.isEmpty, "\(errors)")
        #expect(try text("silence") == "")
        return Outcome(
            printed: try text("printed"), notes: Array(try text("notes").utf8),
            printedOtherwise: try text("otherwise"))
    }

    static func isInstalled(_ tool: String) -> Bool { run("command -v \(tool)", in: "/") == "0" }

    static func run(_ script: String, in folder: String) -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return "\(error)" }
        process.waitUntilExit()
        return "\(process.terminationStatus)"
    }
}
