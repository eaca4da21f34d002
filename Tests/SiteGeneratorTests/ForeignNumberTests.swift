import Foundation
import Glibc
import Markdown
import Testing

@testable import Bases
@testable import Basics
@testable import Evidence
@testable import Files
@testable import SiteGenerator
@testable import Vault

/// Tests of numbers from settings, properties and records that reach a page.
struct ForeignNumbersOnPagesTests {
    static let numbers: [Double] = [
        0, -0.0, 1, -1, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 1e-308, 1e18, 1e19, -1e19,
        1e308, -1e308, .infinity,
        -.infinity, .nan,
        Double(Int.max), Double(Int.min), .leastNormalMagnitude, .greatestFiniteMagnitude,
    ]

    @Test(arguments: numbers)
    func texts(number: Double) {
        #expect(!formatSeconds(number).isEmpty)
        #expect(!coordinate(number).isEmpty)
        #expect(!decimalText(number, decimals: decimals(of: number, halfWidth: number)).isEmpty)
        #expect(!numberText(number).isEmpty)
        #expect(!fixedText(number, digits: 3).isEmpty)
        #expect(!BaseDuration(months: number, milliseconds: number).text.isEmpty)
        let date = BaseDate(secondsSince1970: 1_780_000_000)
        #expect(date.adding(BaseDuration(months: number))?.text.isEmpty != true)
        #expect(date.adding(BaseDuration(milliseconds: number))?.text.isEmpty != true)
    }

    @Test(arguments: [Int.min, Int.max, 0, -1, 999, -1000, 1_000_000])
    func counts(number: Int) {
        #expect(formatCount(number).replacing(",", with: "") == "\(number)")
        #expect(!formatBytes(number).isEmpty)
        #expect(!plural(number, "line").isEmpty)
    }

    @Test("Axes have few ticks and all positions on them, whatever they cover")
    func axes() {
        for low in Self.numbers {
            for high in Self.numbers {
                let axis = ChartAxis(covering: [low, high])
                #expect(axis.ticks.count < 1_000)
                for value in Self.numbers {
                    #expect((0...100).contains(axis.percent(value)), "\(low) \(high) \(value)")
                }
                let svg = TimeAxis(from: min(low, 1e9), end: high).svg(at: 5)
                #expect(svg.utf8.count < 10_000, "\(low) \(high)")
            }
        }
    }

    @Test(
        "File times outside of the calendar",
        arguments: [
            (253_402_300_799, 0), (Int.max, 999_999_999), (Int.min, 0), (-1, 999_999_999), (0, 0),
        ])
    func fileTimes(seconds: Int, nanoseconds: Int) {
        let time = timespec(tv_sec: seconds, tv_nsec: nanoseconds)
        #expect((time.nanoseconds < 0) == (seconds < 0))
    }

    @Test(
        "A limit beyond its bounds is an error at its place, and the usual limit holds",
        arguments: [
            ("timeout: 99999999999999999999s", "1440m"), ("timeout: 1e308s", "1440m"),
            ("timeout: 0s", "1440m"),
            ("max-timeout: 0.00001ms", "1440m"), ("patience: 99999999999999999999m", "1440m"),
            ("memory: 99999999999999999999G", "1023G"), ("max-memory: 0.0001K", "1023G"),
            ("output: 1e99M", "1023G"),
            ("timeout: -1s", "1440m"), ("timeout: [1s]", "text"), ("memory: .inf", "1023G"),
        ])
    func limits(line: String, rule: String) throws {
        let (configuration, diagnostics) = readConfiguration(
            "title: T\nlimits:\n  \(line)\n", defaultTitle: "T")
        #expect(configuration.limits == Configuration.Limits())
        let diagnostic = try #require(diagnostics.first)
        #expect(diagnostics.count == 1 && diagnostic.severity == .error)
        #expect(diagnostic.span?.start.line == 3)
        #expect(diagnostic.message.contains(rule), "\(diagnostic.message)")
    }

    @Test("Parameters with too many combinations to measure are refused")
    func parameters() {
        let values = "[" + (0..<100).map(String.init).joined(separator: ", ") + "]"
        let yaml =
            "measures:\n  m: {params: {a: \(values), b: \(values), c: \(values), d: \(values), e: \(values),"
            + " f: \(values), g: \(values), h: \(values), i: \(values), j: \(values), k: \(values)}}\n"
        let note = NoteData(
            index: 0, file: "A.md", title: "A", data: readYAML(yaml, file: "A.md").node)
        let (measures, diagnostics) = readMeasures([note], arms: [], units: .builtIn)
        #expect(measures["m"]?.parameters.isEmpty == true)
        #expect(diagnostics.contains { $0.message.contains("200 combinations") })
    }

    @Test(
        "The content of a cache may be forged too",
        arguments: [
            [0], [0, 0x0A], Array("\0-5 x\ty\n".utf8), Array("\099999999999999999999 x\ty\n".utf8),
            Array("\0".utf8) + [9, 9],
        ] as [[UInt8]])
    func cachedErrors(answer: [UInt8]) {
        #expect(ConversionError(answer) == nil)
    }
}

struct XMLCharacterTests {
    static let forbidden: [UInt32] =
        (0..<0x20).filter { ![9, 10, 13].contains($0) } + [0xFFFE, 0xFFFF]

    @Test("All characters that XML forbids are replaced, and no others")
    func each() {
        let scalars = (0..<0x300).map { UInt32($0) } + (0xFF00...0x1_0010).map { UInt32($0) }
        for value in scalars {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for (before, after) in [("", ""), ("abcdefg", "ｈ。h"), ("\n\u{FFFD}", "\u{FFFC}￭")] {
                let text = before + String(Character(scalar)) + after
                let made = String(
                    decoding: Array(text.utf8).replacingForbiddenInXML(), as: UTF8.self)
                let expected =
                    Self.forbidden.contains(value) ? before + "\u{FFFD}" + after : text
                #expect(Array(made.unicodeScalars) == Array(expected.unicodeScalars), "\(value)")
            }
        }
    }

    @Test func many() {
        let text = String(repeating: "x\u{1}\u{FFFE}\u{FFFF}\n\t\r", count: 100)
        let made = String(decoding: Array(text.utf8).replacingForbiddenInXML(), as: UTF8.self)
        let expected = String(repeating: "x\u{FFFD}\u{FFFD}\u{FFFD}\n\t\r", count: 100)
        #expect(Array(made.utf8) == Array(expected.utf8))
    }
}
