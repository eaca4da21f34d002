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
    }

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
        name = words.count > kind.numbers + 1 ? String(words[kind.numbers + 1]) : ""
        guard numbers.count == kind.numbers else { return nil }
    }
}
