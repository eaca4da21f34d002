package import Markdown
package import Vault

/// The properties of a note that the data model needs.
package struct NoteData: Sendable, Hashable {
    /// The note's position in ``Vault/notes``.
    package var index: Int
    package var file: String
    package var title: String
    /// The note's rank among its neighbours, if it states one.
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

/// A value and its place in the file.
package struct Spanned<Value: Sendable & Hashable>: Sendable, Hashable {
    package var value: Value
    package var span: SourceSpan

    package init(_ value: Value, span: SourceSpan) {
        self.value = value
        self.span = span
    }
}
