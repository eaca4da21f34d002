import Basics
package import Markdown

/// A measurement as its note defines it: the quantity, its unit, and the parameters.
package struct MeasureDefinition: Sendable, Hashable {
    /// A sample that does the work in one way.
    package struct Arm: Sendable, Hashable {
        package var subject: String
        /// The note that contains the sample.
        package var note: String
        package var sample: String
        package var line: Int

        package init(subject: String, note: String, sample: String, line: Int) {
            self.subject = subject
            self.note = note
            self.sample = sample
            self.line = line
        }
    }

    package struct Parameter: Sendable, Hashable {
        package var name: String
        /// The values as written, one series each.
        package var values: [String]
    }

    /// The name, unique in the vault.
    package var name: String
    package var title: String
    package var unit: MeasureUnit
    package var better: Direction
    /// The subject that the others are compared with.
    package var baseline: String?
    package var rounds: Int?
    /// The time limit of each run.
    package var timeoutSeconds: Double?
    /// The time budget of the whole measurement.
    package var budgetSeconds: Double?
    package var parameters: [Parameter] = []
    /// The labels of subjects that have another name here than in their notes, or have no note.
    package var labels: [String: String] = [:]
    /// The arms in the order of the notes.
    package var arms: [Arm] = []
    /// The position in ``Vault/notes`` of the note that defines the measurement.
    package var note: Int
    package var file: String
    package var span: SourceSpan

    package var subjects: [String] { arms.map(\.subject) }

    /// The keys that may follow `@`; empty if none may. With several parameters, the values are
    /// joined by commas in the order of the parameters' definition.
    package var parameterKeys: [String] {
        guard !parameters.isEmpty else { return [] }
        return parameters.reduce([""]) { keys, parameter in
            keys.flatMap { key in
                parameter.values.map { key.isEmpty ? $0 : key + "," + $0 }
            }
        }
    }

    /// Returns what is wrong with a reference to the parameter value `key`; nil if nothing is.
    package func problem(withParameter key: String?) -> (message: String, help: String)? {
        let keys = parameterKeys
        if let key {
            if keys.contains(key) { return nil }
            return keys.isEmpty
                ? (
                    "the measurement “\(name)” has no parameter",
                    "delete “@\(key)”, or give it `params:`"
                )
                : (
                    "“\(name)” was not measured at “\(key)”",
                    suggestion(for: key, among: keys, named: "values")
                )
        }
        if keys.count < 2 { return nil }
        return (
            "“\(name)” was measured at several values, and none is named",
            "write one after “@”: \(keys.prefix(12).joined(separator: ", "))"
        )
    }
}
