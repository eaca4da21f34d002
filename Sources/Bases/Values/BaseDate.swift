import Basics

/// A date, with or without a time. It has no time zone, because a build must give the same pages
/// whatever the time zone of the machine.
package struct BaseDate: Sendable, Hashable {
    /// Milliseconds since 1970-01-01 00:00.
    package var milliseconds: Int
    package var hasTime: Bool

    package init(milliseconds: Int, hasTime: Bool) {
        self.milliseconds = milliseconds
        self.hasTime = hasTime
    }

    /// Creates a date from a time of the file system or of git, in UTC.
    package init(secondsSince1970 seconds: Int) {
        let limits = Self.range.lowerBound / 1000...Self.range.upperBound / 1000
        let clamped = min(max(seconds, limits.lowerBound), limits.upperBound)
        self.init(milliseconds: clamped * 1000, hasTime: true)
    }

    /// Returns nil when there is no such day or time.
    package init?(
        year: Int, month: Int = 1, day: Int = 1, hour: Int = 0, minute: Int = 0, second: Int = 0,
        millisecond: Int = 0, hasTime: Bool = false
    ) {
        guard (-9999...9999).contains(year), (1...12).contains(month),
            (1...CivilCalendar.daysInMonth(month, year: year)).contains(day),
            (0...23).contains(hour),
            (0...59).contains(minute), (0...59).contains(second), (0...999).contains(millisecond)
        else { return nil }
        let clock = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
        milliseconds =
            CivilCalendar.daysSince1970(year: year, month: month, day: day) * Self.day + clock
        self.hasTime = hasTime
    }

    package static let day = 86_400_000
    /// The years -9999 to 9999 in milliseconds.
    package static let range = -377_705_116_800_000...253_402_300_799_999

    var dayNumber: Int { floorDivide(milliseconds, Self.day) }
    package var clock: Int { milliseconds - dayNumber * Self.day }

    var civil: (year: Int, month: Int, day: Int) {
        CivilCalendar.date(daysSince1970: dayNumber)
    }
    package var hour: Int { clock / 3_600_000 }
    package var minute: Int { clock / 60_000 % 60 }
    package var second: Int { clock / 1000 % 60 }
    var millisecond: Int { clock % 1000 }
    /// 0 is Sunday.
    var weekday: Int { modulo(dayNumber + 4, 7) }

    var dateOnly: BaseDate { BaseDate(milliseconds: dayNumber * Self.day, hasTime: false) }

    /// Returns the date `months` later. When that month is shorter, the day is its last.
    func adding(months: Int) -> BaseDate? {
        let (year, month, day) = civil
        let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow else { return nil }
        let (newYear, newMonth) = (floorDivide(sum, 12), modulo(sum, 12) + 1)
        let lastDay = CivilCalendar.daysInMonth(newMonth, year: newYear)
        var date = BaseDate(
            year: newYear, month: newMonth, day: min(day, lastDay), hasTime: hasTime)
        date?.milliseconds += clock
        return date
    }

    /// `2026-01-31`.
    private var dayText: String {
        let (year, month, day) = civil
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// `12:00:00`.
    var clockText: String { "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))" }

    /// `2026-01-31` or `2026-01-31T12:00:00`.
    package var text: String { hasTime ? "\(dayText)T\(clockText)" : dayText }

    /// As a page shows it: `2026-01-31` or `2026-01-31 12:00`.
    package var label: String { hasTime ? "\(dayText) \(clockText.prefix(5))" : dayText }
}

/// Returns the number with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number.magnitude)
    return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count))
        + digits
}
