import Foundation
import TestSupport
import Testing

@testable import Files
@testable import SiteGenerator
@testable import Vault

/// A vault with random edits. It is built repeatedly in one folder, and once from nothing in
/// another.
struct RandomEditTests {
    @Test(
        "After hundreds of random edits the site is the one a clean build makes, and what did not change keeps its time",
        arguments: Seeds.first(3))
    func sameAsClean(seed: UInt64) async throws {
        var vault = try EditedVault(seed: seed)
        var before: [String: SiteFile] = [:]
        for round in 0..<12 {
            // After one edit much of the last build can be reused, and after many edits little.
            for _ in 0..<(round.isMultiple(of: 4) ? 25 : 1) { try vault.edit() }
            // The next build does not trust files that are younger than a tick of the clock.
            try await Task.sleep(for: .milliseconds(60))
            let edited = try await build(vault.options(output: "public", cache: "cache"))
            let rebuilt = try await build(vault.options(output: "clean-\(round)", cache: nil))
            #expect(edited.diagnostics == rebuilt.diagnostics, "round \(round)")
            let after = try vault.files("public")
            let clean = try vault.files("clean-\(round)")
            #expect(after.mapValues(\.bytes) == clean.mapValues(\.bytes), "round \(round)")
            // The list of the site's files is new in each site that replaces the last one.
            for (path, file) in after
            where path != SiteMarker.name && before[path]?.bytes == file.bytes {
                #expect(before[path]?.inode == file.inode, "\(path) in round \(round)")
                #expect(before[path]?.modified == file.modified, "\(path) in round \(round)")
            }
            before = after
            // If nothing has changed, nothing is written and the report is the same.
            let report = try await build(vault.options(output: "public", cache: "cache")).report
            #expect(report?.isUnchanged == true, "round \(round)")
        }
    }
}

private struct SiteFile {
    var bytes: Data
    var inode: Int
    var modified: Date
}

private struct EditedVault {
    private let folder = try? TemporaryFolder()
    private var random: SeededGenerator
    private var notes: Set<String> = []
    private static let names = [
        "A", "B", "C", "Sub/D", "Sub/E", "Sub/index", "Sub/Deep/F", "index", "Ö x", "Other/A",
    ]

    init(seed: UInt64) throws {
        random = SeededGenerator(seed: seed)
        try write("content/site.yml", "title: Edited\n")
        try write("content/a.png", "PNG")
        try write("content/All.base", "views:\n  - type: table\n    order: [file.name, tags]\n")
        try write("content/A.md", "One")
        notes = ["A"]
        for name in ["note", "list", "tag", "tags", "page", "404", "redirect"] {
            try write("theme/templates/\(name).mustache", template(1))
        }
        try write("theme/theme.yml", "name: T\ncss: [a.css]\n")
        try write("theme/a.css", "a{}")
    }

    /// Returns a template that uses everything that a page takes from other notes.
    private func template(_ version: Int) -> String {
        "<p>\(version)</p><h1>{{page.title}}</h1>{{{navigation}}}{{{breadcrumbs}}}{{{content}}}"
            + "{{{tags}}}{{{backlinks}}}{{{localGraph}}}{{#previous}}<a href=\"{{href}}\">{{title}}</a>"
            + "{{/previous}}{{#next}}<a href=\"{{href}}\">{{title}}</a>{{/next}}{{{entries}}}{{target}}"
    }

    private var root: String { folder?.path ?? "/nonexistent" }

    private func write(_ path: String, _ text: String) throws {
        try folder?.write(path, text)
    }

    func options(output: String, cache: String?) -> BuildOptions {
        var options = BuildOptions(
            content: root + "/content", theme: root + "/theme", output: root + "/" + output,
            cache: cache.map { root + "/" + $0 }, jobs: 2, shim: "")
        options.samples = Configuration.SampleSelection.none
        options.makesSearch = false
        return options
    }

    func files(_ output: String) throws -> [String: SiteFile] {
        var files: [String: SiteFile] = [:]
        for path in filesBelow(root + "/" + output) {
            let file = root + "/" + output + "/" + path
            let facts = try FileManager.default.attributesOfItem(atPath: file)
            files[path] = SiteFile(
                bytes: try Data(contentsOf: URL(fileURLWithPath: file)),
                inode: facts[.systemFileNumber] as? Int ?? 0,
                modified: facts[.modificationDate] as? Date ?? .distantPast)
        }
        return files
    }

    mutating func edit() throws {
        let name = pick(Self.names)
        switch Int.random(in: 0..<40, using: &random) {
        case 0..<12:
            try write("content/\(name).md", text())
            notes.insert(name)
        case 12, 13:
            if notes.remove(name) != nil { try remove("content/\(name).md") }
        case 14, 15:
            // Renames the note and leaves its links to itself and others' links to it unchanged.
            let new = pick(Self.names)
            guard notes.contains(name), !notes.contains(new) else { return }
            try FileManager.default.createDirectory(
                atPath: ((root + "/content/" + new) as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true)
            try FileManager.default.moveItem(
                atPath: root + "/content/\(name).md", toPath: root + "/content/\(new).md")
            notes.remove(name)
            notes.insert(new)
        case 16: try write("content/a.png", pick(["PNG", "PNG 2", "another"]))
        case 17: try write("content/site.yml", "title: \(pick(["Edited", "Again"]))\n")
        case 18:
            try write(
                "theme/templates/note.mustache", template(Int.random(in: 1...3, using: &random)))
        case 19: try write("theme/a.css", pick(["a{}", "b{}"]))
        default:
            // Changes a note's text as an author does. Other pages show no difference unless they
            // embed it.
            guard notes.contains(name), let old = folder?.read("content/\(name).md") else { return }
            try write("content/\(name).md", old + "\n\nAnd \(pick(["more", "[[A]]", "$y$"])).\n")
        }
    }

    private func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: root + "/" + path)
    }

    private mutating func pick(_ choices: [String]) -> String {
        choices[Int.random(in: 0..<choices.count, using: &random)]
    }

    private mutating func text() -> String {
        var text = "---\ntags: [t\(Int.random(in: 0..<3, using: &random))]\n"
        if Bool.random(using: &random) {
            text += "title: \(pick(["One", "Two & more", "Three"]))\n"
        }
        if Bool.random(using: &random) { text += "aliases: [\(pick(["Alias", "Old name"]))]\n" }
        if Int.random(in: 0..<8, using: &random) == 0 { text += "publish: false\n" }
        text += "---\n"
        for _ in 0..<Int.random(in: 1..<6, using: &random) {
            let target = pick(Self.names)
            text +=
                pick([
                    "[[\(target)]] said so.", "![[\(target)]]", "[[\(target)#Head 1]]", "[[Alias]]",
                    "## Head \(Int.random(in: 0..<3, using: &random))", "Words, only words. #t1",
                    "```python\nprint(1)\n```", "![[a.png]]", "A footnote[^1].\n\n[^1]: Its text.",
                    "![[\(target)#Head 0]]", "![[\(target)#^b]]", "[[\(target)#^b]]",
                    "A block. ^b", "- An item. ^b", "A block.^b", "Some ![[\(target)]] more.",
                    "<b id=\"mark\">Raw</b>", "[[\(target)#mark]]", "![[All.base]]", "$x^2$",
                    "```base\nviews:\n  - type: table\n    order: [file.name, file.size]\n```",
                    "> [!note] Title\n> [[\(target)|text]]", "==mark== %%comment%%", "![[gone]]",
                ]) + "\n\n"
        }
        return text
    }
}
