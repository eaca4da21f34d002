/// A moment as notes and git write it: `2026-03-01` or `2026-03-01T10:20:30`, followed by `Z`,
/// `+02:00` or nothing, which means UTC.
package struct Timestamp: Sendable, Hashable, Comparable {
    /// The seconds since 1970 in UTC.
    package let seconds: Int

    /// Returns nil if `text` is not such a moment.
    package init?(_ text: String) {
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
        var seconds =
            CivilCalendar.daysSince1970(year: year, month: month, day: day) * 86_400
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

    package static func < (a: Self, b: Self) -> Bool { a.seconds < b.seconds }

    /// The moment in the format of RFC 3339, in UTC.
    package var text: String {
        let (year, month, day) = CivilCalendar.date(daysSince1970: floorDivide(seconds, 86_400))
        let second = modulo(seconds, 86_400)
        return
            "\(year)-\(two(month))-\(two(day))T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
