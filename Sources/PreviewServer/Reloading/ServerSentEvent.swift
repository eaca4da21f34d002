import Foundation

/// A problem of the build, as the overlay shows it.
package struct OverlayDiagnostic: Sendable, Hashable, Codable {
    package enum Severity: String, Sendable, Codable { case error, warning }

    package var severity: Severity
    /// The path as in the terminal, e.g. `content/A.md`.
    package var file: String
    /// 1-based; 0 if the problem concerns the whole file.
    package var line: Int
    package var column: Int
    /// A stable code, e.g. `link-missing`.
    package var code: String?
    package var message: String
    /// Lines of the file with the marks below them, as in the terminal.
    package var excerpt: String?
    package var help: String?
    /// False if it stood before the last save. The overlay counts such problems, and opens for new
    /// ones only.
    package var isNew: Bool
    /// True if the site could not be renewed because of it.
    package var keepsOldPages: Bool

    package init(
        severity: Severity, file: String, line: Int, column: Int, code: String? = nil,
        message: String, excerpt: String? = nil, help: String? = nil,
        isNew: Bool = true, keepsOldPages: Bool = false
    ) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.code = code
        self.message = message
        self.excerpt = excerpt
        self.help = help
        self.isNew = isNew
        self.keepsOldPages = keepsOldPages
    }
}

/// A message to browsers: <https://html.spec.whatwg.org/multipage/server-sent-events.html>.
enum ServerSentEvent: Sendable {
    struct Changes: Sendable, Codable {
        var generation: String
        /// Paths in the served folder; nil means all.
        var changed: [String]?
    }

    case reload(Changes)
    case error([OverlayDiagnostic])
    case ok
    /// The delay before a reconnect, in milliseconds.
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

/// The answer to a page when another tab has the stream of events.
struct LiveState: Sendable, Codable {
    var generation: String
    var reload: ServerSentEvent.Changes?
    var errors: [OverlayDiagnostic]
}

/// Encodes a value on one line. Texts and numbers can't fail to encode.
func json(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map(Array.init) ?? Array("null".utf8)
}
