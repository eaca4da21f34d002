import Foundation
import Testing

/// Watches all files of a site continuously while its notes, settings and theme are saved.
struct ServePresenceTests {
    private static let files = [
        "index.md": "Hello-from-home, see [[A]].", "A.md": "Text-of-a with #topic and [[index]].",
        "Guide/index.md": "Folder-note, see [[Start]].", "Guide/Start.md": "Start-text ![[p.png]]",
        "Plain/X.md": "X-text #topic/part", "Plain/Y.md": "Y-text [[X]]",
        "Old/Z.md": "---\npermalink: /plain-two/\naliases: [Older]\n---\nZ-text",
        "plain-two/W.md": "W-text ![[Z]]", "Self/Self.md": "Self-text",
        "Books.base": "views:\n  - type: table\n    name: All-of-them\n",
        "p.png": "PNG 1", "site.yml": "title: Title-one\n",
    ]

    /// Words that are always on the page.
    private static let words = [
        "index.html": "Hello-from-home", "a.html": "Text-of-a", "guide/index.html": "Folder-note",
        "guide/start.html": "Start-text", "plain/x.html": "X-text", "plain/y.html": "Y-text",
        "plain/index.html": "X-text", "plain-two/index.html": "Z-text",
        "plain-two/w.html": "W-text", "self/self.html": "Self-text", "books.html": "Books",
        "tags/topic.html": "Text-of-a", "tags/topic/part.html": "X-text",
        "old/older.html": "plain-two",
    ]

    /// The files that are saved, and the page that shows each.
    private static let saves = [
        ("content/index.md", "index.html"), ("content/A.md", "a.html"),
        ("content/Guide/index.md", "guide/index.html"),
        ("content/Guide/Start.md", "guide/start.html"), ("content/Plain/X.md", "plain/x.html"),
        ("content/Old/Z.md", "plain-two/index.html"),
        ("content/plain-two/W.md", "plain-two/w.html"),
        ("content/Self/Self.md", "self/self.html"),
    ]

    @Test("Every page is always there, complete and with its own text, whatever is saved")
    func everyPage() async throws {
        let preview = try await Preview(Self.files, ["--pause", "0.1"])
        let folder = preview.vault.output
        let first = try preview.vault.siteFiles().keys.filter { !$0.hasPrefix("assets/") }
        for page in Self.words.keys { #expect(first.contains(page), "\(page)") }
        let watching = Task.detached { () -> Set<String> in
            var problems: Set<String> = []
            while !Task.isCancelled {
                for path in first {
                    // The file is looked up twice, because the first attempt may have used the
                    // folder that was just replaced.
                    let bytes =
                        FileManager.default.contents(atPath: folder + "/" + path)
                        ?? FileManager.default.contents(atPath: folder + "/" + path)
                    guard let bytes, !bytes.isEmpty else {
                        problems.insert("\(path) is not there, or empty")
                        continue
                    }
                    let text = String(decoding: bytes, as: UTF8.self)
                    if path.hasSuffix(".html"), !text.contains("</html>") {
                        problems.insert("\(path) is cut short")
                    }
                    if let word = Self.words[path], !text.contains(word) {
                        problems.insert("\(path) lacks \(word)")
                    }
                }
                await Task.yield()
            }
            return problems
        }
        for (number, (file, page)) in (Self.saves + Self.saves.reversed()).enumerated() {
            try preview.write(file, try preview.read(file) + "\n\nSaved-\(number).\n")
            #expect(try await preview.shows("Saved-\(number).", at: page), "\(file)")
            // With these pauses, a full build runs between some of the saves and not between
            // others.
            if number.isMultiple(of: 3) { try await Task.sleep(for: .milliseconds(300)) }
        }
        try preview.write("content/Books.base", "views:\n  - type: table\n    name: Renamed-view\n")
        #expect(try await preview.shows("Renamed-view", at: "books.html"))
        try preview.write("content/site.yml", "title: Title-two\n")
        #expect(try await preview.shows("Title-two", at: "index.html"))
        let template = "theme/templates/layout.mustache"
        try preview.write(
            template, try preview.read(template).replacing("</body>", with: "<p>Mark</p></body>"))
        #expect(try await preview.shows("<p>Mark</p>", at: "index.html"))
        try preview.write("content/p.png", "PNG 2")
        #expect(try await preview.shows("PNG 2", at: "p.png"))
        let sheet = try #require(
            try FileManager.default.subpathsOfDirectory(atPath: preview.vault.folder + "/theme")
                .first { $0.hasSuffix(".css") })
        let old = try #require(await preview.get("a.html"))
        try preview.write("theme/" + sheet, try preview.read("theme/" + sheet) + "\n/* more */\n")
        #expect(try await preview.waits { await preview.get("a.html") != old })
        watching.cancel()
        let problems = await watching.value
        #expect(problems == [])

        try preview.vault.run("build", ["--theme", "theme", "--output", "clean", "--no-cache"])
        let expected = try TinyVault.files(in: preview.vault.folder + "/clean")
        #expect(try await preview.waits { (try? preview.vault.siteFiles()) == expected })
    }
}
