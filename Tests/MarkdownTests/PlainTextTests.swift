import Testing

@testable import Markdown

struct PlainTextTests {
    @Test(arguments: [
        ("# A *b*\n\nc `d` [[e|f]] $g$ ==h== %%i%% ![[j]] #k", "A b\nc d f g h   #k"),
        ("a\nb  \nc", "a b c"),
        ("- a\n- b\n\n```\ncode\n```", "a\nb"),
        ("| a | b |\n|-|-|\n| c | d |", "a | b\nc | d"),
        ("> [!tip]\n> x", "Tip\nx"),
        ("<b>a</b> &amp; \\*", "a & *"),
        ("x[^1]\n\n[^1]: n", "x\nn"),
        ("", ""),
    ])
    func isWhatAReaderSees(_ markdown: String, _ text: String) {
        #expect(parseMarkdown(Array(markdown.utf8)).plainText == text)
    }

    @Test(arguments: [
        ("", 0), ("one two", 2), ("don't re-do it", 3), ("— a – b …", 2), ("日本語 text", 4),
        ("a | b", 2), ("über naïve", 2), ("한국어 단어", 2), ("1 2.5", 2), ("日本、語。", 3), ("🎉 x", 1),
        ("Москва", 1), ("“quoted”", 1),
    ])
    func wordsAreCounted(_ text: String, _ count: Int) {
        #expect(parseMarkdown(Array(text.utf8)).wordCount == count)
    }

    @Test(arguments: [
        ("One. Two [[x]] three. Four.", "Two x three.", 4..<5),
        ("[[x]] first. Second", "x first.", 0..<1),
        ("See e.g. [[x]] there", "See e.g. x there", 9..<10),
        ("Really? [a *b*](c.md)! Yes", "a b!", 0..<3),
        ("a\nb [[x|y z]] c", "a b y z c", 4..<7),
        ("- one\n- two [[x]]", "two x", 4..<5),
        ("| a. b | [[x]] |\n|-|-|", "a. b | x", 7..<8),
        ("文。これは[[x]]です。次", "これはxです。", 9..<10),
        ("a ![[x]] b", "a  b", 2..<2),
    ])
    func linkHasItsSentence(_ markdown: String, _ context: String, _ range: Range<Int>) throws {
        let link = try #require(parseMarkdown(Array(markdown.utf8)).links.first)
        #expect(link.context == context)
        #expect(link.contextRange == range)
    }

    @Test func longSentenceIsCutBetweenWords() throws {
        let words = String(repeating: "word ", count: 200)
        let link = try #require(parseMarkdown(Array((words + "[[x]] " + words).utf8)).links.first)
        #expect(link.context.utf8.count < 500)
        #expect(link.context.hasPrefix("word "))
        #expect(link.context.hasSuffix(" word"))
        let utf8 = Array(link.context.utf8)
        #expect(String(decoding: utf8[link.contextRange], as: UTF8.self) == "x")
    }
}
