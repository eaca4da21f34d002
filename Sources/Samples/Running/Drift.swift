/// Returns the difference that running a sample again would make, or nil. Memory addresses are
/// ignored, and with `order=any` the order of lines too. Output that the author's own `output`
/// block accepts is no drift.
func drift(from old: SampleRecord, to new: SampleRecord, of sample: Sample) -> SampleProblem? {
    guard old.ending == new.ending else {
        return .drift(
            "the sample now ends differently: \(new.ending.summary), not \(old.ending.summary)",
            difference: difference(old, new, .asPrinted), of: sample)
    }
    if let expected = sample.expectedOutput,
        expected.difference(from: new.output.map(\.text), order: sample.options.order) == nil
    {
        return nil
    }
    let difference = difference(old, new, sample.options.order)
    guard !difference.isEmpty else { return nil }
    return .drift(
        "the sample's output now differs from its record",
        difference: ["--- recorded", "+++ now"] + difference, of: sample)
}

private func difference(
    _ old: SampleRecord, _ new: SampleRecord, _ order: SampleOptions.OutputOrder
) -> [String] {
    var lines = [old, new].map { record in
        plainLines(record.output.map { $0.text[...] }).map(withoutAddresses)
    }
    if order == .any { lines = lines.map { $0.sorted() } }
    guard lines[0] != lines[1] else { return [] }
    return LineAlignment(old: lines[0], new: lines[1]).unified()
}

/// `<Task at 0x7f12…>` differs in every run.
private func withoutAddresses(_ line: String) -> String {
    guard line.contains("0x") else { return line }
    var result = ""
    var rest = line[...]
    while let found = rest.firstRange(of: "0x") {
        let digits = rest[found.upperBound...].prefix(while: \.isHexDigit)
        result += rest[..<found.upperBound]
        result += digits.count >= 6 ? "…" : String(digits)
        rest = rest[digits.endIndex...]
    }
    return result + rest
}
