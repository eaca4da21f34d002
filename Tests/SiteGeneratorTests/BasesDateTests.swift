import Markdown
import Testing

@testable import Bases
@testable import Basics
@testable import SiteGenerator
@testable import Vault

@Suite struct BasesDateTests {
    func value(_ text: String) -> String { BasesExpressionTests().value(text) }

    @Test(arguments: [
        ("2026-06-10", "2026-06-10"), ("2026-06-10 12:34", "2026-06-10T12:34:00"),
        ("2026-06-10T12:34:56", "2026-06-10T12:34:56"),
        ("2026-06-10T12:34:56.789Z", "2026-06-10T12:34:56"),
        ("2026-06-10T12:34:56+02:00", "2026-06-10T10:34:56"),
        ("2026-01-01T00:30-0130", "2026-01-01T02:00:00"),
        ("20260610", "2026-06-10"), ("202606101234", "2026-06-10T12:34:00"),
        ("2026-06", "2026-06-01"),
        ("2026", "2026-01-01"), ("0001-01-01", "0001-01-01"), ("2024-02-29", "2024-02-29"),
        ("2026-02-29", nil), ("2026-13-01", nil), ("2026-06-10 25:00", nil), ("01/02/2026", nil),
        ("2026-6-1", nil), ("soon", nil), ("", nil), ("2026-06-10x", nil),
    ])
    func textsAreDatesOrAreNot(text: String, expected: String?) {
        #expect(BaseDate(text)?.text == expected)
    }

    /// The expected texts follow from the description of the tokens in the manual of Moment.js.
    @Test(arguments: [
        ("YYYY-MM-DD HH:mm:ss", "2026-03-01 04:05:09"), ("YY M D H m s", "26 3 1 4 5 9"),
        ("MMM MMMM ddd dddd dd d", "Mar March Sun Sunday Su 0"), ("Do Q", "1st 1"),
        ("h hh A a", "4 04 AM am"), ("SSS", "078"), ("[Week] W [of] GGGG", "Week 9 of 2026"),
        ("w ww gggg-[W]ww", "10 10 2026-W10"), ("X", "1772337909"), ("x", "1772337909078"),
        ("YYYY-MM-DDTHH:mm:ssZ", "2026-03-01T04:05:09+00:00"), ("YYYYMMDDHHmm", "202603010405"),
        ("L", "03/01/2026"), ("LL", "March 1, 2026"), ("LLL", "March 1, 2026 4:05 AM"),
        ("LLLL", "Sunday, March 1, 2026 4:05 AM"), ("LT", "4:05 AM"), ("LTS", "4:05:09 AM"),
        ("[[]YYYY]", "[2026]"), ("", ""), ("[-", "[-"), ("D. MMMM ’YY, 日", "1. March ’26, 日"),
    ])
    func formatsAreThoseOfMoment(pattern: String, expected: String) throws {
        let date = try #require(
            BaseDate(
                year: 2026, month: 3, day: 1, hour: 4, minute: 5, second: 9, millisecond: 78,
                hasTime: true))
        #expect(try date.format(pattern) == expected)
    }

    @Test(arguments: [
        ("yyyy-MM-dd", "yyyy"), ("D MMMM at HH:mm", "t"), ("Day D", "y"), ("MMMMM", "MMMMM"),
        ("DDDD", "DDDD"), ("DDD", "DDD"), ("Mo", "o"), ("S", "S"), ("k", "k"), ("ZZ", "ZZ"),
        ("YYYYY", "YYYYY"), ("E", "E"), ("HH.mm Uhr", "U"), ("[at", "t"), ("LLT", nil),
    ])
    func lettersThatAreNotTokensAreRefused(pattern: String, token: String?) {
        #expect(BaseDate.problem(in: pattern)?.token == token)
    }

    @Test func anUnknownTokenIsAnErrorEvenBeforeAnyDateIsFormatted() throws {
        let base = parseBase("formulas:\n  f: none.format(\"[on] dd.mm.yy\")\n", file: "B.base")
        let problem = try #require(base.diagnostics.first)
        #expect(base.diagnostics.count == 1)
        #expect(problem.severity == .error)
        #expect(problem.span == SourceSpan(line: 2, column: 18, length: 15))
        #expect(problem.message == "a date's format has no token “yy”")
        #expect(
            problem.help == "did you mean “YY”? The tokens are A, D, DD, Do, "
                + "GGGG, H, HH, L, LL, LLL, LLLL, LT, LTS, M, MM, MMM, MMMM, Q, SSS, T, W, WW, X, "
                + "YY, YYYY, Z, a, d, dd, ddd, dddd, gggg, h, hh, m, mm, s, ss, w, ww, x")
        #expect(value("due.format(status)") == "error 12: a date's format has no token “o”")
    }

    @Test(arguments: [
        ("2020-12-31", "53 2020"), ("2021-01-03", "53 2020"), ("2021-01-04", "1 2021"),
        ("2018-12-31", "1 2019"), ("2016-01-01", "53 2015"),
    ])
    func isoWeeksBelongToTheYearOfTheirThursday(day: String, expected: String) throws {
        #expect(try #require(BaseDate(day)).format("W GGGG") == expected)
    }

    @Test func everyDayOfEightHundredYearsRoundTrips() {
        var previous = (1599, 12, 31)
        let first = CivilCalendar.daysSince1970(year: 1600, month: 1, day: 1)
        for day in first..<CivilCalendar.daysSince1970(year: 2400, month: 1, day: 1) {
            let civil = CivilCalendar.date(daysSince1970: day)
            let isNext =
                civil.day == previous.2 + 1 && civil.month == previous.1 && civil.year == previous.0
                || civil.day == 1 && civil.month == previous.1 % 12 + 1
                    && previous.2 == CivilCalendar.daysInMonth(previous.1, year: previous.0)
            let back = CivilCalendar.daysSince1970(
                year: civil.year, month: civil.month, day: civil.day)
            guard isNext, back == day else {
                Issue.record("\(civil) follows \(previous)")
                return
            }
            previous = civil
        }
        #expect(previous == (2399, 12, 31))
    }

    @Test(arguments: [
        (#"date("2026-12-01") + "1M" + "4h" + "3m""#, "date 2027-01-01T04:03:00"),
        (#"date("2026-06-10 12:00") - "2h""#, "date 2026-06-10T10:00:00"),
        (#"date("2024-01-31") + "1M""#, "date 2024-02-29"),
        (#"date("2024-02-29") + "1y""#, "date 2025-02-28"),
        (#"date("2026-06-10") + "1d""#, "date 2026-06-11"),
        (#"now() + "1 week""#, "date 2026-06-17T07:17:08"),
        (#"now() + (duration("1d") * 2)"#, "date 2026-06-12T07:17:08"),
        ("due - today()", "duration 10 days"), ("(due - today()).days", "10"),
        ("(due - today()).days.round()", "10"), ("(now() - started).hours.floor()", "213"),
        // The documentation says milliseconds, but the application makes a duration. Both forms
        // work.
        ("(due - today()) / 86400000", "10"), ("((now() - started) / 86400000).floor()", "8"),
        (#"(due - today()) > "7d""#, "true"), ("(due - today()) == 864000000", "true"),
        (#"duration("1h") * 2"#, "duration 2 hours"),
        (#"duration("1h") / 2"#, "duration 30 minutes"),
        (#"duration("90m") / duration("1h")"#, "1.5"),
        (#"duration("1d") - "12h""#, "duration 12 hours"),
        ("due.year", "2026"), ("due.month", "6"), ("due.day", "20"), ("started.hour", "9"),
        ("started.minute", "30"), ("started.second", "0"), ("started.millisecond", "0"),
        ("started.date()", "date 2026-06-01"), ("started.time()", #""09:30:00""#),
        (#"due.format("dddd D MMMM")"#, #""Saturday 20 June""#), ("due.isEmpty()", "false"),
        ("due.relative()", #""in 10 days""#), ("file.mtime.relative()", #""3 days ago""#),
        (#"date("2100-01-01").relative()"#, #""in 74 years""#),
        ("due.toString()", #""2026-06-20""#),
    ])
    func dateArithmetic(text: String, expected: String) {
        #expect(value(text) == expected)
    }

    @Test(arguments: [
        ("1y", "a year"), ("1M", "a month"), ("2w", "14 days"), ("1d", "a day"), ("1h", "an hour"),
        ("30m", "30 minutes"), ("45s", "a minute"), ("44s", "a few seconds"), ("22h", "a day"),
        ("26d", "a month"), ("11 months", "a year"), ("2 Years", "2 years"), ("1h 30m", "2 hours"),
        ("1.5d", "2 days"), ("-3 days", "3 days"), ("P1DT2H", nil), ("PT30M", nil),
        ("1", nil), ("d", nil), ("1 parsec", nil), ("", nil), ("1d2", nil),
    ])
    func durationsAreReadAndWritten(text: String, expected: String?) {
        #expect(BaseDuration(text)?.text == expected)
    }

    @Test(arguments: [
        (#"duration("P1DT2H")"#, 1, "P1DT2H"), (#"due + "P1D""#, 5, "P1D"),
        (#"due - "PT30M""#, 5, "PT30M"), (#""P1W" + due"#, 7, "P1W"),
        (#"due - today() > "P7D""#, 15, "P7D"), (#"duration("1d") == "-P1D""#, 16, "-P1D"),
    ])
    func aDurationOfISO8601IsRefusedWithItsPlace(text: String, column: Int, duration: String) {
        #expect(value(text) == "error \(column): the text “\(duration)” is not a duration")
    }

    @Test(arguments: [
        (#"due + " P1""#, #""2026-06-20 P1""#), (#"due + "PS""#, #""2026-06-20PS""#),
        (#"status == "P1D""#, "false"), (#""P1D" + 1"#, #""P1D1""#),
    ])
    func otherTextsNextToDatesAreTexts(text: String, expected: String) {
        #expect(value(text) == expected)
    }
}
