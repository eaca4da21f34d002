/// The rules that give the nodes of a syntax tree their classes.
///
/// Each line holds one class and its selectors. A line that begins with a space continues the line
/// before.
///
///     kn  'import' 'from'                          tokens, in quotes
///     mi  integer                                  nodes
///     nf  function_definition>identifier           nodes with this parent
///     n   attribute.attribute>identifier           … in this field of it
///     nb  identifier{builtins}                     nodes whose text is in a list of words
///
/// The first rule that matches a node counts. The class `-` means no class, also for the node's
/// children; `=` means the class of the enclosing node. A node that no rule matches has the class
/// of the enclosing node. A token that is inside no node with a class is a keyword (`k`) if it is a
/// word, else punctuation or an operator (`p`, `o`).
struct RuleReader {
    struct Selector: Equatable {
        var parent: String?
        var field: String?
        var symbol: String
        /// True for a token such as `'if'`, false for a node such as `if_statement`.
        var isToken: Bool
        var words: String?
    }

    struct Line: Equatable {
        var name: String
        var selectors: [Selector]
    }

    static func read(_ text: String) -> [Line] {
        var lines: [Line] = []
        for row in text.split(separator: "\n") {
            var words = row.first == " " ? [] : split(row)
            if row.first == " " {
                words = split(row)
            } else if !words.isEmpty {
                lines.append(Line(name: words.removeFirst(), selectors: []))
            }
            guard !lines.isEmpty else { continue }
            lines[lines.count - 1].selectors += words.map(selector)
        }
        return lines
    }

    /// Splits a row at the spaces that are not in quotes.
    private static func split(_ row: Substring) -> [String] {
        var isQuoted = false
        return row.split { letter in
            if letter == "'" { isQuoted.toggle() }
            return letter == " " && !isQuoted
        }.map(String.init)
    }

    private static func selector(_ text: String) -> Selector {
        var rest = text[...]
        var selector = Selector(symbol: "", isToken: false)
        if rest.hasSuffix("}"), let brace = rest.lastIndex(of: "{"), rest.first != "'" {
            selector.words = String(rest[rest.index(after: brace)...].dropLast())
            rest = rest[..<brace]
        }
        // The token may be `>` itself, so the search begins after its closing quote.
        let place = rest.firstIndex(of: "'") ?? rest.endIndex
        if let arrow = rest[..<place].firstIndex(of: ">") {
            let parent = rest[..<arrow].split(separator: ".")
            selector.parent = parent.first.map(String.init)
            selector.field = parent.dropFirst().first.map(String.init)
            rest = rest[rest.index(after: arrow)...]
        }
        selector.isToken = rest.first == "'"
        selector.symbol = String(selector.isToken ? rest.dropFirst().dropLast() : rest)
        return selector
    }
}
