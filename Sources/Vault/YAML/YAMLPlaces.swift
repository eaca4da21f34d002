import Markdown

/// Converts places in a YAML text to places in its file. YAML ends lines at three characters that
/// editors don't treat as line ends.
struct YAMLPlaces {
    /// For each of YAML's lines, the file's line and the number of its characters before.
    private var starts: [SourcePosition]

    init(_ text: String, firstLine: Int) {
        var place = SourcePosition(line: firstLine, column: 0)
        starts = [place]
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            place.column += 1
            switch scalar {
            case "\n" where isAfterReturn:
                place.column = 0
            case "\n", "\r":
                place = SourcePosition(line: place.line + 1, column: 0)
                starts.append(place)
            case "\u{85}", "\u{2028}", "\u{2029}":
                starts.append(place)
            default:
                break
            }
            isAfterReturn = scalar == "\r"
        }
    }

    /// Returns the place of a line and a column as YAML counts them, both from 1.
    func position(line: Int, column: Int) -> SourcePosition {
        let start = starts[min(max(line, 1), starts.count) - 1]
        return SourcePosition(line: start.line, column: start.column + column)
    }
}
