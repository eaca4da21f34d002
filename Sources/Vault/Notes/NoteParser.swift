import Basics
package import Markdown

/// Parses one file's bytes as a note. The result depends on this file and the options alone.
package func parseNote(_ file: SourceFile, options: ParseOptions) -> Note {
    let path = file.path
    let (frontMatter, bodyOffset, bodyLine, problems) = readFrontMatter(
        file.bytes, file: path.string)
    var options = options
    options.firstLine = bodyLine
    let body = bodyOffset == 0 ? file.bytes : Array(file.bytes[bodyOffset...])
    var markdown = parseMarkdown(body, options: options)
    let title = NoteTitle(path, frontMatter, markdown.headings).text
    let excerpt = firstWords(of: markdown.plainText(behind: title))
    let language = TextLanguage.guess(markdown.plainText)
    markdown.plainText = ""
    markdown.links += propertyLinks(frontMatter.data)
    markdown.compact()
    return Note(
        path: path,
        frontMatter: frontMatter,
        markdown: markdown,
        excerpt: excerpt,
        guessedLanguage: language,
        diagnostics: problems + markdown.problems.map { diagnostic(for: $0, file: path.string) }
            + typedNumbers(
                in: body, firstLine: bodyLine, code: markdown.codeBlocks, frontMatter: frontMatter,
                file: path.string),
        digest: Digest(file.bytes),
        modified: file.modified)
}

extension ParsedMarkdown {
    /// Without the heading at its start that says what the title says already.
    fileprivate func plainText(behind title: String) -> String {
        guard let first = headings.first, !first.isQuoted, first.repeats(title),
            plainText.hasPrefix(first.text)
        else { return plainText }
        return String(plainText.dropFirst(first.text.count))
    }
}

/// Returns the first 160 characters or so, cut at a word, with each run of white space as one
/// space.
private func firstWords(of text: String) -> String {
    let limit = 160
    var bytes: [UInt8] = []
    var pendingSpace = false
    var characters = 0
    for byte in text.utf8 {
        if byte == 0x20 || byte == 0x0A || byte == 0x09 {
            pendingSpace = !bytes.isEmpty
            continue
        }
        // Only the first byte of a character counts.
        if byte & 0xC0 != 0x80 { characters += pendingSpace ? 2 : 1 }
        if characters > limit {
            let cut = pendingSpace ? bytes.endIndex : bytes.lastIndex(of: 0x20) ?? 0
            return String(decoding: bytes[..<cut], as: UTF8.self) + " …"
        }
        if pendingSpace { bytes.append(0x20) }
        pendingSpace = false
        bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
}

private func diagnostic(for problem: Problem, file: String) -> Diagnostic {
    let subject = problem.subject
    func make(
        _ severity: Diagnostic.Severity, _ code: DiagnosticCode, _ message: String, _ help: String?
    ) -> Diagnostic {
        let more = problem.repetitions
        let message = more > 0 ? "\(message), and \(more) more like it below" : message
        return Diagnostic(severity, code, file: file, span: problem.span, message, help: help)
    }
    switch problem.kind {
    case .undefinedFootnote:
        return make(
            .warning, .footnoteUndefined, "no footnote is named [^\(subject)]",
            "add a line `[^\(subject)]: …`")
    case .unusedFootnote:
        return make(
            .warning, .footnoteUnused, "nothing refers to the footnote [^\(subject)]",
            "refer to it by [^\(subject)], or delete it")
    case .duplicateFootnote:
        return make(
            .warning, .footnoteDuplicate, "the footnote [^\(subject)] is defined twice",
            "the first definition counts: rename or delete this one")
    case .undefinedReference:
        return make(
            .warning, .referenceUndefined, "no link reference is named [\(subject)]",
            "add a line `[\(subject)]: address`")
    case .unusedReference:
        return make(
            .warning, .referenceUnused, "nothing uses the link reference [\(subject)]",
            "delete this line, or use it by `[text][\(subject)]`")
    case .duplicateReference:
        return make(
            .warning, .referenceDuplicate, "the link reference [\(subject)] is defined twice",
            "the first definition counts: rename or delete this one")
    case .duplicateBlockID:
        return make(
            .warning, .blockDuplicate, "the block identifier ^\(subject) occurs twice in this note",
            "links lead to the first: rename this one")
    case .unclosedComment:
        return make(
            .warning, .commentUnclosed, "this comment has no closing %%",
            "close it: until then all that follows is hidden or shown against your will")
    case .nestingTooDeep:
        return make(
            .warning, .nestingTooDeep, "this is nested too deep to be shown as such",
            "nest less: what lies deeper is shown as text")
    case .invalidUTF8:
        return make(
            .warning, .invalidUTF8, "this byte is not UTF-8 and is shown as �",
            "save the file as UTF-8")
    case .nulByte:
        return make(.warning, .nulByte, "a NUL byte is shown as �", "delete it")
    case .filteredHTML:
        return make(
            .warning, .htmlFiltered, "the HTML element <\(subject)> is shown as text",
            "it is among those that GitHub's tag filter disarms")
    case .scriptAddress:
        return make(
            .warning, .linkScript, "this address is a script and is left out",
            "link to a page: no setting lets scripts into addresses")
    case .refusedScheme:
        return make(
            .warning, .linkScheme,
            "an address may not begin with “\(Address.scheme(of: subject) ?? subject):” and is left out",
            "link to a page of the web, or trust all that is in this folder by `html: allow` in site.yml"
        )
    case .droppedElement:
        return make(
            .warning, .htmlDropped,
            "<\(subject)> is not among the HTML elements that may stand here and is shown as text",
            "write it in Markdown, or as `<\(subject)>` if it is no HTML; `html: allow` in site.yml would let it pass"
        )
    case .droppedAttributes:
        return make(
            .warning, .htmlDropped,
            "\(subject) is left out: such an attribute or value may not stand here",
            "take it out, or write it otherwise; `html: allow` in site.yml would let it pass")
    case .droppedFrame:
        return make(
            .warning, .htmlDropped, "a frame of \(subject) is shown as a link",
            "`frames: [\(subject)]` in site.yml would show it")
    case .malformedTag:
        return make(
            .warning, .htmlDropped, "this is no HTML tag and is shown as text",
            "write the sign as &lt; if it is none")
    case .unopenedElement:
        return make(
            .note, .htmlUnbalanced, "</\(subject)> ends nothing that began in this block",
            "delete it, or open <\(subject)> in the same block")
    case .unclosedElement:
        return make(
            .note, .htmlUnbalanced, "<\(subject)> is not closed where its block ends",
            "write </\(subject)>")
    case .forbiddenHTML:
        return make(
            .warning, .htmlForbidden, "raw HTML is forbidden here and shown as text",
            "`html: safe` in site.yml would let harmless elements pass")
    }
}
