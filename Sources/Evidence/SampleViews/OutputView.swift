import Basics
import Samples

/// The output of a sample, how it ended and how long it took.
struct OutputView {
    /// The number of lines shown before and after the folded lines.
    private static let head = 30
    private static let tail = 10

    let result: SampleResult
    /// The prefix of element identifiers, unique on the page.
    let id: String
    /// The relative URL for downloading the sample's source; nil if there is none.
    let download: String?

    var html: String {
        guard let record = result.record else { return notRun }
        var classes = "output"
        if isSpread(record) { classes += " has-gutter" }
        if stale != nil {
            classes += " is-stale"
        } else if isUnexpected {
            classes += " is-error"
        } else if record.ending != .exited(0) {
            classes += " is-error is-expected"
        }
        return """
            <div class="\(classes)"><div class="output-bar" data-pagefind-ignore>\(bar(record))</div>\(staleNote)\(body(record))\
            \(timelineHTML(record, id: id))\(lanesHTML(record.observation.lanes, id: id))</div>
            """
    }

    private var notRun: String {
        var reason = "not run"
        if case .notRun(let why) = result.status { reason = why }
        return
            "<div class=\"output is-error\"><div class=\"output-bar\"><span class=\"ending\">Not run: \(escapedHTML(reason))</span></div></div>"
    }

    private var isUnexpected: Bool { stale == nil && result.problems.contains { $0.isError } }

    /// The reason why the sample was not run again although it should have been; nil if it was run
    /// or didn't need to be.
    private var stale: String? {
        if case .notRun(let why) = result.status { why } else { nil }
    }

    private var staleNote: String {
        guard let stale else { return "" }
        return "<p class=\"stale\">This is from an earlier run. The sample was not run again: "
            + "\(escapedHTML(sentence(stale)))</p>"
    }

    private func bar(_ record: SampleRecord) -> String {
        let seen = record.observation
        var html = "<span class=\"ending\">\(escapedHTML(ending(record)))</span>"
        html += "<span class=\"wall\" title=\"Wall time\">\(formatSeconds(seen.wallSeconds))</span>"
        if seen.peakMemoryBytes > 0 {
            html +=
                "<span class=\"memory\" title=\"Peak memory\">\(formatBytes(seen.peakMemoryBytes))</span>"
        }
        return html + provenance(record)
    }

    private func ending(_ record: SampleRecord) -> String {
        let options = result.sample.options
        let expected = options.exits != nil || options.raises != nil ? ", as expected" : ""
        switch record.ending {
        case .exited(0): return "ran"
        case .exited(let code):
            if let error = options.raises, !isUnexpected { return error + expected }
            return "exit \(code)" + (isUnexpected ? "" : expected)
        case .signalled(let signal): return "killed by signal \(signal)"
        case .timedOut(let seconds): return "stopped after \(formatSeconds(seconds))"
        case .outOfMemory(let limit): return "out of memory (limit \(formatBytes(limit)))"
        case .tooMuchOutput(let limit): return "stopped: more than \(formatBytes(limit)) of output"
        case .tooManyProcesses(let limit):
            return "stopped: more than \(formatCount(limit)) processes"
        case .notCompiled: return "not compiled" + (isUnexpected ? "" : expected)
        }
    }

    /// Returns the runtime, host and date, in a summary that opens by tap, key or pointer.
    private func provenance(_ record: SampleRecord) -> String {
        let seen = record.observation
        let rows: [(String, String)] = [
            ("Runtime", seen.runtimeVersion),
            (
                "Processor time",
                "\(formatSeconds(seen.userSeconds)) user, \(formatSeconds(seen.systemSeconds)) system"
            ),
            (
                "Switches",
                "\(formatCount(seen.voluntarySwitches)) voluntary, \(formatCount(seen.involuntarySwitches)) involuntary"
            ),
            (
                "Host",
                "\(seen.host.processor), \(plural(seen.host.cores, "core")), \(formatBytes(seen.host.memoryBytes))"
            ),
            ("System", "\(seen.host.system), Linux \(seen.host.kernel)"),
            ("Sandbox", seen.sandbox),
        ]
        let list = rows.filter { !$0.1.isEmpty }.map {
            "<dt>\($0.0)</dt><dd>\(escapedHTML($0.1))</dd>"
        }.joined()
        let date = String(seen.date.prefix(10))
        let link = download.map { "<dt>Code</dt><dd><a href=\"\($0)\" download>Download</a></dd>" }
        return """
            <details class="provenance"><summary><span class="runtime">\(escapedHTML(seen.runtimeVersion))</span> \
            <time datetime="\(escapedHTML(seen.date))">\(escapedHTML(date))</time></summary><dl>\(list)\(link ?? "")</dl></details>
            """
    }

    private func body(_ record: SampleRecord) -> String {
        if record.output.isEmpty {
            return "<p class=\"output-note\">It printed nothing.</p>"
        }
        var ansi = AnsiText()
        let hasGutter = isSpread(record)
        var lines = record.output.enumerated().map { index, line -> String in
            let moments = record.observation.moments
            let gutter =
                hasGutter && moments.indices.contains(index)
                ? "<span class=\"moment\">\(fixed(moments[index]))</span>" : ""
            let classes = line.stream == .error ? " class=\"stream-error\"" : ""
            return "<li\(classes)>\(gutter)\(ansi.html(line.text))</li>"
        }
        let gap = record.omittedLines > 0 ? min(record.omittedAfter + 1, lines.count) : nil
        let leftOut = "\(plural(record.omittedLines, "line")) left out"
        if let gap { lines.insert("<li class=\"omitted\">… \(leftOut)</li>", at: gap) }
        guard lines.count > Self.head + Self.tail + 10 else { return list(lines[...]) }
        let middle = lines[Self.head..<(lines.count - Self.tail)]
        let hasGap = gap.map(middle.indices.contains) ?? false
        let summary =
            plural(middle.count - (hasGap ? 1 : 0), "more line") + (hasGap ? ", \(leftOut)" : "")
        return list(lines.prefix(Self.head))
            + "<details class=\"omitted\"><summary>\(summary)</summary>\(list(middle))</details>"
            + list(lines.suffix(Self.tail))
    }

    private func list(_ lines: ArraySlice<String>) -> String {
        "<ol class=\"output-lines\" aria-label=\"Output\">\(lines.joined())</ol>"
    }

    private func fixed(_ seconds: Double) -> String {
        let hundredths = Int(saturating: (seconds * 100).rounded())
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
