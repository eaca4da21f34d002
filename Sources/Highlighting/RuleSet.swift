internal import CTreeSitter

/// The rules of a language with the grammar's numbers for its symbols, so that a node's rules can
/// be looked up by number.
struct RuleSet: Sendable {
    /// An index into ``openings``; 0 means no class.
    typealias Class = UInt8

    private struct Rule {
        var parent: TSSymbol?
        var field: TSFieldId
        /// An index into `words`; -1 matches any text.
        var words: Int
        /// The class that the rule gives; nil means the class of the enclosing node.
        var result: Class?
    }

    private var classNames = [""]
    /// The opening tag of each class.
    private(set) var openings: [[UInt8]] = []
    /// Selectors that match nothing in this grammar.
    private(set) var unknown: [RuleReader.Selector] = []
    /// The rules of all symbols, and for each symbol the index of its first rule.
    private var rules: [Rule] = []
    private var starts: [Int] = []
    private var defaults: [Class] = []
    private var words: [Set<String>] = []

    init(_ language: Language, grammar: OpaquePointer) {
        let count = Int(ts_language_symbol_count(grammar))
        var bySymbol = [[Rule]](repeating: [], count: count)
        var lists: [String: Int] = [:]
        for (name, list) in language.words.sorted(by: { $0.key < $1.key }) {
            lists[name] = words.count
            words.append(Set(list.split(whereSeparator: \.isWhitespace).map(String.init)))
        }
        for line in RuleReader.read(language.rules) {
            let result = line.name == "=" ? nil : number(of: line.name == "-" ? "" : line.name)
            for selector in line.selectors {
                guard let (symbol, rule) = rule(selector, result, lists, grammar) else {
                    unknown.append(selector)
                    continue
                }
                bySymbol[Int(symbol)].append(rule)
            }
        }
        for own in bySymbol {
            starts.append(rules.count)
            rules += own
        }
        starts.append(rules.count)
        defaults = (0..<count).map { tokenClass(TSSymbol($0), grammar) }
        openings = classNames.map { Array("<span class=\"\($0)\">".utf8) }
    }

    private mutating func number(of name: String) -> Class {
        if let known = classNames.firstIndex(of: name) { return Class(known) }
        classNames.append(name)
        return Class(classNames.count - 1)
    }

    private func rule(
        _ selector: RuleReader.Selector, _ result: Class?, _ lists: [String: Int],
        _ grammar: OpaquePointer
    ) -> (TSSymbol, Rule)? {
        func symbol(_ name: String, isToken: Bool) -> TSSymbol? {
            let found = ts_language_symbol_for_name(
                grammar, name, UInt32(name.utf8.count), !isToken)
            return found == 0 ? nil : found
        }
        guard let own = symbol(selector.symbol, isToken: selector.isToken) else { return nil }
        var rule = Rule(parent: nil, field: 0, words: -1, result: result)
        if let name = selector.parent {
            guard let parent = symbol(name, isToken: false) else { return nil }
            rule.parent = parent
        }
        if let name = selector.field {
            rule.field = ts_language_field_id_for_name(grammar, name, UInt32(name.utf8.count))
            if rule.field == 0 { return nil }
        }
        if let name = selector.words {
            guard let list = lists[name] else { return nil }
            rule.words = list
        }
        return (own, rule)
    }

    private mutating func tokenClass(_ symbol: TSSymbol, _ grammar: OpaquePointer) -> Class {
        guard ts_language_symbol_type(grammar, symbol) == TSSymbolTypeAnonymous,
            let name = ts_language_symbol_name(grammar, symbol).map({ String(cString: $0) }),
            let first = name.first
        else { return 0 }
        if first.isLetter || first == "_" { return number(of: "k") }
        return number(of: name.allSatisfy { "()[]{},;:.".contains($0) } ? "p" : "o")
    }

    /// - Parameters:
    ///   - outer: the class of the enclosing node.
    ///   - field: returns the field that the node is in its parent; called only when a rule needs
    ///     it.
    ///   - text: returns the node's text; called only when a rule needs it.
    @inline(__always)
    func classOf(
        _ symbol: TSSymbol, in parent: TSSymbol, outer: Class, field: () -> TSFieldId,
        text: () -> String
    ) -> Class {
        // The symbol of an error node is larger than any symbol of the grammar.
        guard Int(symbol) < defaults.count else { return outer }
        for index in starts[Int(symbol)]..<starts[Int(symbol) + 1] {
            let rule = rules[index]
            if let wanted = rule.parent, wanted != parent { continue }
            if rule.field != 0, rule.field != field() { continue }
            if rule.words >= 0, !words[rule.words].contains(text()) { continue }
            return rule.result ?? outer
        }
        return outer != 0 ? outer : defaults[Int(symbol)]
    }
}
