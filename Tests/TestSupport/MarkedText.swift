/// A text with places marked in it, as in `up: 1️⃣[[Index]]`: so that a test shows what a diagnostic
/// points at, instead of a line and a column that a reader has to count.
package struct MarkedText {
    /// Without the marks.
    package let text: String
    /// By mark, `line:column`, both from one; columns count bytes, as those of the parsers do.
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
            // A carriage return and its line feed are one character.
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

    /// The text with marks at some places, to be read beside the one that was expected.
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

    /// A digit in a keycap.
    private static func isMark(_ character: Character) -> Bool {
        let scalars = Array(character.unicodeScalars)
        return scalars.count == 3 && ("0"..."9").contains(scalars[0]) && scalars[1] == "\u{FE0F}"
            && scalars[2] == "\u{20E3}"
    }
}
