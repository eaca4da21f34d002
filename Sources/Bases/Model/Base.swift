import Basics
package import Markdown
package import Vault

/// A base selects files, computes values from their properties and says how to show them. It is a
/// `.base` file or a code block of the language `base`.
package struct Base: Sendable {
    /// The path of the file that it is in, for diagnostics.
    package var file: String
    package var filter: BaseFilter?
    /// In the order of the file.
    package private(set) var formulas: [BaseFormula] = []
    private var formulaPositions: [String: Int] = [:]
    package var displayNames: [BaseProperty: String] = [:]
    /// The summaries that the base defines, as expressions of `values`.
    package var summaries: [BaseFormula] = []
    /// Never empty.
    package var views: [BaseView] = []
    /// The place of each property's first mention outside of expressions.
    package var places: [BaseProperty: SourceSpan] = [:]
    /// The problems found while reading it. A base with errors is shown as far as possible.
    package var diagnostics: [Diagnostic] = []

    package init(file: String) { self.file = file }

    package func formula(named name: String) -> BaseFormula? {
        formulaPositions[name].map { formulas[$0] }
    }

    package mutating func add(_ formula: BaseFormula) {
        formulaPositions[formula.name] = formulas.count
        formulas.append(formula)
    }

    /// Returns the view that a link names, as in `![[Books.base#Read]]`. Case is ignored.
    package func view(named name: String) -> BaseView? {
        views.first { $0.name == name } ?? views.first { $0.name.folded == name.folded }
    }
}

extension Base {
    /// The prefix of the `id`s of the views on the base's own page.
    package static let idPrefix = "base"

    /// Returns the `id` of a view on the base's own page; nil when there is no view of that name.
    package func viewID(named name: String) -> String? {
        view(named: name).map { Self.viewID($0.name, prefix: Self.idPrefix) }
    }

    package static func viewID(_ name: String, prefix: String) -> String {
        prefix + "-" + slug(name)
    }
}

/// A named expression.
package struct BaseFormula: Sendable {
    package var name: String
    /// Nil when the expression is invalid, which a diagnostic reports.
    package var expression: BaseExpression?
    package var span: SourceSpan
}

package indirect enum BaseFilter: Sendable {
    case all([BaseFilter])
    case any([BaseFilter])
    case none([BaseFilter])
    case expression(BaseExpression)
    /// A filter that is invalid, so that it isn't known which files pass it.
    case broken

    /// The filters that consist of no others.
    private var leaves: [BaseFilter] {
        switch self {
        case .broken, .expression: [self]
        case .all(let parts), .any(let parts), .none(let parts): parts.flatMap(\.leaves)
        }
    }

    var isBroken: Bool { leaves.contains { if case .broken = $0 { true } else { false } } }

    package var expressions: [BaseExpression] {
        leaves.compactMap { if case .expression(let expression) = $0 { expression } else { nil } }
    }
}

/// A property that a view shows in a column, or by which it sorts or groups.
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

    package var name: String {
        switch self {
        case .note(let name), .file(let name), .formula(let name): name
        }
    }

    /// The title of a column for which the base has no display name.
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
        /// `map` or a layout of a plug-in, which can't be shown.
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
    package var columns: [BaseProperty] = [.file("name")]
    package var sort: [Order] = []
    package var group: Order?
    package var limit: Int?
    /// The summaries of columns.
    package var summaries: [BaseProperty: BaseSummary] = [:]
    /// The widths of a table's columns in pixels. Other columns are as wide as their contents.
    package var columnSizes: [BaseProperty: Double] = [:]
    // The layout of cards.
    package var image: BaseProperty?
    package var imageFit: String?
    package var imageAspectRatio: Double?
    package var cardSize: Double?
    // The layout of lists.
    package var marker = Marker.bullet
    package var indentsProperties = false
    package var separator = ", "
}

package enum BaseSummary: Sendable {
    case standard(StandardSummary)
    case custom(BaseFormula)

    package var name: String {
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
