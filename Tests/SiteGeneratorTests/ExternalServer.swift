import Foundation
import FoundationNetworking

/// A small server that behaves well or badly, and remembers the requests.
final class ExternalServer {
    struct Request: Decodable {
        var method: String
        var path: String
        /// The number of open requests at its start, including itself.
        var atOnce: Int
        /// The number of bytes of the body that the client read.
        var sent: Int
    }

    let address: String
    private let process = Process()
    /// The pipe closes with this process however it ends, and the server then ends too.
    private let lifeline = Pipe()

    init() throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", Self.script]
        process.standardOutput = output
        process.standardInput = lifeline
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        address = "http://127.0.0.1:" + line.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    deinit { process.terminate() }

    /// Returns the requests in the order in which they began.
    func log() async throws -> [Request] {
        guard let url = URL(string: address + "/log") else { throw URLError(.badURL) }
        let (data, _) = try await URLSession.shared.data(from: url)
        return try JSONDecoder().decode([Request].self, from: data)
    }

    private static let script = """
        import http.server, json, os, sys, threading, time
        def end(): sys.stdin.read(); os._exit(0)
        threading.Thread(target=end, daemon=True).start()
        log, lock, live = [], threading.Lock(), [0]
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def log_message(self, *words): pass
            def do_HEAD(self): self.note()
            def do_GET(self): self.answer("log") if self.path == "/log" else self.note()
            def note(self):
                with lock:
                    live[0] += 1
                    entry = {"method": self.command, "path": self.path, "atOnce": live[0], "sent": 0}
                    log.append(entry)
                try: self.answer(self.path.split("?")[0][1:], entry)
                except OSError: pass
                finally:
                    with lock: live[0] -= 1
            def reply(self, status, body=b"", **headers):
                self.send_response(status)
                for name, value in headers.items(): self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command == "GET": self.wfile.write(body)
            def answer(self, path, entry=None):
                word, _, rest = path.partition("/")
                head = self.command == "HEAD"
                if word == "log": self.reply(200, json.dumps(log).encode())
                elif word == "ok": time.sleep(0.02); self.reply(200, b"ok")
                elif word == "gone": self.reply(404)
                elif word == "status": self.reply(int(rest))
                elif word == "nohead": self.reply(int(rest) if head else 200)
                elif word == "to": self.reply(int(rest[:3]), Location=rest[3:])
                elif word == "loop": self.reply(302, Location="/loop")
                elif word == "nowhere": self.reply(301)
                elif word == "hang" or word == "hanghead" and head: time.sleep(3)
                elif word == "hanghead": self.reply(200)
                elif word == "drop": self.close_connection = True; self.connection.close()
                elif word == "big" and head: self.reply(405)
                elif word == "big":
                    self.send_response(200)
                    self.send_header("Content-Length", str(1 << 32))
                    self.end_headers()
                    while True:
                        self.wfile.write(bytes(1 << 14))
                        entry["sent"] += 1 << 14
                        time.sleep(0.01)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        print(server.server_port, flush=True)
        server.serve_forever()
        """
}
