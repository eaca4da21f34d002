package import Evidence
import Markdown
package import Vault

/// Gives every page and file of the site an address. If two of them claim the same address, an
/// error names both: the first keeps it, and the second gets another one, so that both are
/// published.
///
/// - Parameters:
///   - evidence: the pages that collect evidence.
///   - roles: the roles of the code blocks, by note.
///   - reserved: paths that are already used, for example by the theme's assets.
package func planSite(
    _ vault: Vault, hasSearch: Bool = false,
    evidence: [(path: PagePath, page: EvidencePage)] = [], roles: [[CodeRole]] = [],
    reserved: some Sequence<String> = [String]()
) -> SitePlan {
    var planner = SitePlanner(vault: vault, reserved: reserved)
    planner.planNotes()
    planner.planFolders()
    if hasSearch { planner.add("search.html", .search, owner: nil) }
    planner.add("404.html", .notFound, owner: nil)
    planner.addService("Recent changes", "recent.html", .recent)
    planner.addService("Graph", "graph.html", .graph)
    planner.addService("Colophon", "colophon.html", .colophon)
    planner.planRedirects()
    planner.planTags()
    planner.planEvidence(evidence, roles: roles)
    planner.planAttachments()
    return planner.plan
}

private struct SitePlanner {
    let vault: Vault
    var plan = SitePlan()
    private var addresses = AddressBook()
    private var folderSlugs: [Substring: String] = [:]

    private static let site = "the site itself"
    /// The files that are written for every vault.
    private static let reserved = [
        "robots.txt", "sitemap.xml", "feed.xml", "llms.txt", "llms-full.txt", "model.json",
    ]

    init(vault: Vault, reserved: some Sequence<String>) {
        self.vault = vault
        for path in Self.reserved + reserved { addresses.claim(path, for: Self.site) }
    }

    mutating func planNotes() {
        for (index, note) in vault.notes.enumerated() {
            let permalink = note.frontMatter.permalink.flatMap { pagePath(for: $0, of: note) }
            let path = permalink ?? ownPath(of: note)
            let added = add(path, .note(index), owner: note)
            plan.notePaths.append(added)
            if vault.folderPages.contains(index) {
                plan.folderPaths[String(note.path.folder)] = added
            }
        }
    }

    mutating func planFolders() {
        var folders: Set<String> = [""]
        for path in vault.notes.map(\.path) + vault.attachments.filter(\.isBase) {
            var folder = path.folder
            while !folder.isEmpty, folders.insert(String(folder)).inserted {
                folder = VaultPath(String(folder)).folder
            }
        }
        let notePaths = Set(plan.notePaths)
        for folder in folders.sorted() where plan.folderPaths[folder] == nil {
            let path = PagePath(slugFolder(folder) + "index.html")
            // A note's permalink may be the address of the folder's page.
            plan.folderPaths[folder] =
                notePaths.contains(path) ? path : addUnreported(path.string, .folder(folder))
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
        if !plan.taggedNotes.isEmpty { plan.tagsPath = addUnreported("tags/index.html", .tags) }
        for tag in plan.taggedNotes.keys.sorted() {
            plan.tagPaths[tag] = addUnreported(
                "tags/" + slugFolder(tag).dropLast() + ".html", .tag(tag))
            if let slash = tag.lastIndex(of: "/") {
                plan.childTags[String(tag[..<slash]), default: []].append(tag)
            }
        }
    }

    mutating func planEvidence(
        _ pages: [(path: PagePath, page: EvidencePage)], roles: [[CodeRole]]
    ) {
        if let tags = plan.tagsPath { plan.places.append(("Tags", tags)) }
        for (wanted, page) in pages where addresses.owner(of: wanted.string) == nil {
            let path = addUnreported(wanted.string, .evidence(page))
            plan.evidencePaths.insert(path)
            if case .pair = page { continue }
            plan.places.append((page.title, path))
        }
        for (note, roles) in roles.enumerated() {
            for case .measurement(let name) in roles where plan.measureNotes[name] == nil {
                plan.measureNotes[name] = note
            }
        }
    }

    /// Plans redirects. An alias is a former name of the page in the same folder, or a former path.
    mutating func planRedirects() {
        for (index, note) in vault.notes.enumerated() {
            for alias in note.frontMatter.aliases {
                if let path = redirectPath(for: alias, of: note) {
                    redirect(from: path, to: index, alias: alias)
                }
            }
            if note.frontMatter.permalink != nil, addresses.owner(of: ownPath(of: note)) == nil {
                redirect(from: ownPath(of: note), to: index, alias: nil)
            }
        }
    }

    /// `old` lies beside the note, `a/old` and `/old` begin at the site's top, `./old` and `../old`
    /// at the note's folder; `old/` is a folder's page, as for a permalink.
    private mutating func redirectPath(for alias: FrontMatter.Text, of note: Note) -> String? {
        let text = alias.text
        let isRelative = !text.contains("/") || text.hasPrefix("./") || text.hasPrefix("../")
        var parts = isRelative ? note.path.folder.split(separator: "/").map { folderSlug($0) } : []
        var names = text.split(separator: "/").map(String.init)
        let isFolder = text.hasSuffix("/") || names.last == "." || names.last == ".."
        let last = isFolder ? nil : names.popLast()
        for name in names where name != "." {
            if name != ".." {
                parts.append(folderSlug(name))
            } else if parts.popLast() == nil {
                plan.diagnostics.append(
                    Diagnostic(
                        .warning, .aliasCollision, file: note.path.string, span: alias.span,
                        "the alias “\(text)” leads out of the site, and redirects from nowhere",
                        help: "take a “../” out of it"))
                return nil
            }
        }
        guard let last else { return (parts + ["index.html"]).joined(separator: "/") }
        let stem = last.hasSuffix(".html") ? String(last.dropLast(5)) : last
        return (parts + [slug(stem) + ".html"]).joined(separator: "/")
    }

    private mutating func redirect(from path: String, to index: Int, alias: FrontMatter.Text?) {
        let note = vault.notes[index]
        if path == plan.notePaths[index].string { return }
        guard path.utf8.count <= AddressBook.lengthLimit else {
            return tooLong("alias", at: alias?.span, in: note)
        }
        guard let other = addresses.claim(path, for: note.path.string) else {
            plan.pages.append((PagePath(path), .redirect(to: index)))
            return
        }
        // The note has this alias in another spelling.
        if other == note.path.string { return }
        plan.diagnostics.append(
            Diagnostic(
                .warning, .aliasCollision, file: note.path.string, span: alias?.span,
                "the alias “\(alias?.text ?? path)” would redirect from \(path), which belongs to \(other)",
                help: "delete the alias, or rename the other"))
    }

    mutating func planAttachments() {
        for (index, path) in vault.attachments.enumerated() {
            if path.isBase {
                plan.attachmentPaths.append(planBase(index))
                continue
            }
            let name = String(path.name)
            let suffix = path.fileExtension
            let stem = suffix.isEmpty ? slug(name) : slug(path.stem) + "." + slug(suffix)
            let wanted = slugFolder(path.folder) + stem
            let (address, other) = addresses.claimSimilar(wanted, for: path.string)
            plan.attachmentPaths.append(PagePath(address))
            guard let other else { continue }
            // Only the site itself links to attachments, so a different address breaks no link.
            plan.diagnostics.append(
                Diagnostic(
                    .note, .attachmentCollision, file: path.string,
                    "\(path) and \(other) would both become \(wanted); this file becomes \(address)",
                    help: "rename one of them if its address matters"))
        }
    }

    /// Plans the page of a base. `Books.base` becomes `books.html`, or `books-base.html` if a note
    /// has that address.
    private mutating func planBase(_ index: Int) -> PagePath {
        let path = vault.attachments[index]
        let stem = slugFolder(path.folder) + slug(path.stem)
        let isFree = addresses.owner(of: stem + ".html") == nil
        return addUnreported(stem + (isFree ? ".html" : "-base.html"), .base(index))
    }

    /// Adds a page about the site, unless a note has its address.
    mutating func addService(_ title: String, _ path: String, _ page: SitePlan.Page) {
        guard addresses.owner(of: path) == nil else { return }
        plan.services.append(SitePlan.Service(title: title, path: addUnreported(path, page)))
    }

    /// Adds a page that the author wrote. If its address is taken, that is reported.
    @discardableResult
    mutating func add(_ path: String, _ page: SitePlan.Page, owner: Note?) -> PagePath {
        let name = owner?.path.string ?? Self.site
        let (address, other) = addresses.claimSimilar(path, for: name)
        plan.pages.append((PagePath(address), page))
        if let other {
            plan.diagnostics.append(
                Diagnostic(
                    .error, .slugCollision, file: owner?.path.string ?? other,
                    span: owner?.frontMatter.permalink?.span,
                    "\(name) and \(other) would both become \(path)",
                    notes: ["\(name) becomes \(address) for now"],
                    help: "rename one of them, or give one a `permalink`"))
        }
        return PagePath(address)
    }

    /// Adds a page that the program makes. If its address is taken, it gets another one without a
    /// report.
    private mutating func addUnreported(_ path: String, _ page: SitePlan.Page) -> PagePath {
        let address = PagePath(addresses.claimSimilar(path, for: Self.site).path)
        plan.pages.append((address, page))
        return address
    }

    private mutating func ownPath(of note: Note) -> String {
        let folder = slugFolder(note.path.folder)
        if vault.noteIndex[note.path].map(vault.folderPages.contains) == true {
            return folder + "index.html"
        }
        let name = slug(note.path.stem)
        // A note “Index!” must not become the folder's index.
        return folder + (name == "index" ? "index-note" : name) + ".html"
    }

    private mutating func slugFolder(_ folder: some StringProtocol) -> String {
        if folder.isEmpty { return "" }
        if let known = folderSlugs[Substring(folder)] { return known }
        let path = folder.split(separator: "/").map(folderSlug).joined(separator: "/") + "/"
        folderSlugs[Substring(folder)] = path
        return path
    }

    /// Returns the slug of a folder. It can't end in `.html`, because a page might have that path.
    private func folderSlug(_ name: some StringProtocol) -> String {
        let slug = slug(name)
        return slug.hasSuffix(".html") ? slug.dropLast(5) + "-html" : slug
    }

    /// Returns the page for a permalink; `guides/start`, `/guides/start/` and `guides/start.html`
    /// are accepted. Parts that would lead out of the site are dropped.
    private mutating func pagePath(for permalink: FrontMatter.Text, of note: Note) -> String? {
        let text = permalink.text
        var parts = text.split(separator: "/").filter { $0 != "." && $0 != ".." }.map(String.init)
        if parts.isEmpty { return "index.html" }
        let isFolder = text.hasSuffix("/")
        var last = parts.removeLast()
        if last.hasSuffix(".html") { last.removeLast(5) }
        parts = parts.map { folderSlug($0) }
        parts += isFolder ? [folderSlug(last), "index.html"] : [slug(last) + ".html"]
        let path = parts.joined(separator: "/")
        if path.utf8.count <= AddressBook.lengthLimit { return path }
        tooLong("permalink", at: permalink.span, in: note)
        return nil
    }

    private mutating func tooLong(_ property: String, at span: SourceSpan?, in note: Note) {
        plan.diagnostics.append(
            Diagnostic(
                .error, .propertyType, file: note.path.string, span: span,
                "this \(property) is longer than an address may be (\(AddressBook.lengthLimit) bytes)",
                help: "shorten it"))
    }
}
