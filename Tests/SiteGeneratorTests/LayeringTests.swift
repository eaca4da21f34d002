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
            ("CMarkBridge", "Markdown"), ("CTreeSitter", "Highlighting"), ("Yams", "SiteGenerator"),
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
        for target in ["Markdown", "Highlighting", "SiteGenerator", "PreviewServer", "site"] {
            for file in try files(in: target) {
                #expect(!imports(file.text).contains("Subprocess"), "\(target)/\(file.path)")
                #expect(!file.text.contains("Process()"), "\(target)/\(file.path)")
            }
        }
    }

    @Test("Between reading and publishing nothing touches the file system")
    func fileSystem() throws {
        let doors = [
            "Reading/", "Publishing/", "Theme/", "Conversion/", "Build", "Doctor", "NewNote",
            "Preview/", "Links/External",
        ]
        for file in try files(in: "SiteGenerator") where !doors.contains(where: file.path.hasPrefix)
        {
            for forbidden in ["FileManager", "FileHandle", "readFile(", "readText(", "contentsOf:"]
            {
                let lines = file.text.split(separator: "\n").filter {
                    $0.contains(forbidden) && !$0.contains("///") && !$0.contains("readFile: ")
                        && !$0.contains("= readFile(") && !$0.contains("let bytes = readFile(path)")
                }
                #expect(lines.isEmpty, "\(file.path) has \(forbidden): \(lines)")
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
            "Markdown", "Highlighting", "Samples", "SiteGenerator", "PreviewServer", "Tools",
            "site",
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
