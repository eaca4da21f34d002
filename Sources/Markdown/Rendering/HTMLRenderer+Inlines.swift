extension HTMLRenderer {
    mutating func writeText(_ node: Node) {
        write(escaped: node.text)
        plain.append(document.bytes[node.text.range])
    }

    mutating func writeSoftBreak() {
        if options.strictLineBreaks {
            writer.write(UInt8(ascii: "\n"))
        } else {
            writer.write("<br />\n")
        }
        plain.appendSpace()
    }

    mutating func writeCode(_ node: Node) {
        if options.vaultSyntax, let expression = valueExpression(node) {
            writer.slot(.value(result.values.count))
            result.values.append(InlineValue(expression: expression, span: place(node.source)))
            return
        }
        writer.write("<code>")
        writeText(node)
        writer.write("</code>")
    }

    /// Returns the expression of `` `= NAME.subject` ``.
    private func valueExpression(_ node: Node) -> String? {
        let text = document.bytes[node.text.range].trimmingSpace
        guard text.first == UInt8(ascii: "="), text.dropFirst().first == 0x20 else { return nil }
        let expression = text.dropFirst().trimmingSpace
        return expression.isEmpty ? nil : String(decoding: expression, as: UTF8.self)
    }

    mutating func writeFormula(_ node: Node, isBlock: Bool) {
        let tex = formula(node)
        let placeholder = placeholders.placeholders[Int(node.number)]
        let start = formulaText(node).startIndex
        writer.slot(.formula(result.formulas.count))
        result.formulas.append(
            Formula(
                tex: tex, isBlock: isBlock, isDisplay: node.flags.contains(.display),
                span: place(node.source), start: source.span(start, start).start,
                quoteWidth: placeholder.spansLines ? 2 * Int(placeholder.quotes) : 0))
        if !isBlock { plain.append(tex) }
    }

    /// Returns the text between the dollars.
    private func formulaText(_ node: Node) -> ArraySlice<UInt8> {
        let placeholder = placeholders.placeholders[Int(node.number)]
        let inner = node.flags.contains(.display) ? 2 : 1
        let text = source.bytes[placeholder.source.range].dropFirst(inner).dropLast(inner)
        // A quote's marks may follow the dollars, and are not part of the formula.
        guard placeholder.spansLines, placeholder.quotes > 0 else { return text.trimmingSpace }
        let first = text.prefix { $0 != 0x0A }
        guard first.allSatisfy(\.isASCIISpace) else { return text.trimmingSpace }
        let rest = text[first.endIndex...].dropFirst()
        return rest.isEmpty
            ? rest : rest[rest.droppingQuotes(Int(placeholder.quotes)).startIndex...]
    }

    /// Returns the TeX between the dollars, without the marks of enclosing quotes.
    func formula(_ node: Node) -> String {
        let placeholder = placeholders.placeholders[Int(node.number)]
        let text = formulaText(node)
        guard placeholder.spansLines, placeholder.quotes > 0 else {
            return String(decoding: text, as: UTF8.self)
        }
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        let unquoted = lines.enumerated().map { number, line in
            number == 0 ? line : line.droppingQuotes(Int(placeholder.quotes))
        }
        return String(
            decoding: Array(unquoted.joined(separator: [0x0A])).trimmingSpace, as: UTF8.self)
    }

    mutating func writeTag(_ node: Node) {
        writer.slot(.tag(result.tags.count))
        result.tags.append(Tag(name: document.string(node.text), span: place(node.source)))
        plain.append("#")
        plain.append(document.bytes[node.text.range])
    }
}

extension ArraySlice<UInt8> {
    fileprivate func droppingQuotes(_ count: Int) -> Self {
        var line = self
        for _ in 0..<count {
            let rest = line.drop { $0 == 0x20 || $0 == 0x09 }
            guard rest.first == UInt8(ascii: ">") else { break }
            line = rest.dropFirst()
        }
        return line.first == 0x20 ? line.dropFirst() : line
    }
}
