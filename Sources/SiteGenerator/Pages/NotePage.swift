import Markdown
import Samples

/// The context of a note's page.
func noteContext(_ index: Int, at path: PagePath, content: String, of site: Site) -> [String: Any] {
    let note = site.vault.notes[index]
    let folder = String(note.path.folder)
    let isHome = path.string == "index.html"
    let description = note.frontMatter.description?.text ?? excerpt(note.markdown.plainText)
    var context = baseContext(
        title: isHome && note.frontMatter.title == nil ? site.configuration.title : note.title,
        kind: isHome ? "home" : "note",
        description: description, at: path, in: folder, of: site)
    if let lede = note.frontMatter.description?.text, var page = context["page"] as? [String: Any] {
        page["lede"] = lede
        page["cssClasses"] = note.frontMatter.cssClasses.joined(separator: " ")
        context["page"] = page
    }
    context["content"] = content
    context["breadcrumbs"] = breadcrumbs(
        folder: folder, title: note.title, includesFolder: !note.isFolderNote, at: path, of: site)
    if let toc = tocHTML(note.markdown.headings) { context["toc"] = toc }
    let tags = note.tags.compactMap { tag -> [String: Any]? in
        guard let target = site.plan.tagPaths[tag.lowercased()] else { return nil }
        return ["name": tag, "href": path.href(to: target)]
    }
    if !tags.isEmpty {
        context["tags"] = tags
        context["hasTags"] = true
    }
    if let properties = propertiesHTML(note, link: { propertyLink($0, of: index, at: path, site: site) }) {
        context["properties"] = properties
    }
    addBacklinks(of: index, at: path, site: site, to: &context)
    addNeighbours(of: index, at: path, site: site, to: &context)
    addMeta(of: note, roles: site.roles[index], site: site, to: &context)
    return context
}

/// A link that stands in a property.
private func propertyLink(_ node: DataNode, of index: Int, at path: PagePath, site: Site) -> String? {
    let links = site.vault.notes[index].markdown.links
    guard let place = links.firstIndex(where: { $0.span == node.span }) else { return nil }
    let text = escapedHTML(links[place].display ?? links[place].path)
    guard case .note(let target)? = site.graph.resolutions[index][place].target else {
        return "<span class=\"missing-link\">\(text)</span>"
    }
    return "<a class=\"internal\" href=\"\(path.href(to: site.plan.notePaths[target]))\">\(text)</a>"
}

/// Folders from the top down to the page.
func breadcrumbs(
    folder: String, title: String, includesFolder: Bool = true, at path: PagePath, of site: Site
) -> [[String: Any]] {
    var crumbs: [[String: Any]] = []
    var current = folder
    if !includesFolder, !current.isEmpty { current = String(VaultPath(current).folder) }
    while !current.isEmpty {
        if let entry = site.navigation.folders[current] {
            crumbs.insert(["title": entry.title, "href": path.href(to: entry.path)], at: 0)
        }
        current = String(VaultPath(current).folder)
    }
    if let home = site.plan.folderPaths[""] {
        crumbs.insert(["title": site.configuration.title, "href": path.href(to: home)], at: 0)
    }
    return crumbs + [["title": title, "isLast": true]]
}

/// Headings of level 2 and 3 (or the two highest there are) as nested lists; nil when there are
/// fewer than two.
func tocHTML(_ headings: [Heading]) -> String? {
    guard let top = headings.map(\.level).min() else { return nil }
    // A lone first-level heading is the text's title.
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
        html += "<li><a href=\"#\(escapedHTML(heading.id.urlFragment))\">\(escapedHTML(heading.text))</a>"
    }
    return html + (isNested ? "</li></ul></li></ul>" : "</li></ul>")
}

/// The first words of a text, cut at a word.
func excerpt(_ text: String, length: Int = 160) -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    var result = ""
    for word in words {
        if result.count + word.count + 1 > length { return result + " …" }
        result += (result.isEmpty ? "" : " ") + word
    }
    return result
}

private func addBacklinks(
    of index: Int, at path: PagePath, site: Site, to context: inout [String: Any]
) {
    var entries: [(note: Int, contexts: [String])] = []
    for backlink in site.graph.backlinks[index] {
        let link = site.vault.notes[backlink.note].markdown.links[backlink.link]
        let html = contextHTML(link)
        if entries.last?.note == backlink.note {
            if html != entries[entries.count - 1].contexts.last {
                entries[entries.count - 1].contexts.append(html)
            }
        } else {
            entries.append((backlink.note, html.isEmpty ? [] : [html]))
        }
    }
    guard !entries.isEmpty else { return }
    context["hasBacklinks"] = true
    context["backlinks"] = entries.prefix(50).map { entry -> [String: Any] in
        [
            "title": site.vault.notes[entry.note].title,
            "href": path.href(to: site.plan.notePaths[entry.note]),
            "contexts": Array(entry.contexts.prefix(3)),
        ]
    }
}

/// The sentence a link stands in, the link's own words marked.
private func contextHTML(_ link: Link) -> String {
    let bytes = Array(link.context.utf8)
    let range = link.contextRange.clamped(to: 0..<bytes.count)
    func html(_ part: Range<Int>) -> String {
        escapedHTML(String(decoding: bytes[part], as: UTF8.self))
    }
    if range.isEmpty { return html(0..<bytes.count) }
    return html(0..<range.lowerBound) + "<mark>" + html(range) + "</mark>"
        + html(range.upperBound..<bytes.count)
}

private func addNeighbours(
    of index: Int, at path: PagePath, site: Site, to context: inout [String: Any]
) {
    for (key, item) in [
        ("previous", site.navigation.previous(of: index)), ("next", site.navigation.next(of: index)),
    ] {
        guard let item else { continue }
        context[key] = ["title": item.title, "href": path.href(to: item.path)]
        context["hasPager"] = true
    }
}

private func addMeta(
    of note: Note, roles: [CodeRole], site: Site, to context: inout [String: Any]
) {
    let minutes = max(1, (note.markdown.wordCount + 130) / 230)
    if note.markdown.wordCount > 80 {
        context["readingTime"] = "\(minutes) min read"
        context["hasMeta"] = true
    }
    let results = roles.flatMap { role -> [SampleResult] in
        guard case .sample(let block) = role else { return [] }
        return site.results[block.sample.note, block.sample.name]
    }
    let ran = results.compactMap(\.record)
    if let latest = ran.map(\.observation.date).max() {
        context["samplesSummary"] =
            "\(plural(ran.count, "sample")) ran, last on \(latest.prefix(10))"
        context["hasMeta"] = true
    }
    if let date = note.frontMatter.updated ?? site.changes[note.path] ?? note.frontMatter.created {
        context["modified"] = ["iso": date, "human": String(date.prefix(10))]
        context["hasMeta"] = true
    }
    if !site.configuration.editURL.isEmpty {
        context["editURL"] = site.configuration.editURL.replacing(
            "{path}", with: note.path.string.urlPath)
    }
}
