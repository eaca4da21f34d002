/// A span of time: calendar months, whose length depends on where they are added, and milliseconds.
package struct BaseDuration: Sendable, Hashable {
    package var months: Double
    package var milliseconds: Double
    /// The result of date - date. Obsidian's documentation calls that a number of milliseconds,
    /// the application makes it a duration: dividing it gives a number, showing it gives words.
    package var isDifference = false

    package init(months: Double = 0, milliseconds: Double = 0, isDifference: Bool = false) {
        self.months = months
        self.milliseconds = milliseconds
        self.isDifference = isDifference
    }

    /// Days of an average month: 400 years have 146,097 days.
    private static let daysPerMonth = 146_097.0 / 4800

    var totalMilliseconds: Double { months * Self.daysPerMonth * 86_400_000 + milliseconds }

    /// A field such as `days`: the whole duration in that unit. Nil when there is no such unit.
    func total(in unit: String) -> Double? {
        switch unit {
        case "years": totalMonths / 12
        case "months": totalMonths
        case "weeks": totalMilliseconds / 604_800_000
        case "days": totalMilliseconds / 86_400_000
        case "hours": totalMilliseconds / 3_600_000
        case "minutes": totalMilliseconds / 60_000
        case "seconds": totalMilliseconds / 1000
        case "milliseconds": totalMilliseconds
        default: nil
        }
    }

    static let fields = [
        "years", "months", "weeks", "days", "hours", "minutes", "seconds", "milliseconds",
    ]

    private var totalMonths: Double {
        months + milliseconds / 86_400_000 / Self.daysPerMonth
    }

    func scaled(by factor: Double) -> BaseDuration {
        BaseDuration(
            months: months * factor, milliseconds: milliseconds * factor, isDifference: isDifference
        )
    }

    static func + (a: Self, b: Self) -> Self {
        BaseDuration(
            months: a.months + b.months, milliseconds: a.milliseconds + b.milliseconds,
            isDifference: a.isDifference && b.isDifference)
    }

    /// In words, rounded as Moment.js does: `a day`, `3 months`.
    package var text: String {
        func rounded(_ unit: String) -> Int {
            Int((abs(total(in: unit) ?? 0)).rounded(.toNearestOrAwayFromZero))
        }
        guard abs(totalMilliseconds) < 1e17 else { return "forever" }
        if rounded("seconds") < 45 { return "a few seconds" }
        if rounded("minutes") <= 1 { return "a minute" }
        if rounded("minutes") < 45 { return "\(rounded("minutes")) minutes" }
        if rounded("hours") <= 1 { return "an hour" }
        if rounded("hours") < 22 { return "\(rounded("hours")) hours" }
        if rounded("days") <= 1 { return "a day" }
        if rounded("days") < 26 { return "\(rounded("days")) days" }
        if rounded("months") <= 1 { return "a month" }
        if rounded("months") < 11 { return "\(rounded("months")) months" }
        if rounded("years") <= 1 { return "a year" }
        return "\(rounded("years")) years"
    }
}

extension BaseDuration {
    /// `1d`, `2 weeks`, `1h 30m`, `-3 days`; also ISO 8601 (`P1DT2H`). Nil when it is none of these.
    package init?(_ text: String) {
        let trimmed = text.trimmed
        if let iso = Self.iso(trimmed) {
            self = iso
            return
        }
        var rest = trimmed[...]
        var result = BaseDuration()
        var count = 0
        while !rest.isEmpty {
            guard let (number, behindNumber) = Self.number(rest) else { return nil }
            rest = behindNumber.drop { $0 == " " }
            let unit = rest.prefix { $0.isLetter }
            guard let one = Self.unit(String(unit)) else { return nil }
            result = result + one.scaled(by: number)
            rest = rest.dropFirst(unit.count).drop { $0 == " " || $0 == "," }
            count += 1
            guard count <= 16 else { return nil }
        }
        guard count > 0 else { return nil }
        self = result
    }

    private static func number(_ text: Substring) -> (value: Double, rest: Substring)? {
        let sign = text.first == "-" || text.first == "+" ? 1 : 0
        let digits = text.dropFirst(sign).prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard !digits.isEmpty, digits.count <= 15, let value = Double(digits) else { return nil }
        return (text.first == "-" ? -value : value, text.dropFirst(sign + digits.count))
    }

    /// Single letters tell months (`M`) from minutes (`m`); words may be written in any case.
    private static func unit(_ name: String) -> BaseDuration? {
        switch name {
        case "y": return BaseDuration(months: 12)
        case "M": return BaseDuration(months: 1)
        case "w": return BaseDuration(milliseconds: 604_800_000)
        case "d": return BaseDuration(milliseconds: 86_400_000)
        case "h": return BaseDuration(milliseconds: 3_600_000)
        case "m": return BaseDuration(milliseconds: 60_000)
        case "s": return BaseDuration(milliseconds: 1000)
        case "ms": return BaseDuration(milliseconds: 1)
        default: break
        }
        switch name.lowercased() {
        case "year", "years": return BaseDuration(months: 12)
        case "month", "months": return BaseDuration(months: 1)
        case "week", "weeks": return BaseDuration(milliseconds: 604_800_000)
        case "day", "days": return BaseDuration(milliseconds: 86_400_000)
        case "hour", "hours": return BaseDuration(milliseconds: 3_600_000)
        case "minute", "minutes": return BaseDuration(milliseconds: 60_000)
        case "second", "seconds": return BaseDuration(milliseconds: 1000)
        case "millisecond", "milliseconds": return BaseDuration(milliseconds: 1)
        default: return nil
        }
    }

    private static func iso(_ text: String) -> BaseDuration? {
        let isNegative = text.hasPrefix("-P")
        guard isNegative || text.hasPrefix("P") else { return nil }
        var rest = text.drop { $0 == "-" }.dropFirst()
        var result = BaseDuration()
        var isTime = false
        var count = 0
        while let first = rest.first {
            if first == "T", !isTime {
                isTime = true
                rest = rest.dropFirst()
                continue
            }
            guard let (number, behind) = number(rest), let letter = behind.first else { return nil }
            let name: String? =
                switch (letter, isTime) {
                case ("Y", false): "y"
                case ("M", false): "M"
                case ("W", false): "w"
                case ("D", false): "d"
                case ("H", true): "h"
                case ("M", true): "m"
                case ("S", true): "s"
                default: nil
                }
            guard let name, let one = unit(name) else { return nil }
            result = result + one.scaled(by: number)
            rest = behind.dropFirst()
            count += 1
        }
        guard count > 0 else { return nil }
        return isNegative ? result.scaled(by: -1) : result
    }
}

extension BaseDate {
    /// Nil when the result lies outside of the calendar. Months first, then the rest, as Moment.js.
    func adding(_ duration: BaseDuration) -> BaseDate? {
        let wholeMonths = duration.months.rounded(.toNearestOrAwayFromZero)
        guard abs(wholeMonths) < 1e6, abs(duration.milliseconds) < 1e16,
            let moved = adding(months: Int(wholeMonths))
        else { return nil }
        let extra = Int(duration.milliseconds.rounded())
        let sum = moved.milliseconds + extra
        guard Self.range.contains(sum) else { return nil }
        return BaseDate(
            milliseconds: sum, hasTime: hasTime || !extra.isMultiple(of: Self.day))
    }

    func difference(from other: BaseDate) -> BaseDuration {
        BaseDuration(
            milliseconds: Double(milliseconds - other.milliseconds), isDifference: true)
    }

    /// `3 days ago`, `in a month`.
    func relative(to now: BaseDate) -> String {
        let difference = difference(from: now)
        return difference.milliseconds > 0 ? "in \(difference.text)" : "\(difference.text) ago"
    }
}
