import Tools
import Vault

/// What a converter has to say against a text: an answer may begin with it.
///
/// It is written NUL, place, space, mistake, tab, cure, line feed; what follows, if anything, is the
/// HTML all the same.
struct Objection: Hashable {
    /// Offset in the text, in bytes.
    var place: Int
    /// As a clause: `a fraction has no numerator`.
    var mistake: String
    var cure: String
    /// There is no HTML, so that the text is shown as it is.
    var isFatal: Bool

    /// Nil when `answer` has none.
    init?(_ answer: [UInt8]) {
        guard let end = Self.end(of: answer), end > 1 else { return nil }
        let text = String(decoding: answer[1..<(end - 1)], as: UTF8.self)
        let fields = text.split(separator: "\t", maxSplits: 1)
        let words = (fields.first ?? "").split(separator: " ", maxSplits: 1)
        guard fields.count == 2, words.count == 2, let place = Int(words[0]),
            place >= Self.crashPlace
        else { return nil }
        self.place = place
        mistake = String(words[1])
        cure = String(fields[1])
        isFatal = end == answer.count
    }

    /// Where the HTML begins in an answer that has an objection.
    static func end(of answer: [UInt8]) -> Int? {
        guard answer.first == 0 else { return nil }
        return answer.firstIndex(of: 0x0A).map { $0 + 1 } ?? answer.count
    }
}

/// What is said of a text that a converter could not cope with.
extension Objection {
    /// Places that no text has tell of the converter.
    private static let limitPlace = -1
    private static let crashPlace = -2

    init(_ failure: BatchWorker.Failure, by maker: String) {
        let memory = "\(BatchWorker.memory >> 20) MB of memory"
        (mistake, cure) =
            switch failure {
            case .slow(let seconds):
                (
                    "\(maker) takes more than \(seconds) s of processor time for this",
                    "make it shorter, or cut it in two"
                )
            case .memory:
                ("\(maker) takes more than \(memory) for this", "make it shorter, or cut it in two")
            case .nesting:
                ("this nests too deep for \(maker)", "nest fewer levels")
            case .crash:
                ("\(maker) crashes on this", "write it otherwise, or leave it out")
            case .exception(let name):
                ("\(maker) fails on this with \(name)", "write it otherwise, or leave it out")
            case .notTried:
                (
                    "\(maker) did not come to this: what is like it had taken up all the time",
                    "see to the others first"
                )
            }
        place =
            switch failure {
            case .crash, .exception: Self.crashPlace
            default: Self.limitPlace
            }
        isFatal = true
    }

    /// As an answer has it.
    var bytes: [UInt8] { Array("\0\(place) \(mistake)\t\(cure)\n".utf8) }

    /// Nil when it is the text that is wrong.
    var code: DiagnosticCode? {
        switch place {
        case Self.limitPlace: .toolLimit
        case Self.crashPlace: .toolFailed
        default: nil
        }
    }
}
