/// A date, or a date with time, of the civil calendar and without a zone: a build gives the same
/// pages wherever it runs, so a base never asks the machine where it stands.
package struct BaseDate: Sendable, Hashable {
    /// Since 1970-01-01 00:00.
    package var milliseconds: Int
    package var hasTime: Bool

    package init(milliseconds: Int, hasTime: Bool) {
        self.milliseconds = milliseconds
        self.hasTime = hasTime
    }

    /// From seconds since 1970, as file systems and git give them; read as UTC.
    package init(secondsSince1970 seconds: Int) {
        let limits = Self.range.lowerBound / 1000...Self.range.upperBound / 1000
        let clamped = min(max(seconds, limits.lowerBound), limits.upperBound)
        self.init(milliseconds: clamped * 1000, hasTime: true)
    }

    /// Nil when there is no such day or time.
    package init?(
        year: Int, month: Int = 1, day: Int = 1, hour: Int = 0, minute: Int = 0, second: Int = 0,
        millisecond: Int = 0, hasTime: Bool = false
    ) {
        guard (-9999...9999).contains(year), (1...12).contains(month),
            (1...daysInMonth(month, year: year)).contains(day), (0...23).contains(hour),
            (0...59).contains(minute), (0...59).contains(second), (0...999).contains(millisecond)
        else { return nil }
        let clock = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
        milliseconds = daysSince1970(year: year, month: month, day: day) * Self.day + clock
        self.hasTime = hasTime
    }

    static let day = 86_400_000
    /// What this calendar reaches: the years -9999 to 9999.
    static let range = -377_705_116_800_000...253_402_300_799_999

    var dayNumber: Int { floorDivide(milliseconds, Self.day) }
    var clock: Int { milliseconds - dayNumber * Self.day }

    var civil: (year: Int, month: Int, day: Int) { civilDate(daysSince1970: dayNumber) }
    var hour: Int { clock / 3_600_000 }
    var minute: Int { clock / 60_000 % 60 }
    var second: Int { clock / 1000 % 60 }
    var millisecond: Int { clock % 1000 }
    /// 0 is Sunday.
    var weekday: Int { modulo(dayNumber + 4, 7) }
    /// 1 to 366.
    var dayOfYear: Int {
        dayNumber - daysSince1970(year: civil.year, month: 1, day: 1) + 1
    }

    var dateOnly: BaseDate { BaseDate(milliseconds: dayNumber * Self.day, hasTime: false) }

    /// The later by `months`; the day is the month's last where the month is too short.
    func adding(months: Int) -> BaseDate? {
        let (year, month, day) = civil
        let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow else { return nil }
        let (newYear, newMonth) = (floorDivide(sum, 12), modulo(sum, 12) + 1)
        guard (-9999...9999).contains(newYear) else { return nil }
        return BaseDate(
            milliseconds: daysSince1970(
                year: newYear, month: newMonth,
                day: min(day, daysInMonth(newMonth, year: newYear))) * Self.day + clock,
            hasTime: hasTime)
    }

    /// `2026-01-31` or `2026-01-31T12:00:00`.
    package var text: String {
        hasTime ? format("YYYY-MM-DDTHH:mm:ss") : format("YYYY-MM-DD")
    }
}

func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }

func modulo(_ a: Int, _ b: Int) -> Int { a - floorDivide(a, b) * b }

func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
}

func daysInMonth(_ month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
}

/// Days of the proleptic Gregorian calendar. Counted from the first of March, so that the leap day
/// is a year's last, in cycles of 400 years of 146,097 days.
func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let cycle = floorDivide(year, 400)
    let yearOfCycle = year - cycle * 400
    let dayOfYear = (153 * modulo(month - 3, 12) + 2) / 5 + day - 1
    let dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
    return cycle * 146_097 + dayOfCycle - 719_468
}

func civilDate(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let cycle = floorDivide(shifted, 146_097)
    let dayOfCycle = shifted - cycle * 146_097
    let yearOfCycle =
        (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0), month, day)
}
