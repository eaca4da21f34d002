/// What the fields of records, and the numbers of which they are made, may be. A record may come from
/// anyone; within these bounds nothing that is reckoned, written or drawn with a number can overflow.
package enum RecordBounds {
    /// A year.
    static let seconds = 0.0...31_536_000
    /// A pebibyte.
    static let bytes = 0.0...1_125_899_906_842_624
    static let count = 0.0...1e15
    /// Of what samples report themselves, whichever the sign.
    static let magnitude = -1e100...1e100
    /// Of two such numbers: any that can be written.
    static let quotient = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
    /// How often a region did the same, which its time is divided by.
    static let repetitions = 1e-6...1e15
    static let share = 0.0...1
    /// Bytes of a text.
    static let textLength = 20_000
    /// Lines of one sample's output, and their bytes together.
    static let lines = 10_000
    static let outputLength = 8 << 20
    static let lanes = 1_000
    static let busyRanges = 5_000
    static let rounds = 10_000
    static let series = 10_000
    /// Bytes of a file.
    static let fileLength = 256 << 20
}

/// Checks values on their way in. Each check names the field, and throws what is wrong with it.
struct RecordCheck {
    typealias Step = InvalidRecord.Step

    /// Where the checked fields stand.
    var path: [Step] = []

    func below(_ key: String) -> RecordCheck { RecordCheck(path: path + [.key(key)]) }
    func at(_ index: Int) -> RecordCheck { RecordCheck(path: path + [.index(index)]) }

    func require(
        _ holds: Bool, _ key: String, _ problem: @autoclosure () -> String
    ) throws(InvalidRecord) {
        guard holds else { throw InvalidRecord(path + [.key(key)], problem()) }
    }

    func number(
        _ value: Double, _ key: String, in bounds: ClosedRange<Double>
    ) throws(InvalidRecord) {
        try require(
            bounds.contains(value), key,
            "is \(text(value)), and must be \(text(bounds))")
    }

    func number(_ value: Int, _ key: String, in bounds: ClosedRange<Double>) throws(InvalidRecord) {
        try number(Double(value), key, in: bounds)
    }

    func numbers(
        _ values: [Double], _ key: String, in bounds: ClosedRange<Double>, most: Int
    ) throws(InvalidRecord) {
        try count(values, key, most: most)
        for (index, value) in values.enumerated() where !bounds.contains(value) {
            try below(key).at(index).refuse(
                "is \(text(value)), and must be \(text(bounds))")
        }
    }

    func count<Element>(_ values: [Element], _ key: String, most: Int) throws(InvalidRecord) {
        try require(
            values.count <= most, key, "has \(values.count) elements, and must have \(most) at most"
        )
    }

    /// No control characters, and not longer than anything we write.
    func text(_ text: String, _ key: String) throws(InvalidRecord) {
        try require(
            text.utf8.count <= RecordBounds.textLength, key,
            "is longer than \(RecordBounds.textLength) bytes")
        try require(
            !text.unicodeScalars.contains(where: isControl), key, "holds a control character")
    }

    /// ISO 8601, UTC, to the second.
    func date(_ text: String, _ key: String) throws(InvalidRecord) {
        try require(
            isTimestamp(text), key, "is no date such as 2026-01-31T12:00:00Z")
    }

    func refuse(_ problem: String) throws(InvalidRecord) {
        throw InvalidRecord(path, problem)
    }

    /// Whole numbers without a decimal point.
    private func text(_ number: Double) -> String {
        abs(number) < 1e16 && number == number.rounded()
            ? "\(Int(saturating: number))" : "\(number)"
    }

    private func text(_ bounds: ClosedRange<Double>) -> String {
        "from \(text(bounds.lowerBound)) to \(text(bounds.upperBound))"
    }
}

private func isTimestamp(_ text: String) -> Bool {
    let form = Array("0000-00-00T00:00:00Z".utf8)
    guard text.utf8.count == form.count else { return false }
    let isFormed = zip(text.utf8, form).allSatisfy { byte, wanted in
        wanted == UInt8(ascii: "0")
            ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == wanted
    }
    let parts = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
    return isFormed && parts.count == 6 && (1...12).contains(parts[1])
        && (1...31).contains(parts[2]) && parts[3] < 24 && parts[4] < 60 && parts[5] <= 60
}
