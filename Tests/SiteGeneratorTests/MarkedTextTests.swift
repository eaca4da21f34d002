import TestSupport
import Testing

/// Tests of the tests' own marks.
struct MarkedTextTests {
    @Test(
        "A mark is removed, and its place counts bytes from one",
        arguments: [
            ("1️⃣", "", "1:1"), ("a1️⃣b", "ab", "1:2"), ("ü1️⃣", "ü", "1:3"), ("a\n1️⃣b", "a\nb", "2:1"),
            ("a\r\nb1️⃣", "a\r\nb", "2:2"), ("1 # 1️⃣*", "1 # *", "1:5"),
        ])
    func marks(marked: String, text: String, place: String) {
        #expect(MarkedText(marked).text == text)
        #expect(MarkedText(marked).places == ["1️⃣": place])
        #expect(MarkedText.marking(text, at: [place]) == marked)
    }

    @Test("Several marks keep their order, and a place outside of the text is shown as such")
    func several() {
        let marked = MarkedText("2️⃣a 1️⃣b")
        #expect(marked.inOrder == ["1:3", "1:1"])
        #expect(MarkedText.marking("a b", at: marked.inOrder) == "2️⃣a 1️⃣b")
        #expect(MarkedText.marking("a", at: ["1:1", "7:1"]).contains("7:1"))
        #expect(MarkedText("plain").places.isEmpty)
    }
}
