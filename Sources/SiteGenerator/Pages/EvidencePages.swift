import Basics
import Evidence
import Files
import Markdown
import Samples
import Vault

/// A page that collects evidence from all notes.
package enum EvidencePage: Sendable, Hashable {
    case ledger, matrix, measurements, samples
    /// An index into the model's pairs.
    case pair(Int)

    var title: String {
        switch self {
        case .ledger: "Claims"
        case .matrix: "Matrix"
        case .measurements: "Measurements"
        case .samples: "Samples"
        case .pair: "Comparison"
        }
    }
}

/// Returns the pages of evidence that have something to show, with their addresses.
func evidencePages(_ views: ComparisonViews) -> [(path: PagePath, page: EvidencePage)] {
    var pages: [(PagePath, EvidencePage)] = []
    if !views.verdicts.isEmpty { pages.append((EvidencePath.ledger, .ledger)) }
    if views.model.subjects.count > 1, !views.model.registry.criteria.isEmpty {
        pages.append((EvidencePath.matrix, .matrix))
    }
    if !views.measures.isEmpty { pages.append((EvidencePath.measurements, .measurements)) }
    if !views.samples.isEmpty { pages.append((EvidencePath.samples, .samples)) }
    for (index, pair) in views.model.pairs.enumerated() {
        pages.append((EvidencePath.pair(pair.a, pair.b), .pair(index)))
    }
    return pages
}

enum EvidencePath {
    static let ledger = PagePath("claims.html")
    static let matrix = PagePath("matrix.html")
    static let measurements = PagePath("measurements.html")
    static let samples = PagePath("samples.html")

    static func pair(_ a: Subject, _ b: Subject) -> PagePath {
        PagePath("compare/\(pairName(a, b).slug).html")
    }
}

func evidenceContext(
    _ page: EvidencePage, at path: PagePath, of site: Site
) -> PageContext {
    let views = site.comparisons
    let link = evidenceLink(from: path, of: site)
    let noteTitle = { (index: Int) in site.vault.notes[index].title }
    var title = page.title
    var lede: String
    let content: String
    switch page {
    case .ledger:
        lede = "What the notes claim, and what running and measuring say about it."
        content = ledgerHTML(views.verdicts, noteTitle: noteTitle, link: link)
    case .matrix:
        lede = "Every subject under every criterion."
        content = matrixHTML(views.model, evidence: views.evidence, link: link)
    case .measurements:
        lede = "Everything that is measured."
        content = measurementsHTML(at: path, of: site)
    case .samples:
        lede = "Every sample of the notes, and how it ended."
        content = samplesHTML(at: path, of: site)
    case .pair(let index):
        let (a, b) = views.model.pairs[index]
        title = pairName(a, b).title
        lede = "\(a.label) and \(b.label) under every criterion."
        content = pairHTML(
            a, b, of: views.model, evidence: views.evidence, noteTitle: noteTitle, link: link)
    }
    var context = baseContext(
        title: title, kind: "evidence", description: lede, at: path, of: site)
    context["page.lede"] = lede
    if page == .matrix { context["page.cssClasses"] = "wide" }
    context["breadcrumbs"] = breadcrumbsHTML(folder: "", title: title, at: path, of: site)
    context["content"] = content
    return context
}

/// Returns the links to the pages that collect things, as a list for below the navigation, or nil
/// if there are none.
func placesHTML(at path: PagePath, of site: Site) -> String? {
    var html = ""
    for (title, target) in site.plan.places {
        let current = target == path ? " aria-current=\"page\"" : ""
        html += "<li><a href=\"\(escapedHTML(path.href(to: target)))\"\(current)>\(title)</a></li>"
    }
    return html.isEmpty ? nil : "<ul class=\"nav-places\">\(html)</ul>"
}

/// Returns the links to evidence, relative to a page.
func evidenceLink(from page: PagePath, of site: Site) -> EvidenceLink {
    { target in
        let (path, fragment) = evidencePlace(target, from: page, of: site)
        return path.map { page.href(to: $0, fragment: fragment) }
    }
}

private func evidencePlace(
    _ target: EvidenceTarget, from page: PagePath, of site: Site
) -> (path: PagePath?, fragment: String) {
    let plan = site.plan
    func notePath(_ index: Int) -> PagePath? {
        plan.notePaths.indices.contains(index) ? plan.notePaths[index] : nil
    }
    switch target {
    case .note(let index): return (notePath(index), "")
    case .measure(let name, _):
        if let note = site.plan.measureNotes[name] { return (notePath(note), "measure-" + name) }
        return (plan.evidence(EvidencePath.measurements), "measure-" + name)
    case .claim(let id, let note):
        // The ledger links to the note of a claim. Other pages link to the claim's entry in the
        // ledger.
        if page == EvidencePath.ledger {
            let isShown = site.vault.notes[note].markdown.callouts.contains {
                $0.type == "claim" && $0.title.trimmed == id
            }
            return (notePath(note), isShown ? "claim-" + id : "")
        }
        return (plan.evidence(EvidencePath.ledger), "claim-" + id)
    case .pair(let a, let b):
        guard let a = site.comparisons.model.subject(a), let b = site.comparisons.model.subject(b)
        else { return (nil, "") }
        return (
            plan.evidence(EvidencePath.pair(a, b)) ?? plan.evidence(EvidencePath.pair(b, a)), ""
        )
    case .matrix: return (plan.evidence(EvidencePath.matrix), "")
    case .ledger: return (plan.evidence(EvidencePath.ledger), "")
    }
}

extension SitePlan {
    /// Returns the path if it belongs to a page of evidence, otherwise nil.
    func evidence(_ path: PagePath) -> PagePath? { evidencePaths.contains(path) ? path : nil }
}

/// Returns the model and the verdicts as JSON for programs.
func evidenceFiles(of site: Site) -> [OutputFile] {
    let views = site.comparisons
    let address = { (note: Int) in site.plan.notePaths[note].string.urlPath }
    var files: [OutputFile] = []
    func add(_ name: String, _ json: String) {
        let path = PagePath(name)
        let isTaken =
            site.plan.pages.contains { $0.path == path }
            || site.plan.attachmentPaths.contains(path)
        if !isTaken { files.append(OutputFile(path: path, content: .bytes(Array(json.utf8)))) }
    }
    if !views.model.subjects.isEmpty {
        add("model.json", modelJSON(views.model, evidence: views.evidence, noteAddress: address))
    }
    if !views.verdicts.isEmpty {
        add("claims.json", verdictsJSON(views.verdicts, noteAddress: address))
    }
    return files
}
