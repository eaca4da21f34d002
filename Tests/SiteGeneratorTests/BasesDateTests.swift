import Testing

@testable import SiteGenerator

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

    /// The result of each line was computed by Moment.js's documentation of its tokens.
    @Test(arguments: [
        ("YYYY-MM-DD HH:mm:ss", "2026-03-01 04:05:09"), ("YY M D H m s", "26 3 1 4 5 9"),
        ("MMM MMMM ddd dddd dd", "Mar March Sun Sunday Su"), ("Do Mo Qo DDDo", "1st 3rd 1st 60th"),
        ("DDD DDDD", "60 060"), ("d e E", "0 0 7"), ("h hh A a", "4 04 AM am"), ("k kk", "4 04"),
        ("S SS SSS SSSS", "0 07 078 0780"), ("[Week] W [of] GGGG", "Week 9 of 2026"),
        ("w ww gggg", "10 10 2026"), ("X", "1772337909"), ("x", "1772337909078"),
        ("Z ZZ", "+00:00 +0000"),
        ("L", "03/01/2026"), ("LL", "March 1, 2026"), ("LT", "4:05 AM"), ("l", "3/1/2026"),
        ("LLLL", "Sunday, March 1, 2026 4:05 AM"), ("[[]YYYY]", "[2026]"), ("", ""), ("[-", "[-"),
    ])
    func formatsAreMoments(pattern: String, expected: String) throws {
        let date = try #require(
            BaseDate(
                year: 2026, month: 3, day: 1, hour: 4, minute: 5, second: 9, millisecond: 78,
                hasTime: true))
        #expect(date.format(pattern) == expected)
    }

    @Test(arguments: [
        ("2020-12-31", "53 2020"), ("2021-01-03", "53 2020"), ("2021-01-04", "1 2021"),
        ("2018-12-31", "1 2019"), ("2016-01-01", "53 2015"),
    ])
    func isoWeeksBelongToTheYearOfTheirThursday(day: String, expected: String) throws {
        #expect(try #require(BaseDate(day)).format("W GGGG") == expected)
    }

    @Test func everyDayOfEightHundredYearsComesBackAsItWas() {
        var previous = (1599, 12, 31)
        for day in daysSince1970(
            year: 1600, month: 1, day: 1)..<daysSince1970(year: 2400, month: 1, day: 1)
        {
            let civil = civilDate(daysSince1970: day)
            let isNext =
                civil.day == previous.2 + 1 && civil.month == previous.1 && civil.year == previous.0
                || civil.day == 1 && civil.month == previous.1 % 12 + 1
                    && previous.2 == daysInMonth(previous.1, year: previous.0)
            guard isNext, daysSince1970(year: civil.year, month: civil.month, day: civil.day) == day
            else {
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
        // The documentation says milliseconds, the application makes a duration: both forms work.
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
        ("1.5d", "2 days"), ("-3 days", "3 days"), ("P1DT2H", "a day"), ("PT30M", "30 minutes"),
        ("1", nil), ("d", nil), ("1 parsec", nil), ("", nil), ("1d2", nil), ("P", nil), ("PT", nil),
    ])
    func durationsAreReadAndSaid(text: String, expected: String?) {
        #expect(BaseDuration(text)?.text == expected)
    }
}
