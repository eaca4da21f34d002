/// Where a file of the site lies below the output folder, e.g. `comparisons/thread-vs-asyncio.html`.
package struct PagePath: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    package let string: String

    package init(_ string: String) { self.string = string }

    package var description: String { string }

    package static func < (a: Self, b: Self) -> Bool { a.string < b.string }

    /// From this page's folder up to the site's root: empty, `../`, `../../`, …
    package var root: String {
        String(repeating: "../", count: string.utf8.count { $0 == UInt8(ascii: "/") })
    }

    /// A relative URL from this page to another, percent-encoded; so that the site works from any
    /// sub-path and from the file system.
    package func href(to target: PagePath, fragment: String = "") -> String {
        var href = target == self && !fragment.isEmpty ? "" : relativePath(to: target).urlPath
        if !fragment.isEmpty { href += "#" + fragment.urlFragment }
        return href
    }

    /// Compared by bytes: a build asks this for every link of every page.
    private func relativePath(to target: PagePath) -> String {
        let slash = UInt8(ascii: "/")
        let (here, there) = (string.utf8, target.string.utf8)
        var (i, j) = (here.startIndex, there.startIndex)
        var (folderHere, folderThere) = (i, j)
        while i < here.endIndex, j < there.endIndex, here[i] == there[j] {
            let isSlash = here[i] == slash
            i = here.index(after: i)
            j = there.index(after: j)
            if isSlash { (folderHere, folderThere) = (i, j) }
        }
        let depth = here[folderHere...].count { $0 == slash }
        let path = target.string[folderThere...]
        if depth > 0 { return String(repeating: "../", count: depth) + path }
        // A first part with a colon would read as a URL's scheme.
        let first = path.utf8.prefix { $0 != slash }
        return first.contains(UInt8(ascii: ":")) ? "./" + path : String(path)
    }
}

extension String {
    /// As the path of a URL: everything escaped that is not unreserved, a sub-delimiter or `/`.
    var urlPath: String { percentEncoded(keeping: "/-._~!$()*,;=:@+") }

    /// As the fragment of a URL. Letters of all scripts stay readable: browsers decode both.
    var urlFragment: String { percentEncoded(keeping: "/-._~!$()*,;=:@+?") }

    /// A URL as an author wrote it: only what no URL may hold is escaped.
    var urlKept: String { percentEncoded(keeping: "/-._~!$&'()*+,;=:@?#[]%") }

    private func percentEncoded(keeping extra: StaticString) -> String {
        func isKept(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default:
                extra.withUTF8Buffer { $0.contains(byte) }
            }
        }
        if utf8.allSatisfy(isKept) { return self }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count + 16)
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in utf8 {
            if isKept(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
