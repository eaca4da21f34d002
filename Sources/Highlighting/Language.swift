/// How the code of one language is coloured: what the parts of its syntax tree are called, and the
/// class that each is shown in. The classes are those of Pygments, so that one style sheet serves
/// both.
package struct Language: Sendable {
    /// The name of its tree-sitter grammar.
    package let grammar: String
    /// What a code block may call it, in lower case.
    package let names: [String]
    /// See ``RuleReader`` for the notation.
    let rules: String
    /// Lists of words that rules refer to by name.
    let words: [String: String]

    init(_ grammar: String, names: [String], words: [String: String] = [:], rules: String) {
        self.grammar = grammar
        self.names = names
        self.words = words
        self.rules = rules
    }

    package static let all: [Language] = [
        bash, c, cpp, go, java, javascript, json, python, rust,
    ]

    /// Changes with all that the looks of code depend on, but for the grammars.
    package static let version: String = {
        // To be raised with every change of what is made of a tree.
        var hash: UInt64 = 2
        for language in all {
            let lists = language.words.sorted { $0.key < $1.key }.map(\.value)
            for byte in ([language.rules] + lists).joined(separator: "\n").utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            }
        }
        return String(hash, radix: 16)
    }()

    package static func named(_ name: String) -> Language? {
        let name = name.lowercased()
        return all.first { $0.names.contains(name) }
    }
}
