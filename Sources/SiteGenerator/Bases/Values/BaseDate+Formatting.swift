extension BaseDate {
    /// By the format tokens of Moment.js, in English; text between `[` and `]` stands as it is.
    package func format(_ pattern: String) -> String {
        format(pattern, depth: 0)
    }

    private func format(_ pattern: String, depth: Int) -> String {
        var result = ""
        var rest = pattern[...]
        while let character = rest.first {
            if character == "[", let end = rest.firstIndex(of: "]") {
                result += rest[rest.index(after: rest.startIndex)..<end]
                rest = rest[rest.index(after: end)...]
                continue
            }
            if let (token, length) = longestToken(rest, depth: depth) {
                result += token
                rest = rest.dropFirst(length)
            } else {
                result.append(character)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    /// Tokens are runs of one letter (`YYYY`), such a run with `o` behind it (`Do`), or `LT`, `LTS`.
    private func longestToken(_ rest: Substring, depth: Int) -> (text: String, length: Int)? {
        guard let letter = rest.first, letter.isASCII, letter.isLetter else { return nil }
        if letter == "L", depth == 0 {
            for (token, pattern) in Self.localized where rest.hasPrefix(token) {
                return (format(pattern, depth: 1), token.count)
            }
        }
        let run = rest.prefix { $0 == letter }
        let ordinal = String(run) + "o"
        if rest.hasPrefix(ordinal), let text = value(of: ordinal) { return (text, ordinal.count) }
        for length in stride(from: min(run.count, 9), through: 1, by: -1) {
            if let text = value(of: String(run.prefix(length))) { return (text, length) }
        }
        if letter == "l", depth == 0 {
            for (token, pattern) in Self.localizedShort where rest.hasPrefix(token) {
                return (format(pattern, depth: 1), token.count)
            }
        }
        return nil
    }

    private static let localized: [(String, String)] = [
        ("LTS", "h:mm:ss A"), ("LT", "h:mm A"), ("LLLL", "dddd, MMMM D, YYYY h:mm A"),
        ("LLL", "MMMM D, YYYY h:mm A"), ("LL", "MMMM D, YYYY"), ("L", "MM/DD/YYYY"),
    ]

    private static let localizedShort: [(String, String)] = [
        ("llll", "ddd, MMM D, YYYY h:mm A"), ("lll", "MMM D, YYYY h:mm A"), ("ll", "MMM D, YYYY"),
        ("l", "M/D/YYYY"),
    ]

    private func value(of token: String) -> String? {
        let (year, month, day) = civil
        switch token {
        case "YYYY": return (year < 0 ? "-" : "") + padded(abs(year), 4)
        case "YY": return padded(modulo(year, 100), 2)
        case "Y": return String(year)
        case "Q": return String((month + 2) / 3)
        case "Qo": return ordinal((month + 2) / 3)
        case "M": return String(month)
        case "Mo": return ordinal(month)
        case "MM": return padded(month, 2)
        case "MMM": return String(Self.months[month - 1].prefix(3))
        case "MMMM": return Self.months[month - 1]
        case "D": return String(day)
        case "Do": return ordinal(day)
        case "DD": return padded(day, 2)
        case "DDD": return String(dayOfYear)
        case "DDDo": return ordinal(dayOfYear)
        case "DDDD": return padded(dayOfYear, 3)
        case "d", "e": return String(weekday)
        case "do": return ordinal(weekday)
        case "dd": return String(Self.weekdays[weekday].prefix(2))
        case "ddd": return String(Self.weekdays[weekday].prefix(3))
        case "dddd": return Self.weekdays[weekday]
        case "E": return String(weekday == 0 ? 7 : weekday)
        case "w": return String(week.number)
        case "wo": return ordinal(week.number)
        case "ww": return padded(week.number, 2)
        case "gg": return padded(modulo(week.year, 100), 2)
        case "gggg": return padded(week.year, 4)
        case "W": return String(isoWeek.number)
        case "Wo": return ordinal(isoWeek.number)
        case "WW": return padded(isoWeek.number, 2)
        case "GG": return padded(modulo(isoWeek.year, 100), 2)
        case "GGGG": return padded(isoWeek.year, 4)
        default: return clockValue(of: token)
        }
    }

    private func clockValue(of token: String) -> String? {
        let twelve = (hour + 11) % 12 + 1
        switch token {
        case "A": return hour < 12 ? "AM" : "PM"
        case "a": return hour < 12 ? "am" : "pm"
        case "H": return String(hour)
        case "HH": return padded(hour, 2)
        case "h": return String(twelve)
        case "hh": return padded(twelve, 2)
        case "k": return String(hour == 0 ? 24 : hour)
        case "kk": return padded(hour == 0 ? 24 : hour, 2)
        case "m": return String(minute)
        case "mm": return padded(minute, 2)
        case "s": return String(second)
        case "ss": return padded(second, 2)
        case "Z": return "+00:00"
        case "ZZ": return "+0000"
        case "X": return String(floorDivide(milliseconds, 1000))
        case "x": return String(milliseconds)
        default:
            guard token.allSatisfy({ $0 == "S" }) else { return nil }
            let digits = padded(millisecond, 3) + String(repeating: "0", count: 6)
            return String(digits.prefix(token.count))
        }
    }

    /// The ISO week: it begins on Monday, and the year's first is the one with 4 January.
    private var isoWeek: (number: Int, year: Int) {
        weekOfYear(dayInWeek: modulo(weekday - 1, 7), firstContains: 4)
    }

    /// Moment's own week in English: it begins on Sunday, and the first is the one with 1 January.
    private var week: (number: Int, year: Int) {
        weekOfYear(dayInWeek: weekday, firstContains: 1)
    }

    private func weekOfYear(dayInWeek: Int, firstContains: Int) -> (number: Int, year: Int) {
        // The week belongs to the year in which its deciding day lies: the seventh day when the
        // first week is the one with 1 January, the fourth when it is the one with 4 January.
        let deciding = dayNumber - dayInWeek + (7 - firstContains)
        let year = civilDate(daysSince1970: deciding).year
        let start = daysSince1970(year: year, month: 1, day: 1)
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

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
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
