package import Markdown

/// A column of comparison tables: a thing that notes compare.
package struct Subject: Sendable, Hashable {
    package var id: String
    package var label: String
    /// The family. Subjects of one family are adjacent.
    package var family: String?
    /// The version since which the subject exists, and the environment for which its traits hold.
    package var since: String?
    package var environment: String?
    /// The note's position in ``Vault/notes``.
    package var note: Int
    package var file: String
    package var span: SourceSpan
    package var order: Double?
    /// The traits by criterion.
    package var traits: [String: Trait] = [:]
}

/// A fact about a subject under a criterion, with its evidence.
package struct Trait: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        case stated(String)
        case measured(MeasureReference)
        case notApplicable(why: String?)
    }

    /// A case in which the trait does not hold, such as another version.
    package struct Exception: Sendable, Hashable {
        package var when: String
        package var value: String
        package var source: String?
    }

    package var content: Content
    package var note: String?
    package var sources: [String] = []
    /// The version for which the sources were read.
    package var asOf: String?
    package var since: String?
    /// The reasons: sentences, or ids of criteria and claims.
    package var because: [Spanned<String>] = []
    package var rating: Double?
    package var claims: [Spanned<String>] = []
    package var exceptions: [Exception] = []
    /// The place of the value, for messages.
    package var span: SourceSpan

    init(_ content: Content, span: SourceSpan) {
        self.content = content
        self.span = span
    }

    /// The kind of evidence that the trait gives; nil if it gives none. Evidence that is checked
    /// here is stronger than a citation.
    package var evidence: EvidenceKind? {
        if case .measured = content { return .measured }
        if !claims.isEmpty { return .checked }
        if !sources.isEmpty { return .fact }
        return because.isEmpty ? nil : .opinion
    }
}
