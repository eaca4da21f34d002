/// The path of a file of the site below the output folder, such as
/// `comparisons/thread-vs-asyncio.html`.
package struct PagePath: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    package let string: String

    package init(_ string: String) { self.string = string }

    package var description: String { string }

    package static func < (a: Self, b: Self) -> Bool { a.string < b.string }

    /// The folder with its final slash, such as `comparisons/`; empty at the top.
    package var folder: Substring {
        string.utf8.lastIndex(of: UInt8(ascii: "/")).map { string[...$0] } ?? ""
    }

    /// The relative path from this page's folder up to the site's root: empty, `../`, `../../`, …
    package var root: String {
        String(repeating: "../", count: string.utf8.count { $0 == UInt8(ascii: "/") })
    }

    /// Returns the relative URL from this page to another, percent-encoded. It is relative so that
    /// the site works from any sub-path and from the file system.
    package func href(to target: PagePath, fragment: String = "") -> String {
        var href = target == self && !fragment.isEmpty ? "" : relativePath(to: target)
        if !fragment.isEmpty { href += "#" + fragment.urlFragment }
        return href
    }

    /// Compares bytes, since a build calls this for every link of every page.
    private func relativePath(to target: PagePath) -> String {
        let slash = UInt8(ascii: "/")
        var (here, there) = (string, target.string)
        return here.withUTF8 { here in
            there.withUTF8 { there in
                var (index, folder) = (0, 0)
                while index < here.count, index < there.count, here[index] == there[index] {
                    index += 1
                    if here[index - 1] == slash { folder = index }
                }
                let depth = here[folder...].count { $0 == slash }
                let rest = UnsafeBufferPointer(rebasing: there[folder...])
                // A first segment with a colon would be read as a URL's scheme.
                let first = rest.prefix { $0 != slash }
                let isAmbiguous = depth == 0 && first.contains(UInt8(ascii: ":"))
                return encoded(
                    rest, keeping: .path, prefix: isAmbiguous ? "./" : "../",
                    times: isAmbiguous ? 1 : depth)
            }
        }
    }
}

extension String {
    /// The path of a URL: every character is escaped unless it is unreserved, a sub-delimiter or
    /// `/`.
    package var urlPath: String { percentEncoded(keeping: .path) }

    /// The fragment of a URL. Letters of all scripts stay readable, since browsers decode both.
    package var urlFragment: String { percentEncoded(keeping: .fragment) }

    /// A URL as an author wrote it: only characters that no URL may contain are escaped.
    package var urlKept: String { percentEncoded(keeping: .written) }

    private func percentEncoded(keeping kept: URLCharacters) -> String {
        var text = self
        return text.withUTF8 { encoded($0, keeping: kept) }
    }
}

/// The ASCII characters that stay unescaped in a part of a URL; no others do.
private struct URLCharacters {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    static let path = URLCharacters("/-._~!$()*,;=:@+")
    static let fragment = URLCharacters("/-._~!$()*,;=:@+?")
    static let written = URLCharacters("/-._~!$&'()*+,;=:@?#[]%")

    private init(_ signs: String) {
        let letters = "abcdefghijklmnopqrstuvwxyz"
        for byte in (signs + letters + letters.uppercased() + "0123456789").utf8 {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
        }
    }

    func contains(_ byte: UInt8) -> Bool {
        byte < 0x80 && (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
    }
}

/// - Parameter prefix: text that is put in front, `times` times.
private func encoded(
    _ text: UnsafeBufferPointer<UInt8>, keeping kept: URLCharacters,
    prefix: StaticString = "",
    times: Int = 0
) -> String {
    let escapes = text.count { !kept.contains($0) }
    let digits: StaticString = "0123456789ABCDEF"
    let length = times * prefix.utf8CodeUnitCount + text.count + 2 * escapes
    return String(unsafeUninitializedCapacity: length) { buffer in
        var count = 0
        for _ in 0..<times {
            for byte in UnsafeBufferPointer(
                start: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
            {
                buffer[count] = byte
                count += 1
            }
        }
        for byte in text {
            if kept.contains(byte) {
                buffer[count] = byte
                count += 1
            } else {
                buffer[count] = UInt8(ascii: "%")
                buffer[count + 1] = digits.utf8Start[Int(byte >> 4)]
                buffer[count + 2] = digits.utf8Start[Int(byte & 15)]
                count += 3
            }
        }
        return count
    }
}
