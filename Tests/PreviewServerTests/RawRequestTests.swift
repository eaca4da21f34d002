import Foundation
import PreviewServer
import Testing

/// Requests that no library would send, byte by byte.
///
/// They run one after the other: each server has a waiting thread, and a process may have only 255
/// of them.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct RawRequestTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var request: String
        var status: Int
        /// True if the connection stays open after the answer.
        var goesOn = false

        init(_ name: String, _ request: String, _ status: Int, goesOn: Bool = false) {
            (self.name, self.request, self.status) = (name, request, status)
            self.goesOn = goesOn
        }

        var testDescription: String { name }
    }

    private static let host = "Host: localhost\r\n"

    private static func get(_ fields: String) -> String { "GET / HTTP/1.1\r\n\(fields)\r\n" }

    private static func asked(_ line: String) -> String { line + " HTTP/1.1\r\n\(host)\r\n" }

    private static func times(_ count: Int, _ text: String) -> String {
        String(repeating: text, count: count)
    }

    static let cases = [
        Case("a plain request", get(host), 200, goesOn: true),
        Case("empty lines before a request", "\r\n\r\n" + get(host), 200, goesOn: true),
        Case("a request of HTTP/1.0", "GET / HTTP/1.0\r\n\(host)\r\n", 200),
        Case("a later HTTP/1", "GET / HTTP/1.9\r\n\(host)\r\n", 200, goesOn: true),
        Case("a body of no length", get(host + "Content-Length: 0\r\n"), 200, goesOn: true),
        Case("a tab around a value", get("Host:\tlocalhost\t \r\n"), 200, goesOn: true),

        Case("no host", get("Accept: */*\r\n"), 400),
        Case("no host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 400),
        Case("two hosts", get(host + "Host: evil.example\r\n"), 400),
        Case("two hosts, the other way round", get("Host: evil.example\r\n" + host), 400),
        Case("the same host twice", get(host + "hOST: localhost\r\n"), 400),
        Case("two hosts in one field", get("Host: localhost, localhost\r\n"), 400, goesOn: true),

        Case("a field over two lines", get("Host: evil.example\r\n localhost\r\n"), 400),
        Case("a field over two lines, by a tab", get(host + "X: a\r\n\tb\r\n"), 400),
        Case("a space first", "GET / HTTP/1.1\r\n Host: localhost\r\n\r\n", 400),
        Case("a space before the colon", get("Host : localhost\r\n"), 400),
        Case("a field without colon", get(host + "nonsense\r\n"), 400),
        Case("a field without name", get(host + ": x\r\n"), 400),
        Case("a name that is no token", get(host + "X(Y): x\r\n"), 400),
        Case("a lone carriage return in a value", get(host + "X: a\rHost: evil\r\n"), 400),
        Case("a lone carriage return in a path", "GET /\ra HTTP/1.1\r\n\(host)\r\n", 400),
        Case("two carriage returns", "GET / HTTP/1.1\r\r\n\(host)\r\n", 400),
        Case("a lone line feed", "GET / HTTP/1.1\n\(host)\r\n", 400),
        Case("NUL in a value", get(host + "X: a\u{0}b\r\n"), 400),
        Case("NUL in a path", "GET /\u{0} HTTP/1.1\r\n\(host)\r\n", 400),
        Case("NUL in a name", get("Ho\u{0}st: localhost\r\n"), 400),
        Case("an escape character", get(host + "X: \u{1B}[2J\r\n"), 400),
        Case("DEL", get(host + "X: \u{7F}\r\n"), 400),

        Case("a length and a coding", get(host + lengthAndCoding), 400),
        Case("two lengths", get(host + "Content-Length: 0\r\nContent-Length: 5\r\n"), 400),
        Case("one length twice", get(host + "Content-Length: 5\r\nContent-Length: 5\r\n"), 400),
        Case("a list of lengths", get(host + "Content-Length: 5, 5\r\n"), 400),
        Case("a negative length", get(host + "Content-Length: -1\r\n"), 400),
        Case("a length with a sign", get(host + "Content-Length: +5\r\n"), 400),
        Case("a length in hexadecimal", get(host + "Content-Length: 0x0\r\n"), 400),
        Case("a length of nothing", get(host + "Content-Length:\r\n"), 400),
        Case("an unknown coding", get(host + "Transfer-Encoding: xchunked\r\n"), 400),
        Case("a coding after chunked", get(host + "Transfer-Encoding: chunked, gzip\r\n"), 400),
        Case("two codings", get(host + times(2, "Transfer-Encoding: chunked\r\n")), 400),
        Case(
            "a coding in HTTP/1.0",
            "GET / HTTP/1.0\r\n\(host)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),

        Case("a small body", get(host + "Content-Length: 5\r\n") + "hello", 413),
        Case("a huge body", get(host + "Content-Length: 99999999999999999999\r\n"), 413),
        Case("a body in chunks", get(host + "Transfer-Encoding: chunked\r\n") + "0\r\n\r\n", 413),
        Case("a body to a method without use", "POST / HTTP/1.1\r\n" + postFields, 405),

        Case("no version", "GET /\r\n\(host)\r\n", 400),
        Case("an empty line and nothing", "GET\r\n\r\n", 400),
        Case("two spaces", "GET  / HTTP/1.1\r\n\(host)\r\n", 400),
        Case("a space in the path", "GET /a b HTTP/1.1\r\n\(host)\r\n", 400),
        Case("a tab for a space", "GET\t/ HTTP/1.1\r\n\(host)\r\n", 400),
        Case("a method that is no token", "G{T / HTTP/1.1\r\n\(host)\r\n", 400),
        Case("a version that is none", "GET / HTPT/1.1\r\n\(host)\r\n", 400),
        Case("a version in lower case", "GET / http/1.1\r\n\(host)\r\n", 400),
        Case("a version too long", "GET / HTTP/1.10\r\n\(host)\r\n", 400),
        Case("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        Case("TLS", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\r\n\r\n", 400),

        Case("a whole address", asked("GET http://localhost/"), 400, goesOn: true),
        Case("a foreign address", asked("GET http://evil.example/"), 400, goesOn: true),
        Case("a tunnel", asked("CONNECT evil.example:443"), 405, goesOn: true),

        Case("a line as long as may be", line(8192), 404, goesOn: true),
        Case("a line that is longer", line(8193), 414),
        Case("a line without end", "GET /" + times(2_000_000, "a"), 414),
        Case("a method without end", times(2_000_000, "A"), 414),
        Case("a head as long as may be", head(65_536), 200, goesOn: true),
        Case("a head that is longer", head(65_537), 431),
        Case("a header without end", "GET / HTTP/1.1\r\n\(host)X: " + times(2_000_000, "a"), 431),
        Case("a name without end", "GET / HTTP/1.1\r\n\(host)" + times(2_000_000, "a"), 431),
        Case("empty lines without end", times(1_000_000, "\r\n"), 431),
        Case("as many headers as may be", get(host + times(99, "X: y\r\n")), 200, goesOn: true),
        Case("more headers", get(host + times(100, "X: y\r\n")), 431),
        Case("headers without end", "GET / HTTP/1.1\r\n\(host)" + times(500_000, "X:\r\n"), 431),
    ]

    private static let lengthAndCoding = "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n"
    private static let postFields = host + "Content-Length: 5\r\n\r\nhello"

    /// Returns a request line of `count` bytes.
    private static func line(_ count: Int) -> String {
        "GET /" + times(count - "GET / HTTP/1.1".count, "a") + " HTTP/1.1\r\n\(host)\r\n"
    }

    /// Returns a head of `count` bytes.
    private static func head(_ count: Int) -> String {
        get(host + "X: " + times(count - get(host).utf8.count - 5, "a") + "\r\n")
    }

    @Test("Each request gets the answer that RFC 9112 requires", arguments: cases)
    func answer(_ test: Case) async throws {
        try await TestServer.run(["index.html": "home"]) { server async throws in
            let client = try await TestClient(port: server.port)
            // The server may close the connection before everything is sent.
            try? await client.sendRaw(test.request)
            if test.goesOn {
                let start = try await client.read(until: "\r\n\r\n")
                #expect(start.hasPrefix("HTTP/1.1 \(test.status) "), "\(start.prefix(200))")
                try await client.send("/", keepAlive: false)
            } else {
                let response = try await client.readResponse()
                #expect(response.status == test.status, "\(response.text.prefix(200))")
                #expect(response.headers["connection"] == "close")
            }
            _ = try? await client.readToEnd()
            // Other clients are still served.
            #expect(try await server.get("/").text.hasPrefix("home"))
        }
    }

    @Test("Requests after a refused one are never answered")
    func nothingIsSmuggled() async throws {
        try await TestServer.run(["index.html": "home", "b.html": "SMUGGLED"]) {
            server async throws in
            let inner = "GET /b.html HTTP/1.1\r\nHost: localhost\r\n\r\n"
            let fields = [
                "Content-Length: \(inner.utf8.count)", "Transfer-Encoding: chunked",
                "Content-Length: 0\r\nTransfer-Encoding: chunked",
                "Content-Length: 0\r\nContent-Length: \(inner.utf8.count)", "X: a\r\n b",
            ]
            for field in fields {
                for method in ["GET", "POST", "HEAD"] {
                    let client = try await TestClient(port: server.port)
                    let head = "\(method) / HTTP/1.1\r\nHost: localhost\r\n\(field)\r\n\r\n"
                    try await client.sendRaw(head + inner)
                    let text = String(decoding: try await client.readToEnd(), as: UTF8.self)
                    #expect(!text.contains("SMUGGLED"), "\(method) \(field)")
                    #expect(text.components(separatedBy: "HTTP/1.1 ").count == 2, "\(text)")
                }
            }
        }
    }

    @Test("Requests that come together, or byte by byte, are answered one after the other")
    func pieces() async throws {
        try await TestServer.run(["a.txt": "first", "b.txt": "second"]) { server async throws in
            let requests =
                "GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "GET /b.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            let together = try await TestClient(port: server.port)
            try await together.sendRaw(requests)
            let text = String(decoding: try await together.readToEnd(), as: UTF8.self)
            let bytewise = try await TestClient(port: server.port)
            for byte in requests.unicodeScalars { try await bytewise.sendRaw(String(byte)) }
            #expect(String(decoding: try await bytewise.readToEnd(), as: UTF8.self) == text)
            #expect(text.components(separatedBy: "HTTP/1.1 200 OK\r\n").count == 3)
            #expect(text.hasSuffix("second"))
        }
    }
}
