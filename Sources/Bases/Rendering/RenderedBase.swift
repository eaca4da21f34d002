import Basics
package import Markdown
package import Vault

/// The target of a link in a base.
package enum BaseTarget: Sendable, Hashable {
    case file(VaultPath, subpath: String)
    /// A tag without `#`.
    case tag(String)
}

/// The place where a base is shown.
package struct BaseContext: Sendable {
    /// The value of `this`: the note that shows the base, or the `.base` file itself.
    package var this: VaultPath?
    /// The value of `now()`, which is the time of the build.
    package var now: BaseDate
    /// The embed that shows the base, for messages about it, and the view that it names.
    package var reference: Reference?
    /// The prefix of all `id`s, which makes them unique on the page.
    package var idPrefix: String
    /// The address of a target, relative to the page; nil when it has none.
    package var href: @Sendable (BaseTarget) -> String?

    package struct Reference: Sendable {
        package var file: String
        package var span: SourceSpan
        /// `Read` of `![[Books.base#Read]]`; empty when the embed names no view.
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
    /// The problems of evaluating and showing the base, without those of ``Base/diagnostics``.
    package var diagnostics: [Diagnostic]
    /// The files and tags that it links to or shows, in order and each once. The attachments among them
    /// must be published.
    package var targets: [BaseTarget]
}

/// Evaluates a base over all files and writes its views as HTML.
///
/// - Parameter candidates: the base's candidates, if it is shown in more than one place.
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
    // An error that the base itself has is not reported again for the files.
    let known = Set(base.diagnostics.compactMap(\.span))
    diagnostics += query.problems.diagnostics(file: base.file).filter { problem in
        problem.span.map { !known.contains($0) } ?? true
    }
    return RenderedBase(
        html: renderer.html, diagnostics: diagnostics.sorted(), targets: renderer.targets)
}

extension Base {
    /// Returns the error for a link or embed that names a view which does not exist.
    package func noView(named name: String, reference: BaseContext.Reference) -> Diagnostic {
        let names = views.map(\.name)
        return Diagnostic(
            .error, .baseView, file: reference.file, span: reference.span,
            "the base \(file) has no view named “\(name)”",
            help: nearest(to: name, among: names).map { "did you mean “\($0)”?" }
                ?? "it has \(names.joined(separator: ", "))")
    }
}
