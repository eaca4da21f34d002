/// Parses an author's own HTML and writes it anew: elements and attributes of ``HTMLAllowlist``,
/// properly nested, and everything else as text.
///
/// It works tag by tag, because a note's HTML is interleaved with Markdown: `<div>` may be one
/// block and `</div>` another, and a sanitizer of whole documents would close the first one at
/// once. Working by tag is safe, because no byte of a tag is copied, and because the output is
/// nested in such a way that an HTML parser has nothing to repair: each element is where it may be,
/// and only the block of Markdown that opened it can close it.
package struct HTMLSanitizer {
    /// A part of the HTML that was changed or shown as text.
    struct Finding {
        enum Kind { case element, elementEnd, attributes, frame, malformed, unopened, unclosed }
        var kind: Kind
        /// The name of the element, attributes or host.
        var subject: String
        /// Its range in the text that was written last.
        var range: Range<Int>
        /// Its place in the note, if the range can't tell it.
        var place: Span?
    }

    struct Element {
        var name: String
        /// The block of Markdown that it was opened in.
        var container: Int32
        /// As it was written.
        var tag: Fragment
        var range: Range<Int>
        var place: Span?
        /// The index of the piece in which it begins.
        var piece = 0
        /// Its position among all elements; negative until the caller has seen it.
        var order = -1
    }

    /// Deeper elements are shown as text: browsers nest no more than 512 elements.
    private static let depthLimit = 100

    private let frames: Set<String>
    private let resolvesAddresses: Bool
    private(set) var output = HTMLWriter()
    private(set) var findings: [Finding] = []
    /// What leads to files and notes of the vault, in the order of their slots.
    private var addresses: [LocalAddresses] = []
    /// How many of them were taken before.
    private var addressCount = 0
    /// From the outermost to the innermost.
    var open: [Element] = []
    /// The elements closed since the last call of `take()`.
    var closed: [Element] = []
    private var container: Int32 = 0
    /// The number of frames whose end tags have not come yet.
    private var pendingFrames = 0
    /// Ends that were searched for and don't occur in the rest of the text. Without this, a text
    /// with many beginnings would be searched to its end for each of them.
    private var missingEnds: Set<MissingEnd> = []

    private enum MissingEnd { case comment, frame, object }

    /// - Parameters:
    ///   - frames: the hosts whose pages may be shown in frames.
    ///   - resolvesAddresses: whether the site finds out what addresses without a scheme lead to.
    package init(frames: Set<String> = [], resolvesAddresses: Bool = true) {
        self.frames = frames
        self.resolvesAddresses = resolvesAddresses
    }

    /// What was written since this was called last.
    ///
    /// Its slots of ``Slot/attribute(_:)`` are numbered from the first on that was ever written.
    mutating func take() -> Written {
        defer {
            addressCount += addresses.count
            (output, findings, closed, addresses) = (HTMLWriter(), [], [], [])
        }
        return Written(
            html: output.finished(), findings: findings, closed: closed, addresses: addresses)
    }

    struct Written {
        var html: Fragment
        var findings: [Finding]
        var closed: [Element]
        var addresses: [LocalAddresses]
    }

    /// Leaves a slot for what only the site can say.
    private mutating func slot(for local: LocalAddresses) -> Slot {
        addresses.append(local)
        return .attribute(addressCount + addresses.count - 1)
    }

    /// - Parameters:
    ///   - container: the block that contains the text. Only its own elements can be closed.
    ///   - isInLink: true inside a link; nested links are not allowed in HTML.
    mutating func write(_ html: ArraySlice<UInt8>, in container: Int32, isInLink: Bool = false) {
        self.container = container
        missingEnds = []
        var rest = html
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            writeText(rest[..<start])
            rest = rest[start...]
            if let end = commentEnd(rest) {
                rest = rest[end...]
            } else if let tag = HTMLTag(rest) {
                rest = rest[tag.range.upperBound...]
                write(tag, source: html[tag.range], rest: &rest, isInLink: isInLink)
            } else {
                let next = rest.dropFirst().first
                if let next, next.isASCIILetter || "/!?".utf8.contains(next) {
                    find(.malformed, "", start..<(start + 2))
                }
                output.bytes += "&lt;".utf8
                rest = rest.dropFirst()
            }
        }
        writeText(rest)
    }

    /// Closes the elements that were opened in a block that ends.
    mutating func close(in container: Int32) {
        while let last = open.last, last.container == container {
            if !HTMLAllowlist.endsByItself.contains(last.name) {
                findings.append(
                    Finding(
                        kind: .unclosed, subject: last.name, range: last.range, place: last.place))
            }
            closeLast()
        }
    }

    /// Prepares for a block of Markdown: it ends a paragraph and must not be between the cells of a
    /// table.
    mutating func prepareForBlock() {
        if let index = open.lastIndex(where: { $0.name == "p" }) { close(downTo: index) }
        while let last = open.last, HTMLAllowlist.elements[last.name] == .tablePart { closeLast() }
    }

    private mutating func find(_ kind: Finding.Kind, _ subject: String, _ range: Range<Int>) {
        findings.append(Finding(kind: kind, subject: subject, range: range))
    }

    mutating func closeLast() {
        guard let last = open.popLast() else { return }
        output.bytes += "</\(last.name)>".utf8
        closed.append(last)
    }

    private mutating func close(downTo index: Int) {
        while open.count > index { closeLast() }
    }

    /// The elements that a tag of the current block may close.
    private var closable: Range<Int> {
        let start = open.lastIndex { $0.container != container }.map { $0 + 1 } ?? 0
        return start..<open.count
    }

    private mutating func writeText(_ text: ArraySlice<UInt8>) {
        output.bytes.append(htmlText: text)
    }
}

// Tags
extension HTMLSanitizer {
    private mutating func write(
        _ tag: HTMLTag, source: ArraySlice<UInt8>, rest: inout ArraySlice<UInt8>, isInLink: Bool
    ) {
        if resolvesAddresses, let file = LocalAddresses(embedding: tag),
            writeFile(file, tag, rest: &rest)
        {
            return
        }
        if tag.name == "iframe" { return writeFrame(tag, source: source, rest: &rest) }
        guard let kind = HTMLAllowlist.elements[tag.name] else { return refuse(tag, source) }
        if tag.isClosing { return writeEnd(tag, kind) }
        if tag.name == "input", tag.value(of: "type")?.lowercased() != "checkbox" {
            return refuse(tag, source)
        }
        if tag.name == "a",
            isInLink || open[..<closable.lowerBound].contains(where: { $0.name == "a" })
        {
            return find(.element, tag.name, tag.nameRange)
        }
        guard makeRoom(for: tag.name, kind), open.count < Self.depthLimit else {
            return refuse(tag, source)
        }
        var html = HTMLWriter()
        html.bytes += "<\(tag.name)".utf8
        let dropped = writeAttributes(of: tag, to: &html)
        if tag.name == "input" { html.bytes += " disabled".utf8 }
        html.bytes.append(UInt8(ascii: ">"))
        if !dropped.isEmpty {
            find(
                .attributes, "\(dropped.joined(separator: ", ")) of <\(tag.name)>", tag.nameRange)
        }
        let opening = html.finished()
        output.write(opening)
        if kind == .void { return }
        if source.dropLast().last == UInt8(ascii: "/") {
            output.bytes += "</\(tag.name)>".utf8
        } else {
            open.append(
                Element(name: tag.name, container: container, tag: opening, range: tag.nameRange))
        }
    }

    /// Shows a tag as text.
    private mutating func refuse(_ tag: HTMLTag, _ source: ArraySlice<UInt8>) {
        find(tag.isClosing ? .elementEnd : .element, tag.name, tag.nameRange)
        writeText(source)
    }

    private mutating func writeEnd(_ tag: HTMLTag, _ kind: HTMLAllowlist.Kind) {
        if kind == .void {
            // Browsers take it for a line break.
            if tag.name == "br" { output.bytes += "<br>".utf8 }
        } else if let index = open[closable].lastIndex(where: { $0.name == tag.name }) {
            close(downTo: index)
        } else if tag.name != "p" {
            find(.unopened, tag.name, tag.nameRange)
        }
    }

    /// Closes elements that can't contain the new one, as an HTML parser would. Returns false if
    /// the element is not allowed here.
    private mutating func makeRoom(for name: String, _ kind: HTMLAllowlist.Kind) -> Bool {
        if let parents = HTMLAllowlist.parents[name] {
            var index = open.count
            while index > closable.lowerBound, !parents.contains(open[index - 1].name) {
                let name = open[index - 1].name
                guard
                    HTMLAllowlist.endsByItself.contains(name)
                        || HTMLAllowlist.elements[name] == .inline
                else { return false }
                index -= 1
            }
            guard index > closable.lowerBound else { return false }
            close(downTo: index)
            return true
        }
        if let last = open.last, HTMLAllowlist.elements[last.name] == .tablePart { return false }
        // A block ends a paragraph, and a link ends an open link.
        let ends =
            name == "a" ? "a" : kind == .block || kind == .tablePart || name == "hr" ? "p" : ""
        if let index = open[closable].lastIndex(where: { $0.name == ends }) { close(downTo: index) }
        return true
    }

    /// - Returns: the names of those that are not written.
    private mutating func writeAttributes(of tag: HTMLTag, to html: inout HTMLWriter) -> [String] {
        var dropped: [String] = []
        for attribute in tag.attributes where !(tag.name == "input" && attribute.name == "disabled")
        {
            let value = HTMLAllowlist.value(of: attribute.name, in: tag.name)
            if resolvesAddresses, let value, let local = LocalAddresses(attribute, value) {
                html.slot(slot(for: local))
            } else if value.map({ write(attribute, $0, to: &html.bytes, &dropped) }) != true {
                dropped.append(attribute.name)
            }
        }
        return dropped
    }
}

// Comments and frames
extension HTMLSanitizer {
    private mutating func commentEnd(_ html: ArraySlice<UInt8>) -> Int? {
        guard html.starts(with: "<!--".utf8) else { return nil }
        for short in ["<!-->", "<!--->"] where html.starts(with: short.utf8) {
            return html.startIndex + short.utf8.count
        }
        if missingEnds.contains(.comment) { return nil }
        var rest = html.dropFirst(4)
        while let dash = rest.firstIndex(of: UInt8(ascii: "-")) {
            rest = rest[dash...]
            if rest.starts(with: "-->".utf8) { return rest.startIndex + 3 }
            rest = rest.dropFirst()
        }
        missingEnds.insert(.comment)
        return nil
    }

    private mutating func frameEnd(_ html: ArraySlice<UInt8>) -> Int? {
        if missingEnds.contains(.frame) { return nil }
        let end = Frame.end(in: html, from: html.startIndex)
        if end == nil { missingEnds.insert(.frame) }
        return end
    }

    /// What stands in an object is for browsers that can't show it. Objects in it are too.
    private mutating func objectEnd(_ html: ArraySlice<UInt8>) -> Int? {
        if missingEnds.contains(.object) { return nil }
        var depth = 1
        var rest = html
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[start...]
            guard let tag = HTMLTag(rest), tag.name == "object" else {
                rest = rest.dropFirst()
                continue
            }
            depth += tag.isClosing ? -1 : 1
            rest = rest[tag.range.upperBound...]
            if depth == 0 { return rest.startIndex }
        }
        missingEnds.insert(.object)
        return nil
    }

    /// What stands in a frame is for browsers without frames.
    private mutating func writeFrame(
        _ tag: HTMLTag, source: ArraySlice<UInt8>, rest: inout ArraySlice<UInt8>
    ) {
        if tag.isClosing {
            if pendingFrames > 0 { pendingFrames -= 1 } else { refuse(tag, source) }
            return
        }
        let isAllowed = writeFrame(tag)
        if !isAllowed { writeText(source) }
        if let end = frameEnd(rest) {
            if !isAllowed { writeText(rest[..<end]) }
            rest = rest[end...]
        } else if isAllowed {
            pendingFrames += 1
        }
    }

    /// A file of the vault is shown as Markdown's `![](file)` would show it. False where it can't be
    /// told how far the element goes.
    private mutating func writeFile(
        _ file: LocalAddresses, _ tag: HTMLTag, rest: inout ArraySlice<UInt8>
    ) -> Bool {
        if let last = open.last, HTMLAllowlist.elements[last.name] == .tablePart { return false }
        switch tag.name {
        case "iframe":
            guard let end = frameEnd(rest) else { return false }
            rest = rest[end...]
        case "object":
            guard let end = objectEnd(rest) else { return false }
            rest = rest[end...]
        default: break
        }
        let slot = slot(for: file)
        output.slot(slot)
        return true
    }

    private mutating func writeFrame(_ tag: HTMLTag) -> Bool {
        let address = tag.value(of: "src")?.filter { $0 > " " } ?? ""
        let isInTable = open.last.map { HTMLAllowlist.elements[$0.name] == .tablePart } ?? false
        guard let frame = FrameAddress(address), !isInTable else {
            find(.element, "iframe", tag.nameRange)
            return false
        }
        guard let shown = frame.shown(allowed: frames) else {
            // A frame that is not allowed becomes a link.
            find(.frame, frame.host, tag.nameRange)
            output.bytes += "<a href=\"".utf8
            output.bytes.append(htmlAddress: address)
            output.bytes += "\" rel=\"noopener\">".utf8
            output.bytes.append(htmlText: Array(address.utf8)[...])
            output.bytes += "</a>".utf8
            return true
        }
        output.bytes += "<iframe src=\"".utf8
        output.bytes.append(htmlAddress: shown)
        output.bytes.append(UInt8(ascii: "\""))
        var ignored: [String] = []
        for attribute in tag.attributes {
            let kind: HTMLAllowlist.Value? =
                switch attribute.name {
                case "title": .text
                case "width", "height": .length
                case "allowfullscreen": .flag
                default: nil
                }
            if let kind { _ = write(attribute, kind, to: &output.bytes, &ignored) }
        }
        output.bytes +=
            " loading=\"lazy\" referrerpolicy=\"strict-origin-when-cross-origin\"></iframe>".utf8
        return true
    }
}
