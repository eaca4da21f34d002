/// Linux's limits for the arguments and the environment of a new process.
enum ProcessLimits {
    /// The most bytes of one argument, or of one variable with its name: 32 pages minus the zero
    /// byte.
    static let longest = 131_071
    /// The most bytes of all of them together, each with its pointer and zero byte. The kernel's
    /// own limit is a quarter of the stack limit, usually 2 MiB; the rest is left for what a
    /// runtime adds.
    static let mostBytes = 1 << 20

    static let cure = "put it into a file that `inputs=` names, or give it by `stdin=`"

    static func size(of word: String) -> Int { word.utf8.count + 9 }
}

/// Shortens a text for a message.
func shortened(_ text: String) -> String {
    text.count > 80 ? text.prefix(60) + "…" : text
}
