import Testing

@testable import Basics
@testable import SiteGenerator

struct TimestampTests {
    @Test(
        "Dates and times are converted to UTC",
        arguments: [
            ("2026-03-01", "2026-03-01T00:00:00Z"), ("2024-02-29", "2024-02-29T00:00:00Z"),
            ("2026-01-01T00:30:00+02:00", "2025-12-31T22:30:00Z"),
            ("2026-12-31T23:30:59-01:00", "2027-01-01T00:30:59Z"),
            ("2026-03-01T10:20:30Z", "2026-03-01T10:20:30Z"),
            ("2026-03-01 10:20", "2026-03-01T10:20:00Z"),
            ("1970-01-01", "1970-01-01T00:00:00Z"), ("1969-12-31T23:59:59", "1969-12-31T23:59:59Z"),
            ("2000-02-29T12:00:00", "2000-02-29T12:00:00Z"), ("1600-03-01", "1600-03-01T00:00:00Z"),
        ])
    func text(written: String, told: String) {
        #expect(Timestamp(written)?.text == told)
    }

    @Test(
        "Other texts are not dates",
        arguments: ["", "soon", "2026", "2026-13-01", "2026-00-10", "20x6-01-01"])
    func none(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test("A string in JSON can't end the script that contains it")
    func json() {
        #expect(
            jsonString("a\"b\\c\n</script>\u{1}\u{1F}é")
                == "\"a\\\"b\\\\c\\n\\u003C/script>\\u0001\\u001fé\"")
    }
}
