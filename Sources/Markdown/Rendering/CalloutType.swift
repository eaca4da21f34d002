/// The styles of callouts, and the words that select them.
enum CalloutType {
    private static let canonical: [String: String] = [
        "note": "note",
        "abstract": "abstract", "summary": "abstract", "tldr": "abstract",
        "info": "info",
        "todo": "todo",
        "tip": "tip", "hint": "tip", "important": "tip",
        "success": "success", "check": "success", "done": "success",
        "question": "question", "help": "question", "faq": "question",
        "warning": "warning", "caution": "warning", "attention": "warning",
        "failure": "failure", "fail": "failure", "missing": "failure",
        "danger": "danger", "error": "danger",
        "bug": "bug",
        "example": "example",
        "quote": "quote", "cite": "quote",
    ]

    static func isKnown(_ type: String) -> Bool { canonical[type] != nil }

    /// Any other word looks like a note.
    static func look(of type: String) -> String { canonical[type] ?? "note" }

    /// Returns the title of a callout without one: its type, in title case.
    static func title(of type: String) -> String {
        type.split(whereSeparator: { $0 == "-" || $0 == " " })
            .map { $0.prefix(1).uppercased() + $0.dropFirst() }
            .joined(separator: " ")
    }
}
