import Basics
import Evidence
import Files
import Markdown
import Samples
import Vault

/// Returns the context of the colophon: the sources and tools of the site, and how far its
/// statements have been tested.
func colophonContext(at path: PagePath, of site: Site) -> PageContext {
    let title = "Colophon"
    var context = baseContext(title: title, kind: "colophon", at: path, of: site)
    context["breadcrumbs"] = breadcrumbsHTML(folder: "", title: title, at: path, of: site)
    let results = site.roles.joined().flatMap { role -> [SampleResult] in
        guard case .sample(let block) = role else { return [] }
        return site.results[block.sample.note, block.sample.name]
    }
    let records = results.compactMap(\.record)
    let claims = site.vault.notes.reduce(0) { count, note in
        count + (note.frontMatter.data?["claims"]?.list?.count ?? 0)
    }
    var rows = [
        ("Generator", generatorName), ("Notes", formatCount(site.vault.notes.count)),
        ("Samples", formatCount(results.count)),
        ("Of them with a record", formatCount(records.count)),
        ("Claims", formatCount(claims)),
    ]
    let seen = { (value: (Observation) -> String) in
        Set(records.map { value($0.observation) }).filter { !$0.isEmpty }.sorted()
            .joined(separator: "; ")
    }
    rows += [
        ("Runtimes", seen(\.runtimeVersion)), ("Sandbox", seen(\.sandbox)),
        ("Hosts", seen { "\($0.host.processor), \(plural($0.host.cores, "core"))" }),
    ]
    rows.append(("Highlighting", site.highlighting.toolNames.sorted().joined(separator: ", ")))
    if let last = records.map(\.observation.date).max() {
        rows.append(("Last run", String(last.prefix(10))))
    }
    let bare = records.count { $0.observation.sandbox.hasPrefix("none") }
    let warning =
        bare == 0
        ? ""
        : """
        <p><strong>\(plural(bare, "sample")) ran without a sandbox</strong>, since the machine had none \
        and the builder allowed it: only limits stood between \(bare == 1 ? "it" : "them") and the \
        machine.</p>
        """
    let list = rows.filter { !$0.1.isEmpty }
        .map { "<dt>\($0.0)</dt><dd>\(escapedHTML($0.1))</dd>" }.joined()
    context["content"] = """
        <p>These pages are made from a folder of Markdown notes. Code samples run in a sandbox when the \
        site is built, and what they printed is kept in records beside the notes.</p>\(warning)
        <dl class="properties">\(list)</dl>\(acceptedHTML(at: path, of: site))
        """
    return context
}

/// Warnings that authors let stand: a reader may see what, and why.
private func acceptedHTML(at path: PagePath, of site: Site) -> String {
    let items = site.accepted.sorted { ($0.file, $0.span.start) < ($1.file, $1.span.start) }.map {
        accepted -> String in
        let note = VaultPath(accepted.file)
        let index = site.vault.noteIndex[note]
        let place =
            index.map {
                "<a href=\"\(escapedHTML(path.href(to: site.plan.notePaths[$0])))\">"
                    + "\(escapedHTML(site.vault.notes[$0].title))</a>"
            } ?? escapedHTML(accepted.file)
        return "<li>\(place): <code>\(accepted.code.rawValue)</code>, "
            + "since \(escapedHTML(accepted.reason))</li>"
    }
    return items.isEmpty
        ? "" : "<h2>Accepted warnings</h2><ul class=\"accepted\">\(items.joined())</ul>"
}

/// Links at the foot of every page to what the site has beside its notes.
func footerHTML(root: String, of site: Site) -> String {
    let links = site.plan.services.map { service in
        "<a href=\"\(escapedHTML(root))\(service.path.string)\">\(service.title)</a>"
    }
    return "<p>"
        + (links + ["<a href=\"\(escapedHTML(root))feed.xml\">Feed</a>"]).joined(separator: " · ")
        + "</p>"
}
