import Files

/// One line: a word, its numbers, and a name where there is one.
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

        /// How many of the numbers, from the first on, are moments.
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

    /// Of a name, bytes.
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
