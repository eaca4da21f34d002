/// Templates filled in once for many pages.
///
/// A template engine looks up each name by reflection, which for ten thousand pages costs more than
/// everything else about them. So a template is rendered once for each *shape* of context (which
/// names there are, and which are true) with tokens in place of the texts, and after that pages are
/// filled in by copying bytes. What comes out says the same to a browser.
struct PageShells {
    private let theme: Theme
    private var shells: [String: PageShell?] = [:]

    init(theme: Theme) { self.theme = theme }

    /// Nil when the theme has no such template.
    mutating func render(_ template: String, _ context: [String: Any]) -> [UInt8]? {
        var values: [(path: String, text: String)] = []
        var shape = template
        collect(context, prefix: "", into: &values, shape: &shape)
        if shells[shape] == nil {
            shells[shape] = .some(
                PageShell(theme.render(template, tokens(context, prefix: "")), values.map(\.path)))
        }
        if let shell = shells[shape] ?? nil { return shell.filled(with: values.map(\.text)) }
        // A template that does more with a text than print it.
        return theme.render(template, context).map { Array($0.utf8) }
    }

    private func collect(
        _ context: [String: Any], prefix: String, into values: inout [(path: String, text: String)],
        shape: inout String
    ) {
        for (key, value) in context.sorted(by: { $0.key < $1.key }) {
            shape += " " + prefix + key
            switch value {
            case let text as String: values.append((prefix + key, text))
            case let map as [String: Any]:
                collect(map, prefix: prefix + key + ".", into: &values, shape: &shape)
            default: shape += "=\(value)"
            }
        }
    }

    private func tokens(_ context: [String: Any], prefix: String) -> [String: Any] {
        var result: [String: Any] = [:]
        for (key, value) in context {
            switch value {
            case is String: result[key] = PageShell.token(prefix + key)
            case let map as [String: Any]: result[key] = tokens(map, prefix: prefix + key + ".")
            default: result[key] = value
            }
        }
        return result
    }
}

/// A rendered template with holes.
private struct PageShell {
    private enum Piece {
        case literal([UInt8])
        case value(Int, isEscaped: Bool)
    }

    private var pieces: [Piece] = []

    /// The quotation mark tells, by what has become of it, whether the template escapes the text.
    static func token(_ path: String) -> String { "\u{E000}\(path)\"\u{E001}" }

    /// Nil when a token did not come through as it was.
    init?(_ rendered: String?, _ paths: [String]) {
        guard let rendered else { return nil }
        let index = Dictionary(uniqueKeysWithValues: paths.enumerated().map { ($1, $0) })
        var rest = rendered[...]
        while let start = rest.firstIndex(of: "\u{E000}") {
            pieces.append(.literal(Array(rest[..<start].utf8)))
            rest = rest[rest.index(after: start)...]
            guard let end = rest.firstIndex(of: "\u{E001}") else { return nil }
            let token = rest[..<end]
            rest = rest[rest.index(after: end)...]
            if token.hasSuffix("&quot;"), let value = index[String(token.dropLast(6))] {
                pieces.append(.value(value, isEscaped: true))
            } else if token.hasSuffix("\""), let value = index[String(token.dropLast())] {
                pieces.append(.value(value, isEscaped: false))
            } else {
                return nil
            }
        }
        pieces.append(.literal(Array(rest.utf8)))
    }

    func filled(with values: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.reduce(8_192) { $0 + $1.utf8.count })
        for piece in pieces {
            switch piece {
            case .literal(let literal): bytes += literal
            case .value(let index, isEscaped: false): bytes += values[index].utf8
            case .value(let index, isEscaped: true): bytes += escapedHTML(values[index]).utf8
            }
        }
        return bytes
    }
}
