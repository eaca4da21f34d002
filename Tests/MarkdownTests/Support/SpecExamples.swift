import Foundation
import Testing

/// An example of the CommonMark or GFM specification.
struct SpecExample: Sendable, CustomStringConvertible {
    var file: String
    var line: Int
    var markdown: String
    var html: String

    var description: String { "\(file):\(line)" }
}

/// The specifications lie where `.ci/conformance` has put them.
enum SpecExamples {
    /// By file, the number of examples that it must have.
    static let counts = ["gfm.txt": 672, "commonmark.txt": 652]

    static let absence: Comment =
        "the specifications are not in .tools/conformance: run make test, which fetches them"

    static let areThere = FileManager.default.fileExists(atPath: folder.path)

    static let all: [SpecExample] = counts.keys.sorted().flatMap(read)

    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: ".tools/conformance")

    private static func read(_ file: String) -> [SpecExample] {
        guard let text = try? String(contentsOf: folder.appending(path: file), encoding: .utf8)
        else { return [] }
        let fence = String(repeating: "`", count: 32)
        var examples: [SpecExample] = []
        var current: (line: Int, parts: [[Substring]])?
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            if var example = current {
                if line == fence {
                    let texts = example.parts.map { part in
                        part.map { $0.replacing("→", with: "\t") + "\n" }.joined()
                    }
                    examples.append(
                        SpecExample(
                            file: file, line: example.line, markdown: texts[0],
                            html: texts.count > 1 ? texts[1] : ""))
                    current = nil
                } else if line == ".", example.parts.count == 1 {
                    example.parts.append([])
                    current = example
                } else {
                    example.parts[example.parts.count - 1].append(line)
                    current = example
                }
            } else if line.hasPrefix(fence + " example") {
                current = (number + 1, [[]])
            }
        }
        return examples
    }
}
