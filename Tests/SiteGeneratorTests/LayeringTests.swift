import Foundation
import Testing

@testable import SiteGenerator
@testable import Vault

/// The rules of the project that the compiler can't check.
struct LayeringTests {
    private static let sources = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources")

    private func files(in target: String) throws -> [(path: String, text: String)] {
        let root = Self.sources.appendingPathComponent(target)
        let names = try FileManager.default.subpathsOfDirectory(atPath: root.path)
        return try names.filter { $0.hasSuffix(".swift") }.map {
            ($0, try String(contentsOf: root.appendingPathComponent($0), encoding: .utf8))
        }
    }

    private func imports(_ text: String) -> Set<String> {
        Set(
            text.split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ").drop {
                    ["package", "public", "internal", "private", "@testable"].contains($0)
                }
                return words.first == "import" ? words.dropFirst().first.map(String.init) : nil
            })
    }

    @Test(
        "Each outside dependency is imported by one target",
        arguments: [
            ("CMarkBridge", "Markdown"), ("CTreeSitter", "Highlighting"), ("Yams", "Vault"),
            ("Mustache", "SiteGenerator"),
            ("FlyingSocks", "PreviewServer"), ("ArgumentParser", "site"),
        ])
    func doors(module: String, owner: String) throws {
        for target in try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
        where target != owner {
            for file in try files(in: target) {
                #expect(!imports(file.text).contains(module), "\(target)/\(file.path)")
            }
        }
        let users = try files(in: owner).filter { imports($0.text).contains(module) }
        #expect(!users.isEmpty)
    }

    @Test("Only Samples and Tools start processes")
    func processes() throws {
        for target in [
            "Basics", "Files", "Markdown", "Highlighting", "Vault", "Bases", "Evidence",
            "SiteGenerator", "PreviewServer", "site",
        ] {
            for file in try files(in: target) {
                #expect(!imports(file.text).contains("Subprocess"), "\(target)/\(file.path)")
                #expect(!file.text.contains("Process()"), "\(target)/\(file.path)")
            }
        }
    }

    /// Values are computed by targets that can't reach a file: the package doesn't give them one.
    @Test("Between reading and publishing nothing touches the file system")
    func fileSystem() throws {
        for target in ["Basics", "Markdown", "Highlighting", "Bases", "Evidence"] {
            for file in try files(in: target) where file.path != "Grammar.swift" {
                #expect(!imports(file.text).contains("Files"), "\(target)/\(file.path)")
                for forbidden in ["FileManager", "FileHandle", "contentsOfFile", "Data(contentsOf"]
                {
                    #expect(
                        !file.text.contains(forbidden), "\(target)/\(file.path) has \(forbidden)")
                }
            }
        }
    }

    @Test("Every problem of running samples is in the list of diagnostics")
    func codes() throws {
        let pattern = /"((?:sample|runtime|sandbox|output|record)-[a-z-]+)"/
        let codes = try files(in: "Samples").flatMap { file in
            file.text.matches(of: pattern).map { String($0.output.1) }
        }
        #expect(codes.count > 20)
        for code in Set(codes) where code != "sample-shim" {
            #expect(DiagnosticCode(rawValue: code) != nil, "\(code)")
        }
    }

    @Test("Nothing in the sources can trap on bad input or share state unchecked")
    func traps() throws {
        for target in [
            "Basics", "Files", "Markdown", "Highlighting", "Samples", "Tools", "Vault", "Bases",
            "Evidence", "SiteGenerator", "PreviewServer", "site",
        ] {
            for file in try files(in: target) {
                for forbidden in [
                    "try!", "as!", "fatalError(", "@unchecked Sendable", "nonisolated(unsafe)",
                ] {
                    #expect(
                        !file.text.contains(forbidden), "\(target)/\(file.path) has \(forbidden)")
                }
            }
        }
    }
}
