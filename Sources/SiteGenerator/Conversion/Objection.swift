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
        guard fields.count == 2, words.count == 2, let place = Int(words[0]), place >= 0
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
