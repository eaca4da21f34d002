import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A vault that is being served.
final class Preview {
    let vault: TinyVault
    let port: Int
    let server: TinyVault.Running

    init(_ files: [String: String], _ arguments: [String] = []) async throws {
        vault = try TinyVault(files)
        try FileManager.default.copyItem(
            atPath: TinyVault.repository + "/theme", toPath: vault.folder + "/theme")
        port = Int.random(in: 20_000..<50_000)
        server = try vault.start(
            "serve", ["--theme", "theme", "--port", "\(port)"] + arguments)
        for _ in 0..<600 where Connection(port: port) == nil {
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    deinit { server.kill() }

    func get(_ path: String) async -> String? { await Self.get(path, port: port) }

    static func get(_ path: String, port: Int) async -> String? {
        guard let url = URL(string: "http://127.0.0.1:\(port)/\(path)") else { return nil }
        var request = URLRequest(url: url)
        request.cachePolicy = .reloadIgnoringLocalCacheData
        guard let (data, response) = try? await URLSession.shared.data(for: request),
            (response as? HTTPURLResponse)?.statusCode == 200
        else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    /// Returns true if a page contains a text within half a minute.
    func shows(_ text: String, at path: String) async throws -> Bool {
        try await waits { await get(path)?.contains(text) == true }
    }

    func waits(for condition: () async -> Bool) async throws -> Bool {
        for _ in 0..<600 {
            if await condition() { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    /// Returns true if the overlay shows a problem that contains the text; nil means no problem at
    /// all.
    func overlays(_ text: String?) async throws -> Bool {
        try await waits {
            guard let state = await get(".site/state") else { return false }
            return text.map(state.contains) ?? state.contains("\"errors\":[]")
        }
    }

    /// Opens a browser's stream of events, and returns it once it has begun.
    func events() -> Connection? {
        guard let connection = Connection(port: port) else { return nil }
        connection.send("GET /.site/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return connection.waits(for: "event: ok") ? connection : nil
    }

    /// The resident memory in kilobytes, as the kernel counts it.
    var residentMemory: Int {
        let path = "/proc/\(server.process.processIdentifier)/status"
        let status = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return line.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }

    func write(_ path: String, _ text: String) throws {
        try text.write(toFile: vault.folder + "/" + path, atomically: false, encoding: .utf8)
    }

    func read(_ path: String) throws -> String {
        try String(contentsOfFile: vault.folder + "/" + path, encoding: .utf8)
    }

    func move(_ path: String, to other: String) throws {
        try FileManager.default.moveItem(
            atPath: vault.folder + "/" + path, toPath: vault.folder + "/" + other)
    }
}
