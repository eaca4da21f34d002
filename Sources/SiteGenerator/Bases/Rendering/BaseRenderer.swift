import Markdown

/// Writes views as HTML. Everything that comes from notes is escaped.
struct BaseRenderer {
    let base: Base
    let corpus: BaseCorpus
    let context: BaseContext
    private(set) var html = ""
    private(set) var targets: [BaseTarget] = []
    private var known: Set<BaseTarget> = []

    init(base: Base, corpus: BaseCorpus, context: BaseContext) {
        self.base = base
        self.corpus = corpus
        self.context = context
    }

    mutating func write(_ text: String) { html += text }

    /// The address of a target, which is then among ``targets``.
    mutating func href(_ target: BaseTarget) -> String? {
        guard let href = context.href(target) else { return nil }
        if known.insert(target).inserted { targets.append(target) }
        return href
    }

    /// One view as it is; several as tabs that work without a script: a list of links, and each
    /// view a section that the link leads to.
    mutating func write(_ views: [(view: BaseView, result: BaseResult?)]) {
        guard views.count > 1 else {
            if let only = views.first { write(only.view, only.result, isTab: false) }
            return
        }
        write("<div class=\"base-views\">\n<ul class=\"base-tabs\">\n")
        for (index, entry) in views.enumerated() {
            write("<li><a href=\"#\(id(index))\">\(escapedHTML(entry.view.name))</a></li>\n")
        }
        write("</ul>\n")
        for (index, entry) in views.enumerated() {
            let name = escapedHTML(entry.view.name)
            write("<section class=\"base-view\" id=\"\(id(index))\" aria-label=\"\(name)\">\n")
            write(entry.view, entry.result, isTab: true)
            write("</section>\n")
        }
        write("</div>\n")
    }

    private func id(_ index: Int) -> String { escapedHTML("\(context.idPrefix)-\(index + 1)") }

    private mutating func write(_ view: BaseView, _ result: BaseResult?, isTab: Bool) {
        guard let result else {
            var type = ""
            if case .other(let name) = view.layout { type = name }
            writeNotice("A view of the type “\(type)” can't be shown here.", isError: false)
            return
        }
        if let failure = result.failure {
            writeNotice("The view “\(view.name)” can't be shown: \(failure).", isError: true)
            return
        }
        let layout =
            switch view.layout {
            case .cards: "cards"
            case .list: "list"
            default: "table"
            }
        write("<figure class=\"base base-\(layout)\">\n")
        writeCaption(view, result, isTab: isTab)
        if result.rowCount == 0 {
            write("<p class=\"base-empty\">No file matches.</p>\n")
        } else {
            switch view.layout {
            case .cards: writeCards(result)
            case .list: writeList(result)
            default: writeTable(result, isTab: isTab)
            }
        }
        write("</figure>\n")
    }

    private mutating func writeCaption(_ view: BaseView, _ result: BaseResult, isTab: Bool) {
        var parts: [String] = []
        if !isTab, view.name != view.layout.defaultName { parts.append(escapedHTML(view.name)) }
        if result.total > result.rowCount {
            parts.append(
                "<span class=\"base-count\">\(result.rowCount) of \(result.total)</span>")
        }
        if !parts.isEmpty {
            write("<figcaption>\(parts.joined(separator: " "))</figcaption>\n")
        }
    }

    func label(of property: BaseProperty) -> String {
        base.displayNames[property] ?? property.defaultLabel
    }

    mutating func writeNotice(_ text: String, isError: Bool) {
        write("<div class=\"base-notice\(isError ? " base-error" : "")\">")
        write("<p>\(escapedHTML(text))</p></div>\n")
    }

    mutating func writeProblems(_ diagnostics: [Diagnostic]) {
        guard !diagnostics.isEmpty else { return }
        write("<div class=\"base-notice base-error\"><p>This base has errors:</p>\n<ul>\n")
        for diagnostic in diagnostics.prefix(20) {
            let place = diagnostic.span.map { ":\($0.start.line):\($0.start.column)" } ?? ""
            write("<li><code>\(escapedHTML(diagnostic.file + place))</code> ")
            write("\(escapedHTML(diagnostic.message))")
            if let help = diagnostic.help { write(" <em>\(escapedHTML(help))</em>") }
            write("</li>\n")
        }
        write("</ul></div>\n")
    }
}
