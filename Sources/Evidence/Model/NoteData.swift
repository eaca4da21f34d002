package import Markdown
package import Vault

/// What a note says about itself, as far as the data model needs it.
package struct NoteData: Sendable, Hashable {
    /// Position in ``Vault/notes``.
    package var index: Int
    package var file: String
    package var title: String
    /// Place among its neighbours, where the note states one.
    package var order: Double?
    package var data: DataNode?

    package init(index: Int, file: String, title: String, order: Double? = nil, data: DataNode?) {
        self.index = index
        self.file = file
        self.title = title
        self.order = order
        self.data = data
    }

    package init(_ note: Note, index: Int) {
        self.init(
            index: index, file: note.path.string, title: note.title, order: note.frontMatter.order,
            data: note.frontMatter.data)
    }
}

/// A value and where it was written.
package struct Spanned<Value: Sendable & Hashable>: Sendable, Hashable {
    package var value: Value
    package var span: SourceSpan

    package init(_ value: Value, span: SourceSpan) {
        self.value = value
        self.span = span
    }
}
