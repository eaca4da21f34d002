import Basics
import Markdown
import Vault

/// Writes views as HTML. All text from notes is escaped.
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

    /// Returns the address of a target, which is added to ``targets``.
    mutating func href(_ target: BaseTarget) -> String? {
        guard let href = context.href(target) else { return nil }
        if known.insert(target).inserted { targets.append(target) }
        return href
    }

    /// Writes several views as tabs that work without a script: a list of links, each to the section of
    /// a view.
    mutating func write(_ views: [(view: BaseView, result: BaseResult?)]) {
        let ids = ids(of: views.map(\.view))
        guard views.count > 1 else {
            if let only = views.first {
                write(only.view, only.result, attribute: " id=\"\(escapedHTML(ids[0]))\"")
            }
            return
        }
        write("<div class=\"base-views\">\n<ul class=\"base-tabs\">\n")
        for (id, entry) in zip(ids, views) {
            let fragment = escapedHTML(id.urlFragment)
            write("<li><a href=\"#\(fragment)\">\(escapedHTML(entry.view.name))</a></li>\n")
        }
        write("</ul>\n")
        for (id, entry) in zip(ids, views) {
            let name = escapedHTML(entry.view.name)
            write(
                "<section class=\"base-view\" id=\"\(escapedHTML(id))\" aria-label=\"\(name)\">\n")
            write(entry.view, entry.result, attribute: nil)
            write("</section>\n")
        }
        write("</div>\n")
    }

    /// Returns the `id`s of views. They consist of the names, so that links can lead to a view.
    private func ids(of views: [BaseView]) -> [String] {
        var taken: Set<String> = []
        return views.enumerated().map { index, view in
            let id = Base.viewID(view.name, prefix: context.idPrefix)
            return taken.insert(id).inserted ? id : "\(id)-\(index + 1)"
        }
    }

    /// - Parameter attribute: the `id` of a view without tabs; nil in a tab, where the section has the
    ///   `id` and the name.
    private mutating func write(_ view: BaseView, _ result: BaseResult?, attribute: String?) {
        let isTab = attribute == nil
        guard let result else {
            writeNotice(notice(of: view), isError: false)
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
        write("<figure class=\"base base-\(layout)\"\(attribute ?? "")>\n")
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

    /// Returns the notice in place of a view that can't be shown.
    private func notice(of view: BaseView) -> String {
        guard case .other(let type) = view.layout else { return "" }
        let name = "“\(view.name)” is a view of the type “\(type)”"
        return type == "map"
            ? "\(name): a map needs pictures from another server, and is shown by Obsidian alone."
            : "\(name), which a plug-in of Obsidian draws. Tables, cards and lists are shown here."
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
