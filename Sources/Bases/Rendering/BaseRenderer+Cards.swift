import Basics

extension BaseRenderer {
    mutating func writeCards(_ result: BaseResult) {
        let view = result.view
        var style: [String] = []
        if let size = view.cardSize { style.append("--card-size:\(numberText(size))px") }
        if let ratio = view.imageAspectRatio {
            // Obsidian's ratio is the height divided by the width; that of CSS is the reverse.
            style.append("--card-ratio:\(numberText(roundedDecimal(1 / ratio, digits: 4)))")
        }
        if let fit = view.imageFit { style.append("--card-fit:\(fit)") }
        let attribute = style.isEmpty ? "" : " style=\"\(style.joined(separator: ";"))\""
        for group in result.groups {
            if let order = view.group { writeTitle(of: group, order.property) }
            write("<ul class=\"base-cards\"\(attribute)>\n")
            for row in group.rows { writeCard(row, view) }
            write("</ul>\n")
        }
    }

    /// Writes the title of a group of cards or list items.
    mutating func writeTitle(of group: BaseResult.Group, _ property: BaseProperty) {
        write("<p class=\"base-group\">")
        writeGroupTitle(group, property)
        write("</p>\n")
    }

    private mutating func writeCard(_ row: BaseResult.Row, _ view: BaseView) {
        write("<li class=\"base-card\">")
        let hasTitle = !view.columns.isEmpty
        writeCover(row, isOnlyLink: !hasTitle)
        if let first = view.columns.first, let cell = row.cells.first {
            write("<p class=\"base-title\">")
            writeTitle(cell, first, row)
            write("</p>")
        }
        var isOpen = false
        for (column, cell) in zip(view.columns, row.cells).dropFirst()
        where !isBlank(cell) {
            write(isOpen ? "" : "<dl>")
            isOpen = true
            write("<div><dt>\(escapedHTML(label(of: column)))</dt><dd>")
            write(cell, column)
            write("</dd></div>")
        }
        write(isOpen ? "</dl></li>\n" : "</li>\n")
    }

    package func isBlank(_ cell: BaseResult.Cell) -> Bool {
        if case .value(let value) = cell { return value.isEmpty }
        return false
    }

    /// Writes the first property of a card or list item. The file's name is a link to the file.
    mutating func writeTitle(
        _ cell: BaseResult.Cell, _ column: BaseProperty, _ row: BaseResult.Row
    ) {
        if column == .file("name") || isBlank(cell) {
            writeLink(to: row.file)
        } else {
            write(cell, column)
        }
    }

    private mutating func writeCover(_ row: BaseResult.Row, isOnlyLink: Bool) {
        let name = escapedHTML(corpus.files[row.file].name)
        switch cover(row.image) {
        case nil:
            if isOnlyLink { writeLink(to: row.file) }
        case .color(let color):
            write("<div class=\"base-cover\" style=\"background:\(color)\"></div>")
            if isOnlyLink { writeLink(to: row.file) }
        case .source(let source):
            // Without a title the image is the only link to the file, so it needs a description.
            let image =
                "<img src=\"\(escapedHTML(source))\" alt=\"\(isOnlyLink ? name : "")\" loading=\"lazy\">"
            let target = BaseTarget.file(corpus.files[row.file].path, subpath: "")
            if isOnlyLink, let href = href(target) {
                write("<a class=\"base-cover\" href=\"\(escapedHTML(href))\">\(image)</a>")
            } else {
                write("<div class=\"base-cover\">\(image)</div>")
            }
        }
    }

    private enum Cover {
        case source(String)
        case color(String)
    }

    /// Returns the cover of a card: a link or path to an image of the vault, an address, or a
    /// colour such as `#1b7340`.
    private mutating func cover(_ value: BaseValue) -> Cover? {
        switch value {
        case .list(let values):
            for value in values {
                if let cover = cover(value) { return cover }
            }
            return nil
        case .tag(let name) where isColor("#" + name): return .color("#" + name)
        case .text(let text) where isColor(text): return .color(text)
        default: return imageSource(value).map { .source($0) }
        }
    }

    private func isColor(_ text: String) -> Bool {
        [4, 5, 7, 9].contains(text.utf8.count) && text.hasPrefix("#")
            && text.dropFirst().allSatisfy(\.isHexDigit)
    }
}
