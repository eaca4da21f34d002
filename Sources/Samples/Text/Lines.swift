/// The lines between newlines, carriage returns kept. (`split(separator: "\n")` would not do: CR LF
/// is one character.) What follows the last newline is a line too, an empty one in most texts.
func splitLines(_ text: String) -> [Substring] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .map { Substring($0) }
}
