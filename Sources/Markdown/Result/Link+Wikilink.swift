extension Link {
    /// Makes a wikilink that is not in the text, e.g. in a property.
    package init(
        path: String, subpath: String, display: String?, span: SourceSpan, context: String,
        contextRange: Range<Int>
    ) {
        self.init(
            syntax: .wikilink, isEmbed: false, path: path, subpath: subpath, display: display,
            title: "", destination: "", span: span, context: context, contextRange: contextRange)
    }
}
