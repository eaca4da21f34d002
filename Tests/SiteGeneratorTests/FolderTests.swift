import Foundation
import Testing

/// The arrows between targets are held by the package, those between a target's folders by this test.
struct FolderTests {
    private static let sources = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources")

    static let targets: [String] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: sources.path)
        return (names ?? []).filter { !folders(of: $0).isEmpty }.sorted()
    }()

    @Test("All targets with folders are looked at")
    func targetsAreFound() {
        #expect(Self.targets.contains("SiteGenerator") && Self.targets.contains("Vault"))
        #expect(Self.targets.count >= 8)
    }

    @Test("The folders of a target use each other in one direction", arguments: targets)
    func oneDirection(target: String) {
        var uses = Self.uses(among: Self.folders(of: target))
        // Takes away what uses nothing that is left, until nothing is left or a circle is.
        while let free = uses.first(where: { _, used in used.keys.allSatisfy { uses[$0] == nil } })
        {
            uses[free.key] = nil
        }
        let circle = uses.sorted { $0.key < $1.key }.flatMap { folder, used in
            used.filter { uses[$0.key] != nil }.sorted { $0.key < $1.key }.map {
                "\(folder) uses \($0.value.sorted().joined(separator: ", ")) of \($0.key)"
            }
        }
        #expect(circle.isEmpty, "\(circle.joined(separator: "\n"))")
    }

    @Test("A circle of two folders is found")
    func circleIsFound() {
        let uses = Self.uses(among: [
            "A": ["struct One { var two: Two }"], "B": ["struct Two {}\nlet one = One(two: Two())"],
        ])
        #expect(uses["A"]?["B"] == ["Two"] && uses["B"]?["A"] == ["One"])
    }

    /// The code of a target's files, without comments and texts, by folder; a file outside of all
    /// folders counts as a folder `.`.
    private static func folders(of target: String) -> [String: [String]] {
        let root = sources.appendingPathComponent(target)
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
        var folders: [String: [String]] = [:]
        for path in paths where path.hasSuffix(".swift") {
            let parts = path.split(separator: "/")
            let text = try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
            folders[parts.count > 1 ? String(parts[0]) : ".", default: []].append(
                (text ?? "").replacing(
                    /\/\/[^\n]*|\"(?:\\.|[^\"\\\n])*\"|(?m)^(package )?import .*$/, with: ""))
        }
        return folders.count > 1 ? folders : [:]
    }

    /// By folder and by the folder that it uses: the types and functions that it uses from there. A
    /// name that both declare, or that is declared in several others, says nothing.
    private static func uses(among folders: [String: [String]]) -> [String: [String: Set<String>]] {
        var owners: [Substring: Set<String>] = [:]
        let declaration =
            /(?m)^(?:(?:package|final|indirect) )*(?:struct|enum|class|actor|protocol|func|typealias) (\w+)/
        for (folder, files) in folders {
            for file in files {
                for match in file.matches(of: declaration) {
                    owners[match.output.1, default: []].insert(folder)
                }
            }
        }
        return folders.mapValues { _ in [:] }.merging(
            folders.map { folder, files in
                var used: [String: Set<String>] = [:]
                // A method that the folder has itself is meant where it is called by its name alone.
                let own = Set(
                    files.flatMap { $0.matches(of: /(?:func|let|var) (\w+)/).map(\.output.1) })
                for file in files {
                    for match in file.matches(
                        of: /(?<prefix>[.\w]?)\b(?<name>[A-Za-z_]\w*)(?<call>\(?)/)
                    {
                        let (name, isMember) = (match.name, !match.prefix.isEmpty)
                        let isType = name.first?.isUppercase == true
                        guard !isMember, isType || !match.call.isEmpty, let owner = owners[name],
                            owner.count == 1, let other = owner.first, other != folder,
                            isType || !own.contains(name)
                        else { continue }
                        used[other, default: []].insert(String(name))
                    }
                }
                return (folder, used)
            }, uniquingKeysWith: { $1 })
    }
}
