import Markdown

/// Which pages the site has and where each lies.
package struct SitePlan: Sendable {
    package enum Page: Sendable, Hashable {
        case note(Int)
        /// A folder without an index note: a list of what is in it. Empty: the home page.
        case folder(String)
        case tag(String)
        case tags
        case search
        case notFound
        case redirect(to: Int)
    }

    package var pages: [(path: PagePath, page: Page)] = []
    /// By note.
    package var notePaths: [PagePath] = []
    /// By attachment.
    package var attachmentPaths: [PagePath] = []
    /// By folder's path in the vault: its index note's page or its list.
    package var folderPaths: [String: PagePath] = [:]
    /// By lower-cased tag, all parents of nested tags included.
    package var tagPaths: [String: PagePath] = [:]
    /// By lower-cased tag: the notes that carry it or a tag below it.
    package var taggedNotes: [String: [Int]] = [:]
    package var diagnostics: [Diagnostic] = []
}

/// Lays out the site. Two things that claim one address are an error that names both; the first by
/// path keeps it.
package func planSite(_ vault: Vault, hasSearch: Bool = false) -> SitePlan {
    var planner = SitePlanner(vault: vault)
    planner.planNotes()
    planner.planFolders()
    planner.planTags()
    if hasSearch { planner.add("search.html", .search, owner: nil) }
    planner.add("404.html", .notFound, owner: nil)
    planner.planRedirects()
    planner.planAttachments()
    return planner.plan
}

private struct SitePlanner {
    let vault: Vault
    var plan = SitePlan()
    private var owners: [String: String] = [:]

    init(vault: Vault) { self.vault = vault }

    mutating func planNotes() {
        for (index, note) in vault.notes.enumerated() {
            let path: String
            if let permalink = note.frontMatter.permalink {
                path = pagePath(forPermalink: permalink.text)
            } else {
                let folder = slugFolder(note.path.folder)
                path = folder + (note.isFolderNote ? "index" : slug(note.path.stem)) + ".html"
            }
            plan.notePaths.append(PagePath(path))
            if add(path, .note(index), owner: note), note.isFolderNote {
                plan.folderPaths[String(note.path.folder)] = PagePath(path)
            }
        }
    }

    mutating func planFolders() {
        var folders: Set<String> = [""]
        for note in vault.notes {
            var folder = note.path.folder
            while !folder.isEmpty, folders.insert(String(folder)).inserted {
                folder = VaultPath(String(folder)).folder
            }
        }
        for folder in folders.sorted() where plan.folderPaths[folder] == nil {
            let path = slugFolder(folder) + "index.html"
            plan.folderPaths[folder] = PagePath(path)
            add(path, .folder(folder), owner: nil)
        }
    }

    mutating func planTags() {
        for (index, note) in vault.notes.enumerated() {
            var carried: Set<String> = []
            for tag in note.tags {
                var name = tag.lowercased()[...]
                while !name.isEmpty {
                    if carried.insert(String(name)).inserted {
                        plan.taggedNotes[String(name), default: []].append(index)
                    }
                    name = name.lastIndex(of: "/").map { name[..<$0] } ?? ""
                }
            }
        }
        for tag in plan.taggedNotes.keys.sorted() {
            let path = "tags/" + slugFolder(tag).dropLast() + ".html"
            plan.tagPaths[tag] = PagePath(path)
            add(path, .tag(tag), owner: nil)
        }
        if !plan.taggedNotes.isEmpty { add("tags/index.html", .tags, owner: nil) }
    }

    /// An alias is a page's old name in its own folder, or an old path.
    mutating func planRedirects() {
        for (index, note) in vault.notes.enumerated() {
            for alias in note.frontMatter.aliases {
                let folder = alias.text.contains("/") ? "" : slugFolder(note.path.folder)
                let text = alias.text.hasSuffix(".html") ? String(alias.text.dropLast(5)) : alias.text
                let parts = text.split(separator: "/").map { slug($0) }
                let path = folder + parts.joined(separator: "/") + ".html"
                // Its own page, or another spelling of an alias it has already.
                if path == plan.notePaths[index].string || owners[path.lowercased()] == note.path.string
                {
                    continue
                }
                add(path, .redirect(to: index), owner: note, alias: alias)
            }
            if note.frontMatter.permalink != nil {
                let old = slugFolder(note.path.folder) + slug(note.path.stem) + ".html"
                if old != plan.notePaths[index].string, owners[old] == nil {
                    add(old, .redirect(to: index), owner: note)
                }
            }
        }
    }

    mutating func planAttachments() {
        for path in vault.attachments {
            let name = String(path.name)
            let suffix = path.fileExtension
            let stem = suffix.isEmpty ? slug(name) : slug(path.stem) + "." + slug(suffix)
            var candidate = slugFolder(path.folder) + stem
            // An attachment's address is nobody's business but the site's own.
            if let owner = owners[candidate], owner != path.string {
                candidate =
                    slugFolder(path.folder) + Digest(path.string).prefix(6) + "-" + stem
            }
            owners[candidate] = path.string
            plan.attachmentPaths.append(PagePath(candidate))
        }
    }

    @discardableResult
    mutating func add(
        _ path: String, _ page: SitePlan.Page, owner: Note?, alias: FrontMatter.Text? = nil
    ) -> Bool {
        // Some file systems and hosts don't tell case apart; slugs are lower-case, permalinks may
        // not be.
        let key = path.lowercased()
        let name = owner?.path.string ?? "the site itself"
        if let other = owners[key] {
            let span = alias?.span ?? owner?.frontMatter.permalink?.span
            plan.diagnostics.append(
                Diagnostic(
                    .error, alias == nil ? .slugCollision : .aliasCollision,
                    file: owner?.path.string ?? other, span: span,
                    alias.map { "the alias “\($0.text)” would redirect from \(path), which belongs to \(other)" }
                        ?? "\(name) and \(other) would both become \(path)",
                    help: alias == nil
                        ? "rename one of them, or give one a `permalink`" : "delete the alias, or rename the other"))
            return false
        }
        owners[key] = name
        plan.pages.append((PagePath(path), page))
        return true
    }

    private func slugFolder(_ folder: some StringProtocol) -> String {
        folder.isEmpty
            ? "" : folder.split(separator: "/").map { slug($0) }.joined(separator: "/") + "/"
    }

    /// `guides/start`, `/guides/start/`, `guides/start.html` are all one page. What would lead out
    /// of the site is dropped.
    private func pagePath(forPermalink text: String) -> String {
        var parts = text.split(separator: "/").filter { $0 != "." && $0 != ".." }.map(String.init)
        if parts.isEmpty { return "index.html" }
        let isFolder = text.hasSuffix("/")
        var last = parts.removeLast()
        if last.hasSuffix(".html") { last.removeLast(5) }
        parts = parts.map { slug($0) }
        parts += isFolder ? [slug(last), "index.html"] : [slug(last) + ".html"]
        return parts.joined(separator: "/")
    }
}
