import Foundation

/// An example of the CommonMark or GFM specification.
struct SpecExample: Sendable, CustomStringConvertible {
    var file: String
    var line: Int
    var markdown: String
    var html: String

    var description: String { "\(file):\(line)" }
}

/// The examples are in a folder `shared` beside the checkout, or beside one of its parents.
enum SpecExamples {
    static let files = ["gfm-spec.txt", "gfm-extensions.txt", "gfm-regression.txt"]

    static var areThere: Bool { folder != nil }

    static let all: [SpecExample] = files.flatMap(read)

    static let folder: URL? = {
        var folder = URL(filePath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let candidate = folder.appending(path: "shared/conformance")
            if FileManager.default.fileExists(atPath: candidate.path) { return candidate }
        }
        return nil
    }()

    private static func read(_ file: String) -> [SpecExample] {
        guard let folder,
            let text = try? String(contentsOf: folder.appending(path: file), encoding: .utf8)
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
