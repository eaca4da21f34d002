extension PlaceholderScanner {
    /// Writes the text with the placeholders in it.
    mutating func finish() -> PlaceholderText {
        let mainPlaceholders = 0..<placeholders.count
        scanInsets()
        var result = PlaceholderText()
        result.placeholders = placeholders
        result.unclosedComment = unclosedComment
        result.tooDeep = tooDeep
        result.bytes.reserveCapacity(text.count + placeholders.count * 16 + 1)
        result.edits.reserveCapacity(placeholders.count + insets.count)
        copy(0..<text.count, placeholders: mainPlaceholders, to: &result)
        if text.isEmpty || text[text.count - 1] != 0x0A { result.bytes.append(0x0A) }
        result.mainCount = result.bytes.count
        for inset in insets { copy(inset, to: &result) }
        return result
    }

    func copy(
        _ range: Range<Int>, placeholders indices: Range<Int>, to result: inout PlaceholderText
    ) {
        var index = range.lowerBound
        for number in indices {
            let source = placeholders[number].source
            result.bytes.append(contentsOf: text[index..<Int(source.start)])
            let start = result.bytes.count
            result.appendPlaceholder(number)
            result.edits.append(
                PlaceholderText.Edit(parsed: Span(start, result.bytes.count), source: source))
            index = Int(source.end)
        }
        result.bytes.append(contentsOf: text[index..<range.upperBound])
    }
}

extension PlaceholderText {
    mutating func appendPlaceholder(_ number: Int) {
        bytes.append(Placeholder.open.0)
        bytes.append(Placeholder.open.1)
        bytes.append(Placeholder.open.2)
        bytes.append(Placeholder.open.3)
        bytes += Placeholder.secret
        var divisor = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
        bytes.append(Placeholder.close.0)
        bytes.append(Placeholder.close.1)
        bytes.append(Placeholder.close.2)
        bytes.append(Placeholder.close.3)
    }
}
