// A parsed text but for its HTML, of which only the order of slots is kept.

extension ParsedMarkdown: ByteCodable {
    package func write(to bytes: inout ByteWriter) {
        bytes.write(body.pieces)
        bytes.write(headings)
        bytes.write(links)
        bytes.write(externalLinks)
        bytes.write(codeBlocks)
        bytes.write(values)
        bytes.write(formulas)
        bytes.write(callouts)
        bytes.write(tags)
        bytes.write(blocks)
        bytes.write(footnotes)
        bytes.write(footnoteItems)
        bytes.write(wordCount)
    }

    package init(from bytes: inout ByteReader) {
        self.init()
        body.pieces = bytes.values()
        headings = bytes.values()
        links = bytes.values()
        externalLinks = bytes.values()
        codeBlocks = bytes.values()
        values = bytes.values()
        formulas = bytes.values()
        callouts = bytes.values()
        tags = bytes.values()
        blocks = bytes.values()
        footnotes = bytes.range()
        footnoteItems = bytes.values()
        wordCount = bytes.number()
    }
}

extension Fragment.Piece: ByteCodable {
    package func write(to bytes: inout ByteWriter) {
        switch self {
        case .html(let range):
            bytes.write(0)
            bytes.write(range)
        case .slot(let slot):
            slot.write(to: &bytes)
        }
    }

    package init(from bytes: inout ByteReader) {
        let kind = bytes.number()
        self = kind == 0 ? .html(bytes.range()) : .slot(Slot(kind, from: &bytes))
    }
}

extension Slot {
    fileprivate func write(to bytes: inout ByteWriter) {
        func write(_ kind: Int, _ index: Int) {
            bytes.write(kind)
            bytes.write(index)
        }
        switch self {
        case .linkOpen(let index): write(1, index)
        case .linkClose(let index): write(2, index)
        case .embed(let index, let isBlock): write(isBlock ? 3 : 4, index)
        case .code(let index): write(5, index)
        case .value(let index): write(6, index)
        case .formula(let index): write(7, index)
        case .calloutTitle(let index): write(8, index)
        case .tag(let index): write(9, index)
        case .id(let id):
            bytes.write(10)
            bytes.write(id)
        case .reference(let id):
            bytes.write(11)
            bytes.write(id)
        }
    }

    fileprivate init(_ kind: Int, from bytes: inout ByteReader) {
        self =
            switch kind {
            case 1: .linkOpen(bytes.number())
            case 2: .linkClose(bytes.number())
            case 3: .embed(bytes.number(), isBlock: true)
            case 4: .embed(bytes.number(), isBlock: false)
            case 5: .code(bytes.number())
            case 6: .value(bytes.number())
            case 7: .formula(bytes.number())
            case 8: .calloutTitle(bytes.number())
            case 9: .tag(bytes.number())
            case 10: .id(bytes.text())
            default: .reference(bytes.text())
            }
    }
}

extension Heading: ByteCodable {
    package func write(to bytes: inout ByteWriter) {
        bytes.write(level)
        bytes.write(text)
        bytes.write(id)
        bytes.write(span)
        bytes.write(section)
        bytes.write(source)
    }

    package init(from bytes: inout ByteReader) {
        self.init(
            level: bytes.number(), text: bytes.text(), id: bytes.text(), span: bytes.span(),
            section: bytes.range(), source: bytes.text())
    }
}

extension Block: ByteCodable {
    package func write(to bytes: inout ByteWriter) {
        bytes.write(id)
        bytes.write(span)
        bytes.write(pieces)
        bytes.write(isListItem)
    }

    package init(from bytes: inout ByteReader) {
        self.init(
            id: bytes.text(), span: bytes.span(), pieces: bytes.range(),
            isListItem: bytes.flag())
    }
}

extension FootnoteItem: ByteCodable {
    package func write(to bytes: inout ByteWriter) {
        bytes.write(id)
        bytes.write(number)
        bytes.write(pieces)
    }

    package init(from bytes: inout ByteReader) {
        self.init(id: bytes.text(), number: bytes.number(), pieces: bytes.range())
    }
}

extension ExternalLink: ByteCodable {
    package func write(to bytes: inout ByteWriter) {
        bytes.write(address)
        bytes.write(span)
    }

    package init(from bytes: inout ByteReader) {
        self.init(address: bytes.text(), span: bytes.span())
    }
}

extension Tag: ByteCodable {
    package func write(to bytes: inout ByteWriter) {
        bytes.write(name)
        bytes.write(span)
    }

    package init(from bytes: inout ByteReader) { self.init(name: bytes.text(), span: bytes.span()) }
}

extension Link: ByteCodable {
    package func write(to bytes: inout ByteWriter) {
        bytes.write(syntax == .wikilink)
        bytes.write(isEmbed)
        bytes.write(path)
        bytes.write(subpath)
        bytes.write(display) { $0.write($1) }
        bytes.write(title)
        bytes.write(destination)
        bytes.write(span)
        bytes.write(context)
        bytes.write(contextRange)
        bytes.write(place.rawValue)
    }

    package init(from bytes: inout ByteReader) {
        self.init(
            syntax: bytes.flag() ? .wikilink : .markdown, isEmbed: bytes.flag(),
            path: bytes.text(), subpath: bytes.text(), display: bytes.optional { $0.text() },
            title: bytes.text(), destination: bytes.text(), span: bytes.span(),
            context: bytes.text(), contextRange: bytes.range(),
            place: Place(rawValue: bytes.text()) ?? .inline)
    }
}

extension CodeBlock: ByteCodable {
    package func write(to bytes: inout ByteWriter) {
        bytes.write(info)
        bytes.write(code)
        bytes.write(span)
        bytes.write(firstCodeLine)
        bytes.write(indentation)
    }

    package init(from bytes: inout ByteReader) {
        self.init(
            info: bytes.text(), code: bytes.text(), span: bytes.span(),
            firstCodeLine: bytes.number(), indentation: bytes.number())
    }
}

extension InlineValue: ByteCodable {
    package func write(to bytes: inout ByteWriter) {
        bytes.write(expression)
        bytes.write(span)
    }

    package init(from bytes: inout ByteReader) {
        self.init(expression: bytes.text(), span: bytes.span())
    }
}

extension Formula: ByteCodable {
    package func write(to bytes: inout ByteWriter) {
        bytes.write(tex)
        bytes.write(isBlock)
        bytes.write(isDisplay)
        bytes.write(span)
        bytes.write(SourceSpan(start: start, end: start))
        bytes.write(quoteWidth)
    }

    package init(from bytes: inout ByteReader) {
        self.init(
            tex: bytes.text(), isBlock: bytes.flag(), isDisplay: bytes.flag(), span: bytes.span(),
            start: bytes.span().start, quoteWidth: bytes.number())
    }
}

extension SlottedCallout: ByteCodable {
    package func write(to bytes: inout ByteWriter) {
        bytes.write(type)
        bytes.write(title)
        bytes.write(span)
    }

    package init(from bytes: inout ByteReader) {
        self.init(type: bytes.text(), title: bytes.text(), span: bytes.span())
    }
}

extension ByteWriter {
    package mutating func write(_ span: SourceSpan) {
        write(span.start.line)
        write(span.start.column)
        write(span.end.line - span.start.line)
        write(span.end.column)
    }
}

extension ByteReader {
    package mutating func span() -> SourceSpan {
        let start = SourcePosition(line: number(), column: number())
        let lines = number()
        let end = SourcePosition(line: start.line &+ lines, column: number())
        return SourceSpan(start: start, end: end)
    }
}
