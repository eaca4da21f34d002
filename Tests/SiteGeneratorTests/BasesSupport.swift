import Markdown
import Testing

@testable import Bases
@testable import SiteGenerator
@testable import Vault

/// A vault of files that a test writes as text.
struct TinyVault {
    private var files: [BaseFile] = []
    private let paths: [VaultPath]

    /// - Parameter files: pairs of a path and front matter as YAML.
    init(
        _ entries: [(path: String, yaml: String)], tags: [String: [String]] = [:],
        links: [String: [String]] = [:], embeds: [String: [String]] = [:],
        modified: [String: String] = [:], sizes: [String: Int] = [:]
    ) {
        let paths = entries.map { VaultPath($0.path) }.sorted()
        self.paths = paths
        let resolve = Self.resolver(paths)
        for (path, yaml) in entries.sorted(by: { $0.path < $1.path }) {
            let own = VaultPath(path)
            let reader = BasePropertyReader { resolve($0, own) }
            let properties = reader.properties(readYAML(yaml, file: path).node)
            func made(_ targets: [String]?) -> [BaseLink] {
                (targets ?? []).map { target in
                    var link = BaseLink(target: target)
                    link.file = resolve(link.path, own)
                    return link
                }
            }
            let frontTags = properties.first { $0.name == "tags" }.map { property -> [String] in
                guard case .list(let values) = property.value else { return [] }
                return values.compactMap { if case .tag(let tag) = $0 { tag } else { nil } }
            }
            files.append(
                BaseFile(
                    path: own, properties: properties, tags: (frontTags ?? []) + (tags[path] ?? []),
                    links: reader.links(in: properties) + made(links[path]) + made(embeds[path]),
                    embeds: made(embeds[path]), size: sizes[path],
                    modified: modified[path].flatMap { BaseDate($0) }))
        }
    }

    var corpus: BaseCorpus { BaseCorpus(files: files, resolve: Self.resolver(paths)) }

    private static func resolver(_ paths: [VaultPath]) -> @Sendable (String, VaultPath?) -> Int? {
        { path, source in
            let wanted = path.lowercased()
            if path.hasPrefix("."), let source,
                let full = VaultPath.resolve(path, in: source.folder)
            {
                return paths.firstIndex { $0 == full || $0.string == full.string + ".md" }
            }
            func matches(_ candidate: VaultPath) -> Bool {
                let own = candidate.string.lowercased()
                return own == wanted || own == wanted + ".md" || own.hasSuffix("/" + wanted)
                    || own.hasSuffix("/" + wanted + ".md")
            }
            return paths.firstIndex { $0.string.lowercased() == wanted }
                ?? paths.firstIndex(where: matches)
        }
    }
}

/// The time of the build in all tests.
let testMoment =
    BaseDate(
        year: 2026, month: 6, day: 10, hour: 7, minute: 17, second: 8, hasTime: true)
    ?? BaseDate(milliseconds: 0, hasTime: true)

/// Returns the result of an expression as text: the value, or `error COLUMN: message`.
func evaluated(
    _ text: String, in vault: TinyVault, file: String, this: String? = nil,
    formulas: [(String, String)] = [], steps: Int = 2_000_000
) -> String {
    let yaml =
        formulas.isEmpty
        ? "" : "formulas:\n" + formulas.map { "  \($0.0): '\($0.1)'\n" }.joined()
    let base = parseBase(yaml, file: "Test.base")
    let corpus = vault.corpus
    let source = ScalarSource(
        lines: YAMLLines(text, firstLine: 1, indentation: 0), span: SourceSpan(line: 1, column: 1),
        text: text)
    do {
        let expression = BaseExpression(
            root: try BaseParser.parse(text), text: text, source: source)
        if let problem = BaseChecker(base: base).check(expression).first {
            return "error \(problem.span?.start.column ?? 0): \(problem.message)"
        }
        var evaluator = BaseEvaluator(
            base: base, corpus: corpus, this: this.flatMap { corpus.position(of: VaultPath($0)) },
            now: testMoment, steps: steps)
        if let position = corpus.position(of: VaultPath(file)) { evaluator.setFile(position) }
        let value = try evaluator.evaluate(expression)
        let warning =
            evaluator.warnings.first.map { " (warning \($0.span?.start.column ?? 0))" } ?? ""
        return corpus.dump(value) + warning
    } catch {
        return "error \(error.range.lowerBound + 1): \(error.message)"
    }
}

extension BaseCorpus {
    /// The value in a form that shows its type.
    func dump(_ value: BaseValue) -> String {
        switch value {
        case .null: "null"
        case .text(let text): "\"\(text)\""
        case .tag(let tag): "#\(tag)"
        case .list(let values): "[" + values.map(dump).joined(separator: ", ") + "]"
        case .object(let entries):
            "{" + entries.map { "\($0.key): \(dump($0.value))" }.joined(separator: ", ") + "}"
        case .date(let date): "date \(date.text)"
        case .duration(let duration): "duration \(duration.text)"
        case .file(let index): "file \(files[index].path)"
        case .html(let text): "html \(text)"
        case .icon(let name): "icon \(name)"
        case .image(let source): "image \(dump(source))"
        case .bool, .number, .link: text(of: value)
        }
    }
}
