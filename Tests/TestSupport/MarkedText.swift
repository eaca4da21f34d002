/// A text with marked places, as in `up: 1️⃣[[Index]]`. A test then shows what a diagnostic points
/// at, instead of a line and a column that a reader would have to count.
package struct MarkedText {
    /// The text without the marks.
    package let text: String
    /// The places as `line:column`, by mark. Both count from one, and columns count bytes, like
    /// those of the parsers.
    package let places: [String: String]

    package init(_ marked: String) {
        var (text, places) = ("", [String: String]())
        var (line, column) = (1, 1)
        for character in marked {
            if Self.isMark(character) {
                precondition(places[String(character)] == nil, "\(character) stands there twice")
                places[String(character)] = "\(line):\(column)"
                continue
            }
            text.append(character)
            // A carriage return with its line feed is one character.
            if character == "\n" || character == "\r\n" {
                (line, column) = (line + 1, 1)
            } else {
                column += character.utf8.count
            }
        }
        self.text = text
        self.places = places
    }

    /// The places in the order of their marks.
    package var inOrder: [String] { places.sorted { $0.key < $1.key }.map(\.value) }

    /// Returns the text with marks at some places, to compare it with the expected one.
    package static func marking(_ text: String, at found: [String]) -> String {
        var numbers: [String: String] = [:]
        for (number, place) in found.enumerated() {
            numbers[place, default: ""] += mark(number + 1)
        }
        var (marked, line, column) = ("", 1, 1)
        for character in text {
            marked += numbers.removeValue(forKey: "\(line):\(column)") ?? ""
            marked.append(character)
            if character == "\n" || character == "\r\n" {
                (line, column) = (line + 1, 1)
            } else {
                column += character.utf8.count
            }
        }
        marked += numbers.removeValue(forKey: "\(line):\(column)") ?? ""
        let outside = numbers.keys.sorted().map { " (and \($0), which is inside of no line)" }
        return marked + outside.joined()
    }

    private static func mark(_ number: Int) -> String { "\(number)\u{FE0F}\u{20E3}" }

    /// Returns true for a digit in a keycap.
    private static func isMark(_ character: Character) -> Bool {
        let scalars = Array(character.unicodeScalars)
        return scalars.count == 3 && ("0"..."9").contains(scalars[0]) && scalars[1] == "\u{FE0F}"
            && scalars[2] == "\u{20E3}"
    }
}
