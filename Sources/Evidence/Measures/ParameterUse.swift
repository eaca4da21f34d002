import Basics
import Foundation
import Markdown
package import Samples
package import Vault

/// Parameters that are set and read by no arm, and such as an arm reads and nobody sets: either way
/// numbers would stand under a value that they were not measured at.
package func parameterDiagnostics(
    _ measures: [String: MeasureDefinition], samples: [Sample]
) -> [Diagnostic] {
    var byName: [[String]: Sample] = [:]
    for sample in samples { byName[[sample.note, sample.name]] = sample }
    return measures.values.sorted { $0.name < $1.name }.flatMap { measure -> [Diagnostic] in
        let arms = measure.arms.compactMap { arm in
            byName[[arm.note, arm.sample]].map { (arm, ParameterUse(of: $0)) }
        }
        guard arms.count == measure.arms.count, !arms.isEmpty else { return [] }
        let names = measure.parameters.map(\.name)
        var diagnostics: [Diagnostic] = []
        for name in names where !arms.contains(where: { $0.1.reads(name) }) {
            let near = nearest(to: name, among: arms.flatMap(\.1.names))
            diagnostics.append(
                Diagnostic(
                    .error, .measureInvalid, file: measure.file, span: measure.span,
                    "no arm of “\(measure.name)” reads its parameter “\(name)”",
                    help: near.map { "the arms read “\($0)”: did you mean that?" }
                        ?? "read it by `param(\"\(name)\")` of the module handbook, or delete it"))
        }
        for (arm, use) in arms {
            for name in use.names where !names.contains(name) {
                diagnostics.append(
                    Diagnostic(
                        .error, .measureInvalid, file: arm.note,
                        span: SourceSpan(line: arm.line, column: 1),
                        "this arm of “\(measure.name)” reads the parameter “\(name)”, which is not set",
                        help: nearest(to: name, among: names).map { "did you mean “\($0)”?" }
                            ?? "add `params: {\(name): […]}` to the measurement, or don't read it"))
            }
        }
        return diagnostics
    }
}

/// The parameters that a sample's code asks for.
private struct ParameterUse {
    var names: [String] = []
    /// A name that is computed may be any.
    private var asksForAny = false

    init(of sample: Sample) {
        var texts = [sample.code]
        texts += sample.inputs.values.map { String(decoding: $0, as: UTF8.self) }
        for text in texts {
            for match in text.matches(of: /BENCH_PARAM_(\w+)/) { add(match.1) }
            for match in text.matches(of: /\b[Pp]aram(?:\s*\(\s*|\s+)(["'])([\w-]+)\1/) {
                add(match.2)
            }
            if ["bash", "sh", "shell"].contains(sample.language) {
                for match in text.matches(of: /\bparam ([A-Za-z][\w-]*)/) { add(match.1) }
            }
            // `param(name)`, `_BENCH_PARAM_" + name`
            if text.contains(/\b[Pp]aram\s*\(\s*[A-Za-z_&*$(]/) || text.contains("BENCH_PARAM_\"") {
                asksForAny = true
            }
        }
    }

    private mutating func add(_ name: Substring) {
        if !names.contains(String(name)) { names.append(String(name)) }
    }

    func reads(_ name: String) -> Bool { asksForAny || names.contains(name) }
}
