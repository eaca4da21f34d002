/// The colouring of one language: the names of the parts of its syntax tree, and the class in which
/// each is shown. The classes are those of Pygments, so that one style sheet serves both.
package struct Language: Sendable {
    /// The name of its tree-sitter grammar.
    package let grammar: String
    /// The names by which a code block can choose the language, in lower case.
    package let names: [String]
    /// The rules, in the notation that ``RuleReader`` describes.
    let rules: String
    /// The lists of words that rules refer to by name.
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

    /// A digest of everything that affects the colouring, except the grammars.
    package static let version: String = {
        // Raise this number with every change in how a tree is turned into colours.
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
