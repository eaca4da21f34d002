import Basics

extension BaseDate {
    /// Formats the date by tokens of Moment.js, in English. Text in brackets and all characters but
    /// ASCII letters stand for themselves, and so does the `T` of ISO 8601.
    ///
    /// - Throws: an error for other letters, because they are most likely a mistake.
    package func format(_ pattern: String) throws(UnknownDateToken) -> String {
        var result = ""
        for part in try Self.parts(of: pattern) {
            switch part {
            case .text(let text): result += text
            case .token(let value): result += value(self)
            }
        }
        return result
    }

    /// The error that ``format(_:)`` throws for a pattern, whatever the date.
    package static func problem(in pattern: String) -> UnknownDateToken? {
        do {
            _ = try parts(of: pattern)
            return nil
        } catch {
            return error
        }
    }

    private enum Part {
        case text(String)
        case token(@Sendable (BaseDate) -> String)
    }

    private static func parts(of pattern: String) throws(UnknownDateToken) -> [Part] {
        var parts: [Part] = []
        var rest = pattern[...]
        while let first = rest.first {
            if first == "[", let end = rest.firstIndex(of: "]") {
                parts.append(.text(String(rest[..<end].dropFirst())))
                rest = rest[end...].dropFirst()
            } else if first.isASCII, first.isLetter {
                let token = firstToken(rest)
                if let value = tokens[token] {
                    parts.append(.token(value))
                } else if let pattern = localized[token] {
                    parts += try self.parts(of: pattern)
                } else {
                    throw UnknownDateToken(token: token)
                }
                rest = rest.dropFirst(token.count)
            } else {
                parts.append(.text(String(first)))
                rest = rest.dropFirst()
            }
        }
        return parts
    }

    /// Returns the first token: one letter, repeated. `Do`, `LT` and `LTS` have an ending of other letters.
    private static func firstToken(_ rest: Substring) -> String {
        let run = rest.prefix { $0 == rest.first }
        let ending = ["o", "TS", "T"].first {
            rest.dropFirst(run.count).hasPrefix($0) && tokenNames.contains(run + $0)
        }
        return run + (ending ?? "")
    }
}

extension BaseDate {
    static let tokenNames = (Array(tokens.keys) + localized.keys).sorted()

    private static let localized = [
        "L": "MM/DD/YYYY", "LL": "MMMM D, YYYY", "LLL": "MMMM D, YYYY h:mm A",
        "LLLL": "dddd, MMMM D, YYYY h:mm A", "LT": "h:mm A", "LTS": "h:mm:ss A",
    ]

    private static let tokens: [String: @Sendable (BaseDate) -> String] = [
        "YYYY": { padded($0.civil.year, 4) }, "YY": { padded(modulo($0.civil.year, 100), 2) },
        "Q": { String(($0.civil.month + 2) / 3) },
        "M": { String($0.civil.month) }, "MM": { padded($0.civil.month, 2) },
        "MMM": { String($0.monthName.prefix(3)) }, "MMMM": { $0.monthName },
        "D": { String($0.civil.day) }, "DD": { padded($0.civil.day, 2) },
        "Do": { ordinal($0.civil.day) },
        "d": { String($0.weekday) }, "dd": { String($0.weekdayName.prefix(2)) },
        "ddd": { String($0.weekdayName.prefix(3)) }, "dddd": { $0.weekdayName },
        "w": { String($0.week.number) }, "ww": { padded($0.week.number, 2) },
        "gggg": { padded($0.week.year, 4) },
        "W": { String($0.isoWeek.number) }, "WW": { padded($0.isoWeek.number, 2) },
        "GGGG": { padded($0.isoWeek.year, 4) },
        "H": { String($0.hour) }, "HH": { padded($0.hour, 2) },
        "h": { String($0.hourOfTwelve) }, "hh": { padded($0.hourOfTwelve, 2) },
        "A": { $0.hour < 12 ? "AM" : "PM" }, "a": { $0.hour < 12 ? "am" : "pm" },
        "m": { String($0.minute) }, "mm": { padded($0.minute, 2) },
        "s": { String($0.second) }, "ss": { padded($0.second, 2) },
        "SSS": { padded($0.millisecond, 3) }, "T": { _ in "T" }, "Z": { _ in "+00:00" },
        "X": { String(floorDivide($0.milliseconds, 1000)) }, "x": { String($0.milliseconds) },
    ]

    private var hourOfTwelve: Int { (hour + 11) % 12 + 1 }
    private var monthName: String { Self.months[civil.month - 1] }
    private var weekdayName: String { Self.weekdays[weekday] }

    /// The ISO week: it begins on Monday, and the year's first is the one with 4 January.
    private var isoWeek: (number: Int, year: Int) {
        weekOfYear(dayInWeek: modulo(weekday - 1, 7), firstContains: 4)
    }

    /// The week of Moment.js in English: it begins on Sunday, and the year's first is the one with
    /// 1 January.
    private var week: (number: Int, year: Int) {
        weekOfYear(dayInWeek: weekday, firstContains: 1)
    }

    private func weekOfYear(dayInWeek: Int, firstContains: Int) -> (number: Int, year: Int) {
        // One day of the week decides to which year it belongs: the seventh when the first week is
        // the one with 1 January, the fourth when it is the one with 4 January.
        let deciding = dayNumber - dayInWeek + (7 - firstContains)
        let year = CivilCalendar.date(daysSince1970: deciding).year
        let start = CivilCalendar.daysSince1970(year: year, month: 1, day: 1)
        return ((deciding - start) / 7 + 1, year)
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    private static let weekdays = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]
}

/// Letters of a date's format that are neither a token nor in brackets.
package struct UnknownDateToken: Error {
    package let token: String
}

private func ordinal(_ number: Int) -> String {
    let isTeen = (11...13).contains(number % 100)
    let ending =
        switch number % 10 {
        case 1 where !isTeen: "st"
        case 2 where !isTeen: "nd"
        case 3 where !isTeen: "rd"
        default: "th"
        }
    return "\(number)\(ending)"
}
