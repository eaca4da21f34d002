import Markdown
import Samples
import Testing

@testable import Evidence
@testable import Files
@testable import SiteGenerator
@testable import Vault

struct SampleInputsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var inputs: [String]
        /// The files that the sample finds in its folder.
        var finds: [String] = []
        var problem: String?
        var testDescription: String { name }
    }

    /// The vault: it has every `.csv` file, each of a few bytes, and one file above the size limit.
    private static func content(of path: VaultPath) -> [UInt8]? {
        switch path.fileExtension {
        case "csv", "py": Array("1,2".utf8)
        case "bin": [UInt8](repeating: 0, count: Sample.mostInputBytes + 1)
        default: nil
        }
    }

    @Test(arguments: [
        Case(name: "none", inputs: []),
        Case(
            name: "from several folders", inputs: ["a.csv", "/b/b.csv", "../c.csv"],
            finds: ["a.csv", "b.csv", "c.csv"]),
        Case(name: "one that is named twice", inputs: ["a.csv", "./a.csv"], finds: ["a.csv"]),
        Case(
            name: "two of one name", inputs: ["a/x.csv", "b/x.csv"], finds: ["x.csv"],
            problem: "two inputs are named x.csv: Notes/a/x.csv and Notes/b/x.csv"),
        Case(
            name: "one named like the sample itself", inputs: ["a/main.py"],
            problem: "the input Notes/a/main.py would take the place of the sample itself, main.py"
        ),
        Case(
            name: "one that is not there", inputs: ["a.txt"],
            problem: "there is no input file “a.txt” in the vault"),
        Case(
            name: "one outside the vault", inputs: ["../../a.csv"],
            problem: "there is no input file “../../a.csv” in the vault"),
        Case(
            name: "too large", inputs: ["a.bin"], finds: ["a.bin"],
            problem: "the inputs hold 33 MiB together, and 32 is the most"),
        Case(
            name: "as many as there may be", inputs: many(Sample.mostInputs),
            finds: many(Sample.mostInputs)),
        Case(
            name: "too many", inputs: many(Sample.mostInputs + 1),
            finds: many(Sample.mostInputs + 1),
            problem: "the sample has 49 inputs, and 48 is the most"),
    ])
    func gathering(_ item: Case) {
        let inputs = SampleInputs(
            item.inputs, in: VaultPath("Notes/N.md").folder, besides: ["main.py"],
            readFile: Self.content)
        #expect(inputs.files.keys.sorted() == item.finds.sorted())
        #expect(inputs.problems.map(\.message) == (item.problem.map { [$0] } ?? []))
    }

    private static func many(_ count: Int) -> [String] { (1...count).map { "\($0).csv" } }

    @Test("A sample with a wrong input is reported and not run")
    func notRun() {
        let note = makeVault(["N.md": "```python inputs=\"main.py\"\nprint(1)\n```\n"]).notes[0]
        let (roles, diagnostics) = extractSamples(
            from: note, runtimes: Runtime.defaults, selection: .all, readFile: Self.content)
        #expect(roles.compactMap(\.sample).isEmpty)
        #expect(diagnostics.map(\.code) == [.sampleInput])
        #expect(diagnostics.first?.span?.start.line == 1)
    }
}
