import Markdown

/// A folder without an index note.
func folderContext(_ folder: String, at path: PagePath, of site: Site) -> [String: Any] {
    let entry = site.navigation.folders[folder] ?? Navigation.Folder()
    let title = folder.isEmpty ? site.configuration.title : entry.title
    var context = baseContext(
        title: title, kind: folder.isEmpty ? "home" : "section",
        description: folder.isEmpty ? site.configuration.description : "", at: path, in: folder,
        of: site)
    context["breadcrumbs"] = breadcrumbs(
        folder: String(VaultPath(folder).folder), title: title, at: path, of: site)
    let folders = entry.folders.compactMap { child -> [String: Any]? in
        guard let item = site.navigation.folders[child] else { return nil }
        return [
            "title": item.title, "href": path.href(to: item.path),
            "count": plural(item.notes.count, "note"),
        ]
    }
    let notes = entry.notes.map { item -> [String: Any] in
        listEntry(item.note ?? 0, at: path, of: site)
    }
    context["entries"] = folders + notes
    return context
}

func tagContext(_ tag: String, at path: PagePath, of site: Site) -> [String: Any] {
    let name = site.vault.tags[tag] ?? tag
    var context = baseContext(
        title: "#" + name, kind: "tag", description: "Notes tagged #\(name)", at: path, in: "",
        of: site)
    var crumbs: [[String: Any]] = []
    if let home = site.plan.folderPaths[""] {
        crumbs.append(["title": site.configuration.title, "href": path.href(to: home)])
    }
    if let tags = site.plan.tagsPath { crumbs.append(["title": "Tags", "href": path.href(to: tags)]) }
    context["breadcrumbs"] = crumbs + [["title": "#" + name, "isLast": true]]
    context["entries"] = (site.plan.taggedNotes[tag] ?? [])
        .sorted { site.vault.notes[$0].title.folded < site.vault.notes[$1].title.folded }
        .map { listEntry($0, at: path, of: site) }
    return context
}

func tagsContext(at path: PagePath, of site: Site) -> [String: Any] {
    var context = baseContext(title: "Tags", kind: "tags", at: path, in: "", of: site)
    context["breadcrumbs"] = breadcrumbs(folder: "", title: "Tags", at: path, of: site)
    context["entries"] = site.plan.taggedNotes.keys.sorted().compactMap { tag -> [String: Any]? in
        guard let target = site.plan.tagPaths[tag] else { return nil }
        return [
            "title": "#" + (site.vault.tags[tag] ?? tag), "href": path.href(to: target),
            "count": formatCount(site.plan.taggedNotes[tag]?.count ?? 0),
        ]
    }
    return context
}

func searchContext(at path: PagePath, of site: Site) -> [String: Any] {
    var context = baseContext(title: "Search", kind: "search", at: path, in: "", of: site)
    context["breadcrumbs"] = breadcrumbs(folder: "", title: "Search", at: path, of: site)
    return context
}

/// A host serves this page under any path, so its links can't be relative to its own place: they
/// start at the base address where that is known.
func notFoundContext(at path: PagePath, of site: Site) -> [String: Any] {
    let base = site.configuration.baseURL
    return baseContext(
        title: "Page not found", kind: "404", at: path, in: "", of: site,
        root: base.isEmpty ? nil : base)
}

func redirectContext(to note: Int, at path: PagePath, of site: Site) -> [String: Any] {
    let target = site.plan.notePaths[note]
    var context: [String: Any] = ["target": path.href(to: target)]
    context["page"] = [
        "title": site.vault.notes[note].title, "language": site.configuration.language,
        "canonical": site.configuration.baseURL.isEmpty
            ? path.href(to: target) : site.configuration.baseURL + target.string.urlPath,
    ]
    return context
}

private func listEntry(_ index: Int, at path: PagePath, of site: Site) -> [String: Any] {
    let note = site.vault.notes[index]
    let description = note.frontMatter.description?.text ?? excerpt(note.markdown.plainText)
    var entry: [String: Any] = [
        "title": note.title, "href": path.href(to: site.plan.notePaths[index]),
    ]
    if !description.isEmpty { entry["description"] = description }
    return entry
}
