package import Markdown

/// A YAML value with its place. Front matter, `site.yml` and the data model are read from it.
package struct DataNode: Sendable, Hashable, Codable {
    package indirect enum Value: Sendable, Hashable, Codable {
        /// A text as written. `isPlain` is true if it had no quotes, so that `3` and `"3"` differ.
        case scalar(String, isPlain: Bool)
        case list([DataNode])
        case map([Entry])
    }

    package struct Entry: Sendable, Hashable, Codable {
        package var key: String
        package var keySpan: SourceSpan
        package var value: DataNode
    }

    package var value: Value
    package var span: SourceSpan

    package init(_ value: Value, span: SourceSpan) {
        self.value = value
        self.span = span
    }
}

extension DataNode {
    /// Stands for a key that is itself a list or a map.
    static let compositeKey = "?"

    /// The value of a key of a map; nil if this is not a map or the key is absent.
    package subscript(_ key: String) -> DataNode? {
        guard case .map(let entries) = value else { return nil }
        return entries.first { $0.key == key }?.value
    }

    package var entries: [Entry]? {
        guard case .map(let entries) = value else { return nil }
        return entries
    }

    package var list: [DataNode]? {
        guard case .list(let nodes) = value else { return nil }
        return nodes
    }

    /// The text of a scalar; nil for null, lists and maps.
    package var text: String? {
        guard case .scalar(let text, _) = value, !isNull else { return nil }
        return text
    }

    package var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = value else { return false }
        return text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL"
    }

    /// YAML 1.2's `true` and `false`, as Obsidian reads them; `yes` and `no` are texts.
    package var bool: Bool? {
        guard case .scalar(let text, isPlain: true) = value else { return nil }
        switch text {
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: return nil
        }
    }

    package var number: Double? {
        guard case .scalar(let text, isPlain: true) = value, let first = text.utf8.first,
            first == UInt8(ascii: "-") || first == UInt8(ascii: "+") || first == UInt8(ascii: ".")
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        else { return nil }
        guard let number = Double(text), number.isFinite else { return nil }
        return number
    }

    package var integer: Int? { number.flatMap { Int(exactly: $0) } }

    /// The elements of a list, or the node itself, for keys that allow one value or several.
    package var oneOrMany: [DataNode] {
        if case .list(let nodes) = value { return nodes }
        return isNull ? [] : [self]
    }

    /// The kind of value, as messages name it.
    package var kindDescription: String {
        switch value {
        case .list: "a list"
        case .map: "a map"
        case .scalar(let text, let isPlain):
            if isNull {
                "nothing"
            } else if bool != nil {
                "\(text)"
            } else if isPlain, number != nil {
                "the number \(text)"
            } else {
                "the text “\(text)”"
            }
        }
    }
}
