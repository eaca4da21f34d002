import Testing

@testable import Highlighting

struct RuleTests {
    @Test("Rules are read as written")
    func notation() {
        let lines = RuleReader.read(
            """
            kn 'import' 'not in' '>'
            nf def.name>word{special} f>'{'
             call>word
            """)
        #expect(
            lines == [
                .init(
                    name: "kn",
                    selectors: [
                        .init(symbol: "import", isToken: true),
                        .init(symbol: "not in", isToken: true),
                        .init(symbol: ">", isToken: true),
                    ]),
                .init(
                    name: "nf",
                    selectors: [
                        .init(
                            parent: "def", field: "name", symbol: "word", isToken: false,
                            words: "special"),
                        .init(parent: "f", symbol: "{", isToken: true),
                        .init(parent: "call", symbol: "word", isToken: false),
                    ]),
            ])
    }

    @Test(
        "Each language goes by its names",
        arguments: [
            ("python", "python"), ("Python3", "python"), ("sh", "bash"), ("c++", "cpp"),
            ("js", "javascript"),
            ("golang", "go"), ("yaml", nil), ("", nil),
        ])
    func names(name: String, grammar: String?) {
        #expect(Language.named(name)?.grammar == grammar)
    }

    @Test("No two languages share a name")
    func namesAreUnique() {
        let names = Language.all.flatMap(\.names)
        #expect(Set(names).count == names.count)
    }
}
