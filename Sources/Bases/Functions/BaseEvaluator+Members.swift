import Basics
import Vault

extension BaseEvaluator {
    package mutating func member(
        _ receiver: BaseNode, _ name: String, _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        if case .name(let root) = receiver.kind, let value = try member(ofRoot: root, name, node) {
            return value
        }
        return try member(of: try evaluate(receiver), name, node)
    }

    package mutating func element(
        _ receiver: BaseNode, _ index: BaseNode, _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        let index = try evaluate(index)
        if case .name(let root) = receiver.kind, case .text(let name) = index,
            let value = try member(ofRoot: root, name, node)
        {
            return value
        }
        let value = try evaluate(receiver)
        switch (value, index) {
        case (.null, _), (_, .null): return .null
        case (.list(let values), _):
            guard let position = number(index) else { break }
            guard let place = Int(exactly: position.rounded(.down)), values.indices.contains(place)
            else { return .null }
            return values[place]
        case (.object(let entries), _):
            let key = try text(index, node.range)
            return entries.first { $0.key == key }?.value ?? .null
        case (.text(let text), .number(let position)):
            try spend(text.utf8.count / 8, at: node.range)
            guard let place = Int(exactly: position), place >= 0, place < text.count else {
                return .null
            }
            return .text(String(text[text.index(text.startIndex, offsetBy: place)]))
        case (_, .text(let name)): return try member(of: value, name, node)
        default: break
        }
        throw BaseError(
            .value, node.nameRange,
            "\(value.kindDescription) has no element \(index.kindDescription)")
    }

    /// Returns the value of `note.x`, `formula.x` or `this.x`; nil if `root` is none of these.
    private mutating func member(
        ofRoot root: String, _ name: String, _ node: BaseNode
    ) throws(BaseError) -> BaseValue? {
        switch root {
        case "note": return noteProperty(name, of: file)
        case "formula": return try formula(name, at: node.nameRange)
        case "this":
            guard let this else { return .null }
            return name == "file" ? .file(this) : noteProperty(name, of: this)
        default: return nil
        }
    }

    private mutating func member(
        of value: BaseValue, _ name: String, _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        switch value {
        case .null: return .null
        case .text, .tag, .html, .icon, .link:
            guard name == "length" else { break }
            let text = try text(value, node.range)
            try spend(text.utf8.count / 8, at: node.range)
            return .number(Double(text.count))
        case .list(let values): if name == "length" { return .number(Double(values.count)) }
        case .object(let entries):
            try spend(entries.count / 16, at: node.range)
            return entries.first { $0.key == name }?.value ?? .null
        case .date(let date): if let field = dateField(name, of: date) { return field }
        case .duration(let duration):
            if let total = duration.total(in: name) { return .number(total) }
        case .file(let index):
            if let field = fileField(name, of: index) {
                try spendForCopy(of: field, node)
                return field
            }
        case .bool, .number, .image: break
        }
        throw unknownMember(name, of: value, node)
    }

    /// Takes the steps for a copy: a file's lists and objects are copied each time an expression
    /// names them.
    private mutating func spendForCopy(of value: BaseValue, _ node: BaseNode) throws(BaseError) {
        switch value {
        case .list(let values): try spend(values.count / 4, at: node.range)
        case .object(let entries): try spend(entries.count / 4, at: node.range)
        default: break
        }
    }

    private func unknownMember(_ name: String, of value: BaseValue, _ node: BaseNode) -> BaseError {
        let fields = Self.fields(of: value)
        var help: String?
        if let near = nearest(to: name, among: fields) {
            help = "did you mean “\(near)”?"
        } else if BaseFunction.methods.contains(where: { $0.name == name }) {
            help = "“\(name)” is a function: write \(name)()"
        } else if case .file = value {
            help = "a property of its front matter is written .properties.\(name)"
        } else if !fields.isEmpty {
            help = "it has \(fields.joined(separator: ", "))"
        }
        return BaseError(
            .unknown, node.nameRange, "\(value.kindDescription) has no field “\(name)”", help: help)
    }

    private static func fields(of value: BaseValue) -> [String] {
        switch value {
        case .text, .tag, .html, .icon, .link, .list: ["length"]
        case .date: dateFields
        case .duration: BaseDuration.fields
        case .file: BaseFile.fields
        default: []
        }
    }

    private static let dateFields = [
        "day", "hour", "millisecond", "minute", "month", "second", "year",
    ]

    private func dateField(_ name: String, of date: BaseDate) -> BaseValue? {
        let number: Int
        switch name {
        case "year": number = date.civil.year
        case "month": number = date.civil.month
        case "day": number = date.civil.day
        case "hour": number = date.hour
        case "minute": number = date.minute
        case "second": number = date.second
        case "millisecond": number = date.millisecond
        default: return nil
        }
        return .number(Double(number))
    }

    func fileField(_ name: String, of index: Int) -> BaseValue? {
        let file = corpus.files[index]
        switch name {
        case "name": return .text(file.name)
        case "basename": return .text(String(file.path.stem))
        case "path": return .text(file.path.string)
        case "folder": return .text(file.folder)
        case "ext": return .text(file.path.fileExtension)
        case "size": return file.size.map { .number(Double($0)) } ?? .null
        case "ctime": return file.created.map { .date($0) } ?? .null
        case "mtime": return file.modified.map { .date($0) } ?? .null
        case "tags": return .list(file.tags.map { .tag($0) })
        case "links": return .list(file.links.map { .link($0) })
        case "embeds": return .list(file.embeds.map { .link($0) })
        case "backlinks":
            return .list(
                corpus.backlinks[index].map {
                    .link(BaseLink(target: corpus.files[$0].path.string, file: $0))
                })
        case "properties": return properties(of: index)
        case "file": return .file(index)
        default: return nil
        }
    }
}
