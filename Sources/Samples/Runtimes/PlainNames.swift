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
