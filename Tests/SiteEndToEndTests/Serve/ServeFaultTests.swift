import Foundation
import Testing

/// A preview that runs for a long time while everything around it changes.
struct ServeFaultTests {
    @Test("Fifty browsers are told of a change at once, and get the new page")
    func fiftyBrowsers() async throws {
        let preview = try await Preview(["index.md": "[[A]]", "A.md": "first"])
        let browsers = (0..<50).compactMap { _ in preview.events() }
        #expect(browsers.count == 50)
        try preview.write("content/A.md", "second")
        for browser in browsers {
            #expect(browser.waits(for: "event: reload"))
            #expect(browser.waits(for: "a.html"))
        }
        let pages = (0..<50).compactMap { _ -> Connection? in
            let connection = Connection(port: preview.port)
            connection?.send("GET /a.html HTTP/1.1\r\nHost: localhost\r\n\r\n")
            return connection
        }
        #expect(pages.count == 50)
        for page in pages { #expect(page.waits(for: "second")) }
    }

    @Test("Many saves in a row cause few builds, and the last save is shown")
    func coalesced() async throws {
        let preview = try await Preview(["index.md": "home", "A.md": "first"])
        let browser = try #require(preview.events())
        for index in 0..<200 { try preview.write("content/A.md", "version \(index)") }
        #expect(try await preview.shows("version 199", at: "a.html"))
        #expect(browser.waits(for: "event: reload"))
        #expect(browser.count(of: "event: reload") < 50)
    }

    @Test("Missing content is an error on the page, and the last good site stays")
    func vanishing() async throws {
        let preview = try await Preview(["index.md": "home", "A.md": "first"])
        try preview.move("content", to: "elsewhere")
        #expect(try await preview.overlays("there is no folder"))
        #expect(try await preview.shows("first", at: "a.html"))
        try preview.move("elsewhere", to: "content")
        #expect(try await preview.overlays(nil))
        try preview.write("content/A.md", "second")
        #expect(try await preview.shows("second", at: "a.html"))
    }

    @Test("Changed settings are used, and invalid YAML is an error until it is fixed")
    func settings() async throws {
        let preview = try await Preview(["index.md": "home", "site.yml": "title: One\n"])
        #expect(try await preview.shows("One", at: "index.html"))
        try preview.write("content/site.yml", "title: Two\n")
        #expect(try await preview.shows("Two", at: "index.html"))
        try preview.write("content/site.yml", "title: [\n")
        #expect(try await preview.overlays("not valid YAML"))
        #expect(await preview.get("index.html")?.contains("Two") == true)
        try preview.write("content/site.yml", "title: Three\n")
        #expect(try await preview.overlays(nil))
        #expect(try await preview.shows("Three", at: "index.html"))
    }

    @Test("A changed theme is used, and a broken template is an error until it is fixed")
    func theme() async throws {
        let preview = try await Preview(["index.md": "home"])
        let path = "theme/templates/layout.mustache"
        let good = try preview.read(path)
        try preview.write(path, good.replacing("</body>", with: "<p>A mark</p></body>"))
        #expect(try await preview.shows("A mark", at: "index.html"))
        try preview.write(path, "{{#section}} without an end")
        #expect(try await preview.overlays("template"))
        #expect(await preview.get("index.html")?.contains("A mark") == true)
        try preview.write(path, good)
        #expect(try await preview.overlays(nil))
        #expect(
            try await preview.waits { await preview.get("index.html")?.contains("A mark") == false }
        )
    }

    @Test("Clients that send nothing or half a request delay nobody else")
    func hangingClients() async throws {
        let preview = try await Preview(["index.md": "home", "A.md": "first"])
        let silent = (0..<100).compactMap { _ in Connection(port: preview.port) }
        let slow = (0..<100).compactMap { _ -> Connection? in
            let connection = Connection(port: preview.port)
            connection?.send("GET /a.html HTTP/1.1\r\nHo")
            return connection
        }
        // These clients connect and never read.
        let unreading = (0..<20).compactMap { _ in preview.events() }
        #expect(silent.count + slow.count + unreading.count == 220)
        for index in 0..<30 {
            try preview.write("content/A.md", "version \(index)")
            #expect(try await preview.shows("version \(index)", at: "a.html"))
        }
    }

    @Test("A busy port is reported, and if no port was asked for, the next one is used")
    func takenPort() async throws {
        let preview = try await Preview(["index.md": "home"])
        let other = try TinyVault(["index.md": "other"])
        let outcome = try other.run("serve", ["--port", "\(preview.port)"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("port \(preview.port) is taken"), "\(outcome.errors)")
        #expect(outcome.errors.contains("--port"), "\(outcome.errors)")
    }

    @Test("A preview can be reached only from this machine, unless its author asks for more")
    func loopback() async throws {
        let preview = try await Preview(["index.md": "home"])
        // The kernel reports no size for it, and with many open sockets it needs more than one
        // read.
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/net/tcp"))
        let sockets = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
        let port = String(preview.port, radix: 16, uppercase: true)
        let listening = sockets.split(separator: "\n").map { $0.split(separator: " ") }
            .filter { $0.count > 3 && $0[1].hasSuffix(":\(port)") && $0[3] == "0A" }
        #expect(listening.map { String($0[1]) } == ["0100007F:\(port)"])
    }

    @Test("Memory does not grow with the number of edits")
    func memory() async throws {
        var files = ["index.md": "home"]
        for index in 0..<100 { files["N\(index).md"] = "# Note\n\n[[N\((index + 1) % 100)]]" }
        let preview = try await Preview(files)
        func edit(_ range: Range<Int>) async throws {
            for index in range {
                try preview.write("content/N\(index % 100).md", "# Note\n\nversion \(index)")
                #expect(try await preview.shows("version \(index)", at: "n\(index % 100).html"))
            }
        }
        let count = ProcessInfo.processInfo.environment["SITE_EDITS"].flatMap(Int.init) ?? 80
        try await edit(0..<40)
        let before = preview.residentMemory
        try await edit(40..<40 + count)
        let after = preview.residentMemory
        // If each edit leaked a page with its data, the growth would be a hundred times as large.
        // It also holds with SITE_EDITS=1000, which takes too long for every run of the tests.
        #expect(before > 0)
        #expect(after < before + before / 4, "\(before) kB grew to \(after) kB")
    }
}
