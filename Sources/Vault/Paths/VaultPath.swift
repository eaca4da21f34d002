import Basics
import Foundation

/// A file's path inside the vault: relative, with `/` between its parts, in NFC, without `..`.
package struct VaultPath: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let string: String

    /// Creates a vault path from a path as the file system gives it.
    package init(_ path: String) {
        string = path.nfc
    }

    package var description: String { string }

    /// The last part, such as `Thread vs Asyncio.md`.
    package var name: Substring {
        string.utf8.lastIndex(of: UInt8(ascii: "/")).map { string[string.utf8.index(after: $0)...] }
            ?? string[...]
    }

    /// The name without its extension, such as `Thread vs Asyncio`.
    package var stem: Substring {
        let name = name
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex
        else { return name }
        return name[..<dot]
    }

    /// The extension in lower case, without the dot; empty if there is none.
    package var fileExtension: String {
        let name = name
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex
        else { return "" }
        return name[name.utf8.index(after: dot)...].lowercased()
    }

    /// The folder, such as `Comparisons`; empty at the top.
    package var folder: Substring {
        string.utf8.lastIndex(of: UInt8(ascii: "/")).map { string[..<$0] } ?? ""
    }

    package var isNote: Bool { fileExtension == "md" }

    /// True for a base, which several notes may show and which has a page of its own.
    package var isBase: Bool { fileExtension == "base" }

    /// A part of it begins with `_`: it is shown where a note asks for it, and nowhere else.
    package var isHidden: Bool { string.hasPrefix("_") || string.contains("/_") }

    package static func < (a: Self, b: Self) -> Bool { a.string < b.string }

    /// Returns the vault path that `relative` means in a file of `folder`; nil if it leads out of
    /// the vault.
    package static func resolve(_ relative: String, in folder: some StringProtocol) -> VaultPath? {
        if isPlain(relative) {
            return VaultPath(folder.isEmpty ? relative : "\(folder)/\(relative)")
        }
        var parts = String(folder).split(separator: "/").map(String.init)
        for part in relative.split(separator: "/").map(String.init) where part != "." {
            if part == ".." {
                if parts.isEmpty { return nil }
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        return VaultPath(parts.joined(separator: "/"))
    }

    /// True if each part is a name: not empty, and not beginning with a full stop.
    private static func isPlain(_ path: String) -> Bool {
        let slash = UInt8(ascii: "/")
        var last = slash
        for byte in path.utf8 {
            if last == slash, byte == slash || byte == UInt8(ascii: ".") { return false }
            last = byte
        }
        return last != slash
    }
}

extension String {
    /// The text in normalization form C. Most names are ASCII, which is normalized already.
    package var nfc: String {
        utf8.allSatisfy { $0 < 0x80 } ? self : precomposedStringWithCanonicalMapping
    }

    /// The key that lists are sorted by: like ``folded``, but with numbers by their value, so that
    /// “Part 2” comes before “Part 10”.
    package var listed: String {
        let folded = folded
        let isDigit = { (byte: UInt8) in byte &- UInt8(ascii: "0") < 10 }
        guard folded.utf8.contains(where: isDigit) else { return folded }
        var key: [UInt8] = []
        var rest = folded.utf8[...]
        while let first = rest.first {
            guard isDigit(first) else {
                key.append(first)
                rest = rest.dropFirst()
                continue
            }
            let digits = rest.prefix(while: isDigit)
            let number = digits.drop { $0 == UInt8(ascii: "0") }
            // The number with more digits is the greater one.
            key.append(UInt8(ascii: "0") + UInt8(min(number.count, 0x4F)))
            key += number
            rest = rest[digits.endIndex...]
        }
        return String(decoding: key, as: UTF8.self)
    }

    /// The key that names are compared by: NFC, without regard to case; a non-breaking space counts
    /// as a space.
    package var folded: String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return lowercased() }
        // Lower-casing can decompose a letter again (İ).
        let text = lowercased().precomposedStringWithCanonicalMapping
        guard text.unicodeScalars.contains(where: { $0 == "\u{A0}" || $0 == "\u{202F}" })
        else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0 == "\u{A0}" || $0 == "\u{202F}" ? " " : $0 }))
    }
}
