import Basics
import Samples

/// A span of time. Months are apart from milliseconds because their length depends on the date to which
/// they are added.
package struct BaseDuration: Sendable, Hashable {
    package var months: Double
    package var milliseconds: Double
    /// True if this is the difference of two dates. Obsidian's documentation says that it is a
    /// number of milliseconds, but in the application it is a duration. So both work: divided by a
    /// number it is a number, and a page shows it in words.
    package var isDifference = false

    package init(months: Double = 0, milliseconds: Double = 0, isDifference: Bool = false) {
        self.months = months
        self.milliseconds = milliseconds
        self.isDifference = isDifference
    }

    /// The days of an average month: the 4,800 months of 400 years have 146,097 days.
    private static let daysPerMonth = 146_097.0 / 4800

    var totalMilliseconds: Double { months * Self.daysPerMonth * 86_400_000 + milliseconds }

    /// A unit by its name, its name in the plural, or its letter.
    private struct Unit {
        var name: String
        var letter: String
        var duration: BaseDuration
    }

    private static let units = [
        Unit(name: "year", letter: "y", duration: BaseDuration(months: 12)),
        Unit(name: "month", letter: "M", duration: BaseDuration(months: 1)),
        Unit(name: "week", letter: "w", duration: BaseDuration(milliseconds: 604_800_000)),
        Unit(name: "day", letter: "d", duration: BaseDuration(milliseconds: 86_400_000)),
        Unit(name: "hour", letter: "h", duration: BaseDuration(milliseconds: 3_600_000)),
        Unit(name: "minute", letter: "m", duration: BaseDuration(milliseconds: 60_000)),
        Unit(name: "second", letter: "s", duration: BaseDuration(milliseconds: 1000)),
        Unit(name: "millisecond", letter: "ms", duration: BaseDuration(milliseconds: 1)),
    ]

    /// The names of ``total(in:)``.
    package static let fields = units.map { $0.name + "s" }

    /// Returns the whole duration in a unit such as `days`; nil when there is no such unit.
    package func total(in field: String) -> Double? {
        guard let unit = Self.units.first(where: { $0.name + "s" == field }) else { return nil }
        return unit.duration.months > 0
            ? totalMonths / unit.duration.months
            : totalMilliseconds / unit.duration.milliseconds
    }

    private var totalMonths: Double {
        months + milliseconds / 86_400_000 / Self.daysPerMonth
    }

    package func scaled(by factor: Double) -> BaseDuration {
        BaseDuration(
            months: months * factor, milliseconds: milliseconds * factor, isDifference: isDifference
        )
    }

    static func + (a: Self, b: Self) -> Self {
        BaseDuration(
            months: a.months + b.months, milliseconds: a.milliseconds + b.milliseconds,
            isDifference: a.isDifference && b.isDifference)
    }

    /// The duration in words, rounded as in Moment.js: `a day`, `3 months`.
    package var text: String {
        func rounded(_ unit: String) -> Int {
            Int(saturating: abs(total(in: unit) ?? 0).rounded(.toNearestOrAwayFromZero))
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
    /// `1d`, `2 weeks`, `1h 30m`, `-3 days`; nil when `text` is not a duration.
    package init?(_ text: String) {
        var rest = text.trimmed[...]
        var result = BaseDuration()
        var count = 0
        while !rest.isEmpty {
            guard let (number, afterNumber) = Self.number(rest) else { return nil }
            rest = afterNumber.drop { $0 == " " }
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

    /// True if `text` is a duration of ISO 8601, such as `P1DT2H`, which Obsidian reads.
    static func isISO(_ text: String) -> Bool {
        let body = text.trimmed.drop { $0 == "-" }
        guard body.first == "P", let unit = body.last, "YMWDHS".contains(unit) else { return false }
        return body.contains { ("0"..."9").contains($0) }
            && body.dropFirst().allSatisfy { "0123456789.YMWDTHS".contains($0) }
    }

    private static func number(_ text: Substring) -> (value: Double, rest: Substring)? {
        let sign = text.first == "-" || text.first == "+" ? 1 : 0
        let digits = text.dropFirst(sign).prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard !digits.isEmpty, digits.count <= 15, let value = Double(digits) else { return nil }
        return (text.first == "-" ? -value : value, text.dropFirst(sign + digits.count))
    }

    /// Letters differ by case, months (`M`) from minutes (`m`); names may be written in any case.
    private static func unit(_ name: String) -> BaseDuration? {
        let lower = name.lowercased()
        return units.first {
            name == $0.letter || lower == $0.name || lower == $0.name + "s"
        }?.duration
    }
}

extension BaseDate {
    /// Returns nil when the result is outside of the calendar. As in Moment.js, months are added
    /// first.
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

    package func difference(from other: BaseDate) -> BaseDuration {
        BaseDuration(
            milliseconds: Double(milliseconds - other.milliseconds), isDifference: true)
    }

    /// Returns `3 days ago`, `in a month`.
    package func relative(to now: BaseDate) -> String {
        let difference = difference(from: now)
        return difference.milliseconds > 0 ? "in \(difference.text)" : "\(difference.text) ago"
    }
}
