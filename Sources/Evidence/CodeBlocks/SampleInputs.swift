import Basics
import Samples
import Vault

/// The input files of a sample, by the name of each in the sample's folder, which has no
/// subfolders.
struct SampleInputs {
    struct Problem {
        var message: String
        var help: String
    }

    private(set) var files: [String: [UInt8]] = [:]
    private(set) var problems: [Problem] = []

    /// - Parameters:
    ///   - names: the names as the author wrote them, relative to `folder`.
    ///   - sources: the names that the sample's own code may have.
    init(
        _ names: [String], in folder: Substring, besides sources: [String],
        fileNames: [String] = [],
        readFile: (VaultPath) -> [UInt8]?
    ) {
        var paths: [String: VaultPath] = [:]
        for name in names {
            let resolved = VaultPath.resolve(name, in: folder)
            guard let path = resolved, let bytes = readFile(path) else {
                let near = resolved.flatMap { nearest(to: $0.string, among: fileNames) }
                report(
                    "there is no input file “\(name)” in the vault",
                    help: near.map { "did you mean \($0)?" }
                        ?? "`inputs=` names files relative to this note")
                continue
            }
            let short = String(path.name)
            if hasControlCharacters(short) {
                report(
                    "the name of the input \(path) holds a control character",
                    help: "give the file another name")
            } else if sources.contains(short) {
                report(
                    "the input \(path) would take the place of the sample itself, \(short)",
                    help: "give the file another name")
            } else if let other = paths[short], other != path {
                report(
                    "two inputs are named \(short): \(other) and \(path)",
                    help: "rename one: a sample finds all its inputs in its own folder")
            } else {
                paths[short] = path
                files[short] = bytes
            }
        }
        checkAmount()
    }

    private mutating func checkAmount() {
        if files.count > Sample.mostInputs {
            report(
                "the sample has \(files.count) inputs, and \(Sample.mostInputs) is the most",
                help: "put them into one file")
        }
        let bytes = files.values.reduce(0) { $0 + $1.count }
        if bytes > Sample.mostInputBytes {
            report(
                """
                the inputs hold \(inMiB(bytes)) MiB together, and \
                \(inMiB(Sample.mostInputBytes)) is the most
                """,
                help: "show it with less data, or let the sample make it")
        }
    }

    private mutating func report(_ message: String, help: String) {
        problems.append(Problem(message: message, help: help))
    }
}

/// Returns the size in MiB, rounded up, so that a size above a limit never looks as if it were
/// within.
private func inMiB(_ bytes: Int) -> Int { (bytes + (1 << 20) - 1) >> 20 }
