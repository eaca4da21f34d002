/// A moment as notes and git write it: `2026-03-01`, `2026-03-01T10:20:30`, with `Z`, `+02:00` or
/// nothing (UTC) behind.
struct Timestamp: Sendable, Hashable, Comparable {
    /// Since 1970, UTC.
    let seconds: Int

    /// Nil for what is no such text.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        func number(_ start: Int, _ count: Int) -> Int? {
            guard start + count <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[start..<(start + count)] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return value
        }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var seconds = Self.days(year, month, day) * 86_400
        if let hour = number(11, 2), let minute = number(14, 2) {
            seconds += hour * 3600 + minute * 60 + (number(17, 2) ?? 0)
            if let sign = bytes.dropFirst(16).firstIndex(where: { $0 == 0x2B || $0 == 0x2D }),
                let hours = number(sign + 1, 2), let minutes = number(sign + 4, 2)
            {
                seconds -= (bytes[sign] == 0x2B ? 1 : -1) * (hours * 3600 + minutes * 60)
            }
        }
        self.seconds = seconds
    }

    static func < (a: Self, b: Self) -> Bool { a.seconds < b.seconds }

    /// As RFC 3339 wants it, in UTC.
    var text: String {
        let (year, month, day) = Self.civil((seconds - Self.second(of: seconds)) / 86_400)
        let second = Self.second(of: seconds)
        return
            "\(year)-\(two(month))-\(two(day))T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }

    private static func second(of seconds: Int) -> Int { ((seconds % 86_400) + 86_400) % 86_400 }

    /// Days since 1970 in the Gregorian calendar, counted in years that begin in March.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return y * 365 + y / 4 - y / 100 + y / 400 + dayOfYear - 719_468
    }

    /// The inverse, for days from the year 0 on.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let z = days + 719_468
        let era = z / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * part + 2) / 5 + 1
        )
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
