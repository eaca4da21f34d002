import Foundation
import PreviewServer
import Testing

/// Clients that are slow, or that open more connections than they may.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct LimitTests {
    private static let files = ["index.html": "home"]
    private static let request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"

    private static func limits(_ change: (inout ServerLimits) -> Void) -> ServerLimits {
        var limits = ServerLimits()
        change(&limits)
        return limits
    }

    /// Each byte follows soon after the last one, and the head never ends.
    @Test(
        "A head that arrives too slowly is cut off",
        arguments: ["GET /aaaaaa", "GET / HTTP/1.1\r\nHost: localhost\r\nX: aaaa", "\r\n\r\n"])
    func trickle(start: String) async throws {
        let limits = Self.limits { $0.headTime = .milliseconds(400) }
        try await TestServer.run(Self.files, limits: limits) { server async throws in
            let client = try await TestClient(port: server.port)
            try await client.sendRaw(start)
            let trickling = Task {
                while !Task.isCancelled {
                    try await client.sendRaw("a")
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            let response = try await client.readResponse()
            trickling.cancel()
            #expect(response.status == 408)
        }
    }

    @Test("An idle connection is closed without an answer")
    func idle() async throws {
        let limits = Self.limits { $0.idleTime = .milliseconds(300) }
        try await TestServer.run(Self.files, limits: limits) { server async throws in
            let silent = try await TestClient(port: server.port)
            #expect(try await silent.readToEnd() == [])
            let used = try await TestClient(port: server.port)
            try await used.sendRaw(Self.request)
            let text = String(decoding: try await used.readToEnd(), as: UTF8.self)
            #expect(text.components(separatedBy: "HTTP/1.1 ").count == 2)
        }
    }

    @Test("A client that requests much and reads nothing is disconnected")
    func deaf() async throws {
        let limits = Self.limits { $0.pieceTime = .milliseconds(300) }
        try await TestServer.run(limits: limits) { server async throws in
            // This is more than all buffers between the two can hold.
            try server.site.write("big.bin", [UInt8](repeating: 7, count: 32 << 20))
            var isLeft = false
            // The time until the server notices depends on the load of the machine.
            for wait in [1, 2, 4, 8, 16] where !isLeft {
                let client = try await TestClient(port: server.port)
                try await client.send("/big.bin", keepAlive: false)
                try await Task.sleep(for: .seconds(wait))
                let count = try? await client.readToEnd().count
                isLeft = count ?? 0 < 32 << 20
            }
            #expect(isLeft)
        }
    }

    @Test("If all connections are in use, the longest waiting ones are closed for new ones")
    func room() async throws {
        let limits = Self.limits { $0.connections = 8 }
        try await TestServer.run(Self.files, limits: limits) { server async throws in
            var crowd: [TestClient] = []
            for number in 0..<40 {
                let client = try await TestClient(port: server.port)
                switch number % 3 {
                case 0: break
                case 1: try await client.sendRaw("GET / HTTP/1.1\r\nHo")
                default: try await client.send("/.site/events")
                }
                crowd.append(client)
                #expect(try await server.get("/").text.hasPrefix("home"), "after \(number)")
            }
            // The clients that were dropped see the end of their connection.
            _ = try? await crowd[0].readToEnd()
            _ = try? await crowd[1].readToEnd()
        }
    }

    @Test("A thousand silent connections, one after the other, leak nothing")
    func manyConnections() async throws {
        try await TestServer.run(Self.files) { server async throws in
            func descriptors() throws -> Int {
                try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
            }
            for _ in 0..<1000 { _ = try await TestClient(port: server.port) }
            #expect(try await server.get("/").text.hasPrefix("home"))
            // Other tests of this process have descriptors open, but not that many.
            var count = try descriptors()
            for _ in 0..<100 where count > 600 {
                try await Task.sleep(for: .milliseconds(100))
                count = try descriptors()
            }
            #expect(count < 600)
        }
    }
}
