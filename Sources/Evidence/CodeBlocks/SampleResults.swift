package import Samples

/// The results of samples by note and name.
package struct SampleResults: Sendable {
    private var byName: [String: [String: [SampleResult]]] = [:]

    package init(_ results: [SampleResult]) {
        for result in results {
            byName[result.sample.note, default: [:]][result.sample.name, default: []].append(result)
        }
    }

    /// Replaces all results of a note.
    package mutating func replace(_ note: String, with results: [SampleResult]) {
        byName[note] = Dictionary(grouping: results, by: \.sample.name)
    }

    package func all(of note: String) -> [SampleResult] {
        (byName[note] ?? [:]).sorted { $0.key < $1.key }.flatMap(\.value)
    }

    package subscript(note: String, name: String) -> [SampleResult] { byName[note]?[name] ?? [] }
}
