import Samples

/// All measurements: those that a note draws are linked, the others are drawn here.
func measurementsHTML(at path: PagePath, of site: Site) -> String {
    let views = site.comparisons
    let link = evidenceLink(from: path, of: site)
    var html = MarkupWriter()
    for definition in views.measures.values.sorted(by: { $0.name < $1.name }) {
        guard site.plan.measureNotes[definition.name] != nil else {
            html.raw(measureFigure(definition.name, id: "measure-" + definition.name, of: site))
            continue
        }
        html.open("section", [("id", "measure-" + definition.name)])
        html.wrap("h2") {
            $0.link(
                definition.title, to: link(.measure(definition.name, note: definition.note)))
        }
        html.newline()
        let arms = (views.measurements?[definition.name]?.series ?? []).flatMap(\.arms)
        let labels = definition.subjects.map { views.model.subject($0)?.label ?? $0 }
        html.wrap("p") {
            $0.text(labels.isEmpty ? "" : "Of " + listed(labels, "and") + ", in ")
            $0.text(definition.unit.symbol + ". ")
            $0.text(arms.isEmpty ? "Not measured yet." : "")
            if let date = arms.map(\.quantity.date).max() {
                $0.text("Last measured on ")
                $0.element("time", [("datetime", date)], date.prefix(10))
                $0.text(".")
            }
        }
        html.close("section")
        html.newline()
    }
    return html.html
}

/// A measurement as a figure, or that there is nothing to draw yet.
func measureFigure(_ name: String, id: String, of site: Site) -> String {
    if let view = site.comparisons.measurements?[name] { return measurementHTML(view, id: id) }
    return missingMeasurementHTML(name, title: site.comparisons.measures[name]?.title)
}

/// All samples by note, with what came of each on each runtime.
func samplesHTML(at path: PagePath, of site: Site) -> String {
    var html = MarkupWriter()
    html.open(
        "div",
        [
            ("class", "table-scroll"), ("role", "region"), ("tabindex", "0"),
            ("aria-label", "Samples"),
        ])
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

/// How a run ended, in a few words.
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
