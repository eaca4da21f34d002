package import Markdown

/// A piece of YAML, with the place it stands at: what front matter, `site.yml` and the data model
/// are read from.
package struct DataNode: Sendable, Hashable, Codable {
    package indirect enum Value: Sendable, Hashable, Codable {
        /// Text as written; `isPlain` when it stood without quotes, so that `3` and `"3"` differ.
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
    /// The value of a key of a map; nil when this is no map or the key is absent.
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

    /// Any scalar's text; nil for null, lists and maps.
    package var text: String? {
        guard case .scalar(let text, _) = value, !isNull else { return nil }
        return text
    }

    package var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = value else { return false }
        return text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL"
    }

    /// YAML 1.2's `true` and `false`, as Obsidian reads them; `yes` and `no` stay text.
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

    /// A list's elements, or the node itself: where one or many may stand.
    package var oneOrMany: [DataNode] {
        if case .list(let nodes) = value { return nodes }
        return isNull ? [] : [self]
    }

    /// How a message names what was found.
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
