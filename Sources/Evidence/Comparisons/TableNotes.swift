import Basics

/// The notes below a table, each written once for all the cells that it concerns.
struct TableNotes {
    let id: String
    private var markups: [String] = []
    /// The first reference to each note, which the note links back to.
    private var origins: [String] = []

    init(id: String) { self.id = id }

    /// Returns the number of the part's note, from 1, or nil if it needs no note.
    mutating func number(
        for part: ComparisonTable.Part, at place: String, link: EvidenceLink
    ) -> Int? {
        let markup = content(part, link)
        if markup.isEmpty { return nil }
        if let known = markups.firstIndex(of: markup) { return known + 1 }
        markups.append(markup)
        origins.append(origin(place))
        return markups.count
    }

    func anchor(_ number: Int) -> String { "\(id)-note-\(number)" }

    func origin(_ place: String) -> String { "\(id)-at-\(place)" }

    func write(_ html: inout MarkupWriter) {
        guard !markups.isEmpty else { return }
        html.open("ol", [("class", "table-notes")])
        html.newline()
        for (index, markup) in markups.enumerated() {
            html.open("li", [("id", anchor(index + 1))])
            html.raw(markup)
            html.text(" ")
            html.element(
                "a",
                [
                    ("href", "#" + origins[index]), ("class", "table-note-back"),
                    ("aria-label", "back to the table"),
                ], "↩")
            html.close("li")
            html.newline()
        }
        html.close("ol")
    }

    private func content(_ part: ComparisonTable.Part, _ link: EvidenceLink) -> String {
        var sentences: [String] = []
        func say(_ write: (inout MarkupWriter) -> Void) {
            var html = MarkupWriter()
            write(&html)
            if !html.html.isEmpty { sentences.append(html.html) }
        }
        if let note = part.note { say { $0.text(sentence(note)) } }
        for exception in part.exceptions {
            say {
                $0.text("\(exception.when): \(exception.value)")
                if let source = exception.source {
                    $0.text(" (")
                    writeSource(source, &$0)
                    $0.text(")")
                }
                $0.text(".")
            }
        }
        if !part.because.isEmpty {
            let reasons = part.because.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
            let opener = part.kind == .notApplicable ? "" : "Because: "
            say { $0.text(opener + reasons.joined(separator: "; ") + ".") }
        }
        for claim in part.claims {
            say {
                $0.link(sentence(claim.text), to: link(.claim(claim.id, note: claim.note)))
                $0.text(" ")
                $0.element(
                    "strong",
                    [("class", "verdict verdict-" + claim.outcome.className)],
                    claim.outcome.rawValue)
            }
        }
        if let quantity = part.quantity, let reference = part.reference {
            say { $0.text(provenance(of: quantity, reference)) }
        }
        for source in part.sources {
            say {
                $0.text("Source: ")
                writeSource(source, &$0)
                $0.text(part.asOf.map { ", as of \($0)." } ?? ".")
            }
        }
        if let since = part.since { say { $0.text("Since \(since).") } }
        return sentences.joined(separator: " ")
    }

    /// Returns the provenance of a measured value. It is the same for all cells of one measurement,
    /// so that they share a note.
    private func provenance(
        of quantity: MeasuredQuantity, _ reference: MeasureReference
    ) -> String {
        let parameter = reference.parameter.map { " at \($0)" } ?? ""
        var text = "Measured by “\(reference.measure)”\(parameter): "
        text +=
            quantity.isRange
            ? "the range of \(quantity.n) rounds, too few for an interval"
            : "median of \(quantity.n) rounds ± half of its 95 % interval"
        let facts = [quantity.runtimeVersion, quantity.host, String(quantity.date.prefix(10))]
        text += ([""] + facts.filter { !$0.isEmpty }).joined(separator: "; ") + "."
        if !quantity.isUsable, let reason = quantity.reason { text += " Unreliable: \(reason)." }
        return text
    }
}

/// Writes a link, named by its host and the end of its path, which a reader recognises.
func writeSource(_ source: String, _ html: inout MarkupWriter) {
    guard let address = webAddress(source) else {
        html.text(source)
        return
    }
    let bare = address.split(separator: "/", omittingEmptySubsequences: true).dropFirst()
    let host = bare.first.map(String.init) ?? address
    let end = bare.dropFirst().last.map { ": " + $0.replacing("#", with: " § ") } ?? ""
    html.element(
        "a", [("href", address), ("class", "external"), ("rel", "noopener")],
        (host.hasPrefix("www.") ? String(host.dropFirst(4)) : host) + end)
}

extension Verdict.Outcome {
    var className: String { self == .notRun ? "notrun" : rawValue }
}
