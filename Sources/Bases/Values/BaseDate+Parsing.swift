import Basics

extension BaseDate {
    /// The forms in which a text may be a date.
    package enum Strictness {
        /// `2026-01-31`, with or without a time, for properties.
        case property
        /// Also `20260131`, `202601311200`, `2026-01` and `2026`, for the function `date()`.
        case function
    }

    /// Returns nil when `text` is not a date. A time with a zone (`Z`, `+02:00`) is converted to
    /// UTC.
    package init?(_ text: String, _ strictness: Strictness = .function) {
        var scanner = DigitScanner(text.trimmed)
        if strictness == .function, let compact = Self.compact(scanner) {
            self = compact
            return
        }
        guard let year = scanner.number(digits: 4) else { return nil }
        if scanner.isAtEnd {
            guard strictness == .function, let date = BaseDate(year: year) else { return nil }
            self = date
            return
        }
        guard scanner.take("-"), let month = scanner.number(digits: 2) else { return nil }
        if scanner.isAtEnd {
            guard strictness == .function, let date = BaseDate(year: year, month: month)
            else { return nil }
            self = date
            return
        }
        guard scanner.take("-"), let day = scanner.number(digits: 2) else { return nil }
        if scanner.isAtEnd {
            guard let date = BaseDate(year: year, month: month, day: day) else { return nil }
            self = date
            return
        }
        guard scanner.take("T") || scanner.take("t") || scanner.take(" "),
            let clock = Self.clock(&scanner), let offset = Self.zone(&scanner), scanner.isAtEnd,
            let date = BaseDate(year: year, month: month, day: day)
        else { return nil }
        self.init(milliseconds: date.milliseconds + clock - offset, hasTime: true)
    }

    /// Reads `YYYYMMDD` and `YYYYMMDDHHmm`.
    private static func compact(_ scanner: DigitScanner) -> BaseDate? {
        var scanner = scanner
        guard let year = scanner.number(digits: 4), let month = scanner.number(digits: 2),
            let day = scanner.number(digits: 2)
        else { return nil }
        if scanner.isAtEnd { return BaseDate(year: year, month: month, day: day) }
        guard let hour = scanner.number(digits: 2), let minute = scanner.number(digits: 2),
            scanner.isAtEnd
        else { return nil }
        return BaseDate(
            year: year, month: month, day: day, hour: hour, minute: minute, hasTime: true)
    }

    /// Reads a time as milliseconds: `HH:mm`, `HH:mm:ss` or `HH:mm:ss.SSS`.
    private static func clock(_ scanner: inout DigitScanner) -> Int? {
        guard let hour = scanner.number(digits: 2), hour < 24, scanner.take(":"),
            let minute = scanner.number(digits: 2), minute < 60
        else { return nil }
        var result = (hour * 60 + minute) * 60_000
        guard scanner.take(":") else { return result }
        guard let second = scanner.number(digits: 2), second < 60 else { return nil }
        result += second * 1000
        if scanner.take(".") || scanner.take(",") {
            guard let fraction = scanner.fraction() else { return nil }
            result += Int(fraction * 1000)
        }
        return result
    }

    /// Returns the zone's offset from UTC in milliseconds; 0 when the text has no zone.
    private static func zone(_ scanner: inout DigitScanner) -> Int? {
        _ = scanner.take(" ")
        if scanner.isAtEnd { return 0 }
        if scanner.take("Z") || scanner.take("z") {
            if scanner.isAtEnd { return 0 }
        }
        let isNegative: Bool
        if scanner.take("-") {
            isNegative = true
        } else if scanner.take("+") {
            isNegative = false
        } else {
            return nil
        }
        guard let hours = scanner.number(digits: 2), hours < 24 else { return nil }
        _ = scanner.take(":")
        let minutes = scanner.isAtEnd ? 0 : scanner.number(digits: 2) ?? -1
        guard (0..<60).contains(minutes) else { return nil }
        let offset = (hours * 60 + minutes) * 60_000
        return isNegative ? -offset : offset
    }
}

/// Reads numbers with a fixed number of digits.
private struct DigitScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(digits: Int) -> Int? {
        var value = 0
        var copy = rest
        for _ in 0..<digits {
            guard let byte = copy.popFirst(), (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        rest = copy
        return value
    }

    mutating func fraction() -> Double? {
        var value = 0.0
        var scale = 0.1
        var count = 0
        while let byte = rest.first, (0x30...0x39).contains(byte) {
            value += Double(byte - 0x30) * scale
            scale /= 10
            count += 1
            rest.removeFirst()
        }
        return count == 0 ? nil : value + 1e-9
    }
}
