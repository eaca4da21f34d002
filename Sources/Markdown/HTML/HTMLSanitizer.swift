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
        /// The start tag as it was written.
        var tag: [UInt8]
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
    private(set) var output: [UInt8] = []
    private(set) var findings: [Finding] = []
    /// The open elements, from the outermost to the innermost.
    var open: [Element] = []
    /// The elements closed since the last call of `take()`.
    var closed: [Element] = []
    private var container: Int32 = 0
    /// The number of frames whose end tags have not come yet.
    private var pendingFrames = 0
    /// Ends that were searched for and don't occur in the rest of the text. Without this, a text
    /// with many beginnings would be searched to its end for each of them.
    private var missingEnds: Set<MissingEnd> = []

    private enum MissingEnd { case comment, frame }

    /// - Parameter frames: the hosts whose pages may be shown in frames.
    package init(frames: Set<String> = []) { self.frames = frames }

    /// Returns the output since the last call.
    mutating func take() -> (html: [UInt8], findings: [Finding], closed: [Element]) {
        defer { (output, findings, closed) = ([], [], []) }
        return (output, findings, closed)
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
                output += "&lt;".utf8
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
        output += "</\(last.name)>".utf8
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

    private mutating func writeText(_ text: ArraySlice<UInt8>) { output.append(htmlText: text) }
}

// Tags
extension HTMLSanitizer {
    private mutating func write(
        _ tag: HTMLTag, source: ArraySlice<UInt8>, rest: inout ArraySlice<UInt8>, isInLink: Bool
    ) {
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
        var html = Array("<\(tag.name)".utf8)
        let dropped = writeAttributes(of: tag, to: &html)
        if tag.name == "input" { html += " disabled".utf8 }
        html.append(UInt8(ascii: ">"))
        if !dropped.isEmpty {
            find(
                .attributes, "\(dropped.joined(separator: ", ")) of <\(tag.name)>", tag.nameRange)
        }
        output += html
        if kind == .void { return }
        if source.dropLast().last == UInt8(ascii: "/") {
            output += "</\(tag.name)>".utf8
        } else {
            open.append(
                Element(name: tag.name, container: container, tag: html, range: tag.nameRange))
        }
    }

    /// Shows a tag as text.
    private mutating func refuse(_ tag: HTMLTag, _ source: ArraySlice<UInt8>) {
        find(tag.isClosing ? .elementEnd : .element, tag.name, tag.nameRange)
        writeText(source)
    }

    private mutating func writeEnd(_ tag: HTMLTag, _ kind: HTMLAllowlist.Kind) {
        if kind == .void {
            // Browsers treat `</br>` as a line break.
            if tag.name == "br" { output += "<br>".utf8 }
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

    /// - Returns: the names of the attributes that are not written.
    private func writeAttributes(of tag: HTMLTag, to html: inout [UInt8]) -> [String] {
        var dropped: [String] = []
        for attribute in tag.attributes where !(tag.name == "input" && attribute.name == "disabled")
        {
            let value = HTMLAllowlist.value(of: attribute.name, in: tag.name)
            if value.map({ write(attribute, $0, to: &html, &dropped) }) != true {
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

    /// The content of a frame is shown only by browsers without frames, so it is dropped.
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
            output += "<a href=\"".utf8
            output.append(htmlAddress: address)
            output += "\" rel=\"noopener\">".utf8
            output.append(htmlText: Array(address.utf8)[...])
            output += "</a>".utf8
            return true
        }
        output += "<iframe src=\"".utf8
        output.append(htmlAddress: shown)
        output.append(UInt8(ascii: "\""))
        var ignored: [String] = []
        for attribute in tag.attributes {
            let kind: HTMLAllowlist.Value? =
                switch attribute.name {
                case "title": .text
                case "width", "height": .length
                case "allowfullscreen": .flag
                default: nil
                }
            if let kind { _ = write(attribute, kind, to: &output, &ignored) }
        }
        output +=
            " loading=\"lazy\" referrerpolicy=\"strict-origin-when-cross-origin\"></iframe>".utf8
        return true
    }
}
