package import Basics
import Files
package import Markdown
import Tools

/// Pieces of text that an outside program has turned into HTML: code highlighted, formulas set,
/// graphs drawn.
package struct Conversions: Sendable {
    private var html: [Digest: [UInt8]]
    /// Whether any text was objected to.
    private(set) var hasObjections: Bool
    /// What turned them, for the colophon.
    var makers: Set<String> = []
    /// What may be in it. It is applied whenever HTML is asked for, so that neither the program nor
    /// the cache has to be trusted.
    private var markup: ToolMarkup?

    package init(_ html: [Digest: [UInt8]] = [:], markup: ToolMarkup? = nil) {
        self.html = html
        self.markup = markup
        hasObjections = html.values.contains { $0.first == 0 }
    }

    /// Nil when it was not converted.
    package func html(kind: String, text: String) -> String? {
        bytes(BatchWorker.Job(kind: kind, text: text)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// As ``html(kind:text:)``, in UTF-8.
    func bytes(_ job: BatchWorker.Job) -> [UInt8]? {
        guard !html.isEmpty, let answer = html[Self.key(job)] else { return nil }
        let bytes = Objection.end(of: answer).map { Array(answer[$0...]) } ?? answer
        if bytes.isEmpty { return nil }
        return markup.map { $0.rebuilt(bytes) } ?? bytes
    }

    /// What is wrong with the text; nil when nothing is, or it was not converted.
    func objection(_ job: BatchWorker.Job) -> Objection? {
        html.isEmpty ? nil : html[Self.key(job)].flatMap(Objection.init)
    }

    /// Converted already, be it to nothing.
    func knows(_ job: BatchWorker.Job) -> Bool { html[Self.key(job)] != nil }

    mutating func merge(_ other: Conversions) {
        html.merge(other.html) { $1 }
        makers.formUnion(other.makers)
        hasObjections = hasObjections || other.hasObjections
    }

    static func key(_ job: BatchWorker.Job) -> Digest {
        var digest = Digest(job.kind)
        digest.combine(job.text)
        return digest
    }
}
