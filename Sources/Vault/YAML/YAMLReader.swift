import Basics
import Files
import Markdown
import Yams

/// Reads YAML into ``DataNode``s. This is the only file that uses Yams.
///
/// - Parameters:
///   - text: one YAML document.
///   - file: the file's path, for diagnostics.
///   - firstLine: the file's line on which `text` begins.
/// - Returns: nil for an empty document or one that can't be read; then a diagnostic says why.
package func readYAML(
    _ text: String, file: String, firstLine: Int = 1
) -> (node: DataNode?, diagnostics: [Diagnostic]) {
    if let line = lineOfAliasInKey(text) {
        return (nil, [aliasInKey(file: file, line: firstLine + line)])
    }
    do {
        // With the basic resolver scalars stay texts, since each property's own type decides. The
        // encoding is given because Yams would otherwise read the whole environment to choose one.
        guard let root = try Yams.compose(yaml: text, .basic, .default, .utf8) else {
            return (nil, [])
        }
        var converter = NodeConverter(places: YAMLPlaces(text, firstLine: firstLine))
        let node = converter.convert(root, depth: 0)
        guard converter.problem == nil else {
            return (nil, [tooLarge(file: file, line: firstLine, converter.problem ?? "")])
        }
        return (node, [])
    } catch let error as YamlError {
        return (nil, [diagnostic(for: error, text: text, file: file, firstLine: firstLine)])
    } catch {
        return (nil, [Diagnostic(.error, .yamlInvalid, file: file, "\(error)")])
    }
}

/// Converts Yams' nodes within limits: with aliases a small file can mean an exponentially large
/// tree, and deep nesting would overflow the stack.
private struct NodeConverter {
    private static let nodeLimit = 200_000
    private static let depthLimit = 64

    let places: YAMLPlaces
    var count = 0
    var problem: String?

    mutating func convert(_ node: Node, depth: Int) -> DataNode {
        count += 1
        let span = span(of: node)
        if count > Self.nodeLimit {
            problem =
                "it stands for more than \(Self.nodeLimit) values once its aliases are written out"
        } else if depth > Self.depthLimit {
            problem = "it is nested more than \(Self.depthLimit) levels deep"
        }
        guard problem == nil else { return DataNode(.scalar("", isPlain: true), span: span) }

        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            return DataNode(.scalar(scalar.string, isPlain: isPlain), span: span)
        case .sequence(let sequence):
            var children: [DataNode] = []
            for child in sequence where problem == nil {
                children.append(convert(child, depth: depth + 1))
            }
            return DataNode(.list(children), span: span)
        case .mapping(let mapping):
            var entries: [DataNode.Entry] = []
            for (key, value) in mapping where problem == nil {
                let name = key.scalar?.string ?? DataNode.compositeKey
                entries.append(
                    DataNode.Entry(
                        key: name, keySpan: self.span(of: key),
                        value: convert(value, depth: depth + 1)))
            }
            return DataNode(.map(entries), span: span)
        case .alias:
            return DataNode(.scalar("", isPlain: true), span: span)
        }
    }

    private func span(of node: Node) -> SourceSpan {
        let start = places.position(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        return SourceSpan(
            line: start.line, column: start.column, length: node.scalar?.string.utf8.count ?? 0)
    }
}

/// Returns the line, from 0, on which an alias (`*name`) may be a key or part of one.
///
/// Yams compares the keys of a map with each other while it reads, and expands every alias in them:
/// a few lines can expand to more than any machine can hold. Keys here are names, so that refusing
/// aliases loses nothing. Only a text that defines an anchor is checked.
private func lineOfAliasInKey(_ text: String) -> Int? {
    guard text.utf8.contains(UInt8(ascii: "*")), text.utf8.contains(UInt8(ascii: "&")),
        text.contains(/(^|[\s\[{,:?-])&[^\s,\[\]{}&]/)
    else { return nil }
    var isInComplexKey = false
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
        if line.contains(/(^|[\s\[{,])\?(\s|$)/) { isInComplexKey = true }
        let hasAlias = line.contains(/(^|[\s\[{,:?-])\*[^\s,\[\]{}*]/)
        guard hasAlias else { continue }
        // `*a : 1`, `{*a : 1}`, `[*a]: 1`, `{x: *a}: 1`
        if isInComplexKey || line.contains(/\*[^\s,\[\]{}]+\s+:(\s|$)/)
            || line.contains(/[\]}]\s*:(\s|$)/)
        {
            return number
        }
    }
    return nil
}

private func aliasInKey(file: String, line: Int) -> Diagnostic {
    Diagnostic(
        .error, .yamlTooLarge, file: file, span: SourceSpan(line: line, column: 1),
        "this YAML is refused: an alias (`*name`) stands in a key, or follows one written with “?”",
        help: "write the key out")
}

private func tooLarge(file: String, line: Int, _ problem: String) -> Diagnostic {
    Diagnostic(
        .error, .yamlTooLarge, file: file, span: SourceSpan(line: line, column: 1),
        "this YAML is refused: \(problem)",
        help: "write the data flat, without aliases (`*name`) that repeat other aliases")
}

private func diagnostic(
    for error: YamlError, text: String, file: String, firstLine: Int
) -> Diagnostic {
    let places = YAMLPlaces(text, firstLine: firstLine)
    func at(_ mark: Mark, _ problem: String, help: String?) -> Diagnostic {
        let start = places.position(line: mark.line, column: mark.column)
        return Diagnostic(
            .error, .yamlInvalid, file: file,
            span: SourceSpan(line: start.line, column: start.column),
            "this is not valid YAML: \(problem)",
            help: help ?? advice(for: problem, line: text.line(mark.line)))
    }
    switch error {
    case .scanner(let context, let problem, let mark, _),
        .parser(let context, let problem, let mark, _),
        .composer(let context, let problem, let mark, _):
        let about = context.map { " (\($0.text.trimmed))" } ?? ""
        return at(mark, problem + about, help: nil)
    case .duplicatedKeysInMapping(let duplicates, let context):
        return at(
            context.mark, "the key “\(duplicates.joined(separator: "”, “"))” occurs twice",
            help: "keep one of them")
    case .reader(let problem, _, _, _):
        return Diagnostic(
            .error, .yamlInvalid, file: file, span: SourceSpan(line: firstLine, column: 1),
            "this YAML can't be read: \(problem)", help: "save the file as UTF-8")
    default:
        return Diagnostic(
            .error, .yamlInvalid, file: file, span: SourceSpan(line: firstLine, column: 1),
            "this YAML can't be read: \(error)")
    }
}

private func advice(for problem: String, line: Substring) -> String {
    if line.contains(": [[") {
        return "links need quotes, and several are a list: [\"[[A]]\", \"[[B]]\"]"
    }
    if problem.contains("mapping values are not allowed") {
        return "put a value that holds “: ” in quotes"
    }
    if problem.contains("tab character") || line.hasPrefix("\t") { return "indent with spaces" }
    if problem.contains("undefined alias") { return "put a value that begins with * in quotes" }
    if problem.contains("cannot start any token") {
        return "a value can't begin with `@`, `` ` ``, `%` or a tab: put it in quotes"
    }
    return "check the indentation of this line and the closing of quotes and brackets above it"
}

extension String {
    /// Returns a line, counted from 1; empty if there is none.
    fileprivate func line(_ number: Int) -> Substring {
        let lines = split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return lines.indices.contains(number - 1) ? lines[number - 1] : ""
    }
}
