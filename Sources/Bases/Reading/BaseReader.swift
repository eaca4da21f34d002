import Basics
import Markdown
import Vault

/// Reads a base.
///
/// - Parameters:
///   - yaml: the contents of a `.base` file or of a code block `base`.
///   - file: the path for diagnostics.
///   - firstLine: the line of the file on which `yaml` begins.
///   - indentation: the number of columns before each line in the file, for a block in a list or quote.
/// - Returns: a base that can be shown even when it has errors; see ``Base/diagnostics``.
package func parseBase(
    _ yaml: String, file: String, firstLine: Int = 1, indentation: Int = 0
) -> Base {
    var reader = BaseReader(
        file: file, lines: YAMLLines(yaml, firstLine: firstLine, indentation: indentation))
    return reader.read(yaml)
}

struct BaseReader {
    let file: String
    let lines: YAMLLines
    var base: Base

    init(file: String, lines: YAMLLines) {
        self.file = file
        self.lines = lines
        base = Base(file: file)
    }

    private static let keys = ["filters", "formulas", "properties", "summaries", "views"]

    static let quoteAdvice = "put the whole expression in quotation marks: '!…'"

    mutating func read(_ yaml: String) -> Base {
        let (node, problems) = readYAML(yaml, file: file, firstLine: lines.firstLine)
        base.diagnostics += problems.map { problem in
            var problem = problem
            problem.span = problem.span.map(lines.span)
            if problem.message.contains("scanning a tag") { problem.help = Self.quoteAdvice }
            return problem
        }
        if let node, node.entries == nil, !node.isNull {
            report(
                node, "a base must be a map, and this is \(node.kindDescription)",
                help: "it has the keys \(Self.keys.joined(separator: ", "))")
        }
        if let node, node.entries != nil {
            readFormulas(node["formulas"])
            readProperties(node["properties"])
            for entry in node.entries ?? [] where entry.key == "display" { readOldNames(entry) }
            readSummaries(node["summaries"])
            if let filters = node["filters"] { base.filter = filter(filters) }
            readViews(node["views"])
            checkKeys(of: node, known: Self.keys, ignoring: ["display"], name: "a base")
        }
        let checker = BaseChecker(base: base)
        for formula in base.formulas { base.diagnostics += checker.check(formula) }
        for summary in base.summaries { base.diagnostics += checker.check(summary) }
        base.diagnostics += checker.checkCycles()
        if base.views.isEmpty {
            base.views = [
                BaseView(
                    layout: .table, name: "Table",
                    span: lines.span(node?.span ?? SourceSpan(line: lines.firstLine, column: 1)),
                    filter: base.diagnostics.isEmpty ? nil : .broken)
            ]
        }
        base.diagnostics.sort()
        return base
    }

    private mutating func readFormulas(_ node: DataNode?) {
        for entry in entries(of: node, "formulas", of: "names and expressions") {
            base.add(formula(entry))
        }
    }

    private mutating func readSummaries(_ node: DataNode?) {
        for entry in entries(of: node, "summaries", of: "names and expressions") {
            base.summaries.append(formula(entry))
        }
    }

    private mutating func formula(_ entry: DataNode.Entry) -> BaseFormula {
        BaseFormula(
            name: entry.key, expression: expression(entry.value, "the formula “\(entry.key)”"),
            span: lines.span(entry.keySpan))
    }

    private mutating func readProperties(_ node: DataNode?) {
        for entry in entries(of: node, "properties", of: "properties, each with its displayName") {
            let property = property(entry.key, at: entry.keySpan)
            guard entry.value.entries != nil else {
                if !entry.value.isNull {
                    report(
                        entry.value,
                        "a property's settings must be a map, and this is \(entry.value.kindDescription)",
                        help: "write displayName: \(entry.value.text ?? "…") below it")
                }
                continue
            }
            checkKeys(of: entry.value, known: ["displayName"], name: "a property")
            guard let name = entry.value["displayName"], !name.isNull else { continue }
            setDisplayName(name, of: property)
        }
    }

    /// Display names as the first public versions of Bases had them: `display: {property: name}`.
    private mutating func readOldNames(_ entry: DataNode.Entry) {
        report(
            entry.keySpan, "“display” is an old key, and is now “properties”", severity: .warning,
            help: "write properties: with a displayName for each property")
        for name in entry.value.entries ?? [] {
            setDisplayName(name.value, of: property(name.key, at: name.keySpan))
        }
    }

    private mutating func setDisplayName(_ node: DataNode, of property: BaseProperty) {
        guard let name = node.text else {
            report(node, "a displayName must be text, and this is \(node.kindDescription)")
            return
        }
        base.displayNames[property] = name
    }
}

extension BaseReader {
    package mutating func report(_ node: DataNode, _ message: String, help: String? = nil) {
        report(node.span, message, help: help)
    }

    package mutating func report(
        _ span: SourceSpan, _ message: String, severity: Diagnostic.Severity = .error,
        code: DiagnosticCode = .baseInvalid, notes: [String] = [], help: String? = nil
    ) {
        base.diagnostics.append(
            Diagnostic(
                severity, code, file: file, span: lines.span(span), message, notes: notes,
                help: help))
    }

    package mutating func entries(
        of node: DataNode?, _ name: String, of contents: String
    ) -> [DataNode.Entry] {
        guard let node, !node.isNull else { return [] }
        guard let entries = node.entries else {
            report(
                node, "“\(name)” must be a map of \(contents), and this is \(node.kindDescription)")
            return []
        }
        return entries
    }

    package mutating func checkKeys(
        of node: DataNode, known: [String], ignoring old: [String] = [], name: String
    ) {
        for entry in node.entries ?? [] where !known.contains(entry.key) && !old.contains(entry.key)
        {
            let near = nearest(to: entry.key, among: known)
            report(
                entry.keySpan, "\(name) has no key “\(entry.key)”",
                help: near.map { "did you mean “\($0)”?" }
                    ?? "it may have: \(known.sorted().joined(separator: ", "))")
        }
    }

    /// Reads the name of a property of a column, sort key and so on, and reports an unknown field or
    /// formula.
    package mutating func property(_ id: String, at span: SourceSpan) -> BaseProperty {
        let property = BaseProperty(id)
        if base.places[property] == nil { base.places[property] = lines.span(span) }
        switch property {
        case .note: break
        case .file(let name):
            if !BaseFile.fields.contains(name) {
                let near = nearest(to: name, among: BaseFile.fields)
                report(
                    span, "a file has no field “\(name)”", code: .baseFunction,
                    help: near.map { "did you mean “file.\($0)”?" }
                        ?? "it has \(BaseFile.fields.joined(separator: ", "))")
            }
        case .formula(let name):
            if base.formula(named: name) == nil {
                let near = nearest(to: name, among: base.formulas.map(\.name))
                report(
                    span, "no formula is named “\(name)”", code: .baseFunction,
                    help: near.map { "did you mean “formula.\($0)”?" }
                        ?? "define it under formulas:")
            }
        }
        return property
    }

    /// Reads an expression. When it is invalid, it reports why and returns nil.
    ///
    /// - Parameter what: the name of the expression in messages.
    package mutating func expression(_ node: DataNode, _ what: String) -> BaseExpression? {
        guard case .scalar(let text, _) = node.value else {
            report(node, "\(what) must be an expression, and this is \(node.kindDescription)")
            return nil
        }
        if text.isEmpty || node.isNull {
            let isTag = lines.looksTagged(node.span)
            report(
                node,
                isTag
                    ? "YAML takes a value that begins with “!” for a tag, so \(what) is empty"
                    : "\(what) is empty",
                help: isTag ? Self.quoteAdvice : nil)
            return nil
        }
        let source = ScalarSource(lines: lines, span: node.span, text: text)
        do {
            return BaseExpression(root: try BaseParser.parse(text), text: text, source: source)
        } catch {
            base.diagnostics.append(
                Diagnostic(
                    .error, error.code, file: file, span: source.span(of: error.range),
                    error.message, help: error.help))
            return nil
        }
    }
}
