import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

struct ServeTests {
    private func get(_ url: String) async -> String? {
        guard let url = URL(string: url),
            let (data, response) = try? await URLSession.shared.data(from: url),
            (response as? HTTPURLResponse)?.statusCode == 200
        else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    /// Repeats the check until it is true, for at most half a minute.
    private func waits(for condition: () async -> Bool) async throws -> Bool {
        for _ in 0..<600 {
            if await condition() { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    @Test(
        "A saved note is new on its page, its backlinks follow, and an incremental site is a clean one"
    )
    func editing() async throws {
        let vault = try TinyVault([
            "index.md": "[[A]] and [[B]]", "A.md": "first text, see [[B]] there", "B.md": "![[A]]",
        ])
        let port = Int.random(in: 20_000..<50_000)
        let server = try vault.start("serve", ["--port", "\(port)"])
        defer { server.kill() }
        let site = "http://127.0.0.1:\(port)"
        #expect(try await waits { await get("\(site)/a.html")?.contains("first text") == true })
        #expect(await get("\(site)/b.html")?.contains("see <mark>B</mark> there") == true)

        try vault.write("A.md", "second text, look at [[B]] here")
        #expect(try await waits { await get("\(site)/a.html")?.contains("second text") == true })
        #expect(await get("\(site)/b.html")?.contains("look at <mark>B</mark> here") == true)
        #expect(await get("\(site)/b.html")?.contains("second text") == true)

        try vault.write("C.md", "a new note, links [[A]]")
        #expect(try await waits { await get("\(site)/c.html")?.contains("a new note") == true })
        try vault.remove("C.md")
        #expect(try await waits { await get("\(site)/c.html") == nil })
        server.kill()

        try vault.run("build")
        let afterEdits = try vault.siteFiles()
        let clean = try TinyVault([
            "index.md": "[[A]] and [[B]]", "A.md": "second text, look at [[B]] here",
            "B.md": "![[A]]",
        ])
        try clean.run("build")
        #expect(try clean.siteFiles() == afterEdits)
    }
}
