internal import CTreeSitter

/// Colours code of one language by its syntax tree.
package struct Highlighter: Sendable {
    /// Refuses control characters, on which some grammars loop or fail, and long code: tree-sitter
    /// can't count more than 65,535 parts.
    package static func accepts(_ code: String) -> Bool {
        let lineEnds = UInt8(ascii: "\t")...UInt8(ascii: "\r")
        var code = code
        // Counting all bytes is vectorised and therefore faster than stopping at the first match.
        return code.utf8.count <= 16 << 10
            && code.withUTF8 { $0.count { $0 < 0x20 && !lineEnds.contains($0) } } == 0
    }

    /// The time limit of one parse in microseconds. Ordinary code of the greatest accepted length
    /// takes a hundredth of it.
    private static let timeLimit: UInt64 = 1_000_000

    private let entry: Grammar.Entry
    private let rules: RuleSet

    /// Returns nil if the grammar can't be used.
    package init?(_ language: Language, grammar: Grammar) {
        guard let entry = grammar.load(), let tables = entry() else { return nil }
        self.entry = entry
        rules = RuleSet(language, grammar: tables)
    }

    /// Selectors that match nothing in the grammar. Only tests use them.
    var unknownSelectors: [RuleReader.Selector] { rules.unknown }

    /// Returns the class of each part of the code; nil if parsing exceeds the time limit.
    ///
    /// - Parameter code: code that `accepts(_:)` allows.
    package func colouring(of code: String, by parser: Parser) -> Colouring? {
        var code = code
        return code.withUTF8 { text in
            guard let tables = entry(),
                let tree = parser.parse(text, tables, limit: Self.timeLimit)
            else { return nil }
            defer { ts_tree_delete(tree) }
            var colouring = Colouring()
            write(tree, of: text, to: &colouring)
            colouring.close()
            return colouring
        }
    }

    /// Returns the code as HTML, with one line of HTML for each line of code.
    ///
    /// - Parameter colouring: the colouring of this code. If it belongs to another text, the
    ///   classes are wrong but the code is still complete.
    package func html(of code: String, _ colouring: Colouring) -> [UInt8] {
        var code = code
        return code.withUTF8 { text in
            var markup = Markup(text, openings: rules.openings)
            colouring.forEach { style, end in
                let isKnown = Int(style) < rules.openings.count
                markup.write(upTo: min(end, text.count), as: isKnown ? style : 0)
            }
            return markup.finish()
        }
    }

    /// A node of the tree that contains the current position.
    private struct Frame {
        var symbol: TSSymbol
        var style: RuleSet.Class
        var end: Int
    }

    private func write(
        _ tree: OpaquePointer, of text: UnsafeBufferPointer<UInt8>, to colouring: inout Colouring
    ) {
        var cursor = ts_tree_cursor_new(ts_tree_root_node(tree))
        defer { ts_tree_cursor_delete(&cursor) }
        var outer: [Frame] = []
        var parent = Frame(symbol: 0, style: 0, end: text.count)
        while true {
            let node = ts_tree_cursor_current_node(&cursor)
            let (start, end) = (Int(ts_node_start_byte(node)), Int(ts_node_end_byte(node)))
            let symbol = ts_node_symbol(node)
            let style = rules.classOf(
                symbol, in: parent.symbol, outer: parent.style,
                field: { ts_tree_cursor_current_field_id(&cursor) },
                text: { String(decoding: text[start..<end], as: UTF8.self) })
            colouring.add(upTo: start, as: parent.style)
            if ts_tree_cursor_goto_first_child(&cursor) {
                outer.append(parent)
                parent = Frame(symbol: symbol, style: style, end: end)
                continue
            }
            colouring.add(upTo: end, as: style)
            while !ts_tree_cursor_goto_next_sibling(&cursor) {
                guard ts_tree_cursor_goto_parent(&cursor) else { return }
                colouring.add(upTo: parent.end, as: parent.style)
                parent = outer.removeLast()
            }
        }
    }
}

/// A parser for one text at a time. Each thread needs its own.
package final class Parser {
    private let parser = ts_parser_new()

    package init() {}

    deinit { ts_parser_delete(parser) }

    /// - Parameter limit: the time limit in microseconds.
    /// - Returns: a tree that the caller deletes; nil if the time limit was exceeded.
    fileprivate func parse(
        _ text: UnsafeBufferPointer<UInt8>, _ tables: OpaquePointer, limit: UInt64
    ) -> OpaquePointer? {
        guard ts_parser_set_language(parser, tables) else { return nil }
        ts_parser_set_timeout_micros(parser, limit)
        let tree = text.withMemoryRebound(to: CChar.self) {
            ts_parser_parse_string_encoding(
                parser, nil, $0.baseAddress, UInt32($0.count), TSInputEncodingUTF8)
        }
        if tree == nil { ts_parser_reset(parser) }
        return tree
    }
}
