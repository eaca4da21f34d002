import Files
import Markdown
import Tools
import Vault

/// Converts the formulas of all notes and reports those that contain an error.
func convertFormulas(
    _ notes: [Note], tools: Toolbox, cacheFolder: String?, workers: Int
) async -> (Conversions, [Diagnostic]) {
    let (math, problems) = await Converter.math.convert(
        mathJobs(notes), tools: tools, cacheFolder: cacheFolder, workers: workers)
    return (math, problems + notes.flatMap { formulaProblems($0, math) })
}

func mathJobs(_ notes: [Note]) -> [BatchWorker.Job] {
    notes.flatMap { $0.markdown.formulas.map { BatchWorker.Job(kind: $0.kind, text: $0.tex) } }
}

func formulaProblems(_ note: Note, _ math: Conversions) -> [Diagnostic] {
    note.markdown.formulas.compactMap { formula in
        math.error(BatchWorker.Job(kind: formula.kind, text: formula.tex)).map { error in
            Diagnostic(
                .warning, error.code ?? .formulaInvalid, file: note.path.string,
                span: formula.span(of: error),
                error.isFatal
                    ? "this formula can't be set: \(error.mistake)" : error.mistake,
                help: error.cure)
        }
    }
}

extension Formula {
    /// The converter's name for the kind of formula.
    var kind: String { isDisplay ? "block" : "inline" }

    /// The place of the word with the error, or of the whole formula if the error is not in one
    /// word.
    fileprivate func span(of error: ConversionError) -> SourceSpan {
        if error.isFatal, error.place <= 0 { return span }
        let before = tex.utf8.prefix(error.place)
        let word = tex.utf8.dropFirst(error.place)
        let isCommand = word.first == UInt8(ascii: "\\")
        let length = isCommand ? word.dropFirst().prefix(while: isLetter).count + 1 : 1
        guard let newline = before.lastIndex(of: 0x0A) else {
            return SourceSpan(
                line: start.line, column: start.column + before.count, length: length)
        }
        let column = before.distance(from: newline, to: before.endIndex) - 1
        return SourceSpan(
            line: start.line + before.count { $0 == 0x0A }, column: column + quoteWidth + 1,
            length: length)
    }
}

private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
