import Basics
import Evidence
import Files
import Markdown
import Samples
import Vault

/// Returns the context of a note's page.
///
/// - Parameter body: the writer that has written the note's text.
func noteContext(
    _ index: Int, at path: PagePath, body: inout BodyWriter, of site: Site
) -> PageContext {
    let note = site.vault.notes[index]
    let folder = String(note.path.folder)
    let isHome = path.string == "index.html"
    let description = note.summary
    var context = baseContext(
        title: isHome && !note.hasOwnTitle ? site.configuration.title : note.title,
        kind: isHome ? "home" : "note",
        description: description, at: path, of: site, note: index)
    if let lede = note.frontMatter.description?.text { context["page.lede"] = lede }
    let classes = note.frontMatter.cssClasses
    if !classes.isEmpty { context["page.cssClasses"] = classes.joined(separator: " ") }
    context[bytes: "content"] =
        note.titleHeading.map {
            body.bytes.without($0, wherever: note.frontMatter.title == nil)
        } ?? body.bytes
    context["breadcrumbs"] = breadcrumbsHTML(
        folder: folder, title: note.title,
        includesFolder: !site.vault.folderPages.contains(index), at: path, of: site)
    context["toc"] = tocHTML(note.markdown.headings)
    context["tags"] = tagListHTML(note, at: path, of: site)
    context[bytes: "localGraph"] = localGraphHTML(of: index, at: path, site: site)
    context["sourceHref"] = path.href(to: markdownPath(path))
    context[bytes: "backlinks"] = backlinksHTML(
        site.graph.backlinks[index], at: path, site: site)
    context["properties"] = propertiesHTML(
        note, link: { propertyLink($0, of: index, body: &body, site: site) })
    if let cover = site.cover(of: index) { body.publishAttachment(cover) }
    addNeighbours(of: index, at: path, site: site, to: &context)
    addMeta(of: index, site: site, to: &context)
    return context
}

/// Returns the HTML of a link in a property.
private func propertyLink(
    _ node: DataNode, of index: Int, body: inout BodyWriter, site: Site
) -> String? {
    let links = site.vault.notes[index].markdown.links
    guard let place = links.firstIndex(where: { $0.span == node.span }) else { return nil }
    let link = links[place]
    let text = escapedHTML(link.shownText)
    if link.isExternal {
        let href = escapedHTML(link.externalAddress.urlKept)
        return "<a class=\"external\" rel=\"noopener\" href=\"\(href)\">\(text)</a>"
    }
    let resolution = site.graph.resolutions[index][place]
    guard let target = resolution.target else {
        return "<span class=\"missing-link\">\(text)</span>"
    }
    let href = body.href(to: target, anchor: resolution.anchor)
    return "<a class=\"internal\" href=\"\(href)\">\(text)</a>"
}

/// Returns the headings of level 2 and 3, or of the two highest levels, as nested lists. Returns
/// nil if there are fewer than two.
func tocHTML(_ headings: [Heading]) -> String? {
    let headings = headings.filter { !$0.isQuoted }
    guard let top = headings.map(\.level).min() else { return nil }
    // A single heading of the first level is the title of the text.
    let isTitled = top == 1 && headings.count { $0.level == 1 } == 1
    let base = isTitled ? 2 : top
    let shown = headings.filter { (base...(base + 1)).contains($0.level) }
    guard shown.count >= 2 else { return nil }
    var html = "<ul>"
    var isNested = false
    var hasItem = false
    for heading in shown {
        let isDeeper = heading.level > base && hasItem
        if isDeeper && !isNested {
            html += "<ul>"
        } else if !isDeeper && isNested {
            html += "</li></ul></li>"
        } else if hasItem {
            html += "</li>"
        }
        isNested = isDeeper
        hasItem = true
        html +=
            "<li><a href=\"#\(escapedHTML(heading.id.urlFragment))\">\(escapedHTML(heading.text))</a>"
    }
    return html + (isNested ? "</li></ul></li></ul>" : "</li></ul>")
}

private func addNeighbours(
    of index: Int, at path: PagePath, site: Site, to context: inout PageContext
) {
    for (key, item) in [
        ("previous", site.navigation.previous(of: index)),
        ("next", site.navigation.next(of: index)),
    ] {
        guard let item else { continue }
        context[key + ".title"] = item.title
        context[key + ".href"] = path.href(to: item.path)
        context[flag: "hasPager"] = true
    }
}

private func addMeta(
    of index: Int, site: Site, to context: inout PageContext
) {
    let (note, roles) = (site.vault.notes[index], site.roles[index])
    let minutes = max(1, (note.markdown.wordCount + 130) / 230)
    if note.markdown.wordCount > 80 {
        context["readingTime"] = "\(minutes) min read"
        context[flag: "hasMeta"] = true
    }
    let results = roles.flatMap { role -> [SampleResult] in
        guard case .sample(let block) = role else { return [] }
        return site.results[block.sample.note, block.sample.name]
    }
    let ran = results.compactMap(\.record)
    if let latest = ran.map(\.observation.date).max() {
        context["samplesSummary"] =
            "\(plural(ran.count, "sample")) ran, last on \(latest.prefix(10))"
        context[flag: "hasMeta"] = true
    }
    if let date = site.date(of: index) {
        context["modified.iso"] = date
        context["modified.human"] = String(date.prefix(10))
        context[flag: "hasMeta"] = true
    }
    if !site.configuration.editURL.isEmpty {
        context["editURL"] = site.configuration.editURL.replacing(
            "{path}", with: note.path.string.urlPath)
    }
}

extension [UInt8] {
    /// Without a heading of level 1, but for the place that links lead to: the page shows its title
    /// above.
    ///
    /// - Parameter isAnywhere: also behind other text, where the page is called by that heading.
    fileprivate func without(_ title: Heading, wherever isAnywhere: Bool) -> [UInt8] {
        let opening = Array("<h1 id=\"\(escapedHTML(title.id))\"".utf8)
        guard let start = firstRange(of: opening),
            let behind = self[start.upperBound...].firstIndex(of: UInt8(ascii: ">")),
            let close = self[behind...].firstRange(of: Array("</h1>".utf8)),
            isAnywhere || start.lowerBound == 0
        else { return self }
        var result = Array(self[..<start.lowerBound])
        result += "<span".utf8
        result += self[(start.lowerBound + 3)...behind]
        result += "</span>".utf8
        result += self[close.upperBound...]
        return result
    }
}
