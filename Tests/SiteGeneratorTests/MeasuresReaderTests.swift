import Markdown
import Testing

@testable import Evidence
@testable import SiteGenerator
@testable import Vault

@Suite struct MeasuresReaderTests {
    static func read(
        _ notes: [(path: String, frontMatter: String)], _ arms: [ArmBlock]
    ) -> (measures: [String: MeasureDefinition], messages: [String]) {
        let (data, problems) = ModelFixture.data(notes)
        let (measures, diagnostics) = readMeasures(data, arms: arms, units: .builtIn)
        return (measures, described(problems + diagnostics))
    }

    static func arm(
        _ measure: String, _ subject: String?, line: Int, file: String = "N.md"
    ) -> ArmBlock {
        ArmBlock(
            note: 0, file: file, sample: "sample-\(line)", measure: measure, subject: subject,
            span: SourceSpan(line: line, column: 1))
    }

    @Test func readsDefinitionsAndFindsTheirArms() throws {
        let (measures, messages) = Self.read(
            [
                (
                    "N.md",
                    """
                    measures:
                      spawn:
                        title: Start and finish
                        unit: us
                        better: lower
                        baseline: threads
                        rounds: 30
                        timeout: 8
                        budget: 2 min
                        params: {n: [10, 100], size: [small, big]}
                      cores: {unit: cores, better: higher}
                    """
                )
            ],
            [
                Self.arm("spawn", "threads", line: 20), Self.arm("spawn", "asyncio", line: 30),
                Self.arm("cores", "threads", line: 5, file: "Other.md"),
                Self.arm("implicit", "a", line: 40),
            ])
        #expect(messages == [])
        let spawn = try #require(measures["spawn"])
        #expect(spawn.title == "Start and finish")
        #expect(spawn.unit.symbol == "µs")
        #expect(spawn.subjects == ["threads", "asyncio"])
        #expect(spawn.parameterKeys == ["10,small", "10,big", "100,small", "100,big"])
        #expect(spawn.timeoutSeconds == 8)
        #expect(spawn.budgetSeconds == 120)
        #expect(measures["cores"]?.subjects == ["threads"])
        #expect(measures["cores"]?.better == .higher)
        #expect(measures["implicit"]?.unit == .second)
    }

    @Test func elevenMistakesGiveElevenMessages() {
        let (_, messages) = Self.read(
            [
                (
                    "N.md",
                    """
                    measures:
                      spawn: {unit: uss, better: lowest, rounds: few}
                      mem: {unit: KiB, baseline: thread, params: {n: []}}
                      cores: {unit: cores}
                      bad name: {}
                      lonely: {tilte: x, timeout: soon}
                      odd: {params: {n: [1, 1, "a b"]}}
                    """
                ), ("Z.md", "measures: {mem: {}}"),
            ],
            [
                Self.arm("spawn", "threads", line: 20), Self.arm("spawn", "threads", line: 21),
                Self.arm("mem", "threads", line: 22), Self.arm("mem", nil, line: 23),
                Self.arm("core", "threads", line: 24), Self.arm("cores", "a b", line: 25),
                Self.arm("cores", "a", line: 26), Self.arm("odd", "a", line: 27),
            ])
        #expect(
            messages == [
                "N.md:2:17: error: no unit is named “uss” [unit-unknown]",
                "N.md:2:30: error: `better` of “spawn” must be lower or higher, and this is “lowest” [measure-invalid]",
                "N.md:2:46: error: `rounds` of “spawn” must be a whole number from 6 to 1000, and this is the text “few” [property-type]",
                "N.md:3:30: error: the baseline “thread” is not a subject of “mem” [measure-invalid]",
                "N.md:3:47: error: the parameter “n” of “mem” has no values [measure-invalid]",
                "N.md:4:3: error: the measurement “cores” doesn't say what is `better` [measure-invalid]",
                "N.md:5:3: error: “bad name” can't be the name of a measurement [measure-invalid]",
                "N.md:6:3: error: no sample is measured by “lonely” [measure-invalid]",
                "N.md:6:12: warning: a measurement has no property “tilte” [property-unknown]",
                "N.md:6:31: error: the timeout of “lonely” must be a duration, from 1ms to 1440m (a day), and this is “soon” [property-type]",
                "N.md:7:25: error: the value 1 of “n” occurs twice [measure-invalid]",
                "N.md:7:28: error: “a b” can't be the value of a parameter [measure-invalid]",
                "N.md:21:1: error: “spawn” has two arms for “threads” [measure-invalid]",
                "N.md:23:1: error: this arm of “mem” doesn't say what it measures [measure-invalid]",
                "N.md:24:1: error: no measurement is named “core” [measure-unknown]",
                "N.md:25:1: error: `measure=cores subject=a b` can't be named in an expression [measure-invalid]",
                "Z.md:1:12: error: the measurement “mem” is defined twice [measure-duplicate]",
            ])
    }
}
