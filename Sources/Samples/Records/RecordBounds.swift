/// The bounds of records' fields and of the numbers that they hold. A record may come from anyone;
/// within these bounds no calculation, text or drawing with the numbers can overflow.
package enum RecordBounds {
    /// A year.
    static let seconds = 0.0...31_536_000
    /// A pebibyte.
    static let bytes = 0.0...1_125_899_906_842_624
    static let count = 0.0...1e15
    /// The bounds of values that samples report, of either sign.
    static let magnitude = -1e100...1e100
    /// The bounds of the quotient of two such values: any finite number.
    static let quotient = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
    /// The repetitions of a region, by which its time is divided.
    static let repetitions = 1e-6...1e15
    static let share = 0.0...1
    /// Bytes of a text.
    static let textLength = 20_000
    /// The lines of one sample's output, and their total bytes.
    static let lines = 10_000
    static let outputLength = 8 << 20
    static let lanes = 1_000
    static let busyRanges = 5_000
    static let rounds = 10_000
    static let series = 10_000
    /// Bytes of a file.
    static let fileLength = 256 << 20
}

/// Checks values as they are read. Each check names the field, and throws a description of the
/// mistake.
struct RecordCheck {
    typealias Step = InvalidRecord.Step

    /// The path of the record's part whose fields are checked.
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

    /// Checks that a text has no control characters and is not longer than any that we write.
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
            isTimestamp(text), key, "is not a date such as 2026-01-31T12:00:00Z")
    }

    func refuse(_ problem: String) throws(InvalidRecord) {
        throw InvalidRecord(path, problem)
    }

    /// Formats a number; whole numbers get no decimal point.
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
