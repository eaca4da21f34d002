import Basics

/// Describes the check of a claim in words, so that a reader can judge whether it supports the
/// sentence.
extension Claim {
    package var check: String {
        var parts = conditions.flatMap(\.words)
        if needsCanary {
            parts.append(
                "two plain processes must have got at least "
                    + "\(decimalText(leastCanaryCores, decimals: 1)) cores meanwhile")
        }
        return "Checked: " + parts.joined(separator: "; ") + "."
    }
}

extension Claim.Condition {
    fileprivate var words: [String] {
        switch self {
        case .better(let a, let b, let by):
            let factor = by.map { "at least \(exactText($0)) times " } ?? ""
            let better = factor.isEmpty ? "better" : "as good"
            return ["“\(a)” is \(factor)\(better) \(factor.isEmpty ? "than" : "as") “\(b)”"]
        case .bounded(let expression, let bounds):
            return ["“\(expression)” is \(bounds.words)"]
        case .same(let a, let b, let within):
            return ["“\(a)” and “\(b)” are the same within \(percentText(within))"]
        case .sample(let expectation): return expectation.words
        }
    }
}

extension Claim.SampleExpectation {
    fileprivate var words: [String] {
        let name = "the sample “\(sample)”" + (runtime.map { " on \($0)" } ?? "")
        var words = output.map { expectation in
            let texts = listed(expectation.texts.map { "“\($0)”" }, "and")
            let isOne = expectation.texts.count == 1
            switch expectation.kind {
            case .prints:
                let order = isOne ? "" : ", in this order"
                return "\(name) prints the \(isOne ? "line" : "lines") \(texts)\(order)"
            case .contains: return "\(name) prints \(texts) within \(isOne ? "a line" : "lines")"
            case .matches:
                let order = isOne ? "" : ", in this order"
                return
                    "\(name) prints \(isOne ? "a line that matches" : "lines that match") \(texts)"
                    + order + ", where [..] is anything"
            }
        }
        if let exits { words.append("\(name) exits with \(exits)") }
        if let raises { words.append("\(name) is ended by the exception \(raises)") }
        if let takes { words.append("\(name) takes \(takes.words)") }
        return words
    }
}

extension Claim.Bounds {
    fileprivate var words: String {
        let symbol = unit.map { $0.symbol.isEmpty ? "" : "\u{202F}" + $0.symbol } ?? ""
        return [
            atLeast.map { "at least \(exactText($0))\(symbol)" },
            atMost.map { "at most \(exactText($0))\(symbol)" },
        ].compactMap { $0 }.joined(separator: " and ")
    }
}
