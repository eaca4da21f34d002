import Tools
import Vault

/// A converter's error for one text. The converter's answer may begin with it.
///
/// The format is NUL, place, space, mistake, tab, cure, line feed. HTML may follow if the text
/// could still be converted.
struct ConversionError: Hashable {
    /// The offset in the text, in bytes.
    var place: Int
    /// The mistake as a clause, such as `a fraction has no numerator`.
    var mistake: String
    var cure: String
    /// True if there is no HTML, so that the text is shown as it is written.
    var isFatal: Bool

    /// Returns nil if `answer` doesn't begin with an error.
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

    /// Returns the index at which the HTML begins, or nil if the answer has no error.
    static func end(of answer: [UInt8]) -> Int? {
        guard answer.first == 0 else { return nil }
        return answer.firstIndex(of: 0x0A).map { $0 + 1 } ?? answer.count
    }
}

/// Errors for texts on which a converter failed.
extension ConversionError {
    /// Negative places stand for failures of the converter, which have no place in the text.
    private static let limitPlace = -1
    private static let crashPlace = -2

    init(_ failure: BatchWorker.Failure, by toolName: String) {
        let memory = "\(BatchWorker.memory >> 20) MB of memory"
        (mistake, cure) =
            switch failure {
            case .slow(let seconds):
                (
                    "\(toolName) takes more than \(seconds) s of processor time for this",
                    "make it shorter, or cut it in two"
                )
            case .memory:
                (
                    "\(toolName) takes more than \(memory) for this",
                    "make it shorter, or cut it in two"
                )
            case .nesting:
                ("this nests too deeply for \(toolName)", "nest fewer levels")
            case .crash:
                ("\(toolName) crashes on this", "write it otherwise, or leave it out")
            case .exception(let name):
                ("\(toolName) fails on this with \(name)", "write it otherwise, or leave it out")
            case .notTried:
                (
                    "\(toolName) did not try this: similar texts had used up all the time",
                    "make the others shorter first"
                )
            }
        place =
            switch failure {
            case .crash, .exception: Self.crashPlace
            default: Self.limitPlace
            }
        isFatal = true
    }

    /// The error in the format of an answer.
    var bytes: [UInt8] { Array("\0\(place) \(mistake)\t\(cure)\n".utf8) }

    /// The diagnostic code, or nil if the text itself is wrong.
    var code: DiagnosticCode? {
        switch place {
        case Self.limitPlace: .toolLimit
        case Self.crashPlace: .toolFailed
        default: nil
        }
    }
}
