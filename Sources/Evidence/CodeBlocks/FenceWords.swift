import Basics
import Samples

/// The language that a fence was most likely meant to name, where it names none that is run: a slip
/// of the fingers (`pyhton`), or a mark that doesn't belong to it (`python,`, `{python}`).
///
/// - Parameter info: of the block.
func meantLanguage(info: String, among languages: [String]) -> (written: String, meant: String)? {
    let written = String(info.prefix { $0 != " " && $0 != "\t" }).lowercased()
    // `{.python}`, `python,`, `python:main.py`, `python=`
    let marks = "{}.,;:=()[]\"'"
    let name = String(
        written.drop { marks.contains($0) }.prefix { !marks.contains($0) && $0 != "`" })
    if name != written, languages.contains(name) { return (written, name) }
    guard name == written, name.utf8.count > 3, !otherLanguages.contains(name) else { return nil }
    let near = languages.filter { language in
        language.utf8.count > 3 && language.first == name.first
            && abs(language.utf8.count - name.utf8.count) <= 1
    }
    guard let meant = nearest(to: name, among: near) else { return nil }
    // Short names are near to many words.
    return name.utf8.count > 5 || isOneSlip(name, meant) ? (written, meant) : nil
}

/// Names that are near to one of ours and mean something else.
private let otherLanguages: Set<String> = [
    "base", "batch", "code", "cython", "gosu", "java-properties", "jsonc", "note", "pyrex", "pycon",
    "python2", "python3", "rest", "rush", "swig", "text", "shen", "sheet", "javadoc", "nodes",
]

private func isOneSlip(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a), Array(b))
    let start = zip(a, b).prefix { $0 == $1 }.count
    let end = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
    let rest = max(a.count, b.count) - start - end
    let isSwap =
        rest == 2 && a.count == b.count && a[start] == b[start + 1] && a[start + 1] == b[start]
    return rest <= 1 || isSwap
}

/// Whether a block's first word names what only can be a printed text: `text` right after a sample,
/// or nearly `output`.
enum OutputWord {
    case misspelt
    case plainText

    init?(_ word: String) {
        if ["text", "txt", "plain", "plaintext", "console"].contains(word) {
            self = .plainText
        } else if word != "output",
            ["outputs", "stdout", "out", "expected", "result", "prints"].contains(word)
                || (word.first == "o" && nearest(to: word, among: ["output"]) != nil)
        {
            self = .misspelt
        } else {
            return nil
        }
    }
}
