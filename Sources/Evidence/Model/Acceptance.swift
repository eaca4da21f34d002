import Basics
package import Markdown
package import Vault

/// A warning that an author has looked at and lets stand, with the reason that readers are shown:
/// `allow: {row-uniform: "all three are stable, which is the point"}` in a note or a criterion.
package struct Acceptance: Sendable, Hashable {
    package var file: String
    package var code: DiagnosticCode
    package var reason: String
    /// The place of its key.
    package var span: SourceSpan
    /// The place of the warning; nil for anywhere in the file.
    package var place: SourcePosition?

    package func covers(_ diagnostic: Diagnostic) -> Bool {
        diagnostic.severity != .error && diagnostic.code == code && diagnostic.file == file
            && (place == nil || diagnostic.span?.start == place)
    }
}

/// Reads a map `allow`. A value that is not a map belongs to the author, and accepts nothing.
package func readAcceptances(
    _ node: DataNode?, file: String, place: SourcePosition? = nil
) -> ([Acceptance], [Diagnostic]) {
    var reader = ModelReader(file: file)
    let codes = DiagnosticCode.allCases.map(\.rawValue)
    let accepted = (node?.entries ?? []).compactMap { entry -> Acceptance? in
        guard let code = DiagnosticCode(rawValue: entry.key) else {
            reader.warning(
                .allowInvalid, at: entry.keySpan, "there is no diagnostic “\(entry.key)”",
                help: nearest(to: entry.key, among: codes).map { "did you mean “\($0)”?" }
                    ?? "the code stands in brackets at the end of each message")
            return nil
        }
        guard let reason = entry.value.text?.trimmed, reason.split(separator: " ").count > 1 else {
            reader.warning(
                .allowInvalid, at: entry.value.span,
                "nothing says why “\(entry.key)” may stand here",
                help: "write `\(entry.key): \"the reason, which the site shows\"`")
            return nil
        }
        return Acceptance(
            file: file, code: code, reason: reason, span: entry.keySpan, place: place)
    }
    return (accepted, reader.diagnostics)
}

/// Reads the acceptances of all notes. Each holds for its whole note.
package func acceptances(of notes: [Note]) -> ([Acceptance], [Diagnostic]) {
    var result: ([Acceptance], [Diagnostic]) = ([], [])
    for note in notes {
        guard let node = note.frontMatter.data?["allow"] else { continue }
        let (accepted, problems) = readAcceptances(node, file: note.path.string)
        result.0 += accepted
        result.1 += problems
    }
    return result
}

extension [Diagnostic] {
    /// Removes the accepted warnings. Errors can't be accepted.
    ///
    /// - Returns: the acceptances whose warning does not occur.
    package mutating func accept(_ acceptances: [Acceptance]) -> [Acceptance] {
        if acceptances.isEmpty { return [] }
        var unused = acceptances
        removeAll { diagnostic in
            guard let found = acceptances.first(where: { $0.covers(diagnostic) }) else {
                return false
            }
            unused.removeAll { $0 == found }
            return true
        }
        return unused
    }
}

extension Acceptance {
    /// The warning that it is no longer needed. An error of this code is reported as well, because it
    /// can't be accepted.
    package var isUnused: Diagnostic {
        Diagnostic(
            .warning, .allowInvalid, file: file, span: span,
            "“\(code.rawValue)” is accepted, and does not occur here",
            help: "delete it: the reason is shown to readers; an error can't be accepted")
    }

    /// True if every check looks for this warning, so that its absence means something.
    package var isAlwaysLookedFor: Bool {
        ![.externalDead, .externalMoved, .outputDrift, .measureMoved].contains(code)
            && !code.rawValue.hasPrefix("base-") && !code.rawValue.hasPrefix("tool-")
    }
}
