import Foundation
import TestSupport
import Testing

/// Caches may be lost, truncated or of another version at any time; the site must not change.
struct CacheFaultTests {
    /// A way in which the bytes of a cache are damaged.
    struct Damage: Sendable, CustomTestStringConvertible {
        var name: String
        var apply: @Sendable (Data, inout SeededGenerator) -> Data

        var testDescription: String { name }
    }

    static let damages: [Damage] = [
        Damage(name: "empty") { _, _ in Data() },
        Damage(name: "cut in half") { bytes, _ in bytes.prefix(bytes.count / 2) },
        Damage(name: "cut anywhere") { bytes, random in
            bytes.prefix(Int.random(in: 0..<max(1, bytes.count), using: &random))
        },
        Damage(name: "one byte short") { bytes, _ in bytes.dropLast() },
        Damage(name: "garbage") { bytes, random in
            Data((0..<max(64, bytes.count)).map { _ in UInt8.random(in: 0...255, using: &random) })
        },
        Damage(name: "extra bytes after its end") { bytes, _ in
            bytes + Data(repeating: 7, count: 999)
        },
        Damage(name: "zeros after a power cut") { bytes, random in
            let cut = Int.random(in: 0..<max(1, bytes.count), using: &random)
            return bytes.prefix(cut) + Data(repeating: 0, count: bytes.count - cut)
        },
        Damage(name: "flipped bits") { bytes, random in
            var bytes = bytes
            for _ in 0..<20 where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[bytes.startIndex + place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
            return bytes
        },
        Damage(name: "of another version") { bytes, _ in
            var bytes = bytes
            let end = bytes.prefix(80).lastIndex { (0x30...0x39).contains($0) }
            if let end { bytes[end] = bytes[end] == 0x39 ? 0x38 : bytes[end] + 1 }
            return bytes
        },
    ]

    @Test("A damaged cache does not change the site", arguments: damages, Seeds.fresh(1))
    func damaged(_ damage: Damage, seed: UInt64) throws {
        let vault = try TinyVault([
            "index.md": """
            [[B]] and $x^2$

            ```python norun
            print("one", 1)
            ```

            ```dot
            graph { a -- b }
            ```
            """,
            "B.md": "[[index]]\n\n```swift norun\nlet x = 1\n```\n",
        ])
        try vault.run("build")
        // Only a second build reads what the first one has cached.
        try vault.run("build")
        let site = try vault.siteFiles()
        let cache = vault.folder + "/.cache"
        let names = try FileManager.default.subpathsOfDirectory(atPath: cache).sorted()
        #expect(names.count >= 3)
        var random = SeededGenerator(seed: seed)
        for round in 0..<3 {
            var changed: [String: Data] = [:]
            for name in names {
                guard let bytes = FileManager.default.contents(atPath: cache + "/" + name)
                else { continue }
                changed[name] = damage.apply(bytes, &random)
                try changed[name]?.write(to: URL(fileURLWithPath: cache + "/" + name))
            }
            // The new page uses all caches that it can.
            try vault.write("C.md", "round \(round)")
            let outcome = try vault.run("build")
            #expect(outcome.status == 0, "\(outcome.errors)")
            try vault.remove("C.md")
            try vault.run("build")
            let now = try vault.siteFiles()
            #expect(FaultTests.difference(now, site) == [], "\(damage.name)")
        }
    }

    @Test("Folders and pipes in place of caches only make the build slower")
    func otherKinds() throws {
        let vault = try TinyVault(["A.md": "$x$\n\n```python norun\nprint(1)\n```\n"])
        try vault.run("build")
        let site = try vault.siteFiles()
        let cache = vault.folder + "/.cache"
        for name in try FileManager.default.contentsOfDirectory(atPath: cache) {
            try FileManager.default.removeItem(atPath: cache + "/" + name)
            if name.count % 2 == 0 {
                mkfifo(cache + "/" + name, 0o644)
            } else {
                try vault.makeFolder(".cache/\(name)/folder")
            }
        }
        try vault.write("A.md", "$x$ and more\n\n```python norun\nprint(1)\n```\n")
        let outcome = try vault.run("build")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try vault.siteFiles()["404.html"] == site["404.html"])
        #expect(vault.page("a.html")?.contains("and more") == true)
    }
}
