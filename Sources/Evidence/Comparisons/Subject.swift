package import Markdown

/// A column of comparison tables: something that notes compare.
package struct Subject: Sendable, Hashable {
    package var id: String
    package var label: String
    /// Subjects of one family stand together.
    package var family: String?
    /// The version it exists since, and the environment its traits hold for.
    package var since: String?
    package var environment: String?
    /// Position in ``Vault/notes``.
    package var note: Int
    package var file: String
    package var span: SourceSpan
    package var order: Double?
    /// By criterion.
    package var traits: [String: Trait] = [:]
}

/// What is so for a subject under a criterion, and how that is known.
package struct Trait: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        case stated(String)
        case measured(MeasureReference)
        case notApplicable(why: String?)
    }

    /// Where it is otherwise, e.g. in another version.
    package struct Exception: Sendable, Hashable {
        package var when: String
        package var value: String
        package var source: String?
    }

    package var content: Content
    package var note: String?
    package var sources: [String] = []
    /// The version in which the sources were read.
    package var asOf: String?
    package var since: String?
    /// Reasons: sentences, or ids of criteria and claims.
    package var because: [Spanned<String>] = []
    package var rating: Double?
    package var claims: [Spanned<String>] = []
    package var exceptions: [Exception] = []
    /// Of its value, for messages.
    package var span: SourceSpan

    init(_ content: Content, span: SourceSpan) {
        self.content = content
        self.span = span
    }

    /// The kind of evidence it gives; nil when it gives none. What was checked here counts for more
    /// than what is cited.
    package var evidence: EvidenceKind? {
        if case .measured = content { return .measured }
        if !claims.isEmpty { return .checked }
        if !sources.isEmpty { return .fact }
        return because.isEmpty ? nil : .opinion
    }
}
