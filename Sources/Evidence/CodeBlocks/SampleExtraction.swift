import Basics
import Markdown
package import Samples
package import Vault

/// Decides the role of each code block of a note.
///
/// - Parameters:
///   - selection: the samples that may run; the others are shown as code.
///   - readFile: returns the bytes of a file of the vault, for `file=` and `inputs=`; nil if there
///     is none.
/// - Returns: one role for each of the note's code blocks, in their order.
package func extractSamples(
    from note: Note, runtimes: [Runtime], selection: Configuration.SampleSelection,
    fileNames: [String] = [], readFile: @escaping (VaultPath) -> [UInt8]?
) -> (roles: [CodeRole], diagnostics: [Diagnostic]) {
    var extractor = SampleExtractor(
        note: note, runtimes: runtimes, selection: selection, fileNames: fileNames,
        readFile: readFile)
    for block in note.markdown.codeBlocks { extractor.add(block) }
    return (extractor.roles, extractor.diagnostics)
}

private struct SampleExtractor {
    let note: Note
    let runtimes: [Runtime]
    let selection: Configuration.SampleSelection
    /// The paths of all files of the vault, for suggestions.
    let fileNames: [String]
    let readFile: (VaultPath) -> [UInt8]?
    var roles: [CodeRole] = []
    var diagnostics: [Diagnostic] = []
    private var names: [String: Int] = [:]
    /// The line on which the last block ended.
    private var lastEnd: Int?
    private var count = 0

    init(
        note: Note, runtimes: [Runtime], selection: Configuration.SampleSelection,
        fileNames: [String], readFile: @escaping (VaultPath) -> [UInt8]?
    ) {
        self.note = note
        self.runtimes = runtimes
        self.selection = selection
        self.fileNames = fileNames
        self.readFile = readFile
    }

    mutating func add(_ block: CodeBlock) {
        defer { lastEnd = block.firstCodeLine + block.code.utf8.count { $0 == 0x0A } }
        let word = block.info.prefix { $0 != " " && $0 != "\t" && $0 != "{" }.lowercased()
        switch word {
        case "":
            checkLanguage(block)
            roles.append(.shown(CodeListing(language: "", code: block.code)))
        case "compare":
            checkEmpty(block, "compare", .compareInvalid, "`compare:` in the front matter")
            roles.append(.comparison)
        case "measure":
            checkEmpty(block, "measure", .measureInvalid, "`measures:` in the front matter")
            roles.append(.measurement(String(block.info.dropFirst(word.count)).trimmed))
        case "base": roles.append(.base)
        case "dot", "graphviz": roles.append(.dot)
        case "mermaid":
            report(
                .warning, .blockPlugin, block,
                "`mermaid` blocks are drawn by Obsidian, and shown here as text",
                help: "a `dot` block draws a graph")
            roles.append(.mermaid)
        case "output": roles.append(expectedOutput(block))
        case _ where Self.isDrawnByObsidian(word): roles.append(plugin(block, word))
        default: roles.append(code(block))
        }
    }

    /// True for queries and drawings of Obsidian and its plugins, which are not supported here.
    private static func isDrawnByObsidian(_ language: String) -> Bool {
        [
            "button", "chart", "dataview", "dataviewjs", "excalidraw", "kanban", "leaflet", "query",
            "tasks", "tracker",
        ].contains(language) || language.hasPrefix("ad-")
    }

    private mutating func plugin(_ block: CodeBlock, _ language: String) -> CodeRole {
        report(
            .warning, .blockPlugin, block,
            "`\(language)` blocks are drawn by Obsidian only, and shown here as text",
            help: "a `base` block shows notes as a table, and a callout a box")
        return .shown(
            CodeListing(
                language: language, code: block.code, title: "\(language) (drawn by Obsidian only)")
        )
    }

    private mutating func expectedOutput(_ block: CodeBlock) -> CodeRole {
        guard case .sample(var sample)? = roles.last else {
            // If nothing runs, nothing is compared.
            if selection == .all {
                report(
                    .warning, .outputStray, block,
                    "this `output` block does not follow a sample",
                    help: "put it right after the sample whose output it expects")
            }
            return .shown(CodeListing(language: "", code: block.code))
        }
        let options = block.info.dropFirst("output".count).trimmed
        if !options.isEmpty {
            report(
                .warning, .optionInvalid, block, "an `output` block has no options: “\(options)”",
                help: "options such as `order=any` belong to the sample's block")
        }
        sample.sample.expectedOutput = ExpectedOutput(text: block.code, line: block.firstCodeLine)
        roles[roles.count - 1] = .sample(sample)
        return .expectedOutput
    }

    private mutating func code(_ block: CodeBlock) -> CodeRole {
        let (language, options, problems) = SampleOptions.parse(info: block.info)
        let known = runtimes.filter { $0.languages.contains(language) }
        var shown = CodeListing(
            language: language, code: block.code, title: options.title,
            numbersLines: options.numbersLines, highlightedLines: options.highlightedLines)
        // Other tools' info strings are their own affair where nothing is run.
        guard let runtime = known.first else {
            checkLanguage(block)
            checkOutputWord(block, language, options)
            return .shown(shown)
        }
        if selection == .all || runs(options) {
            for problem in problems { report(problem, block) }
        }

        var code = block.code
        var origin = CodeOrigin(
            file: note.path.string, firstLine: block.firstCodeLine, indentation: block.indentation)
        if let file = options.file {
            guard let included = include(file, anchor: options.fileAnchor, block) else {
                return .shown(shown)
            }
            (code, origin) = included
        }
        shown.code = ShownCode.text(of: code, comment: runtime.comment)
        guard runs(options) else { return .shown(shown) }

        count += 1
        let name = options.id ?? "sample-\(count)"
        if let first = names[name] {
            report(
                .error, .sampleDuplicate, block,
                "two samples of this note are named “\(name)”, the other in line \(first)",
                help: "give this one another `id=`")
            return .shown(shown)
        }
        names[name] = block.span.start.line
        let sources = known.map(\.fileName)
        guard let inputs = inputs(options.inputs, besides: sources, block) else {
            return .shown(shown)
        }
        let sample = Sample(
            note: note.path.string, name: name, language: language, code: code, origin: origin,
            options: options, inputs: inputs)
        return .sample(
            SampleBlock(
                sample: sample, shown: shown,
                runtimes: runtimeNames(options.runtimes, known: known, block),
                hidesCode: options.hidesCode, hidesOutput: options.hidesOutput))
    }

    /// A block that was meant to be run and is not looks like any other.
    private mutating func checkLanguage(_ block: CodeBlock) {
        let (_, options, _) = SampleOptions.parse(info: block.info)
        let isAsked = selection == .all || (selection == .marked && options.run == .always)
        guard isAsked, options.run != .never,
            let (written, meant) = meantLanguage(
                info: block.info, among: runtimes.flatMap(\.languages))
        else { return }
        report(
            .warning, .runtimeUnknown, block, "“\(written)” is no language that is run here",
            help: "did you mean “\(meant)”? Mark the block `norun` if not")
    }

    /// What looks like the output of the sample before it is compared only in an `output` block.
    private mutating func checkOutputWord(
        _ block: CodeBlock, _ word: String, _ options: SampleOptions
    ) {
        guard selection == .all, options.run != .never, let kind = OutputWord(word),
            case .sample? = roles.last, let end = lastEnd
        else { return }
        switch kind {
        case .misspelt:
            report(
                .warning, .outputStray, block,
                "a `\(word)` block is not compared with what the sample before it prints",
                help: "did you mean `output`? Mark the block `norun` if not")
        case .plainText where block.span.start.line - end <= 2:
            report(
                .warning, .outputStray, block,
                "this `\(word)` block stands right after a sample, and is not compared with what "
                    + "it prints",
                help: "call it `output` to have it compared, or mark it `\(word) norun`")
        case .plainText: break
        }
    }

    private mutating func checkEmpty(
        _ block: CodeBlock, _ name: String, _ code: DiagnosticCode, _ place: String
    ) {
        guard !block.code.trimmed.isEmpty else { return }
        report(
            .warning, code, block, "what stands in a `\(name)` block is not read",
            help: "leave the block empty, and write it under \(place)")
    }

    private func runs(_ options: SampleOptions) -> Bool {
        switch (selection, options.run) {
        case (.none, _), (_, .never): false
        case (.marked, let run): run == .always
        case (.all, _): true
        }
    }

    private mutating func runtimeNames(
        _ wanted: [String], known: [Runtime], _ block: CodeBlock
    ) -> [String] {
        if wanted.isEmpty { return known.prefix(1).map(\.name) }
        return wanted.filter { name in
            if known.contains(where: { $0.name == name }) { return true }
            let names = known.map(\.name)
            report(
                .error, .runtimeUnknown, block,
                "no runtime of this language is named “\(name)”",
                help: nearest(to: name, among: names).map { "did you mean “\($0)”?" }
                    ?? "there is: \(names.joined(separator: ", "))")
            return false
        }
    }

    private mutating func include(
        _ file: String, anchor: String?, _ block: CodeBlock
    ) -> (String, CodeOrigin)? {
        guard let path = VaultPath.resolve(file, in: note.path.folder) else {
            report(
                .error, .pathOutside, block, "“\(file)” leads out of the vault",
                help: "name a file inside the vault, relative to this note")
            return nil
        }
        guard let bytes = readFile(path) else {
            report(
                .error, .sampleInput, block, "there is no file \(path)",
                help: nearest(to: path.string, among: fileNames).map { "did you mean \($0)?" }
                    ?? "`file=` is relative to this note")
            return nil
        }
        let text = String(decoding: bytes, as: UTF8.self)
        switch FileExtract.extract(text, anchor: anchor) {
        case .success(let extract):
            return (extract.code, CodeOrigin(file: path.string, firstLine: extract.firstLine))
        case .failure(let problem):
            let (message, help) = describe(problem, anchor: anchor ?? "", path: path)
            report(.error, .sampleInput, block, message, help: help)
            return nil
        }
    }

    private func describe(
        _ problem: ExtractProblem, anchor: String, path: VaultPath
    ) -> (message: String, help: String) {
        switch problem {
        case .unknownAnchor(let nearest, let known):
            let rule = "mark the part by comments `ANCHOR: \(anchor)` and `ANCHOR_END: \(anchor)`"
            let help =
                nearest.map { "did you mean “\($0)”?" }
                ?? (known.isEmpty ? rule : "it has: \(known.joined(separator: ", "))")
            return ("\(path) has no part named “\(anchor)”", help)
        case .notEnded(let line):
            return (
                "the part “\(anchor)” that begins in line \(line) of \(path) has no end",
                "close it by a comment `ANCHOR_END: \(anchor)`"
            )
        case .linesOutside(let count):
            return (
                "\(path) has \(count) lines, and \(anchor) is not among them",
                "write lines as #3, #3-7, #3- or #-7"
            )
        }
    }

    /// Returns nil if there is a problem, which is then reported.
    private mutating func inputs(
        _ names: [String], besides sources: [String], _ block: CodeBlock
    ) -> [String: [UInt8]]? {
        let inputs = SampleInputs(
            names, in: note.path.folder, besides: sources, fileNames: fileNames,
            readFile: readFile)
        for problem in inputs.problems {
            report(.error, .sampleInput, block, problem.message, help: problem.help)
        }
        return inputs.problems.isEmpty ? inputs.files : nil
    }

    private mutating func report(_ problem: OptionProblem, _ block: CodeBlock) {
        // The info string follows the fence's characters.
        let line = block.span.start.line
        let column = block.span.start.column + 3 + problem.offset
        diagnostics.append(
            Diagnostic(
                .error, .optionInvalid, file: note.path.string,
                span: SourceSpan(line: line, column: column, length: problem.found.utf8.count),
                problem.message, help: problem.help))
    }

    private mutating func report(
        _ severity: Diagnostic.Severity, _ code: DiagnosticCode, _ block: CodeBlock,
        _ message: String, help: String?
    ) {
        let start = block.span.start
        diagnostics.append(
            Diagnostic(
                severity, code, file: note.path.string,
                span: SourceSpan(line: start.line, column: start.column, length: 3),
                message, help: help))
    }
}
