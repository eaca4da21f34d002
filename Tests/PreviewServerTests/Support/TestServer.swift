import FlyingSocks
import Foundation
import Glibc
import PreviewServer
import Testing

/// A running server and the folder that it serves.
struct TestServer: Sendable {
    let site: TemporaryFolder
    let liveReload: LiveReload
    let port: UInt16
    let url: String

    /// Runs a server while `body` runs.
    static func run(
        _ files: [String: String] = [:], host: String = "127.0.0.1",
        port: ServerConfiguration.Port = .exactly(0), limits: ServerLimits = ServerLimits(),
        _ body: (TestServer) async throws -> Void
    ) async throws {
        let site = try TemporaryFolder()
        for (name, text) in files { try site.write(name, text) }
        let liveReload = LiveReload()
        var configuration = ServerConfiguration(folder: site.path, host: host, port: port)
        configuration.limits = limits
        let server = PreviewServer(configuration: configuration, liveReload: liveReload)
        let (urls, ready) = AsyncStream.makeStream(of: String.self)
        let running = Task {
            defer { ready.finish() }
            try await server.run { ready.yield($0) }
        }
        var iterator = urls.makeAsyncIterator()
        guard let url = await iterator.next() else {
            try await running.value
            Issue.record("the server ended before it was ready")
            return
        }
        let number = url.dropLast().split(separator: ":").last.flatMap { UInt16($0) }
        let test = TestServer(
            site: site, liveReload: liveReload, port: try #require(number), url: url)
        do {
            try await body(test)
        } catch {
            running.cancel()
            throw error
        }
        running.cancel()
        try await running.value
    }

    func get(
        _ target: String, _ headers: [String: String] = [:], method: String = "GET"
    ) async throws -> TestResponse {
        let client = try await TestClient(port: port)
        try await client.send(target, headers, method: method, keepAlive: false)
        return try await client.readResponse()
    }
}

/// A client that sends exactly the given bytes and does not normalize paths. Its connection is
/// closed with the value.
final class TestClient: Sendable {
    private let socket: AsyncSocket

    init(port: UInt16) async throws {
        let pool = try await Self.pool.value
        socket = try await AsyncSocket.connected(
            to: try sockaddr_in.inet(ip4: "127.0.0.1", port: port), pool: pool, timeout: 60)
    }

    /// FlyingSocks' shared pool would be prepared twice if two clients start at the same time.
    private static let pool = Task { () -> any AsyncSocketPool in
        let pool = SocketPool.make()
        try await pool.prepare()
        Task { try await pool.run() }
        return pool
    }

    deinit { try? socket.close() }

    func send(
        _ target: String, _ headers: [String: String] = [:], method: String = "GET",
        keepAlive: Bool = true
    ) async throws {
        var fields = ["Host": "localhost"]
        if !keepAlive { fields["Connection"] = "close" }
        fields.merge(headers) { $1 }
        let lines = fields.map { "\($0): \($1)\r\n" }.joined()
        try await sendRaw("\(method) \(target) HTTP/1.1\r\n\(lines)\r\n")
    }

    func sendRaw(_ text: String) async throws { try await socket.write(Data(text.utf8)) }

    /// Returns the bytes that have arrived or else the next ones, or nil at the end.
    func read() async throws -> [UInt8]? {
        do {
            return try await socket.read(atMost: 4096)
        } catch SocketError.disconnected {
            return nil
        }
    }

    /// Reads until the server closes the connection.
    func readResponse() async throws -> TestResponse { try TestResponse(await readToEnd()) }

    func readToEnd() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let more = try await read() { bytes += more }
        return bytes
    }

    /// Reads until `text` has arrived, and returns everything since the last call.
    func read(until text: String) async throws -> String {
        var bytes: [UInt8] = []
        while let more = try await read() {
            bytes += more
            // The text may begin in the bytes before the new ones.
            let end = bytes.suffix(more.count + text.utf8.count)
            if String(decoding: end, as: UTF8.self).contains(text) {
                return String(decoding: bytes, as: UTF8.self)
            }
        }
        let all = String(decoding: bytes, as: UTF8.self)
        Issue.record("the stream ended before \(text): \(all)")
        return all
    }
}

struct TestResponse: Sendable {
    var status: Int
    /// The headers, with names in lower case.
    var headers: [String: String]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    init(_ bytes: [UInt8]) throws {
        let end = try #require(
            bytes.indices.first { bytes[$0...].starts(with: "\r\n\r\n".utf8) },
            "no answer: \(String(decoding: bytes, as: UTF8.self))")
        body = Array(bytes[(end + 4)...])
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        status = try #require(Int(lines[0].split(separator: " ")[1]))
        headers = Dictionary(
            lines.dropFirst().map { line in
                let parts = line.split(separator: ":", maxSplits: 1)
                return (parts[0].lowercased(), parts[1].drop { $0 == " " }.description)
            }, uniquingKeysWith: { "\($0) | \($1)" })
    }
}
