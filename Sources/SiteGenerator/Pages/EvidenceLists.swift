import Basics
import Evidence
import Markdown
import Samples
import Vault

/// Returns a list of all measurements. If a note shows the measurement, the entry has its results
/// and a link; otherwise it has the whole figure.
func measurementsHTML(at path: PagePath, of site: Site) -> String {
    let views = site.comparisons
    let link = evidenceLink(from: path, of: site)
    let definitions = views.measures.values.sorted {
        ($0.note, $0.span.start.line) < ($1.note, $1.span.start.line)
    }
    let drawn = definitions.filter { site.plan.measureNotes[$0.name] != nil }
    var html = MarkupWriter()
    if !drawn.isEmpty { html.open("ul", [("class", "entry-list measurement-list")]) }
    for definition in drawn {
        let view = views.measurements?[definition.name]
        html.open("li", [("class", "entry"), ("id", "measure-" + definition.name)])
        html.link(
            definition.title, to: link(.measure(definition.name, note: definition.note)),
            class: "entry-title")
        if let date = view?.series.flatMap(\.arms).map(\.quantity.date).max() {
            html.element("time", [("datetime", date)], date.prefix(10))
        }
        html.wrap("div", [("class", "entry-description")]) { writeResult(view, &$0) }
        html.close("li")
        html.newline()
    }
    if !drawn.isEmpty { html.close("ul") }
    for definition in definitions where site.plan.measureNotes[definition.name] == nil {
        html.raw(measureFigure(definition.name, id: "measure-" + definition.name, of: site))
    }
    return html.html
}

/// Writes the result of each arm. If the measurement has several parameters, it is the result for
/// the last one.
private func writeResult(_ view: MeasurementView?, _ html: inout MarkupWriter) {
    guard let view, let series = view.series.last else {
        html.text("Not measured yet.")
        return
    }
    if let doubtful = series.arms.map(\.quantity).first(where: { !$0.isUsable }) {
        html.text(
            sentence("Not to be relied on: " + (doubtful.reason ?? "the machine was too noisy")))
        return
    }
    html.open("dl")
    for arm in series.arms {
        let comparison = view.comparison(of: arm, in: series, namesBase: false)?.words
        html.element("dt", arm.label)
        html.element("dd", arm.quantity.readable().textWithUncertainty)
        html.element("dd", comparison ?? (series.arms.count > 1 ? "baseline" : ""))
    }
    html.close("dl")
    if let heading = view.heading(of: series) { html.element("p", "At \(heading).") }
}

/// Returns the figure of a measurement, or a sentence that there is nothing to draw yet.
func measureFigure(_ name: String, id: String, of site: Site) -> String {
    if let view = site.comparisons.measurements?[name] { return measurementHTML(view, id: id) }
    return missingMeasurementHTML(name, title: site.comparisons.measures[name]?.title)
}

/// Returns all samples by note, with their results on each runtime.
func samplesHTML(at path: PagePath, of site: Site) -> String {
    var html = MarkupWriter()
    html.openScrollingBox(label: "Samples")
    html.open("table", [("class", "sample-index")])
    html.wrap("thead") { html in
        html.wrap("tr") { html in
            for name in ["Sample", "How it ended", "Runtime", "Date"] {
                html.element("th", [("scope", "col")], name)
            }
        }
    }
    html.newline()
    for (index, note) in site.vault.notes.enumerated() {
        let blocks = site.roles[index].compactMap(\.sample)
        if blocks.isEmpty { continue }
        html.open("tbody")
        html.wrap("tr", [("class", "group")]) { html in
            html.wrap("th", [("scope", "rowgroup"), ("colspan", "4")]) {
                $0.link(note.title, to: path.href(to: site.plan.notePaths[index]))
            }
        }
        html.newline()
        for block in blocks {
            let name = block.sample.name
            let href = path.href(to: site.plan.notePaths[index], fragment: name)
            let results = site.results[note.path.string, name]
            for result in results {
                writeRow(block.shown.title ?? name, href: href, result, &html)
            }
        }
        html.close("tbody")
        html.newline()
    }
    html.close("table")
    html.close("div")
    html.newline()
    return html.html
}

private func writeRow(
    _ title: String, href: String, _ result: SampleResult, _ html: inout MarkupWriter
) {
    html.wrap("tr") { html in
        html.wrap("th", [("scope", "row")]) { $0.link(title, to: href) }
        guard let record = result.record else {
            html.element("td", notRunText(result.status))
            html.element("td", result.runtime)
            html.element("td", "")
            return
        }
        let seen = record.observation
        html.element("td", endingText(record.ending))
        html.element("td", seen.runtimeVersion.isEmpty ? result.runtime : seen.runtimeVersion)
        html.wrap("td") { $0.element("time", [("datetime", seen.date)], seen.date.prefix(10)) }
    }
    html.newline()
}

private func notRunText(_ status: SampleResult.Status) -> String {
    if case .notRun(let reason) = status { return "not run: \(reason)" }
    return "not run"
}

/// Returns a short description of how a run ended.
private func endingText(_ ending: SampleRecord.Ending) -> String {
    switch ending {
    case .exited(0): "ran"
    case .exited(let status): "exited with \(status)"
    case .signalled(let signal): "ended by signal \(signal)"
    case .timedOut(let seconds): "stopped after \(plain(seconds)) s"
    case .outOfMemory: "ran out of memory"
    case .tooMuchOutput: "printed too much"
    case .tooManyProcesses: "started too many processes"
    case .notCompiled: "not compiled"
    }
}
