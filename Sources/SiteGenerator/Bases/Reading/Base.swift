package import Markdown

/// A base: which files to look at, what to reckon from their properties, and how to show them.
///
/// A `.base` file, or a code block of the language `base`.
package struct Base: Sendable {
    /// The file it is written in, for diagnostics.
    package var file: String
    package var filter: BaseFilter?
    /// In the order in which they stand.
    package private(set) var formulas: [BaseFormula] = []
    private var formulaPositions: [String: Int] = [:]
    package var displayNames: [BaseProperty: String] = [:]
    /// The author's own summaries, expressions over `values`.
    package var summaries: [BaseFormula] = []
    /// Never empty.
    package var views: [BaseView] = []
    /// Where each property is named first outside of expressions.
    var places: [BaseProperty: SourceSpan] = [:]
    /// What is wrong with it. A base with errors is shown as far as it can be.
    package var diagnostics: [Diagnostic] = []

    init(file: String) { self.file = file }

    func formula(named name: String) -> BaseFormula? {
        formulaPositions[name].map { formulas[$0] }
    }

    mutating func add(_ formula: BaseFormula) {
        formulaPositions[formula.name] = formulas.count
        formulas.append(formula)
    }

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// As a link names it, `![[Books.base#Read]]`; without regard to case.
    package func view(named name: String) -> BaseView? {
        views.first { $0.name == name } ?? views.first { $0.name.folded == name.folded }
    }
}

extension Base {
    /// Before the `id`s of the views on the base's own page.
    static let idPrefix = "base"

    /// The `id` of a view there; nil when there is no view of that name.
    func viewID(named name: String) -> String? {
        view(named: name).map { Self.viewID($0.name, prefix: Self.idPrefix) }
    }

    static func viewID(_ name: String, prefix: String) -> String { prefix + "-" + slug(name) }

    /// What a link or an embed is told that names a view which is not there.
    func noView(named name: String, reference: BaseContext.Reference) -> Diagnostic {
        let names = views.map(\.name)
        return Diagnostic(
            .error, .baseView, file: reference.file, span: reference.span,
            "the base \(file) has no view named “\(name)”",
            help: nearest(to: name, among: names).map { "did you mean “\($0)”?" }
                ?? "it has \(names.joined(separator: ", "))")
    }
}

/// A named expression. Nil where it can't be read; a diagnostic has said so.
package struct BaseFormula: Sendable {
    package var name: String
    package var expression: BaseExpression?
    package var span: SourceSpan
}

package indirect enum BaseFilter: Sendable {
    case all([BaseFilter])
    case any([BaseFilter])
    case none([BaseFilter])
    case expression(BaseExpression)
    /// It can't be read; what it filters is unknown.
    case broken

    var isBroken: Bool {
        switch self {
        case .broken: true
        case .expression: false
        case .all(let parts), .any(let parts), .none(let parts): parts.contains(where: \.isBroken)
        }
    }
}

/// What a column shows, and what is sorted and grouped by.
package enum BaseProperty: Sendable, Hashable {
    case note(String)
    case file(String)
    case formula(String)

    /// `file.name`, `formula.price`, `note.author`, `author`; also `note["two words"]`.
    package init(_ id: String) {
        for (prefix, make) in Self.prefixes where id.hasPrefix(prefix) {
            let rest = id.dropFirst(prefix.count)
            if rest.hasPrefix(".") {
                self = make(String(rest.dropFirst()))
                return
            }
            for quote in ["\"", "'"]
            where rest.hasPrefix("[" + quote) && rest.hasSuffix(quote + "]") {
                self = make(String(rest.dropFirst(2).dropLast(2)))
                return
            }
        }
        self = .note(id)
    }

    private static let prefixes: [(String, @Sendable (String) -> BaseProperty)] = [
        ("note", { .note($0) }), ("file", { .file($0) }), ("formula", { .formula($0) }),
    ]

    var name: String {
        switch self {
        case .note(let name), .file(let name), .formula(let name): name
        }
    }

    /// What a column is called when the base gives it no name.
    var defaultLabel: String {
        guard case .file(let name) = self else { return name }
        return Self.fileLabels[name] ?? name
    }

    private static let fileLabels = [
        "name": "Name", "basename": "Name", "path": "Path", "folder": "Folder", "ext": "Extension",
        "size": "Size", "ctime": "Created", "mtime": "Modified", "tags": "Tags", "links": "Links",
        "embeds": "Embeds", "backlinks": "Backlinks", "properties": "Properties", "file": "File",
    ]
}

package struct BaseView: Sendable {
    package enum Layout: Sendable, Hashable {
        case table, cards, list
        /// `map`, or one of a plug-in: not shown.
        case other(String)
    }

    package struct Order: Sendable, Hashable {
        package var property: BaseProperty
        package var isDescending: Bool
    }

    package enum Marker: String, Sendable, CaseIterable { case bullet, number, none }

    package var layout: Layout
    package var name: String
    package var span: SourceSpan
    package var filter: BaseFilter?
    /// The properties shown; never empty.
    package var columns: [BaseProperty] = [.file("name")]
    /// False: the base names no columns.
    package var hasColumns = false
    package var sort: [Order] = []
    package var group: Order?
    package var limit: Int?
    /// The name of a summary by property.
    package var summaries: [BaseProperty: BaseSummary] = [:]
    /// In pixels, of a table's columns: as wide as its contents where none is given.
    package var columnSizes: [BaseProperty: Double] = [:]
    /// Of cards.
    package var image: BaseProperty?
    package var imageFit: String?
    package var imageAspectRatio: Double?
    package var cardSize: Double?
    /// Of lists.
    package var marker = Marker.bullet
    package var indentsProperties = false
    package var separator = ", "
}

package enum BaseSummary: Sendable {
    case standard(StandardSummary)
    case custom(BaseFormula)

    var name: String {
        switch self {
        case .standard(let summary): summary.rawValue
        case .custom(let formula): formula.name
        }
    }
}

package enum StandardSummary: String, Sendable, CaseIterable {
    case average = "Average"
    case min = "Min"
    case max = "Max"
    case sum = "Sum"
    case range = "Range"
    case median = "Median"
    case stddev = "Stddev"
    case earliest = "Earliest"
    case latest = "Latest"
    case checked = "Checked"
    case unchecked = "Unchecked"
    case empty = "Empty"
    case filled = "Filled"
    case unique = "Unique"
}
