/// What Linux lets a program be given when it is started.
enum ProcessWords {
    /// Bytes of one argument, or of one variable with its name: 32 pages, a zero byte among them.
    static let longest = 131_071
    /// Bytes of all of them together, each with its pointer and zero byte. The kernel's own limit is
    /// a quarter of the stack's, which is 2 MiB nearly everywhere; the rest is for what a runtime adds.
    static let mostBytes = 1 << 20

    static let cure = "put it into a file that `inputs=` names, or give it by `stdin=`"

    static func size(of word: String) -> Int { word.utf8.count + 9 }
}

/// For messages: nobody reads all of a long text, and a terminal need not show it.
func shortened(_ text: String) -> String {
    text.count > 80 ? text.prefix(60) + "…" : text
}
