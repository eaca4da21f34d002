import Markdown
package import Samples
package import Vault

/// An `output` block, and the lines that it should contain.
package struct OutputBlock {
    /// The block's index among the note's code blocks.
    package var index: Int
    package var expected: ExpectedOutput
    package var lines: [String]
}

/// Returns the blocks that differ from what their samples printed. The output of a sample that
/// failed in any other way can't be accepted.
package func outputBlocksToRewrite(
    in note: Note, roles: [CodeRole], _ results: SampleResults
) -> [OutputBlock] {
    roles.enumerated().compactMap { index, role in
        guard case .sample(let block) = role, let expected = block.sample.expectedOutput,
            let result = results[note.path.string, block.sample.name].first(where: {
                $0.record != nil
            }),
            result.problems.contains(where: { $0.code == "output-differs" }),
            result.problems.allSatisfy({ $0.code == "output-differs" || !$0.isError })
        else { return nil }
        let printed = result.record?.output.map(\.text) ?? []
        let lines = expected.accepting(printed, order: block.sample.options.order)
        // A carriage return would end the line in Markdown.
        return OutputBlock(
            index: index + 1, expected: expected,
            lines: lines.map { $0.replacing("\r", with: "[..]") })
    }
}

/// A rewriting of a note's `output` blocks with new lines.
package struct NoteRewriting {
    package private(set) var bytes: [UInt8]
    package private(set) var refused: [OutputBlock] = []
    /// The rewritten blocks from last to first, each with the number of lines that it has grown by.
    package private(set) var accepted: [(block: OutputBlock, growth: Int)] = []

    /// Rewrites the blocks. A block is refused if the note, parsed again, differs in anything but
    /// the block's lines.
    package init(
        _ blocks: [OutputBlock], of note: Note, in bytes: [UInt8], parse: ([UInt8]) -> Note
    ) {
        self.bytes = bytes
        var codes = codeTexts(of: note)
        guard codeTexts(of: parse(bytes)) == codes else {
            refused = blocks
            return
        }
        // The last block comes first, so that the places of the others stay the same.
        for block in blocks.reversed() {
            let count = codes[block.index].utf8.count { $0 == newline }
            let rewritten = rewriting(block, count: count, self.bytes)
            var wanted = codes
            wanted[block.index] = block.lines.map { $0 + "\n" }.joined()
            if codeTexts(of: parse(rewritten)) == wanted {
                (self.bytes, codes) = (rewritten, wanted)
                accepted.append((block, block.lines.count - count))
            } else {
                refused.append(block)
            }
        }
    }
}

private func rewriting(_ block: OutputBlock, count: Int, _ bytes: [UInt8]) -> [UInt8] {
    var lines = bytes.split(separator: newline, omittingEmptySubsequences: false)
    let first = block.expected.line - 1
    guard first > 0, first + count <= lines.count else { return bytes }
    let fence = lines[first - 1]
    let mark = containerMark(opening: fence)
    let ending = fence.last == carriageReturn ? [carriageReturn] : []
    let new = block.lines.map { ArraySlice(line($0, prefix: mark) + ending) }
    lines.replaceSubrange(first..<(first + count), with: new)
    return Array(lines.joined(separator: [newline]))
}

private func codeTexts(of note: Note) -> [String] {
    note.markdown.codeBlocks.map { $0.code.replacing("\r\n", with: "\n") }
}

/// Returns the text before the fence: the marks of quotes, and blanks for those of lists.
private func containerMark(opening line: ArraySlice<UInt8>) -> [UInt8] {
    line.prefix { $0 != UInt8(ascii: "`") && $0 != UInt8(ascii: "~") }.map {
        $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "\t") ? $0 : UInt8(ascii: " ")
    }
}

private func line(_ text: String, prefix: [UInt8]) -> [UInt8] {
    var line = prefix + Array(text.utf8)
    while line.last == UInt8(ascii: " ") { line.removeLast() }
    return line
}

private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
