import Basics
package import Samples

/// Returns a sample for a page: its code, and its result for each runtime.
package func sampleHTML(
    _ block: SampleBlock, results: [SampleResult], highlighted: [UInt8]?, id: String,
    download: String?
) -> String {
    let name = block.shown.title ?? block.sample.name
    var html =
        "<section class=\"sample\" id=\"\(escapedHTML(id))\" aria-label=\"Sample: \(escapedHTML(name))\">"
    if !block.hidesCode {
        html += String(decoding: codeHTML(block.shown, highlighted: highlighted), as: UTF8.self)
    }
    html += hiddenCode(of: block)
    if !block.hidesOutput || results.contains(where: { $0.record == nil }) {
        html += outputs(results, id: id, download: download)
    }
    return html + "</section>"
}

/// What was measured, where the page doesn't show all of it: who reads a number may see how it came
/// to be.
private func hiddenCode(of block: SampleBlock) -> String {
    guard block.sample.options.measure != nil else { return "" }
    let all = lineCount(block.sample.code)
    let hidden = block.hidesCode ? all : all - lineCount(block.shown.code)
    guard hidden > 0 else { return "" }
    let what = hidden == 1 ? "1 line" : "\(hidden) lines"
    let listing = CodeListing(language: block.shown.language, code: block.sample.code)
    let code = String(decoding: codeHTML(listing, highlighted: nil), as: UTF8.self)
    return "<details class=\"hidden-code\"><summary>\(what) of what was measured "
        + "\(hidden == 1 ? "is" : "are") hidden</summary>\(code)</details>"
}

private func lineCount(_ code: String) -> Int {
    code.split(separator: "\n", omittingEmptySubsequences: false).dropLast(
        code.hasSuffix("\n") ? 1 : 0
    ).count
}

/// One output, or tabs that work without a script: radio buttons and their labels.
private func outputs(_ results: [SampleResult], id: String, download: String?) -> String {
    func view(_ index: Int) -> String {
        OutputView(result: results[index], id: "\(id)-\(index + 1)", download: download).html
    }
    if results.count <= 1 { return results.isEmpty ? "" : view(0) }
    var tabs = ""
    var panels = ""
    for (index, result) in results.prefix(6).enumerated() {
        let tab = "\(escapedHTML(id))-tab-\(index + 1)"
        tabs += """
            <input type="radio" name="\(escapedHTML(id))-tabs" id="\(tab)"\(index == 0 ? " checked" : "")>\
            <label for="\(tab)">\(escapedHTML(result.runtime))</label>
            """
        panels += "<div class=\"tab-panel\">\(view(index))</div>"
    }
    return
        "<fieldset class=\"tabs\"><legend class=\"visually-hidden\">Runtimes</legend>\(tabs)\(panels)</fieldset>"
}
