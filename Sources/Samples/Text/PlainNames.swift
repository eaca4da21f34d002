/// True if the text can only be the name of a file in the folder where it is looked up.
package func isPlainFileName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 100 && text != "." && text != ".."
        && text.utf8.allSatisfy { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") }
        && !hasControlCharacters(text)
}

/// True if the path is absolute and each component is a plain name. Such a path leads exactly where
/// it says, unless one of its folders is a link.
func isPlainAbsolutePath(_ path: String) -> Bool {
    guard path.hasPrefix("/"), path.utf8.count <= 4000 else { return false }
    let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
        !part.isEmpty && part != "." && part != ".." && part.utf8.count <= 255
            && !hasControlCharacters(part)
    }
}

package func hasControlCharacters(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.contains { $0.properties.generalCategory == .control }
}

/// True for a runtime's name: letters, digits, `-`, `_`, `.` and `+`, beginning with a letter or
/// digit, e.g. `g++` or `python3.13`.
package func isRuntimeName(_ text: String) -> Bool {
    isName(String(text.map { $0 == "." || $0 == "+" ? "-" : $0 }))
}

/// True for the first word of a fence that names a language, e.g. `c++`, `f#` or `objective-c`.
package func isLanguageName(_ text: String) -> Bool {
    isRuntimeName(String(text.map { $0 == "#" ? "-" : $0 }))
}

/// True for a name that Debian allows for a package, so that a message that recommends installing
/// it can't contain another command.
package func isPackageName(_ text: String) -> Bool {
    guard let first = text.utf8.first, first != UInt8(ascii: "-"), text.utf8.count <= 80 else {
        return false
    }
    return text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= byte
            || (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte
            || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
}

/// True for a text of letters, digits, `-` and `_` that begins with a letter or digit, so that it
/// can be a file name.
func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetterOrDigit(first), text.utf8.count <= 80 else {
        return false
    }
    return text.utf8.allSatisfy {
        isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
}

/// True for names joined by dots, e.g. `asyncio.TimeoutError`.
func isDottedName(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.allSatisfy { isVariableName(String($0)) }
}

func isVariableName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !isDigit(first) else { return false }
    return text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "_") }
}

/// True for names that can be file names: words joined by dots, as in `pool.rt`. The last word
/// must not be `times`, because that suffix distinguishes the two files of a record.
package func isMeasurementName(_ name: String) -> Bool {
    let words = name.split(separator: ".", omittingEmptySubsequences: false)
    return words.allSatisfy(isWord) && words.last != "times" && name.utf8.count <= 100
}

private func isWord(_ word: Substring) -> Bool {
    let allowed = word.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
    return allowed && !word.isEmpty
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte }

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= (byte | 0x20)
}
