import Basics
import Markdown
import Samples
import Vault

extension ClaimReading {
    package mutating func sample(_ node: DataNode) -> Claim.SampleExpectation? {
        guard let written = reader.text(node["sample"], "`sample`"),
            let (file, name) = find(written)
        else { return nil }
        let before = errorCount
        var result = Claim.SampleExpectation(note: file, sample: name)
        result.runtime = reader.text(node["runtime"], "`runtime`")?.value
        result.output = Claim.OutputExpectation.Kind.allCases.compactMap { output($0, node) }
        result.raises = reader.text(node["raises"], "`raises`")?.value
        if let exits = node["exits"], !exits.isNull {
            result.exits = exits.integer.flatMap { (0...255).contains($0) ? $0 : nil }
            if result.exits == nil {
                reader.wrongType("`exits`", "a whole number from 0 to 255", exits)
            }
        }
        if let takes = node["takes"], !takes.isNull {
            guard takes.entries != nil else {
                reader.error(
                    .claimInvalid, at: takes.span,
                    "`takes` must have bounds, and this is \(takes.kindDescription)",
                    help: "write for example `takes: {at-least: 1 s, at-most: 1.3 s}`")
                return nil
            }
            reader.checkKeys(of: takes, "`takes`", known: ["at-least", "at-most"])
            result.takes = bounds(takes, dimension: "time")
            if let bounds = result.takes, bounds.atLeast == nil, bounds.atMost == nil {
                reader.error(.claimInvalid, at: takes.span, "`takes` has no bounds")
            }
        }
        if errorCount > before { return nil }
        if result.output.isEmpty, result.exits == nil, result.raises == nil, result.takes == nil {
            reader.error(
                .claimInvalid, at: written.span,
                "nothing says what the sample “\(written.value)” must do",
                help: "add `prints:`, `contains:`, `matches:`, `exits:`, `raises:` or `takes:`")
            return nil
        }
        checkRuntime(node, result)
        return result
    }

    private mutating func output(
        _ kind: Claim.OutputExpectation.Kind, _ node: DataNode
    ) -> Claim.OutputExpectation? {
        let key = "`\(kind.rawValue)`"
        guard let entry = node.entries?.first(where: { $0.key == kind.rawValue }),
            !entry.value.isNull
        else { return nil }
        var texts: [String] = []
        for element in entry.value.oneOrMany {
            guard let text = element.text else {
                reader.error(
                    .claimInvalid, at: element.span,
                    "\(key) must be text, and this is \(element.kindDescription)",
                    help: "put what is printed in quotes")
                continue
            }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            if text.trimmed.isEmpty {
                reader.error(
                    .claimInvalid, at: element.span, "\(key) is empty",
                    help: "write what the sample prints, or leave it out")
            } else if kind != .matches, text.contains("[..]") {
                reader.error(
                    .claimInvalid, at: element.span,
                    "\(key) takes “[..]” as it is, and not for anything that may stand there",
                    help: "write `matches:` instead of `\(kind.rawValue):`")
            } else if kind == .matches, lines.contains(where: { LinePattern($0) == .anyLines }) {
                reader.error(
                    .claimInvalid, at: element.span, "`...` can't stand for lines in \(key)",
                    help: "write each line that must come as an element of a list")
            } else if kind == .contains, lines.count > 1 {
                reader.error(
                    .claimInvalid, at: element.span, "\(key) is more than one line",
                    help: "write `prints:` for whole lines, or a list of parts")
            } else {
                texts.append(kind == .contains ? text.trimmed : text)
            }
        }
        if texts.isEmpty { return nil }
        // A list that begins on its key's line stands in brackets.
        let isBracketed =
            entry.value.list != nil && entry.value.span.start.line == entry.keySpan.start.line
        return Claim.OutputExpectation(
            kind, texts, bracketed: isBracketed ? "[\(texts.joined(separator: ", "))]" : nil)
    }

    private mutating func checkRuntime(_ node: DataNode, _ sample: Claim.SampleExpectation) {
        guard let runtime = sample.runtime, let span = node["runtime"]?.span,
            let known = samples?.runtimes(of: sample.sample, in: sample.note), !known.isEmpty,
            !known.contains(runtime)
        else { return }
        reader.error(
            .claimInvalid, at: span, "the sample “\(sample.sample)” doesn't run on “\(runtime)”",
            help: suggestion(for: runtime, among: known, named: "runtimes of the sample"))
    }

    private mutating func find(_ written: Spanned<String>) -> (note: String, name: String)? {
        guard let samples else { return (note.file, written.value) }
        let (file, name, others) = samples.find(written.value, from: note.file)
        if let file { return (file, name) }
        if others.count > 1 {
            reader.error(
                .claimInvalid, at: written.span,
                "several notes have a sample “\(name)”, and this one has none",
                notes: others, help: "write `sample: Note#\(name)`")
        } else {
            reader.error(
                .claimInvalid, at: written.span, "no sample is named “\(name)”",
                help: suggestion(
                    for: name, among: samples.names(in: note.file), named: "samples of this note"))
        }
        return nil
    }
}
