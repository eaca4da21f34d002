import Basics
import Markdown
import Vault

extension BaseReader {
    private static let keys = [
        "type", "name", "filters", "order", "sort", "groupBy", "limit", "summaries",
    ]

    /// The keys of all layouts. When an author changes a view's layout in Obsidian, the view keeps the
    /// keys of the old one, so all of them are accepted in every view.
    private static let layoutKeys = [
        "columnSize", "rowHeight", "image", "imageFit", "imageAspectRatio", "cardSize", "markers",
        "indentProperties", "separator", "coordinates", "markerIcon", "markerColor", "defaultZoom",
        "minZoom", "maxZoom", "mapHeight", "center", "mapTiles", "mapTilesDark",
    ]

    mutating func readViews(_ node: DataNode?) {
        guard let node, !node.isNull else { return }
        guard let nodes = node.list else {
            report(node, "“views” must be a list, and this is \(node.kindDescription)")
            return
        }
        for node in nodes {
            guard node.entries != nil else {
                report(node, "a view must be a map, and this is \(node.kindDescription)")
                continue
            }
            let view = view(node)
            if let other = base.views.first(where: { $0.name.folded == view.name.folded }) {
                report(
                    (node["name"] ?? node).span, "two views are named “\(view.name)”",
                    severity: .warning, code: .baseView,
                    notes: ["the first is on line \(other.span.start.line)"],
                    help: "a link can name only the first: rename one")
            }
            base.views.append(view)
        }
    }

    private mutating func view(_ node: DataNode) -> BaseView {
        let layout = layout(node)
        var view = BaseView(
            layout: layout, name: node["name"]?.text ?? layout.defaultName,
            span: lines.span((node["name"] ?? node).span))
        // The keys of a plug-in's view are unknown.
        if case .other = layout { return view }
        if let filters = node["filters"] { view.filter = filter(filters) }
        readColumns(node["order"], into: &view)
        view.sort = sort(node["sort"])
        view.group = (node["groupBy"] ?? node["group_by"]).flatMap { order($0, "groupBy") }
        view.limit = limit(node["limit"])
        readSummaries(node["summaries"], into: &view)
        readLayout(node, into: &view)
        for entry in node.entries ?? [] where entry.key == "group_by" {
            warnOld(entry.keySpan, "group_by", "groupBy")
        }
        checkKeys(
            of: node, known: Self.keys + Self.layoutKeys, ignoring: ["group_by"], name: "a view")
        return view
    }

    private mutating func layout(_ node: DataNode) -> BaseView.Layout {
        guard let type = node["type"], !type.isNull else {
            report(node, "this view has no type", help: "write type: table, cards or list")
            return .table
        }
        switch type.text {
        case "table": return .table
        case "cards": return .cards
        case "list": return .list
        case .some(let other):
            if let near = nearest(to: other, among: ["table", "cards", "list", "map"]),
                near != other
            {
                report(
                    type, "there is no view of the type “\(other)”", help: "did you mean “\(near)”?"
                )
            } else {
                report(
                    type.span,
                    "a view of the type “\(other)” can't be shown here: a notice stands in its place",
                    severity: .warning, code: .baseView,
                    help: "tables, cards and lists can be shown")
            }
            return .other(other)
        case nil:
            report(type, "a view's type must be text, and this is \(type.kindDescription)")
            return .table
        }
    }

    private mutating func readColumns(_ node: DataNode?, into view: inout BaseView) {
        guard let node, !node.isNull else { return }
        guard let nodes = node.list else {
            report(
                node, "“order” must be a list of properties, and this is \(node.kindDescription)")
            return
        }
        let columns = nodes.compactMap { node -> BaseProperty? in
            guard let id = node.text else {
                report(node, "a column must be a property, and this is \(node.kindDescription)")
                return nil
            }
            return property(id, at: node.span)
        }
        if !columns.isEmpty { view.columns = columns }
        if nodes.isEmpty, view.layout == .cards { view.columns = [] }
    }

    private mutating func sort(_ node: DataNode?) -> [BaseView.Order] {
        guard let node, !node.isNull else { return [] }
        guard let nodes = node.list else {
            report(node, "“sort” must be a list, and this is \(node.kindDescription)")
            return []
        }
        return nodes.compactMap { order($0, "sort") }
    }

    private mutating func order(_ node: DataNode, _ name: String) -> BaseView.Order? {
        if node.isNull { return nil }
        if let id = node.text {
            return BaseView.Order(property: property(id, at: node.span), isDescending: false)
        }
        guard node.entries != nil else {
            report(
                node,
                "“\(name)” needs a property and a direction, and this is \(node.kindDescription)")
            return nil
        }
        checkKeys(
            of: node, known: ["property", "direction"], ignoring: ["column"], name: "“\(name)”")
        for entry in node.entries ?? [] where entry.key == "column" {
            warnOld(entry.keySpan, "column", "property")
        }
        guard let id = node["property"] ?? node["column"], let text = id.text else {
            report(node, "“\(name)” names no property", help: "write property: file.name")
            return nil
        }
        var isDescending = false
        if let direction = node["direction"], !direction.isNull {
            switch direction.text?.lowercased() {
            case "asc", "ascending": break
            case "desc", "descending": isDescending = true
            default:
                report(
                    direction,
                    "a direction is ASC or DESC, and this is \(direction.kindDescription)")
            }
        }
        return BaseView.Order(property: property(text, at: id.span), isDescending: isDescending)
    }

    private mutating func limit(_ node: DataNode?) -> Int? {
        guard let node, !node.isNull else { return nil }
        guard let limit = node.integer, limit >= 0 else {
            report(node, "a limit must be a whole number, and this is \(node.kindDescription)")
            return nil
        }
        return limit == 0 ? nil : limit
    }

    private mutating func readSummaries(_ node: DataNode?, into view: inout BaseView) {
        for entry in entries(of: node, "summaries", of: "properties and names of summaries") {
            let property = property(entry.key, at: entry.keySpan)
            guard let name = entry.value.text else {
                report(
                    entry.value,
                    "a summary must be a name, and this is \(entry.value.kindDescription)")
                continue
            }
            if let custom = base.summaries.first(where: { $0.name == name }) {
                view.summaries[property] = .custom(custom)
            } else if let standard = StandardSummary(rawValue: name) {
                view.summaries[property] = .standard(standard)
            } else {
                let known = StandardSummary.allCases.map(\.rawValue) + base.summaries.map(\.name)
                report(
                    entry.value.span, "no summary is named “\(name)”", code: .baseFunction,
                    help: nearest(to: name, among: known).map { "did you mean “\($0)”?" }
                        ?? "the summaries are \(known.joined(separator: ", "))")
            }
        }
    }

    private mutating func readLayout(_ node: DataNode, into view: inout BaseView) {
        if let image = node["image"], let id = image.text, !id.isEmpty {
            view.image = property(id, at: image.span)
        }
        for entry in node["columnSize"]?.entries ?? [] {
            guard let size = entry.value.number, size > 0 else { continue }
            view.columnSizes[property(entry.key, at: entry.keySpan)] = min(size, 2000)
        }
        view.imageFit = node["imageFit"]?.text == "contain" ? "contain" : nil
        view.imageAspectRatio = node["imageAspectRatio"]?.number.flatMap { $0 > 0 ? $0 : nil }
        view.cardSize = node["cardSize"]?.number.flatMap { $0 > 0 ? $0 : nil }
        if let markers = node["markers"]?.text {
            view.marker =
                BaseView.Marker(
                    rawValue: markers.hasSuffix("s") ? String(markers.dropLast()) : markers)
                ?? .bullet
        }
        view.indentsProperties = node["indentProperties"]?.bool ?? false
        if case .scalar(let separator, _)? = node["separator"]?.value { view.separator = separator }
    }

    private mutating func warnOld(_ span: SourceSpan, _ old: String, _ new: String) {
        report(
            span, "“\(old)” is the old name of “\(new)”", severity: .warning,
            help: "write \(new):")
    }
}

extension BaseView.Layout {
    var defaultName: String {
        switch self {
        case .table: "Table"
        case .cards: "Cards"
        case .list: "List"
        case .other(let type): type.prefix(1).uppercased() + type.dropFirst()
        }
    }
}
