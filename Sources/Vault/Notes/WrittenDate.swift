import Basics

/// A date as people and programs write it into a property.
enum WrittenDate: Equatable {
    /// `YYYY-MM-DD`, or with a time, seconds and zone as far as they are given.
    case date(String)
    /// A day or hour that no calendar has, such as 30 February.
    case impossible
    case unreadable

    /// - Parameter text: of the forms `2026-01-31`, `2026-1-31`, `2026/01/31`, `2026.01.31`, `20260131`,
    ///   `January 31st 2026`, `31 Jan 2026`, `Friday, January 31st 2026`, each with or without a time
    ///   `T12:00`, ` 12:00:30`, `, 1:05:09 pm`. In `01/02/2026` nobody knows which is the month.
    init(_ text: String) {
        var scanner = DateScanner(text)
        guard let day = scanner.day() else {
            self = .unreadable
            return
        }
        guard day.isPossible else {
            self = .impossible
            return
        }
        switch scanner.time() {
        case .none: self = .date(day.text)
        case .time(let time): self = .date(day.text + "T" + time)
        case .impossible: self = .impossible
        case .unreadable: self = .unreadable
        }
    }
}

private struct Day {
    var year: Int
    var month: Int
    var day: Int

    var isPossible: Bool {
        (1...12).contains(month) && day >= 1
            && day <= CivilCalendar.daysInMonth(month, year: year)
    }

    var text: String { "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))" }
}

private func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
}

private struct DateScanner {
    enum Time { case none, time(String), impossible, unreadable }

    private var rest: Substring

    init(_ text: String) { rest = text.trimmed[...] }

    mutating func day() -> Day? {
        let start = rest
        if let day = numericDay() { return day }
        rest = start
        return writtenDay()
    }

    private mutating func numericDay() -> Day? {
        let first = number()
        if first.count == 8, rest.isEmpty || !isDigit(rest.first) {
            return Day(
                year: Int(first.prefix(4)) ?? 0, month: Int(first.dropFirst(4).prefix(2)) ?? 0,
                day: Int(first.suffix(2)) ?? 0)
        }
        guard first.count == 4, let year = Int(first), let sign = rest.first, "-/.".contains(sign)
        else { return nil }
        rest.removeFirst()
        let month = number()
        guard (1...2).contains(month.count), rest.first == sign else { return nil }
        rest.removeFirst()
        let day = number()
        guard (1...2).contains(day.count) else { return nil }
        return Day(year: year, month: Int(month) ?? 0, day: Int(day) ?? 0)
    }

    /// `January 31st, 2026`, `31 January 2026`, with or without the day of the week.
    private mutating func writtenDay() -> Day? {
        var (month, day): (Int?, Int?)
        while true {
            skipSeparators()
            let digits = number()
            if digits.count == 4, let month, let day, let year = Int(digits) {
                return Day(year: year, month: month, day: day)
            }
            if (1...2).contains(digits.count), day == nil {
                day = Int(digits)
                if ["st", "nd", "rd", "th"].contains(rest.prefix(2).lowercased()) {
                    rest = rest.dropFirst(2)
                }
                continue
            }
            let word = rest.prefix(while: \.isLetter).lowercased()
            guard digits.isEmpty, word.count >= 3 else { return nil }
            rest = rest.dropFirst(word.count)
            let isMonth = Self.months.firstIndex {
                $0.hasPrefix(word) || word == "sept" && $0.hasPrefix("sep")
            }
            if let found = isMonth, month == nil {
                month = found + 1
            } else if !Self.weekdays.contains(where: { $0.hasPrefix(word) }) {
                return nil
            }
        }
    }

    mutating func time() -> Time {
        let hasSign = rest.first.map { "Tt, ".contains($0) } ?? false
        rest = rest.drop { "Tt, ".contains($0) }
        if rest.isEmpty { return .none }
        var fields: [String] = []
        repeat {
            if !fields.isEmpty { rest.removeFirst() }
            fields.append(String(number()))
        } while rest.first == ":" && fields.count < 3
        guard hasSign, (2...3).contains(fields.count), (1...2).contains(fields[0].count),
            fields.dropFirst().allSatisfy({ $0.count == 2 }), var hour = Int(fields[0])
        else { return .unreadable }
        if rest.first == "." || rest.first == "," {
            rest.removeFirst()
            _ = number()
        }
        let half = rest.drop { $0 == " " || $0 == "\u{202F}" }.prefix(2).lowercased()
        if half == "am" || half == "pm" {
            guard (1...12).contains(hour) else { return .impossible }
            hour = hour % 12 + (half == "pm" ? 12 : 0)
            rest = ""
        }
        guard hour < 24, fields.dropFirst().allSatisfy({ (Int($0) ?? 60) < 60 }) else {
            return .impossible
        }
        let clock = ([digits(hour, 2)] + fields.dropFirst()).joined(separator: ":")
        guard let zone = zone() else { return .unreadable }
        // A time with a zone needs its seconds.
        return .time(clock + (fields.count == 2 && !zone.isEmpty ? ":00" : "") + zone)
    }

    /// `Z`, `+02:00`, `+0200`, `+02`, or nothing.
    private mutating func zone() -> String? {
        rest = rest.drop { $0 == " " }
        guard let sign = rest.popFirst() else { return "" }
        if sign == "Z" || sign == "z" { return rest.isEmpty ? "Z" : nil }
        let digits = rest.filter { $0 != ":" }
        guard sign == "+" || sign == "-", digits.count == 2 || digits.count == 4,
            digits.allSatisfy({ isDigit($0) })
        else { return nil }
        return "\(sign)\(digits.prefix(2)):\(digits.count == 4 ? String(digits.suffix(2)) : "00")"
    }

    private mutating func number() -> Substring {
        let number = rest.prefix { isDigit($0) }
        rest = rest[number.endIndex...]
        return number
    }

    private mutating func skipSeparators() { rest = rest.drop { " ,.-/".contains($0) } }

    private func isDigit(_ character: Character?) -> Bool {
        character.map { ("0"..."9").contains($0) } ?? false
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]
    private static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
}
