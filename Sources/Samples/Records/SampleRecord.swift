import Files

/// The outcome of running one sample on one runtime: its output and ending, kept in a file that is
/// the same wherever it runs, and its measurements, kept in another.
package struct SampleRecord: Sendable, Hashable, Codable {
    package enum Ending: Sendable, Hashable, Codable {
        case exited(Int)
        case signalled(Int)
        case timedOut(seconds: Double)
        case outOfMemory(limitBytes: Int)
        case tooMuchOutput(limitBytes: Int)
        case tooManyProcesses(limit: Int)
        /// The compile step failed; its messages are the output.
        case notCompiled
    }

    /// The digest of everything that the author wrote and that reaches the process.
    package var key: String
    package var runtime: String
    package var ending: Ending
    package var output: [OutputLine]
    /// The number of lines left out of the middle because the output exceeded the limit. They
    /// followed `output[omittedAfter]`.
    package var omittedLines: Int
    package var omittedAfter: Int
    package var observation: Observation

    package init(
        key: String, runtime: String, ending: Ending, output: [OutputLine], omittedLines: Int = 0,
        omittedAfter: Int = 0, observation: Observation
    ) {
        self.key = key
        self.runtime = runtime
        self.ending = ending
        self.output = output
        self.omittedLines = omittedLines
        self.omittedAfter = omittedAfter
        self.observation = observation
    }
}

package struct OutputLine: Sendable, Hashable, Codable {
    package enum Stream: String, Sendable, Hashable, Codable { case output, error }
    package var stream: Stream
    /// The text without its newline. It may contain ANSI escapes; invalid UTF-8 is replaced by
    /// U+FFFD.
    package var text: String

    package init(stream: Stream, text: String) {
        self.stream = stream
        self.text = text
    }
}

/// The part of a record that differs from run to run.
package struct Observation: Sendable, Hashable, Codable {
    /// Seconds from the start of the process to the moment each of `output`'s lines was complete.
    package var moments: [Double]
    package var wallSeconds: Double
    package var userSeconds: Double
    package var systemSeconds: Double
    package var peakMemoryBytes: Int
    package var voluntarySwitches: Int
    package var involuntarySwitches: Int
    /// E.g. `Python 3.11.2`.
    package var runtimeVersion: String
    package var host: Host
    /// ISO 8601, UTC, to the second.
    package var date: String
    /// E.g. `bubblewrap+seccomp+cgroup2`, `none`.
    package var sandbox: String
    /// Threads, tasks and processes over time, if the sample was traced.
    package var lanes: [Lane]

    package init(
        moments: [Double], wallSeconds: Double, userSeconds: Double, systemSeconds: Double,
        peakMemoryBytes: Int, voluntarySwitches: Int, involuntarySwitches: Int,
        runtimeVersion: String, host: Host, date: String, sandbox: String, lanes: [Lane] = []
    ) {
        self.moments = moments
        self.wallSeconds = wallSeconds
        self.userSeconds = userSeconds
        self.systemSeconds = systemSeconds
        self.peakMemoryBytes = peakMemoryBytes
        self.voluntarySwitches = voluntarySwitches
        self.involuntarySwitches = involuntarySwitches
        self.runtimeVersion = runtimeVersion
        self.host = host
        self.date = date
        self.sandbox = sandbox
        self.lanes = lanes
    }
}

package struct Host: Sendable, Hashable, Codable {
    package var processor: String
    package var cores: Int
    package var memoryBytes: Int
    package var kernel: String
    /// E.g. `Debian GNU/Linux 12 (bookworm)`.
    package var system: String

    package init(processor: String, cores: Int, memoryBytes: Int, kernel: String, system: String) {
        self.processor = processor
        self.cores = cores
        self.memoryBytes = memoryBytes
        self.kernel = kernel
        self.system = system
    }
}

/// A thread, task or process from its start to its end.
package struct Lane: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable { case thread, task, process }
    package var kind: Kind
    package var name: String
    /// The index of the lane that started this one.
    package var parent: Int?
    package var start: Double
    package var end: Double
    /// Seconds since the sample's start during which it used the processor, if that is known.
    package var busy: [ClosedRange<Double>]

    package init(
        kind: Kind, name: String, parent: Int? = nil, start: Double, end: Double,
        busy: [ClosedRange<Double>] = []
    ) {
        self.kind = kind
        self.name = name
        self.parent = parent
        self.start = start
        self.end = end
        self.busy = busy
    }
}

extension Lane {
    private enum Key: CodingKey { case kind, name, parent, start, end, busy }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        kind = try container.decode(Kind.self, forKey: .kind)
        name = try container.decode(String.self, forKey: .name)
        parent = try container.decodeIfPresent(Int.self, forKey: .parent)
        start = try container.decode(Double.self, forKey: .start)
        end = try container.decode(Double.self, forKey: .end)
        let ranges = try container.decodeIfPresent(String.self, forKey: .busy) ?? ""
        busy = try ranges.split(separator: " ").map { item in
            guard let range = Self.range(item) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .busy, in: container, debugDescription: "no range")
            }
            return range
        }
    }

    /// The ranges are written as one line, because a thousand numbers below each other make a diff
    /// unreadable.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(name, forKey: .name)
        try container.encodeIfPresent(parent, forKey: .parent)
        try container.encode(start, forKey: .start)
        try container.encode(end, forKey: .end)
        let ranges = busy.map { "\($0.lowerBound)..\($0.upperBound)" }
        try container.encode(ranges.joined(separator: " "), forKey: .busy)
    }

    private static func range(_ item: Substring) -> ClosedRange<Double>? {
        let ends = item.split(separator: "..").map { Double($0) }
        guard ends.count == 2, let lower = ends[0], let upper = ends[1], lower <= upper else {
            return nil
        }
        return lower...upper
    }
}
