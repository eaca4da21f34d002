import Markdown
import Samples
package import Vault

/// Reports samples that have no use: they are not shown, have no expected output, and no claim or
/// measurement names them.
package func unusedSamples(_ blocks: [SampleBlock], claims: [Claim]) -> [Diagnostic] {
    var named: Set<[String]> = []
    for claim in claims {
        for case .sample(let expectation) in claim.conditions {
            named.insert([expectation.note, expectation.sample])
        }
    }
    return blocks.compactMap { block in
        let (sample, options) = (block.sample, block.sample.options)
        let isExpected =
            sample.expectedOutput != nil || options.exits != nil || options.raises != nil
        guard block.hidesCode, block.hidesOutput, !isExpected, options.measure == nil,
            !named.contains([sample.note, sample.name])
        else { return nil }
        // If the code is in a file of its own, its line is not one of the note.
        let isInNote = sample.origin.file == sample.note
        return Diagnostic(
            .warning, .sampleUnused, file: sample.note,
            span: isInNote
                ? SourceSpan(line: max(1, sample.origin.firstLine - 1), column: 1) : nil,
            "the sample “\(sample.name)” is hidden, and nothing checks its result",
            help: "show its code or output, let a claim name it, or delete it")
    }
}
