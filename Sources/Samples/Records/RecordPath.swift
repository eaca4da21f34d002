/// Where the record of a sample lies below the records' folder: two files, of which the first holds
/// what is the same wherever the sample runs.
struct RecordPath: Sendable, Hashable {
    static let timesSuffix = ".times.json"

    /// Without the suffixes, e.g. `Comparisons/Thread vs Asyncio/spawn-threads`.
    var stem: String

    /// - Parameter isDefaultRuntime: then the runtime's name is left out.
    init(_ sample: Sample, runtime: String, isDefaultRuntime: Bool) {
        let note = sample.note.hasSuffix(".md") ? String(sample.note.dropLast(3)) : sample.note
        // Paths come from the vault's listing; this holds even if one did not.
        let folders = note.split(separator: "/").map { $0.allSatisfy { $0 == "." } ? "_" : $0 }
        let name = isDefaultRuntime ? sample.name : "\(sample.name).\(runtime)"
        stem = (folders + [name.replacing("/", with: "_")[...]]).joined(separator: "/")
    }

    var output: String { stem + ".json" }
    var times: String { stem + Self.timesSuffix }
}
