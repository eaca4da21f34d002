import Foundation
import Testing

/// A build that is distributed over machines: each runs a part of the samples, and their records
/// are merged.
struct ShardTests {
    private static let notes = Dictionary(
        uniqueKeysWithValues: (1...4).map { number in
            (
                "N\(number).md",
                (1...3).map { "```python id=s\($0)\nprint(\(number), \($0))\n```\n" }.joined(
                    separator: "\n")
                    + "\n```sh id=shell\necho \(number)\n```\n"
            )
        })

    @Test("The records of all shards together are the same as those of one run")
    func merge() throws {
        let whole = try TinyVault(Self.notes)
        try whole.run("run")
        let merged = try TinyVault(Self.notes)
        var counts: [Int] = []
        for index in 1...3 {
            let machine = try TinyVault(Self.notes)
            let outcome = try machine.run("run", ["--shard", "\(index)/3"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let files = try machine.records()
            counts.append(files.count)
            for (path, text) in files {
                #expect(!merged.exists("content/_records/\(path)"), "\(path) is in two shards")
                try merged.write("_records/" + path, text)
            }
        }
        #expect(counts.reduce(0, +) == 32)
        #expect(counts.allSatisfy { $0 > 0 })
        let (one, other) = (try whole.records(), try merged.records())
        #expect(one.keys.sorted() == other.keys.sorted())
        for (path, text) in one where !path.hasSuffix(".times.json") {
            #expect(other[path] == text, "\(path)")
        }
        #expect(try merged.run("build", ["--frozen"]).status == 0)
        #expect(try merged.run("check").errors.contains("(0 run, 16 recalled)"))
    }

    @Test("A claim about a sample of another shard is not reported")
    func claims() throws {
        let note = """
            ---
            claims:
              - {id: c, text: It prints., sample: s1, prints: "1"}
            ---

            ```python id=s1
            print(1)
            ```
            """
        let vault = try TinyVault(["A.md": note])
        for index in 1...2 {
            let outcome = try vault.run("run", ["--shard", "\(index)/2"])
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        #expect(try vault.run("check").status == 0)
    }

    @Test("An invalid shard is refused", arguments: ["0/2", "3/2", "1", "1/0", "a/b", "-1/2"])
    func wrongUsage(shard: String) throws {
        let vault = try TinyVault(["A.md": "text"])
        #expect(try vault.run("run", ["--shard=\(shard)"]).status == 64)
    }
}

extension TinyVault {
    /// Returns the files of the records with their texts.
    fileprivate func records() throws -> [String: String] {
        let folder = content + "/_records"
        var files: [String: String] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder)
        where path.hasSuffix(".json") {
            files[path] = try String(contentsOfFile: folder + "/" + path, encoding: .utf8)
        }
        return files
    }
}
