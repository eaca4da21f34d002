package import Basics
import Files
package import Markdown
import Tools

/// Pieces of text that another program has converted to HTML: highlighted code, formulas or graphs.
package struct Conversions: Sendable {
    private var html: [Digest: [UInt8]]
    /// True if there is an error for any of the texts.
    private(set) var hasErrors: Bool
    /// The converters used, for the colophon.
    var toolNames: Set<String> = []
    /// The elements and attributes that are allowed. They are filtered whenever HTML is read, so
    /// that neither the program nor the cache has to be trusted.
    private var markup: ToolMarkup?

    package init(_ html: [Digest: [UInt8]] = [:], markup: ToolMarkup? = nil) {
        self.html = html
        self.markup = markup
        hasErrors = html.values.contains { $0.first == 0 }
    }

    /// Returns nil if the text was not converted.
    package func html(kind: String, text: String) -> String? {
        bytes(BatchWorker.Job(kind: kind, text: text)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Returns the same as ``html(kind:text:)``, in UTF-8.
    func bytes(_ job: BatchWorker.Job) -> [UInt8]? {
        guard !html.isEmpty, let answer = html[Self.key(job)] else { return nil }
        let bytes = ConversionError.end(of: answer).map { Array(answer[$0...]) } ?? answer
        if bytes.isEmpty { return nil }
        return markup.map { $0.rebuilt(bytes) } ?? bytes
    }

    /// Returns the error in the text, or nil if there is none or the text was not converted.
    func error(_ job: BatchWorker.Job) -> ConversionError? {
        html.isEmpty ? nil : html[Self.key(job)].flatMap(ConversionError.init)
    }

    /// Returns true if the text was converted, even if the result is empty.
    func isConverted(_ job: BatchWorker.Job) -> Bool { html[Self.key(job)] != nil }

    mutating func merge(_ other: Conversions) {
        html.merge(other.html) { $1 }
        toolNames.formUnion(other.toolNames)
        hasErrors = hasErrors || other.hasErrors
    }

    static func key(_ job: BatchWorker.Job) -> Digest {
        var digest = Digest(job.kind)
        digest.combine(job.text)
        return digest
    }
}
