import Foundation
import Markdown
import Testing

@testable import SiteGenerator
@testable import Vault

/// Each Markdown file in `Notes` is a suite that an author can read and write. With
/// `RECORD_SNAPSHOTS=1` the texts of the pages are written into the suites as expected; read the
/// difference before you commit it.
struct NoteTests {
    @Test("A note gives the results that its suite expects", arguments: NoteSuites.all)
    func note(_ item: NoteCase) async throws {
        let built = try await build(item)
        let place = SourceLocation(
            fileID: "SiteGeneratorTests/Notes/\(item.suite).md",
            filePath: "\(NoteSuites.folder)/\(item.suite).md", line: item.line, column: 1)
        if let text = difference(item.expected, built.diagnostics) {
            Issue.record("the diagnostics differ:\n\(text)", sourceLocation: place)
        }
        for shown in item.shown {
            let page = shown.page ?? built.firstPage
            guard let html = built.pages[page] else {
                let pages = built.pages.keys.sorted().joined(separator: ", ")
                Issue.record("there is no page \(page), only \(pages)", sourceLocation: place)
                continue
            }
            let expected = lines(shown.html)
            let found = lines(shown.isPart ? html : noteText(html))
            let missing = expected.filter { part in !html.contains(part) }
            let isRight =
                shown.isPart
                ? missing.isEmpty
                : expected.count == found.count
                    && zip(found, expected).allSatisfy { $0.matchesPattern($1) }
            if !isRight {
                let text =
                    shown.isPart
                    ? "lacks\n" + missing.joined(separator: "\n") + "\nand is\n" + noteText(html)
                    : "differs:\n" + difference(expected, found)
                Issue.record("\(page) \(text)", sourceLocation: place)
            }
        }
    }

    @Test("A suite has cases with different names, and each expects something")
    func suites() {
        #expect(NoteSuites.names.count >= 4)
        for name in NoteSuites.names {
            let cases = NoteSuites.all.filter { $0.suite + ".md" == name }
            #expect(!cases.isEmpty, "\(name)")
            #expect(Set(cases.map(\.title)).count == cases.count, "\(name)")
        }
        for item in NoteSuites.all {
            #expect(!item.files.isEmpty, "\(item.testDescription)")
            #expect(!(item.expected.isEmpty && item.shown.isEmpty), "\(item.testDescription)")
            #expect(item.shown.allSatisfy { !$0.html.isEmpty }, "\(item.testDescription)")
        }
    }

    @Test(
        "A suite that is wrong fails, with both sides",
        arguments: [
            ("```md\n[[B]] %% error[link-missing]: another %%\n```", "- Note.md:1: error[link-mis"),
            ("```md\n[[B]]\n```", "+ Note.md:1:1: warning[link-missing]: no note is named"),
            ("```md\na 1️⃣[[B]] %% 1️⃣ warning[link-missing]: [..] %%\n```", nil),
            ("```md\n1️⃣a [[B]] %% 1️⃣ warning[link-missing]: [..] %%\n```", "- Note.md:1:1: warning"),
            ("```md\n[[B]]\n%% warning[link-missing]: [..] %%\n```", nil),
            (
                "```md\na\n```\n```md title=\"x/B.md\"\n[[C]] %% note[x]: y %%\n```",
                "- x/B.md:1: note"
            ),
        ] as [(String, String?)])
    func wrong(section: String, part: String?) async throws {
        let item = try #require(NoteSuites.read("## x\n\n" + section, suite: "x").first)
        let text = difference(item.expected, try await build(item).diagnostics)
        #expect(part.map { text?.contains($0) == true } ?? (text == nil), "\(text ?? "")")
    }

    private struct Built {
        var diagnostics: [Diagnostic]
        var firstPage: String
        var pages: [String: String]
    }

    private func build(_ item: NoteCase) async throws -> Built {
        let folder = try TemporaryFolder()
        for file in item.files { try folder.write(file.path, file.text) }
        let (site, result) = try await assembleSite(folder.path)
        let first = item.files.first.flatMap { site.vault.noteIndex[VaultPath($0.path)] }
        return Built(
            diagnostics: result.diagnostics,
            firstPage: first.map { site.plan.notePaths[$0].string } ?? "index.html",
            pages: await renderPages(site))
    }

    /// Returns nil if the diagnostics and their places are exactly the expected ones.
    private func difference(
        _ expected: [(file: String, diagnostic: NoteCase.Expected)], _ found: [Diagnostic]
    ) -> String? {
        var rest = found.map { diagnostic in
            let start = diagnostic.span?.start
            let text = "\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]: "
            return (
                file: diagnostic.file, line: "\(start?.line ?? 1)", column: "\(start?.column ?? 1)",
                text: text + diagnostic.message
            )
        }
        var text = ""
        for (file, wanted) in expected {
            let index = rest.firstIndex {
                $0.file == file
                    && ($0.line == wanted.place || "\($0.line):\($0.column)" == wanted.place)
                    && $0.text.matchesPattern(wanted.text)
            }
            if let index {
                rest.remove(at: index)
            } else {
                text += "- \(file):\(wanted.place): \(wanted.text)\n"
            }
        }
        // Diagnostics with the severity `note`, such as about a page without links to it, need not
        // be listed.
        for each in rest where !each.text.hasPrefix("note[") {
            text += "+ \(each.file):\(each.line):\(each.column): \(each.text)\n"
        }
        return text.isEmpty ? nil : text
    }

    /// Returns all lines, with a sign before those that only one side has.
    private func difference(_ expected: [String], _ found: [String]) -> String {
        let changes = found.difference(from: expected) { $0.matchesPattern($1) || $0 == $1 }
        var removed: Set<Int> = []
        var inserted: [Int: String] = [:]
        for change in changes {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, let line, _): inserted[offset] = line
            }
        }
        var (text, offset) = ("", 0)
        for (index, line) in expected.enumerated() {
            while let line = inserted.removeValue(forKey: offset) {
                text += "+ \(line)\n"
                offset += 1
            }
            text += removed.contains(index) ? "- \(line)\n" : "  \(line)\n"
            if !removed.contains(index) { offset += 1 }
        }
        for (_, line) in inserted.sorted(by: { $0.key < $1.key }) { text += "+ \(line)\n" }
        return text
    }

    private func lines(_ html: String) -> [String] {
        html.split(separator: "\n").map(String.init)
    }

    /// Returns the content of the element that contains a note's text.
    private func noteText(_ page: String) -> String {
        guard let start = page.firstRange(of: "<div class=\"prose\">\n") else { return "" }
        let rest = page[start.upperBound...]
        var depth = 1
        for tag in rest.matches(of: /<(\/?)div\b/) {
            depth += tag.1.isEmpty ? 1 : -1
            if depth == 0 { return String(rest[..<tag.range.lowerBound]) }
        }
        return ""
    }
}

extension NoteTests {
    static let isRecording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"

    @Test(
        "The content of the pages is recorded",
        .enabled(if: isRecording, "RECORD_SNAPSHOTS is not 1"))
    func record() async throws {
        for name in NoteSuites.names {
            let path = NoteSuites.folder + "/" + name
            var text = try String(contentsOfFile: path, encoding: .utf8)
                .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            // Replacing from the end keeps the line numbers of earlier blocks.
            for item in NoteSuites.all.reversed() where item.suite + ".md" == name {
                let built = try await build(item)
                for shown in item.shown.reversed() where !shown.isPart {
                    let html = noteText(built.pages[shown.page ?? built.firstPage] ?? "")
                    let first = shown.line - 1
                    let count = shown.html.count { $0 == "\n" }
                    text.replaceSubrange(first..<first + count, with: lines(html))
                }
            }
            try text.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        }
    }
}

extension String {
    /// Returns true if the text matches; `[..]` in the pattern matches anything within a line.
    func matchesPattern(_ pattern: String) -> Bool {
        let parts = pattern.split(separator: "[..]", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return self == pattern }
        guard count >= parts[0].count, hasPrefix(parts[0]), hasSuffix(parts[parts.count - 1]) else {
            return false
        }
        var rest = dropFirst(parts[0].count)
        for part in parts.dropFirst() where !part.isEmpty {
            guard let place = rest.firstRange(of: part) else { return false }
            rest = rest[place.upperBound...]
        }
        return true
    }
}
