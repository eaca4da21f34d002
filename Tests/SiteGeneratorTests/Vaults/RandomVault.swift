import Markdown
import TestSupport

@testable import Basics
@testable import SiteGenerator
@testable import Vault

/// A vault with random, difficult names, and links between its notes with known targets.
struct RandomVault {
    struct KnownLink {
        var source: String
        var target: String
        /// The link with the text `link N`, for the link number N.
        var markdown: String
    }

    private(set) var paths: [String] = []
    private(set) var links: [KnownLink] = []
    private var random: SeededGenerator

    private static let pieces = [
        "a", "B", "note", "Note", "NOTE", "1", "x y", "ä", "a\u{308}", "É", "E\u{301}", "ß", "İ",
        "日本", "ノート", "カ\u{3099}", "عربي", "שלום", "\u{200F}", "🎉", "👩‍💻", "e\u{301}\u{323}",
        " ", "  ", "&", "&amp;", "#", "%", "%20", "%2F", "'", "\"", "?", "(", ")", "[", "]", "{",
        "}", "+", "-", "_", "__", "~", "$", "*", "**", "`", "=", "==", ",", ";", "@", ".", "..",
        "!", "<", ">", "|", "^", ":", "\\", "index", ".md", ".html", "con", "C#", "C++", "^[", "%%",
    ]

    init(seed: UInt64, notes: Int, linksPerNote: Int) {
        random = SeededGenerator(seed: seed)
        var taken: Set<String> = []
        var folders = [""]
        while paths.count < notes {
            if random.next(6) == 0 { folders.append(random.pick(folders) + name() + "/") }
            let folder = random.pick(folders)
            // Some folders get a note with their name, and some notes one that differs only in
            // case.
            let name =
                switch random.next(8) {
                case 0 where !folder.isEmpty:
                    String(folder.dropLast().split(separator: "/").last ?? "n")
                case 1 where !paths.isEmpty:
                    swapCase(String(VaultPath(random.pick(paths)).name.dropLast(3)))
                default: self.name()
                }
            let path = folder + name + ".md"
            if taken.insert(path.nfc).inserted { paths.append(path) }
        }
        for source in paths {
            for _ in 0..<linksPerNote {
                let target = random.pick(paths)
                let markdown = link(from: source, to: target)
                links.append(KnownLink(source: source, target: target, markdown: markdown))
            }
        }
    }

    /// The notes' texts by path.
    var files: [String: String] {
        var files: [String: String] = [:]
        for path in paths { files[path] = "" }
        for (number, link) in links.enumerated() {
            files[link.source, default: ""] += "\(number)\n\n\(link.markdown)\n\n"
        }
        return files
    }

    /// Returns a random name that a file system allows.
    private mutating func name() -> String {
        while true {
            let name = (0...random.next(4)).map { _ in random.pick(Self.pieces) }.joined()
            let isHidden = name.hasPrefix(".") || name.hasPrefix("_")
            if !name.isEmpty, !isHidden, !name.contains("/") { return name }
        }
    }

    private func swapCase(_ name: String) -> String {
        name.map { $0.isUppercase ? $0.lowercased() : $0.uppercased() }.joined()
    }

    private mutating func link(from source: String, to target: String) -> String {
        let text = "link \(links.count)"
        var forms = [
            "[\(text)](/\(encoded(target)))",
            "[\(text)](\(relative(source, target).split(separator: "/").map { encoded(String($0)) }.joined(separator: "/")))",
            "[\(text)](</\(encoded(target, spaces: false))>)",
        ]
        if isPlain(target) {
            let stem = target.dropLast(3)
            forms += [
                "[[/\(target)|\(text)]]", "[[ /\(stem) | \(text) ]]",
                "[[\(relative(source, target))|\(text)]]",
            ]
            if !stem.hasSuffix(".md") { forms.append("x [[/\(stem)|\(text)]] y") }
        }
        return random.pick(forms)
    }

    /// Returns true if a wikilink can contain the name. Obsidian warns of the other characters.
    private func isPlain(_ path: String) -> Bool {
        let isSpaced = path.split(separator: "/").contains {
            $0.dropLast($0.hasSuffix(".md") ? 3 : 0).trimmed.utf8.count
                != $0.dropLast($0.hasSuffix(".md") ? 3 : 0).utf8.count
        }
        return !isSpaced
            && !["#", "|", "^", "[", "]", "`", "\\", "%%"].contains { path.contains($0) }
    }

    /// Returns the path relative to a note's folder, with `./` or `../` before it.
    private func relative(_ source: String, _ target: String) -> String {
        let folders = source.split(separator: "/").dropLast()
        let parts = target.split(separator: "/")
        let common = zip(folders, parts.dropLast()).prefix { $0 == $1 }.count
        let up = String(repeating: "../", count: folders.count - common)
        return (up.isEmpty ? "./" : up) + parts.dropFirst(common).joined(separator: "/")
    }

    private func encoded(_ path: String, spaces: Bool = true) -> String {
        path.utf8.map { byte in
            let scalar = UnicodeScalar(byte)
            let isKept =
                scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
                || !spaces && byte == 0x20
            let digits = String(byte, radix: 16, uppercase: true)
            return isKept ? String(scalar) : "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }
}

extension SeededGenerator {
    fileprivate mutating func next(_ bound: Int) -> Int { Int(next(upperBound: UInt64(bound))) }

    fileprivate mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[next(elements.count)]
    }
}
