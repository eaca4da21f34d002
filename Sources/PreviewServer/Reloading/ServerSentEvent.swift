import Foundation

/// A problem in what is built, as the overlay shows it.
package struct OverlayDiagnostic: Sendable, Hashable, Codable {
    package enum Severity: String, Sendable, Codable { case error, warning }

    package var severity: Severity
    /// As in the terminal, e.g. `content/A.md`.
    package var file: String
    /// 1-based; 0 when it is about the file as a whole.
    package var line: Int
    package var column: Int
    /// Stable, e.g. `link-missing`.
    package var code: String?
    package var message: String
    /// Lines of the file with what marks the place below them, as in the terminal.
    package var excerpt: String?
    package var help: String?

    package init(
        severity: Severity, file: String, line: Int, column: Int, code: String? = nil,
        message: String, excerpt: String? = nil, help: String? = nil
    ) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.code = code
        self.message = message
        self.excerpt = excerpt
        self.help = help
    }
}

/// What browsers are told: <https://html.spec.whatwg.org/multipage/server-sent-events.html>.
enum ServerSentEvent: Sendable {
    struct Changes: Sendable, Codable {
        var generation: String
        /// Paths in the folder that is served; nil for everything.
        var changed: [String]?
    }

    case reload(Changes)
    case error([OverlayDiagnostic])
    case ok
    /// How soon to connect again, in milliseconds.
    case retry
    case heartbeat

    var bytes: [UInt8] {
        switch self {
        case .reload(let changes): Self.event("reload", changes, id: changes.generation)
        case .error(let errors): Self.event("error", errors)
        case .ok: Self.event("ok", [String: String]())
        case .retry: Array("retry: 500\n\n".utf8)
        case .heartbeat: Array(":\n\n".utf8)
        }
    }

    private static func event(
        _ name: String, _ data: some Encodable, id: String? = nil
    ) -> [UInt8] {
        let id = id.map { "id: \($0)\n" } ?? ""
        return Array("\(id)event: \(name)\ndata: ".utf8) + json(data) + Array("\n\n".utf8)
    }
}

/// What a page asks for when another one has the stream of events.
struct LiveState: Sendable, Codable {
    var generation: String
    var reload: ServerSentEvent.Changes?
    var errors: [OverlayDiagnostic]
}

/// On one line. What is encoded here, text and numbers, can't fail to be.
func json(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map(Array.init) ?? Array("null".utf8)
}
