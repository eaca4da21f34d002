import Basics
import Evidence
import Files
import Vault

/// Returns the context of the page for a folder without an index note.
func folderContext(_ folder: String, at path: PagePath, of site: Site) -> PageContext {
    let entry = site.navigation.folders[folder] ?? Navigation.Folder()
    let title = folder.isEmpty ? site.configuration.title : entry.title
    var context = baseContext(
        title: title, kind: folder.isEmpty ? "home" : "section",
        description: folder.isEmpty ? site.configuration.description : "", at: path,
        of: site)
    context["breadcrumbs"] = breadcrumbsHTML(
        folder: String(VaultPath(folder).folder), title: title, at: path, of: site)
    let folders = entry.folders.compactMap { child -> ListEntry? in
        guard let item = site.navigation.folders[child] else { return nil }
        return ListEntry(
            title: item.title, href: path.href(to: item.path),
            count: plural(item.notes.count { $0.note != nil }, "note"))
    }
    let notes = entry.notes.map { item in
        item.note.map { noteEntry($0, at: path, of: site) }
            ?? ListEntry(title: item.title, href: path.href(to: item.path))
    }
    context["entries"] = (folders + notes).map(\.html).joined()
    return context
}

func tagContext(_ tag: String, at path: PagePath, of site: Site) -> PageContext {
    let name = site.vault.tags[tag] ?? tag
    var context = baseContext(
        title: "#" + name, kind: "tag", description: "Notes tagged #\(name)", at: path,
        of: site)
    let current = "<li><span aria-current=\"page\">#\(escapedHTML(name))</span></li>"
    var crumbs = current
    if let tags = site.plan.tagsPath { crumbs = crumb("Tags", path.href(to: tags)) + crumbs }
    if let home = site.plan.folderPaths[""] {
        crumbs = crumb(site.configuration.title, path.href(to: home)) + crumbs
    }
    context["breadcrumbs"] = crumbs
    let children = (site.plan.childTags[tag] ?? []).compactMap { child -> String? in
        guard let target = site.plan.tagPaths[child] else { return nil }
        return ListEntry(
            title: "#" + (site.vault.tags[child] ?? child), href: path.href(to: target),
            count: plural(site.plan.taggedNotes[child]?.count ?? 0, "note")
        ).html
    }
    let notes = (site.plan.taggedNotes[tag] ?? [])
        .map { (site.vault.notes[$0].title.listed, $0) }.sorted { $0 < $1 }
        .map { noteEntry($0.1, at: path, of: site).html }
    context["entries"] = (children + notes).joined()
    return context
}

func tagsContext(at path: PagePath, of site: Site) -> PageContext {
    var context = baseContext(title: "Tags", kind: "tags", at: path, of: site)
    context["breadcrumbs"] = breadcrumbsHTML(folder: "", title: "Tags", at: path, of: site)
    var entries = ""
    for tag in site.plan.taggedNotes.keys.map({ ($0.listed, $0) }).sorted(by: <).map(\.1) {
        guard let target = site.plan.tagPaths[tag] else { continue }
        let name = escapedHTML(site.vault.tags[tag] ?? tag)
        let count = formatCount(site.plan.taggedNotes[tag]?.count ?? 0)
        entries +=
            "<li><a class=\"tag\" href=\"\(path.href(to: target))\">#\(name)<span class=\"count\">\(count)</span></a></li>\n"
    }
    context["entries"] = entries
    return context
}

func searchContext(at path: PagePath, of site: Site) -> PageContext {
    var context = baseContext(title: "Search", kind: "search", at: path, of: site)
    context["breadcrumbs"] = breadcrumbsHTML(folder: "", title: "Search", at: path, of: site)
    return context
}

/// Returns the context of the 404 page. Hosts serve it for any path, so its links can't be relative
/// to its own address. They start at the base URL if that is known.
func notFoundContext(at path: PagePath, of site: Site) -> PageContext {
    let base = site.configuration.baseURL
    return baseContext(
        title: "Page not found", kind: "404", at: path, of: site,
        root: base.isEmpty ? nil : base)
}

func redirectContext(to note: Int, at path: PagePath, of site: Site) -> PageContext {
    let target = site.plan.notePaths[note]
    var context = PageContext()
    context["target"] = path.href(to: target)
    context["page.title"] = site.vault.notes[note].title
    context["page.language"] = site.configuration.language
    context["site.policy"] = contentPolicy(site.configuration)
    context["root"] = path.root
    for asset in site.theme.assetPaths { context["assets." + asset.name] = asset.path }
    context["page.canonical"] =
        site.configuration.baseURL.isEmpty
        ? path.href(to: target) : site.configuration.baseURL + target.string.urlPath
    return context
}

func noteEntry(_ index: Int, at path: PagePath, of site: Site) -> ListEntry {
    let note = site.vault.notes[index]
    return ListEntry(
        title: note.title, href: path.href(to: site.plan.notePaths[index]),
        description: note.summary)
}
