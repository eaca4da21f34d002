/// The place of a sample's record below the records' folder. The record has two files; the first
/// holds the part that is the same wherever the sample runs.
struct RecordPath: Sendable, Hashable {
    static let timesSuffix = ".times.json"

    /// The path without suffixes, e.g. `Comparisons/Thread vs Asyncio/spawn-threads`.
    var stem: String

    /// - Parameter isDefaultRuntime: if true, the runtime's name is left out.
    init(_ sample: Sample, runtime: String, isDefaultRuntime: Bool) {
        let note = sample.note.hasSuffix(".md") ? String(sample.note.dropLast(3)) : sample.note
        // Paths come from the vault's listing. This also guards against one that does not.
        let folders = note.split(separator: "/").map { $0.allSatisfy { $0 == "." } ? "_" : $0 }
        let name = isDefaultRuntime ? sample.name : "\(sample.name).\(runtime)"
        stem = (folders + [name.replacing("/", with: "_")[...]]).joined(separator: "/")
    }

    var output: String { stem + ".json" }
    var times: String { stem + Self.timesSuffix }
}
