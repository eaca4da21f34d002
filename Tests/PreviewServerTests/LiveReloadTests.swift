import Foundation
import Glibc
import PreviewServer
import Testing

@Suite(.timeLimit(.minutes(3)))
struct LiveReloadTests {
    static let problem = OverlayDiagnostic(
        severity: .error, file: "content/A.md", line: 12, column: 5, code: "link-missing",
        message: "no note is named \"Ä\nB\"", excerpt: "12 | [[Ä]]\n   | ^", help: "a ↵ b")

    /// A browser that has read the beginning of the stream.
    static func listener(_ server: TestServer, since: String? = nil) async throws -> TestClient {
        let client = try await TestClient(port: server.port)
        let token = try await Self.token(server)
        try await client.send("/.site/events?since=\(since ?? token)")
        let start = try await client.read(until: "event: ok\ndata: {}\n\n")
        #expect(start.contains("Content-Type: text/event-stream; charset=utf-8\r\n"))
        #expect(start.contains("Cache-Control: no-store\r\n"))
        #expect(start.contains("event: reload") == (since != nil))
        return client
    }

    static func token(_ server: TestServer) async throws -> String {
        try await state(server).generation
    }

    static func state(_ server: TestServer, since: String = "") async throws -> State {
        let response = try await server.get("/.site/state?since=\(since)")
        return try JSONDecoder().decode(State.self, from: Data(response.body))
    }

    struct State: Decodable {
        struct Changes: Decodable {
            var changed: [String]?
        }
        var generation: String
        var reload: Changes?
        var errors: [OverlayDiagnostic]
    }

    @Test func eventsArrive() async throws {
        try await TestServer.run { server async throws in
            let client = try await Self.listener(server)
            await server.liveReload.reload(changed: ["a/ä.html", "assets/x.css"])
            let token = try await Self.token(server)
            #expect(
                try await client.read(until: "}\n\n").contains(
                    """
                    id: \(token)
                    event: reload
                    data: {"changed":["a/ä.html","assets/x.css"],"generation":"\(token)"}


                    """))
            await server.liveReload.reload(changed: [])
            #expect(try await client.read(until: "}\n\n").contains("data: {\"generation\":"))

            await server.liveReload.showErrors([Self.problem])
            let error = try await client.read(until: "]\n\n")
            let data = try #require(error.split(separator: "\n").first { $0.hasPrefix("data: ") })
            let problems = try JSONDecoder().decode(
                [OverlayDiagnostic].self, from: Data(data.dropFirst("data: ".count).utf8))
            #expect(error.contains("event: error\n"))
            #expect(problems == [Self.problem])

            await server.liveReload.clearErrors()
            #expect(try await client.read(until: "}\n\n").contains("event: ok\ndata: {}\n\n"))
        }
    }

    @Test func lateComersLearnWhatTheyMissed() async throws {
        try await TestServer.run { server async throws in
            let live = server.liveReload
            let first = try await Self.token(server)
            #expect(try await Self.state(server, since: first).reload == nil)

            await live.reload(changed: ["a.html"])
            let second = try await Self.token(server)
            await live.reload(changed: ["b.html", "a.html"])
            #expect(
                try await Self.state(server, since: first).reload?.changed == ["a.html", "b.html"])
            #expect(
                try await Self.state(server, since: second).reload?.changed == ["a.html", "b.html"])
            #expect(try await Self.state(server, since: Self.token(server)).reload == nil)

            await live.showErrors([Self.problem])
            #expect(try await Self.state(server).errors == [Self.problem])
            let client = try await TestClient(port: server.port)
            try await client.send("/.site/events?since=x", ["Last-Event-ID": second])
            let start = try await client.read(until: "event: error")
            #expect(start.contains("\"changed\":[\"a.html\",\"b.html\"]"))

            await live.clearErrors()
            #expect(try await Self.state(server).errors == [])
            _ = try await Self.listener(server, since: first)
        }
    }

    @Test(arguments: ["", "x", "x.1", "0.0", ".", "1.-1", "9999999999999999999999.1", "%F0"])
    func pageOfAnotherServerReloads(token: String) async throws {
        try await TestServer.run { server async throws in
            let reload = try await Self.state(server, since: token).reload
            #expect(reload != nil)
            #expect(reload?.changed == nil)
        }
    }

    @Test func longAbsentPageReloads() async throws {
        try await TestServer.run { server async throws in
            let first = try await Self.token(server)
            for number in 0..<101 { await server.liveReload.reload(changed: ["\(number).html"]) }
            let reload = try await Self.state(server, since: first).reload
            #expect(reload != nil)
            #expect(reload?.changed == nil)
        }
    }

    @Test func fiftyBrowsersReloadAtOnce() async throws {
        try await TestServer.run(["index.html": "<body></body>"]) { server async throws in
            var clients: [TestClient] = []
            for _ in 0..<50 { clients.append(try await Self.listener(server)) }
            #expect(await server.liveReload.streamCount == 50)
            for round in 1...3 {
                await server.liveReload.reload(changed: ["index.html"])
                try await withThrowingTaskGroup(of: Bool.self) { group in
                    for client in clients {
                        group.addTask {
                            _ = try await client.read(until: ".\(round)\"}\n\n")
                            return try await server.get("/").text.contains(".\(round)\"")
                        }
                    }
                    for try await isNew in group { #expect(isNew) }
                }
            }
        }
    }

    /// Each edit sends events that one browser doesn't read. Another browser must still receive
    /// them.
    @Test func clientThatDoesNotReadBlocksNobodyAndIsDropped() async throws {
        try await TestServer.run { server async throws in
            let slow = try await Self.listener(server)
            let quick = try await Self.listener(server)
            let problem = OverlayDiagnostic(
                severity: .error, file: "a.md", line: 1, column: 1,
                message: String(repeating: "x", count: 200_000))
            for round in 0..<100 {
                await server.liveReload.showErrors([problem])
                await server.liveReload.reload(changed: ["\(round).html"])
                _ = try await quick.read(until: "\"\(round).html\"")
            }
            #expect(await server.liveReload.streamCount == 1)
            _ = slow
        }
    }

    @Test func clientThatDoesNotReadAFileBlocksNobody() async throws {
        try await TestServer.run(["small.txt": "small"]) { server async throws in
            try server.site.write("large.bin", "")
            try #require(truncate(server.site["large.bin"], 100_000_000) == 0)
            var clients: [TestClient] = []
            for _ in 0..<20 {
                let client = try await TestClient(port: server.port)
                try await client.send("/large.bin")
                clients.append(client)
            }
            #expect(try await server.get("/small.txt").text == "small")
            _ = clients
        }
    }

    /// Each edit sends an event; the browser leaves, loads the page and connects again. The bounds
    /// are wide because other tests run in the same process. The page is large, so that it would
    /// show if each edit leaked one.
    @Test func thousandEditsLeaveNothingBehind() async throws {
        let page = String(repeating: "<p>some text</p>", count: 8000) + "</body>"
        try await TestServer.run(["index.html": page]) { server async throws in
            func edit(_ count: Int) async throws {
                for _ in 0..<count {
                    let client = try await Self.listener(server)
                    await server.liveReload.reload(changed: ["index.html"])
                    _ = try await client.read(until: "event: reload")
                    #expect(try await server.get("/").body.count > page.utf8.count)
                }
            }
            try await edit(200)
            let (descriptors, memory) = (openDescriptors(), residentBytes())
            try await edit(1000)
            #expect(await server.liveReload.streamCount < 10)
            #expect(openDescriptors() < descriptors + 400)
            #expect(residentBytes() < memory + 64_000_000)
        }
    }
}

private func openDescriptors() -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
}

private func residentBytes() -> Int {
    let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
        .split(separator: " ").dropFirst().first
    return (pages.flatMap { Int($0) } ?? 0) * 4096
}
