import Foundation
import Testing

@testable import Samples

/// Words that are longer than the system takes are reported where they are written.
struct ProcessWordsTests {
    private static let longest = 131_071

    private func problems(_ info: String) -> [OptionProblem] {
        SampleOptions.parse(info: info).problems
    }

    private func letters(_ count: Int) -> String { String(repeating: "A", count: count) }

    @Test("One word of args, or one variable, has the kernel's limit")
    func oneWord() throws {
        #expect(problems("sh args=\(letters(Self.longest))") == [])
        let problem = try #require(problems("sh args=\"a \(letters(200_000))\"").first)
        #expect(problem.message.contains("a word of args is 200000 bytes long"))
        #expect(problem.message.contains("131071"))
        #expect(problem.offset == 8)
        #expect(problem.message.count < 200)

        #expect(problems("sh env.A=\(letters(Self.longest - 2))") == [])
        let variable = try #require(problems("sh env.A=\(letters(Self.longest - 1))").first)
        #expect(variable.message.contains("env.A is 131072 bytes long"))
    }

    @Test("All words together have a limit, too")
    func together() throws {
        let words = [String](repeating: letters(100_000), count: 11).joined(separator: " ")
        let problem = try #require(problems("sh args=\"\(words)\"").first)
        #expect(problem.message.contains("1100099 bytes together"))
        #expect(problem.found == "args")
        let variables = (0..<11).map { "env.V\($0)=\(letters(100_000))" }.joined(separator: " ")
        #expect(problems("sh \(variables)").first?.found.hasPrefix("env.V") == true)
    }

    @Test("A long value that is wrong is not printed as a whole")
    func shortMessage() throws {
        let problem = try #require(problems("sh exits=\(letters(200_000))").first)
        #expect(problem.message.count < 200)
    }

    @Test(
        "What is just within the limits reaches the program",
        .enabled(if: hasSandbox, "needs bubblewrap"))
    func runs() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let runner = scratch.runner()
        let words = [String](repeating: letters(100_000), count: 9).joined(separator: " ")
        let samples = [
            Sample.make(
                "sh id=a args=\"\(letters(Self.longest)) \(words)\"", "echo $# ${#1}\n"),
            .make("sh id=b env.A=\(letters(Self.longest - 2))", "echo ${#A}\n"),
            .make("sh id=c stdin=\(letters(2_000_000))", "wc -c\n"),
        ]
        let results = try await runner.results(for: samples, policy: .asNeeded)
        #expect(results.map(\.printed) == [["10 131071"], ["131069"], ["2000000"]])
    }
}
