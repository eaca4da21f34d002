import Basics

/// Templates that are rendered once and reused for many pages.
///
/// The template engine looks up each name by reflection, which for ten thousand pages would cost
/// more than everything else. So a template is rendered once for each *shape* of context (its names
/// and the values of its flags) with placeholders instead of texts. Pages are then filled in by
/// copying bytes. A browser shows the same as for a page rendered by the engine.
struct PageShells {
    private let theme: Theme
    private var shells: [Digest: PageShell?] = [:]

    init(theme: Theme) { self.theme = theme }

    /// Returns nil if the theme has no such template.
    mutating func render(_ template: String, _ context: PageContext) -> [UInt8]? {
        let shape = context.shape(of: template)
        if shells[shape] == nil {
            let rendered = theme.render(
                template, context.tree { place, _ in PageShell.token(place) })
            shells[shape] = .some(PageShell(rendered, valueCount: context.values.count))
        }
        if let shell = shells[shape] ?? nil { return shell.filled(with: context) }
        // The template does more with a text than print it, so it is rendered for each page.
        return theme.render(template, context.tree { $1.text }).map { Array($0.utf8) }
    }
}

extension PageContext.Value {
    fileprivate var text: String {
        switch self {
        case .text(let text): text
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        case .flag(let flag): "\(flag)"
        }
    }

    fileprivate var count: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        case .flag: 0
        }
    }
}

/// A rendered template with placeholders.
private struct PageShell {
    private enum Piece {
        case literal([UInt8])
        case value(Int, isEscaped: Bool)
    }

    private var pieces: [Piece] = []
    private var literalCount = 0

    /// Returns a placeholder. Its quotation mark shows after rendering whether the template escapes
    /// the text, and its letters show whether the template changes it in another way.
    static func token(_ place: Int) -> String { "\u{E000}a\(place)B\"\u{E001}" }

    /// Returns nil if a placeholder was changed by the template.
    init?(_ rendered: String?, valueCount: Int) {
        guard let rendered else { return nil }
        var rest = rendered[...]
        while let start = rest.firstIndex(of: "\u{E000}") {
            add(literal: rest[..<start])
            rest = rest[rest.index(after: start)...]
            guard let end = rest.firstIndex(of: "\u{E001}") else { return nil }
            let token = rest[..<end]
            rest = rest[rest.index(after: end)...]
            let isEscaped = token.hasSuffix("B&quot;")
            guard token.hasPrefix("a"), isEscaped || token.hasSuffix("B\""),
                let place = Int(token.dropFirst().dropLast(isEscaped ? 7 : 2)),
                (0..<valueCount).contains(place)
            else { return nil }
            pieces.append(.value(place, isEscaped: isEscaped))
        }
        add(literal: rest)
    }

    private mutating func add(literal: Substring) {
        pieces.append(.literal(Array(literal.utf8)))
        literalCount += literal.utf8.count
    }

    func filled(with context: PageContext) -> [UInt8] {
        var html: [UInt8] = []
        html.reserveCapacity(context.values.reduce(literalCount + 512) { $0 + $1.value.count })
        for piece in pieces {
            switch piece {
            case .literal(let literal): html += literal
            case .value(let place, let isEscaped):
                switch context.values[place].value {
                case .bytes(let bytes) where !isEscaped: html += bytes
                case .text(let text) where !isEscaped: html.append(text)
                case let value: html.append(escaped: value.text)
                }
            }
        }
        return html
    }
}
