import Basics
import Markdown
import Vault

extension ClaimReading {
    package mutating func sample(_ node: DataNode) -> Claim.SampleExpectation? {
        guard let written = reader.text(node["sample"], "`sample`"),
            let (file, name) = find(written)
        else { return nil }
        var result = Claim.SampleExpectation(note: file, sample: name)
        result.runtime = reader.text(node["runtime"], "`runtime`")?.value
        result.prints = reader.texts(node["prints"], "`prints`").map(\.value)
        result.raises = reader.text(node["raises"], "`raises`")?.value
        if let exits = node["exits"], !exits.isNull {
            result.exits = exits.integer
            if result.exits == nil { reader.wrongType("`exits`", "a whole number", exits) }
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
        if result.prints.isEmpty, result.exits == nil, result.raises == nil, result.takes == nil {
            reader.error(
                .claimInvalid, at: written.span,
                "nothing says what the sample “\(written.value)” must do",
                help: "add `prints:`, `exits:`, `raises:` or `takes:`")
            return nil
        }
        return result
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
