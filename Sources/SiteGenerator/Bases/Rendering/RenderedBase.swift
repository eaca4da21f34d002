package import Markdown

/// Where a base's links lead.
package enum BaseTarget: Sendable, Hashable {
    case file(VaultPath, subpath: String)
    /// Without `#`.
    case tag(String)
}

/// How and where a base is shown.
package struct BaseContext: Sendable {
    /// The note that the base stands in, or the `.base` file itself: what `this` means.
    package var this: VaultPath?
    /// What `now()` and `today()` mean: the time of the build, given from outside.
    package var now: BaseDate
    /// The embed that shows the base, for messages about it, and the view that it names.
    package var reference: Reference?
    /// Before all `id`s, so that they are unique on the page.
    package var idPrefix: String
    /// The address of a target on the page; nil where it has none.
    package var href: @Sendable (BaseTarget) -> String?

    package struct Reference: Sendable {
        package var file: String
        package var span: SourceSpan
        /// Behind `#` of `![[Books.base#Read]]`; empty when none is named.
        package var view: String

        package init(file: String, span: SourceSpan, view: String = "") {
            self.file = file
            self.span = span
            self.view = view
        }
    }

    package init(
        this: VaultPath?, now: BaseDate, reference: Reference? = nil, idPrefix: String = "base",
        href: @escaping @Sendable (BaseTarget) -> String?
    ) {
        self.this = this
        self.now = now
        self.reference = reference
        self.idPrefix = idPrefix
        self.href = href
    }
}

package struct RenderedBase: Sendable {
    package var html: String
    /// What evaluating and showing it brought up; not what ``Base/diagnostics`` already say.
    package var diagnostics: [Diagnostic]
    /// Everything that it links to or shows, in order and each once: attachments among them must
    /// be published.
    package var targets: [BaseTarget]
}

/// Evaluates a base over all files and writes its views as HTML.
///
/// - Parameter candidates: of this base, where it is shown in more than one place.
package func renderBase(
    _ base: Base, in corpus: BaseCorpus, context: BaseContext, candidates: BaseCandidates? = nil
) -> RenderedBase {
    var renderer = BaseRenderer(base: base, corpus: corpus, context: context)
    var diagnostics = checkNames(in: base, against: corpus)
    var views = base.views
    if let reference = context.reference, !reference.view.isEmpty {
        guard let view = base.view(named: reference.view) else {
            diagnostics.append(base.noView(named: reference.view, reference: reference))
            renderer.writeNotice(
                "This base has no view named “\(reference.view)”.", isError: true)
            return RenderedBase(html: renderer.html, diagnostics: diagnostics, targets: [])
        }
        views = [view]
    }
    var query = BaseQuery(
        base: base, corpus: corpus, this: context.this.flatMap(corpus.position), now: context.now,
        candidates: candidates)
    renderer.writeProblems(base.diagnostics.filter { $0.severity == .error })
    let results = views.map { view -> BaseResult? in
        if case .other = view.layout { return nil }
        return query.run(view)
    }
    renderer.write(zip(views, results).map { ($0, $1) })
    // What the base itself is told for is not told again for the files.
    let known = Set(base.diagnostics.compactMap(\.span))
    diagnostics += query.problems.diagnostics(file: base.file).filter { problem in
        problem.span.map { !known.contains($0) } ?? true
    }
    return RenderedBase(
        html: renderer.html, diagnostics: diagnostics.sorted(), targets: renderer.targets)
}
