import Basics
import Markdown

/// Reads the properties that the site itself uses; all others belong to the author.
struct PropertyReader {
    let file: String
    var diagnostics: [Diagnostic] = []

    mutating func frontMatter(_ node: DataNode?) -> FrontMatter {
        var result = FrontMatter()
        result.data = node
        for entry in node?.entries ?? [] {
            let value = entry.value
            if isBareLink(value) { continue }
            switch entry.key {
            case "title": result.title = text(entry)
            case "description": result.description = text(entry)
            case "permalink": result.permalink = permalink(entry)
            case "cover": result.cover = text(entry)
            case "image": result.cover = lenientText(entry) ?? result.cover
            case "aliases", "alias": result.aliases = texts(entry)
            case "tags", "tag": result.tags = tags(entry)
            case "cssclasses", "cssclass": result.cssClasses = classes(entry)
            // A note whose property can't be read is not published: a missing page is better than a
            // leaked secret.
            case "publish":
                result.isPublished = value.isNull || withhold(bool(entry), &result) ?? false
            case "draft":
                result.isDraft = !value.isNull && withhold(bool(entry), &result) ?? true
            case "created": result.created = date(entry)
            case "updated": result.updated = date(entry)
            // Other tools may use these names with another meaning.
            case "date": result.created = result.created ?? lenientDate(entry)
            case "modified": result.updated = result.updated ?? lenientDate(entry)
            case "lang": result.language = language(entry)
            case "order":
                result.order = value.number
                if value.number == nil, !value.isNull { wrongType(entry, "a number") }
            default: break
            }
        }
        return result
    }

    private mutating func text(_ entry: DataNode.Entry) -> FrontMatter.Text? {
        if entry.value.text == nil, !entry.value.isNull { wrongType(entry, "text") }
        return lenientText(entry)
    }

    /// Returns nil for an empty text too.
    private func lenientText(_ entry: DataNode.Entry) -> FrontMatter.Text? {
        guard let text = entry.value.text?.trimmed, !text.isEmpty else { return nil }
        return FrontMatter.Text(text, span: entry.value.span)
    }

    private mutating func permalink(_ entry: DataNode.Entry) -> FrontMatter.Text? {
        guard let text = text(entry) else { return nil }
        guard !text.text.contains("://") else {
            return refused(
                text, "a permalink is a path below the site's address, and this is a whole address",
                help: "leave the site's address out, as in guides/start")
        }
        guard !text.text.split(separator: "/").contains("..") else {
            return refused(
                text, "a permalink can't lead out of the site, and this has a part “..”",
                help: "begin at the site's first page, as in guides/start")
        }
        return text
    }

    private mutating func refused(
        _ text: FrontMatter.Text, _ message: String, help: String
    ) -> FrontMatter.Text? {
        diagnostics.append(
            Diagnostic(
                .error, .propertyType, file: file, span: text.span, message, help: help))
        return nil
    }

    private mutating func texts(_ entry: DataNode.Entry) -> [FrontMatter.Text] {
        entry.value.oneOrMany.compactMap { node in
            if node.isNull { return nil }
            guard let text = node.text else {
                wrongType(entry, "a list of texts", found: node)
                return nil
            }
            let trimmed = text.trimmed
            return trimmed.isEmpty ? nil : FrontMatter.Text(trimmed, span: node.span)
        }
    }

    /// Returns the tags of a list, or of one text that separates them by commas or spaces, which
    /// Obsidian still reads.
    private mutating func tags(_ entry: DataNode.Entry) -> [FrontMatter.Text] {
        texts(entry).flatMap { tag -> [FrontMatter.Text] in
            tag.text.split(whereSeparator: { $0 == "," || $0.isWhitespace }).compactMap {
                let name = $0.drop { $0 == "#" }
                return name.isEmpty ? nil : FrontMatter.Text(String(name), span: tag.span)
            }
        }
    }

    /// Returns the class names that a style sheet can use; one text may contain several.
    private mutating func classes(_ entry: DataNode.Entry) -> [String] {
        texts(entry).flatMap { text -> [String] in
            text.text.split(whereSeparator: \.isWhitespace).compactMap { name in
                let isName = name.unicodeScalars.allSatisfy {
                    $0.value >= 0xA0 || $0 == "-" || $0 == "_" || $0 == "/" || $0 == "."
                        || $0.properties.isAlphabetic || $0.properties.numericType != nil
                }
                if isName { return String(name) }
                diagnostics.append(
                    Diagnostic(
                        .warning, .propertyType, file: file, span: text.span,
                        "“\(name)” can't be the name of a class and is left out",
                        help: "use letters, digits, - and _"))
                return nil
            }
        }
    }

    private mutating func language(_ entry: DataNode.Entry) -> String? {
        guard let text = lenientText(entry)?.text else { return nil }
        // Names of languages such as “hebrew” have the form of a tag too.
        if text.wholeMatch(of: /[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,8}/) != nil { return text }
        diagnostics.append(
            Diagnostic(
                .warning, .propertyType, file: file, span: entry.value.span,
                "“\(text)” is no tag of a language and counts for nothing",
                help: "write the language's short name, as in he or pt-BR"))
        return nil
    }

    private mutating func bool(_ entry: DataNode.Entry) -> Bool? {
        if let bool = entry.value.bool { return bool }
        switch entry.value.text?.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default:
            if !entry.value.isNull { wrongType(entry, "true or false") }
            return nil
        }
    }

    private func withhold(_ value: Bool?, _ result: inout FrontMatter) -> Bool? {
        if value == nil { result.isWithheldByMistake = true }
        return value
    }

    private mutating func date(_ entry: DataNode.Entry) -> String? {
        let known = diagnostics.count
        if let date = lenientDate(entry) { return date }
        if !entry.value.isNull, entry.value.text?.trimmed.isEmpty != true,
            diagnostics.count == known
        {
            wrongType(entry, "a date (2026-01-31) or a date with time (2026-01-31T12:00:00)")
        }
        return nil
    }

    private mutating func lenientDate(_ entry: DataNode.Entry) -> String? {
        guard let text = entry.value.text else { return nil }
        switch WrittenDate(text) {
        case .date(let date): return date
        case .unreadable: return nil
        case .impossible:
            diagnostics.append(
                Diagnostic(
                    .error, .propertyType, file: file, span: entry.value.span,
                    "the property “\(entry.key)” is a date that no calendar has",
                    help: "write one that there is, as in 2026-01-31"))
            return nil
        }
    }

    /// True for a list of a list of one text, which is what YAML makes of `[[Note]]`; nobody means
    /// such a list.
    private mutating func isBareLink(_ value: DataNode) -> Bool {
        let bare = ([value] + (value.list ?? [])).compactMap { node -> Diagnostic? in
            guard let name = node.list?.only?.list?.only?.text else { return nil }
            return Diagnostic(
                .warning, .propertyType, file: file, span: node.span,
                "without quotes this is not a link but a list in a list",
                help: "write it \"[[\(name)]]\"")
        }
        diagnostics += bare
        return !bare.isEmpty
    }

    private mutating func wrongType(
        _ entry: DataNode.Entry, _ expected: String, found: DataNode? = nil
    ) {
        let found = found ?? entry.value
        // A template for new notes has no value yet. What decides about publishing must have one.
        if found.isPlaceholder, !["publish", "draft"].contains(entry.key) { return }
        diagnostics.append(
            Diagnostic(
                .error, .propertyType, file: file, span: found.span,
                "the property “\(entry.key)” must be \(expected), and this is \(found.kindDescription)",
                help: mapHelp(found)))
    }

    /// Returns advice for a map where a text is expected, which is hardly ever intended.
    private func mapHelp(_ found: DataNode) -> String? {
        guard let entries = found.entries else { return nil }
        // YAML reads `{{date}}` as such a map.
        if entries.contains(where: { $0.value.isNull }) {
            return
                "a text that begins with { needs quotes; a folder of templates can be listed under `ignore` in site.yml"
        }
        return "a text with a colon and a space in it needs quotes"
    }
}

extension [DataNode] {
    fileprivate var only: DataNode? { count == 1 ? self[0] : nil }
}

extension DataNode {
    /// True for `{{date}}` and the like, which YAML reads as a map whose only key is a map.
    fileprivate var isPlaceholder: Bool {
        guard let entry = entries?.first, entries?.count == 1 else { return false }
        return entry.key == DataNode.compositeKey && entry.value.isNull
    }
}
