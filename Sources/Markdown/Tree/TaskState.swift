/// The character in the brackets of `- [?]`.
struct TaskState {
    let character: String

    init(_ scalar: Int32) {
        character = Unicode.Scalar(UInt32(bitPattern: scalar)).map(String.init) ?? " "
    }

    /// The label for readers who can't see the box. The characters are those that themes for
    /// Obsidian agree on.
    var label: String {
        switch character {
        case " ": "To do"
        case "x", "X": "Done"
        case "/": "In progress"
        case "-": "Cancelled"
        case ">": "Forwarded"
        case "<": "Scheduled"
        case "?": "Question"
        case "!": "Important"
        default: "Done (\(character))"
        }
    }
}
