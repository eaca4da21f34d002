/// Splits a text at newlines and keeps carriage returns. The text after the last newline is a line
/// too; usually it is empty. `split(separator: "\n")` can't be used, because CR LF is one
/// Character.
func splitLines(_ text: String) -> [Substring] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .map { Substring($0) }
}

func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
}
