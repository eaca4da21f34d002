import Foundation
import Testing

@testable import Highlighting

/// The grammars that `.ci/grammars` made; tests say that they skip where there are none.
enum Fixtures {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let grammars = Grammar.find(in: [root.appending(path: ".tools/grammars").path])

    static let skipReason: Comment = "no grammars here: run .ci/grammars"

    static func highlighter(_ language: Language) throws -> Highlighter {
        let grammar = try #require(grammars.first { $0.name == language.grammar })
        return try #require(Highlighter(language, grammar: grammar))
    }

    static func html(_ code: String, in name: String) throws -> String {
        let language = try #require(Language.named(name))
        let bytes = try #require(try highlighter(language).html(of: code, by: Parser()))
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Highlighter {
    /// As it is shown; nil when it takes too long.
    func html(of code: String, by parser: Parser) -> [UInt8]? {
        colouring(of: code, by: parser).map { html(of: code, $0) }
    }
}

/// Code with its classes as a person reads it: `‹k def› ‹nf f›‹p ():›`.
func tokens(_ html: String) -> String {
    plain(
        html.replacing(/<span class="([a-z0-9]+)">/) { "‹\($0.1) " }.replacing("</span>", with: "›")
    )
}

/// The text that the HTML shows.
func plain(_ html: String) -> String {
    html.replacing(/<[^>]*>/, with: "").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
}
