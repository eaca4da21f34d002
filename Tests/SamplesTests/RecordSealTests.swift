import Foundation
import Testing

@testable import Samples

/// An edit of one number of a record shows, and what no run can give is refused whoever wrote it.
@Suite struct RecordSealTests {
    private static let definition = Array(#"{"key": "k", "name": "a \" b"}"#.utf8)
    private static let times = Array("{\n  \"key\" : \"k\",\n  \"wall\" : [0.1, 0.2]\n}\n".utf8)
    private static let sealed = String(
        decoding: RecordSeal.seal(times, with: definition), as: UTF8.self)

    private static func isRefused(_ times: String, _ definition: [UInt8] = definition) -> Bool {
        do throws(InvalidRecord) {
            try RecordSeal.check(Array(times.utf8), with: definition)
            return false
        } catch {
            return true
        }
    }

    @Test("Blanks are no edit")
    func blanks() {
        #expect(!Self.isRefused(Self.sealed))
        #expect(!Self.isRefused(Self.sealed.replacing("\n", with: "\r\n")))
        #expect(!Self.isRefused(Self.sealed.filter { !$0.isWhitespace }))
        let other = Array(#"{ "key":"k","name":"a \" b" }"#.utf8)
        #expect(!Self.isRefused(Self.sealed, other))
    }

    @Test(
        "An edit of either file is found",
        arguments: [
            ("0.1", "0.2"), ("0.1", "0.10"), ("0.1, 0.2", "0.2, 0.1"), ("[0.1", "[0.1, 0.1"),
            ("\"k\"", "\"K\""), ("\"digest\"", "\"Digest\""),
        ])
    func edits(old: String, new: String) {
        #expect(Self.isRefused(Self.sealed.replacing(old, with: new)))
    }

    @Test("An edit of what was measured is found, and a record without a digest")
    func others() {
        #expect(Self.isRefused(Self.sealed, Array(#"{"key": "k", "name": "a \"b"}"#.utf8)))
        #expect(Self.isRefused(String(decoding: Self.times, as: UTF8.self)))
        #expect(Self.isRefused(""))
    }

    struct Figures: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var wall: Double
        var processor: Double
        var region: (wall: Double, processor: Double?, count: Double)?
        var isPossible: Bool

        init(
            _ name: String, wall: Double, processor: Double,
            region: (wall: Double, processor: Double?, count: Double)? = nil, isPossible: Bool
        ) {
            testDescription = name
            self.wall = wall
            self.processor = processor
            self.region = region
            self.isPossible = isPossible
        }
    }

    @Test(
        "A part is no longer than the whole, and two cores do the work of two",
        arguments: [
            Figures("a plain run", wall: 0.3, processor: 0.1, isPossible: true),
            Figures("two cores busy", wall: 1, processor: 2, isPossible: true),
            Figures("two cores and a tick", wall: 1, processor: 2.005, isPossible: true),
            Figures("three cores of two", wall: 1, processor: 3, isPossible: false),
            Figures("a thousandth of the time", wall: 2.8e-5, processor: 0.016, isPossible: false),
            Figures(
                "a region of all", wall: 0.3, processor: 0.1, region: (0.3, 0.1, 1),
                isPossible: true),
            Figures(
                "a region of a part", wall: 0.3, processor: 0, region: (0.0015, 0.0015, 1),
                isPossible: true),
            Figures(
                "a region longer than its process", wall: 0.022, processor: 0.015,
                region: (0.15, 0.15, 1), isPossible: false),
            Figures(
                "a region a little longer than its process", wall: 0.1, processor: 0,
                region: (0.102, nil, 1), isPossible: false),
            Figures(
                "a region with more work than cores", wall: 1, processor: 1.9,
                region: (0.1, 0.3, 1), isPossible: false),
            Figures(
                "a million million repetitions", wall: 1, processor: 1, region: (0.5, 0.5, 1e14),
                isPossible: false),
            Figures(
                "a million repetitions", wall: 1, processor: 1, region: (0.5, 0.5, 1e6),
                isPossible: true),
        ])
    func figures(_ figures: Figures) {
        let region = figures.region.map {
            SampleReport.Region(
                wallSeconds: $0.wall, processorSeconds: $0.processor, count: $0.count)
        }
        let run = RunFigures(
            wallSeconds: figures.wall, processorSeconds: figures.processor, region: region, cores: 2
        )
        #expect((run.contradiction == nil) == figures.isPossible, "\(run.contradiction ?? "")")
    }

    @Test(
        "A note needs the key of its run",
        arguments: [
            ("abc region 1500000", true), ("region 1500000", false), ("ab region 1500000", false),
            ("abcregion 1500000", false), ("abd value 1 s", false), ("abc value 1 s", true),
            ("abc region 1\nregion 2", false), ("", true),
        ])
    func keys(text: String, isGood: Bool) {
        do throws(SampleReportProblem) {
            _ = try parseSampleReport(Array(text.utf8), key: "abc")
            #expect(isGood)
        } catch {
            #expect(!isGood)
        }
    }
}
