import Basics
import Markdown
package import Vault

/// A parsed file of `content/_model`.
package struct ModelFile: Sendable, Hashable {
    package var path: String
    package var data: DataNode?

    package init(path: String, data: DataNode?) {
        self.path = path
        self.data = data
    }
}

/// Reads groups, criteria and units from the files of `_model`, in the order of their paths.
package func readCriteria(
    _ files: [ModelFile]
) -> (registry: CriterionRegistry, diagnostics: [Diagnostic]) {
    var reading = CriterionReading()
    let files = files.sorted { $0.path < $1.path }
    for file in files { reading.checkKeys(file) }
    for file in files { reading.readUnits(file) }
    for file in files { reading.readGroups(file) }
    for file in files { reading.readCriteria(file) }
    reading.registry.setCriteria(reading.criteria)
    return (reading.registry, reading.diagnostics)
}

private struct CriterionReading {
    var registry = CriterionRegistry()
    var criteria: [Criterion] = []
    var diagnostics: [Diagnostic] = []

    /// What stands under another key is read by nobody. Names that begin with `_`, `.` or `x-` are
    /// for anchors.
    mutating func checkKeys(_ file: ModelFile) {
        let known = ["criteria", "groups", "units"]
        var reader = ModelReader(file: file.path)
        defer { diagnostics += reader.diagnostics }
        guard let data = file.data, !data.isNull else { return }
        guard let entries = data.entries else {
            reader.error(
                .criterionInvalid, at: data.span,
                "a file of the data model must be a map, and this is \(data.kindDescription)",
                help:
                    "write what stands here below one of the keys `criteria:`, `groups:`, `units:`")
            return
        }
        let own = entries.filter { entry in
            !["_", ".", "x-"].contains { entry.key.hasPrefix($0) }
        }
        for entry in own where !known.contains(entry.key) {
            let near =
                nearest(to: entry.key, among: known)
                ?? (entry.key == "criterion" ? "criteria" : nil)
            reader.error(
                .criterionInvalid, at: entry.keySpan,
                "the data model has no key “\(entry.key)”",
                help: near.map { "did you mean “\($0)”?" }
                    ?? "it has \(listed(known, "and")): write this below one of them")
        }
    }

    mutating func readGroups(_ file: ModelFile) {
        guard let node = file.data?["groups"], !node.isNull else { return }
        var reader = ModelReader(file: file.path)
        defer { diagnostics += reader.diagnostics }
        var groups: [(id: Spanned<String>, label: String?)] = []
        if let entries = node.entries {
            for entry in entries where entry.value.entries != nil {
                reader.checkKeys(of: entry.value, "a group", known: ["label"])
            }
            groups = entries.map {
                let id = Spanned($0.key, span: $0.keySpan)
                return (id, reader.text($0.value["label"] ?? $0.value, "a group's label")?.value)
            }
        } else if let list = node.list {
            for element in list {
                if element.entries != nil {
                    reader.checkKeys(of: element, "a group", known: ["id", "label"])
                    let label = reader.text(element["label"], "a group's label")?.value
                    if let id = reader.text(element["id"], "a group's `id`") {
                        groups.append((id, label))
                    } else {
                        reader.error(.criterionInvalid, at: element.span, "a group has no `id`")
                    }
                } else if let id = reader.text(element, "a group") {
                    groups.append((id, nil))
                }
            }
        } else {
            reader.wrongType("“groups”", "a list", node)
        }
        for (id, label) in groups {
            guard reader.checkedIdentifier(id, "a group", code: .criterionInvalid) != nil else {
                continue
            }
            if registry.group(id.value) != nil {
                reader.error(
                    .criterionDuplicate, at: id.span, "the group “\(id.value)” is defined twice",
                    help: "keep one of them")
            } else {
                registry.groups.append(
                    CriterionGroup(id: id.value, label: label ?? asLabel(id.value)))
            }
        }
    }

    mutating func readCriteria(_ file: ModelFile) {
        guard let node = file.data?["criteria"], !node.isNull else { return }
        var reader = ModelReader(file: file.path)
        for (id, map) in reader.identified(node, "a criterion", code: .criterionInvalid) {
            if let known = criteria.first(where: { $0.id == id.value }) {
                reader.error(
                    .criterionDuplicate, at: id.span,
                    "the criterion “\(id.value)” is defined twice",
                    notes: ["the other: \(known.file):\(known.span.start.line)"],
                    help: "keep one of them")
            } else if let criterion = criterion(id, map, &reader) {
                criteria.append(criterion)
            }
        }
        diagnostics += reader.diagnostics
    }

    private func criterion(
        _ id: Spanned<String>, _ map: DataNode, _ reader: inout ModelReader
    ) -> Criterion? {
        guard map.entries != nil else {
            reader.wrongType("the criterion “\(id.value)”", "a map", map)
            return nil
        }
        reader.checkKeys(
            of: map, "a criterion",
            known: [
                "id", "label", "group", "kind", "values", "unit", "better", "rating", "help",
                "allow",
            ])
        let ofThis = "of the criterion “\(id.value)”"
        let kind: EvidenceKind
        if let written = map["kind"], !written.isNull {
            kind = reader.choice(written, "the kind \(ofThis)", code: .criterionInvalid) ?? .opinion
        } else {
            reader.error(
                .criterionInvalid, at: id.span, "the criterion “\(id.value)” has no `kind`",
                help: "write `kind: fact`, `checked`, `measured` or `opinion`")
            kind = .opinion
        }
        var result = Criterion(
            id: id.value,
            label: reader.text(map["label"], "the label \(ofThis)")?.value ?? asLabel(id.value),
            group: group(map["group"], ofThis, &reader), kind: kind, file: reader.file,
            span: id.span)
        result.values = reader.texts(map["values"], "a value \(ofThis)").map(\.value)
        result.better = reader.choice(
            map["better"], "`better` \(ofThis)", code: .criterionInvalid)
        result.help = reader.text(map["help"], "the help \(ofThis)")?.value
        result.scale = scale(map["rating"], ofThis, &reader)
        result.unit = reader.unit(map["unit"], "the unit \(ofThis)", registry.units)
        let (accepted, problems) = readAcceptances(
            map["allow"], file: reader.file, place: id.span.start)
        result.accepted = accepted
        reader.diagnostics += problems
        if kind == .measured { checkMeasured(result, map, id, &reader) }
        return result
    }

    private func checkMeasured(
        _ criterion: Criterion, _ map: DataNode, _ id: Spanned<String>, _ reader: inout ModelReader
    ) {
        if map["unit"]?.isNull ?? true {
            reader.error(
                .criterionInvalid, at: id.span,
                "the criterion “\(id.value)” is measured and has no `unit`",
                help: "write for example `unit: us`")
        }
        if map["better"]?.isNull ?? true {
            reader.error(
                .criterionInvalid, at: id.span,
                "the criterion “\(id.value)” is measured and doesn't say what is `better`",
                help: "write `better: lower` or `better: higher`")
        }
        if let values = map["values"], !values.isNull {
            reader.error(
                .criterionInvalid, at: values.span,
                "the criterion “\(id.value)” is measured: it can't have `values`",
                help: "delete them, or choose another kind")
        }
    }

    private func group(
        _ node: DataNode?, _ ofThis: String, _ reader: inout ModelReader
    ) -> String? {
        guard let group = reader.text(node, "the group \(ofThis)") else { return nil }
        if registry.group(group.value) != nil { return group.value }
        reader.error(
            .criterionInvalid, at: group.span, "no group is named “\(group.value)”",
            help: suggestion(for: group.value, among: registry.groups.map(\.id), named: "groups"))
        return nil
    }

    /// Reads `1..5` or `[1, 5]`.
    private func scale(
        _ node: DataNode?, _ ofThis: String, _ reader: inout ModelReader
    ) -> ClosedRange<Double>? {
        guard let node, !node.isNull else { return nil }
        var ends: [Double?] = []
        if let list = node.list {
            ends = list.map(\.number)
        } else if let text = node.text {
            let parts = text.replacing("..", with: " ").replacing("–", with: " ").split(
                separator: " ")
            ends = parts.map { Double($0) }
        }
        if ends.count == 2, let low = ends[0], let high = ends[1], low < high, low.isFinite,
            high.isFinite
        {
            return low...high
        }
        reader.error(
            .criterionInvalid, at: node.span,
            "the rating \(ofThis) must be a scale, and this is \(node.kindDescription)",
            help: "write for example `rating: 1..5`")
        return nil
    }

    /// Reads `units: {time: [us, ms], size: {page: 1, book: 300}}`. A list names units that are
    /// built in, or the only unit of its dimension; a map gives the size of each unit.
    mutating func readUnits(_ file: ModelFile) {
        guard let node = file.data?["units"], !node.isNull else { return }
        var reader = ModelReader(file: file.path)
        defer { diagnostics += reader.diagnostics }
        guard let dimensions = node.entries else {
            reader.wrongType("“units”", "a map from dimensions to units", node)
            return
        }
        for entry in dimensions {
            if let sizes = entry.value.entries {
                for size in sizes {
                    guard let factor = size.value.number, factor > 0 else {
                        reader.wrongType(
                            "the size of the unit “\(size.key)”", "a number above 0", size.value)
                        continue
                    }
                    registry.units.add(
                        MeasureUnit(
                            name: size.key, symbol: size.key, dimension: entry.key, factor: factor))
                }
                continue
            }
            let names = reader.texts(entry.value, "a unit of “\(entry.key)”")
            for name in names where registry.units[name.value] == nil {
                if names.count == 1 {
                    registry.units.add(
                        MeasureUnit(
                            name: name.value, symbol: name.value, dimension: entry.key, factor: 1))
                } else {
                    reader.error(
                        .unitUnknown, at: name.span,
                        "the size of the unit “\(name.value)” is unknown",
                        help: "write `\(entry.key): {\(name.value): 1, …}` with each unit's size")
                }
            }
        }
    }
}
