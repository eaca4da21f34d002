import Glibc
import Testing

@testable import PreviewServer

@Suite(.timeLimit(.minutes(2)))
struct RangeTests {
    @Test(
        arguments: [
            ("bytes=0-3", 206, "0123", "bytes 0-3/10"), ("bytes=4-4", 206, "4", "bytes 4-4/10"),
            ("bytes=7-", 206, "789", "bytes 7-9/10"), ("bytes=-3", 206, "789", "bytes 7-9/10"),
            ("bytes=0-", 206, "0123456789", "bytes 0-9/10"),
            ("bytes=-99", 206, "0123456789", "bytes 0-9/10"),
            ("bytes=8-99", 206, "89", "bytes 8-9/10"), ("Bytes=1-2", 206, "12", "bytes 1-2/10"),
            ("bytes=0-18446744073709551616", 206, "0123456789", "bytes 0-9/10"),
            ("bytes=10-", 416, nil, "bytes */10"), ("bytes=10-20", 416, nil, "bytes */10"),
            ("bytes=-0", 416, nil, "bytes */10"),
            ("bytes=99999999999999999999-", 416, nil, "bytes */10"),
            ("bytes=5-2", 200, "0123456789", nil), ("bytes=0-1,3-4", 200, "0123456789", nil),
            ("bytes=a-b", 200, "0123456789", nil), ("bytes=-", 200, "0123456789", nil),
            ("bytes=", 200, "0123456789", nil), ("bytes=--1", 200, "0123456789", nil),
            ("bytes=+1-2", 200, "0123456789", nil), ("items=0-1", 200, "0123456789", nil),
        ] as [(String, Int, String?, String?)])
    func partOfAFile(range: String, status: Int, body: String?, contentRange: String?) async throws
    {
        try await TestServer.run(["ten.txt": "0123456789"]) { server async throws in
            let response = try await server.get("/ten.txt", ["Range": range])
            #expect(response.status == status)
            #expect(response.headers["content-range"] == contentRange)
            #expect(response.headers["content-length"] == String(response.body.count))
            if let body { #expect(response.text == body) }
            #expect(
                try await server.get("/ten.txt", ["Range": range], method: "HEAD").status == 200)
        }
    }

    @Test func rangeOfAnEmptyFileCannotBeSatisfied() async throws {
        try await TestServer.run(["empty.txt": ""]) { server async throws in
            #expect(try await server.get("/empty.txt", ["Range": "bytes=0-"]).status == 416)
            #expect(try await server.get("/empty.txt", ["Range": "bytes=-1"]).status == 416)
        }
    }

    /// The script crosses the border between the file and the inserted text.
    @Test func partsOfAPageMakeUpThePage() async throws {
        try await TestServer.run(["a.html": "<body>text</body></html>"]) { server async throws in
            let whole = try await server.get("/a.html").body
            var parts: [UInt8] = []
            for start in stride(from: 0, to: whole.count, by: 7) {
                let range = "bytes=\(start)-\(start + 6)"
                parts += try await server.get("/a.html", ["Range": range]).body
            }
            #expect(parts == whole)
        }
    }

    @Test func conditionOnTheVersionIsKept() async throws {
        try await TestServer.run(["ten.txt": "0123456789"]) { server async throws in
            let tag = try #require(try await server.get("/ten.txt").headers["etag"])
            let range = ["Range": "bytes=0-0"]
            for (condition, status) in [(tag, 206), ("\"other\"", 200), ("W/" + tag, 200)] {
                let headers = range.merging(["If-Range": condition]) { $1 }
                #expect(try await server.get("/ten.txt", headers).status == status)
            }
        }
    }

    @Test func largeFileArrivesWhole() async throws {
        try await TestServer.run { server async throws in
            let bytes = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            try server.site.write("large.bin", bytes)
            #expect(try await server.get("/large.bin").body == bytes)
            let part = try await server.get("/large.bin", ["Range": "bytes=65530-4000000"])
            #expect(part.body == Array(bytes[65530...4_000_000]))
        }
    }

    /// The length has already been sent, so the connection is closed. Otherwise the browser would
    /// wait for the rest.
    @Test func fileThatShrinksWhileItIsSentEndsTheConnection() async throws {
        try await TestServer.run(["large.bin": ""]) { server async throws in
            let path = server.site["large.bin"]
            try #require(truncate(path, 100_000_000) == 0)
            let client = try await TestClient(port: server.port)
            try await client.send("/large.bin")
            let start = try #require(try await client.read())
            try #require(truncate(path, 10) == 0)
            let rest = try await client.readToEnd()
            #expect(start.count + rest.count < 100_000_000)
            #expect(try await server.get("/large.bin").body.count == 10)
        }
    }
}
