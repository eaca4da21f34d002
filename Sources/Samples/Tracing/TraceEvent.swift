import Files

/// An event from one line of a trace: a word, numbers, and for some kinds a name.
struct TraceEvent {
    enum Kind: String {
        case processBegins = "process+"
        case processEnds = "process-"
        case threadBegins = "thread+"
        case threadEnds = "thread-"
        case taskBegins = "task+"
        case taskEnds = "task-"
        case step, run, name, gone

        var numbers: Int {
            switch self {
            case .processEnds, .name: 2
            case .processBegins, .threadEnds, .taskEnds, .gone: 3
            case .threadBegins, .step, .run: 4
            case .taskBegins: 5
            }
        }

        /// The number of leading numbers that are times.
        var moments: Int {
            switch self {
            case .name: 0
            case .step: 2
            case .processBegins, .processEnds, .threadBegins, .threadEnds, .taskBegins, .taskEnds,
                .run, .gone:
                1
            }
        }
    }

    /// The most bytes of a name.
    private static let longestName = 1_000

    var kind: Kind
    var numbers: [Int]
    var name: String

    init?(_ line: String) {
        guard let word = line.split(separator: " ", maxSplits: 1).first,
            let kind = Kind(rawValue: String(word))
        else { return nil }
        let words = line.split(separator: " ", maxSplits: kind.numbers + 1)
        self.kind = kind
        numbers = words.dropFirst().prefix(kind.numbers).compactMap { Int($0) }
        name = words.count > kind.numbers + 1 ? Self.name(words[kind.numbers + 1]) : ""
        guard numbers.count == kind.numbers else { return nil }
    }

    private static func name(_ text: Substring) -> String {
        let scalars = text.unicodeScalars.prefix(longestName / 4).map {
            isControl($0) ? "\u{FFFD}" : $0
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
