import Tools

/// Pieces of text that an outside program has turned into HTML: code highlighted, formulas set,
/// graphs drawn.
package struct Conversions: Sendable {
    private var html: [Digest: [UInt8]]

    package init(_ html: [Digest: [UInt8]] = [:]) { self.html = html }

    /// Nil when it was not converted.
    package func html(kind: String, text: String) -> String? {
        bytes(kind: kind, text: text).map { String(decoding: $0, as: UTF8.self) }
    }

    /// As ``html(kind:text:)``, in UTF-8.
    package func bytes(kind: String, text: String) -> [UInt8]? {
        guard !html.isEmpty, let bytes = html[Self.key(BatchWorker.Job(kind: kind, text: text))],
            !bytes.isEmpty
        else { return nil }
        return bytes
    }

    mutating func merge(_ other: Conversions) {
        html.merge(other.html) { $1 }
    }

    static func key(_ job: BatchWorker.Job) -> Digest {
        var digest = Digest(job.kind)
        digest.combine(job.text)
        return digest
    }
}
