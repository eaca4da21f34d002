import Foundation
import TestSupport
import Testing

/// A section of a Markdown file in `Notes`: a vault of a few files and its expected results.
/// `Notes/README.md` describes the format.
struct NoteCase: Sendable, CustomTestStringConvertible {
    struct File: Sendable {
        var path: String
        var text: String
    }

    /// A diagnostic that the note expects in a comment.
    struct Expected: Sendable {
        /// The place as `line`, or as `line:column` if a mark shows it.
        var place: String
        /// The rest of the diagnostic, such as `error[link-missing]: no file or note is named “B”`.
        var text: String
    }

    /// A block with the expected text of a page.
    struct Shown: Sendable {
        /// The path of the page, or nil for the page of the first file.
        var page: String?
        /// True if each line is a part that the page contains somewhere. Otherwise the block is a
        /// note's whole text.
        var isPart: Bool
        var html: String
        /// The number of the block's first line in the suite.
        var line: Int
    }

    var suite: String
    var title: String
    var line: Int
    var files: [File] = []
    /// The expected diagnostics, with the path of their file.
    var expected: [(file: String, diagnostic: Expected)] = []
    var shown: [Shown] = []

    var testDescription: String { "\(suite): \(title)" }
}

/// The Markdown files in `Notes`.
enum NoteSuites {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Notes").path

    static let names: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()
    }()

    static let all: [NoteCase] = names.flatMap { name in
        let text = try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)
        return read(text ?? "", suite: String(name.dropLast(3)))
    }

    static func read(_ text: String, suite: String) -> [NoteCase] {
        var cases: [NoteCase] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var number = 0
        while number < lines.count {
            let line = lines[number]
            number += 1
            if line.hasPrefix("## ") {
                cases.append(
                    NoteCase(suite: suite, title: String(line.dropFirst(3)), line: number))
            } else if line.hasPrefix("```"), !cases.isEmpty {
                let fence = line.prefix { $0 == "`" }
                let body = lines[number...].prefix { $0 != fence }
                cases[cases.count - 1].add(
                    info: line.dropFirst(fence.count), body: Array(body), line: number + 1)
                number += body.count + 1
            }
        }
        return cases
    }
}

extension NoteCase {
    fileprivate mutating func add(info: Substring, body: [Substring], line: Int) {
        let title = info.firstMatch(of: /title="(.*)"/).map { String($0.1) }
        let words = info.split(separator: " ")
        if words.first == "html" {
            let text = body.map { $0 + "\n" }.joined()
            let isPart = words.contains("shows")
            shown.append(Shown(page: title, isPart: isPart, html: text, line: line))
        } else {
            add(title ?? "Note.md", body)
        }
    }

    /// Adds a file after removing the expectations from it.
    private mutating func add(_ path: String, _ body: [Substring]) {
        // A line may end with several of them.
        let comment =
            /\s*(?:%%|#) (?:(\S+) )?((?:error|warning|note)\[[a-z0-9-]+\]: (?:(?!\s(?:%%|#) (?:\S+ )?(?:error|warning|note)\[).)*?)(?: %%)?$/
        var kept: [Substring] = []
        var found: [(mark: String?, line: Int, text: String)] = []
        for var line in body {
            var isAboutLineAbove = false
            while let match = line.firstMatch(of: comment) {
                line = line[..<match.range.lowerBound]
                isAboutLineAbove = line.allSatisfy { $0 == " " || $0 == ">" }
                let number = kept.count + (isAboutLineAbove ? 0 : 1)
                found.append((match.1.map(String.init), number, String(match.2)))
            }
            if !isAboutLineAbove { kept.append(line) }
        }
        let marked = MarkedText(kept.map { $0 + "\n" }.joined())
        files.append(File(path: path, text: marked.text))
        for (mark, line, text) in found {
            let place = mark.map { marked.places[$0] ?? "\($0) is not in the text" } ?? "\(line)"
            expected.append((path, Expected(place: place, text: text)))
        }
    }
}
