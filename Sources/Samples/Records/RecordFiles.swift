import Foundation

// The files of a record. Keys are sorted and the JSON is pretty-printed, so that a diff is
// readable.

/// The part of a record that is the same wherever the sample runs.
struct RecordedOutput: Codable {
    struct Omission: Codable {
        var afterLine: Int
        var lines: Int
    }

    struct Line: Codable {
        var line: OutputLine

        private enum Key: CodingKey { case error }

        init(_ line: OutputLine) { self.line = line }

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                line = OutputLine(stream: .output, text: text)
            } else {
                let container = try decoder.container(keyedBy: Key.self)
                let text = try container.decode(String.self, forKey: .error)
                line = OutputLine(stream: .error, text: text)
            }
        }

        func encode(to encoder: any Encoder) throws {
            switch line.stream {
            case .output:
                var container = encoder.singleValueContainer()
                try container.encode(line.text)
            case .error:
                var container = encoder.container(keyedBy: Key.self)
                try container.encode(line.text, forKey: .error)
            }
        }
    }

    var key: String
    var runtime: String
    var ending: String
    var output: [Line]
    var omitted: Omission?
}

/// The part of a record that differs from run to run.
struct TimesFile: Codable {
    /// The key of the output that it belongs to.
    var key: String
    var observation: Observation
}

extension RecordedOutput {
    init(_ record: SampleRecord) {
        key = record.key
        runtime = record.runtime
        ending = record.ending.text
        output = record.output.map(Line.init)
        if record.omittedLines > 0 {
            omitted = Omission(afterLine: record.omittedAfter, lines: record.omittedLines)
        }
    }
}

extension SampleRecord {
    /// Decodes a record from the bytes of its two files and checks each field.
    init(output: [UInt8], times: [UInt8], at path: RecordPath) throws(InvalidRecord) {
        let file = try readRecord(RecordedOutput.self, output, path.output) { try $0.check() }
        let observed = try readRecord(TimesFile.self, times, path.times) {
            try $0.observation.check()
        }
        do {
            try self.init(file, observed)
        } catch {
            throw error.located(in: output, path.output)
        }
        do {
            try RecordSeal.check(times, with: output)
        } catch {
            throw error.located(in: times, path.times)
        }
    }

    private init(_ file: RecordedOutput, _ times: TimesFile) throws(InvalidRecord) {
        let ending = try file.checkedEnding()
        guard file.key == times.key else {
            throw InvalidRecord(message: "its output and its times are of different runs")
        }
        guard times.observation.moments.count == file.output.count else {
            throw InvalidRecord(
                message: """
                    it has \(file.output.count) lines of output and \
                    \(times.observation.moments.count) moments
                    """)
        }
        self.init(
            key: file.key, runtime: file.runtime, ending: ending,
            output: file.output.map(\.line), omittedLines: file.omitted?.lines ?? 0,
            omittedAfter: file.omitted?.afterLine ?? 0, observation: times.observation)
    }
}

extension RecordedOutput {
    func checkedEnding() throws(InvalidRecord) -> SampleRecord.Ending {
        guard let ending = SampleRecord.Ending(text: ending) else {
            throw InvalidRecord(
                [.key("ending")], "is “\(self.ending.prefix(80))”, which is not an ending")
        }
        try ending.check()
        return ending
    }
}

extension SampleRecord.Ending {
    /// One word, followed by a number if the ending has one, e.g. `exited 0`.
    var text: String {
        switch self {
        case .exited(let status): "exited \(status)"
        case .signalled(let number): "signalled \(number)"
        case .timedOut(let seconds): "timedOut \(seconds)"
        case .outOfMemory(let limit): "outOfMemory \(limit)"
        case .tooMuchOutput(let limit): "tooMuchOutput \(limit)"
        case .tooManyProcesses(let limit): "tooManyProcesses \(limit)"
        case .notCompiled: "notCompiled"
        }
    }

    init?(text: String) {
        let words = text.split(separator: " ")
        if words == ["notCompiled"] {
            self = .notCompiled
            return
        }
        guard words.count == 2, let seconds = Double(words[1]), seconds.isFinite else { return nil }
        if words[0] == "timedOut" {
            self = .timedOut(seconds: seconds)
            return
        }
        guard let number = Int(words[1]) else { return nil }
        switch words[0] {
        case "exited": self = .exited(number)
        case "signalled": self = .signalled(number)
        case "outOfMemory": self = .outOfMemory(limitBytes: number)
        case "tooMuchOutput": self = .tooMuchOutput(limitBytes: number)
        case "tooManyProcesses": self = .tooManyProcesses(limit: number)
        default: return nil
        }
    }
}

func encodeRecord(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try Array(encoder.encode(value)) + [UInt8(ascii: "\n")]
}

/// - Parameter name: the file's path below the records' folder.
func readRecord<Value: Decodable>(
    _ type: Value.Type, _ bytes: [UInt8], _ name: String, check: (Value) throws -> Void
) throws(InvalidRecord) -> Value {
    do {
        let value = try JSONDecoder().decode(type, from: Data(bytes))
        try check(value)
        return value
    } catch {
        throw InvalidRecord(error).located(in: bytes, name)
    }
}
