/// The report that a sample writes to the descriptor whose number is in `$BENCH_FD`.
///
/// Each line holds words separated by single spaces; numbers are decimal:
///
///     region WALL [CPU [COUNT]]   the measured region took WALL nanoseconds on a monotonic
///                                 clock and CPU nanoseconds of processor time (user and system,
///                                 children included; - when not known), for COUNT repetitions
///                                 (1 if left out)
///     value NUMBER [UNIT]         a value that the sample measured itself
///
/// Numbers beyond ``RecordBounds`` are refused, because no record may hold them.
///
/// Where `$BENCH_KEY` is set, a line begins with its value and a blank: it is another one in each
/// run, and what is written without it comes from code that doesn't know this protocol.
///
/// A process writes one of the two, once. Each line is written in one go, so that lines of several
/// threads don't mix. Where `$BENCH_FD` isn't set nothing is being measured, and nothing is
/// written. The value of the parameter n is in `$BENCH_PARAM_n`.
package enum SampleReport: Sendable, Hashable {
    case region(Region)
    case value(Double, unit: String)

    package struct Region: Sendable, Hashable {
        package var wallSeconds: Double
        package var processorSeconds: Double?
        /// The number of repetitions in the region; the time of one is `wallSeconds / count`.
        package var count: Double
    }
}

/// The reason why a report can't be used, for the sample's author.
package struct SampleReportProblem: Error, Sendable, Hashable {
    package var message: String
    package var help: String
}

/// The one note that a process left; nil when it left none.
///
/// - Parameter key: what each line has to begin with; nil where no key was given out.
package func parseSampleReport(
    _ bytes: [UInt8], key: String? = nil
) throws(SampleReportProblem) -> SampleReport? {
    var found: SampleReport?
    for written in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
        var line = written
        if let key {
            guard line.hasPrefix(key + " ") else {
                throw SampleReportProblem(
                    message: "the sample wrote \"\(line.prefix(80))\" where the module handbook "
                        + "writes what it has measured",
                    help: "let measure() or report() of the module handbook write there")
            }
            line = line.dropFirst(key.count + 1)
        }
        guard let note = parse(line) else {
            throw SampleReportProblem(
                message: "the sample reported \"\(line.prefix(80))\", which is not a note",
                help:
                    "write `$BENCH_KEY region NANOSECONDS` or `$BENCH_KEY value NUMBER UNIT` to $BENCH_FD"
            )
        }
        if found != nil {
            throw SampleReportProblem(
                message: "the sample reported more than one region or value in one process",
                help: "measure one region, or add the parts up and call report() once")
        }
        found = note
    }
    return found
}

private func parse(_ line: Substring) -> SampleReport? {
    let words = line.split(separator: " ")
    switch (words.first, words.count) {
    case ("region", 2...4):
        guard let wall = seconds(words[1]) else { return nil }
        var region = SampleReport.Region(wallSeconds: wall, processorSeconds: nil, count: 1)
        if words.count > 2, words[2] != "-" {
            guard let processor = seconds(words[2]) else { return nil }
            region.processorSeconds = processor
        }
        if words.count > 3 {
            guard let count = Double(words[3]), RecordBounds.repetitions.contains(count) else {
                return nil
            }
            region.count = count
        }
        return .region(region)
    case ("value", 2...):
        let unit = words.dropFirst(2).joined(separator: " ")
        guard let value = Double(words[1]), RecordBounds.magnitude.contains(value),
            unit.utf8.count <= 100, !unit.unicodeScalars.contains(where: isControl)
        else { return nil }
        return .value(value, unit: unit)
    default:
        return nil
    }
}

private func seconds(_ nanoseconds: Substring) -> Double? {
    guard let value = Double(nanoseconds), RecordBounds.seconds.contains(value / 1e9) else {
        return nil
    }
    return value / 1e9
}
