import Foundation
import Testing

@testable import SiteGenerator
@testable import Vault

/// Nothing that is fetched from elsewhere may change without a change in this repository.
struct SupplyChainTests {
    private static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: Self.repository + "/" + path, encoding: .utf8)
    }

    /// Returns the texts of the files in a folder whose names have the ending.
    private func texts(in folder: String, ending: String) throws -> [(path: String, text: String)] {
        let names = try FileManager.default.contentsOfDirectory(
            atPath: Self.repository + "/" + folder)
        let paths = names.filter { $0.hasSuffix(ending) }.sorted().map { folder + "/" + $0 }
        #expect(!paths.isEmpty, "\(folder) has no \(ending)")
        return try paths.map { ($0, try text($0)) }
    }

    private func jobs(_ workflow: DataNode) -> [(name: String, job: DataNode)] {
        (workflow["jobs"]?.entries ?? []).map { ($0.key, $0.value) }
    }

    @Test("Actions are pinned by their commit, with the version in a comment")
    func actions() throws {
        let pinned = /^\s*(?:- )?uses: [\w.-]+\/[\w.\/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+\S*$/
        for (path, text) in try texts(in: ".github/workflows", ending: ".yml") {
            let uses = text.split(separator: "\n").filter {
                $0.contains("uses:") && !$0.contains(/^\s*#/)
            }
            #expect(!uses.isEmpty)
            for line in uses { #expect(line.wholeMatch(of: pinned) != nil, "\(path): \(line)") }
        }
    }

    @Test("Jobs have only the rights they need, for a limited time, and keep no credentials")
    func workflows() throws {
        for (path, text) in try texts(in: ".github/workflows", ending: ".yml") {
            let workflow = try #require(readYAML(text, file: path).node)
            // Such a workflow would run a stranger's code with the rights of this repository.
            #expect(!text.contains("pull_request_target"), "\(path)")
            #expect(!text.contains("secrets."), "\(path)")
            #expect(workflow["permissions"]?.entries?.isEmpty == true, "\(path)")
            #expect(workflow["concurrency"] != nil, "\(path)")
            for (name, job) in jobs(workflow) {
                let place = "\(path): \(name)"
                #expect(job["timeout-minutes"]?.integer != nil, "\(place)")
                #expect(job["permissions"]?.entries?.isEmpty == false, "\(place)")
                let steps = job["steps"]?.list ?? []
                let checkouts = steps.filter {
                    $0["uses"]?.text?.hasPrefix("actions/checkout@") == true
                }
                for checkout in checkouts {
                    #expect(checkout["with"]?["persist-credentials"]?.bool == false, "\(place)")
                }
                // A job that may write must not run code of the repository.
                let rights = (job["permissions"]?.entries ?? []).compactMap(\.value.text)
                if rights.contains("write") {
                    let commands = steps.compactMap { $0["run"]?.text }.joined(separator: "\n")
                    #expect(checkouts.isEmpty || path.hasSuffix("measure.yml"), "\(place)")
                    for word in ["./", ".ci", ".build", "make ", "swift", "python"] {
                        #expect(!commands.contains(word), "\(place): \(word)")
                    }
                }
            }
        }
    }

    @Test("Every Python package has its version and the digests of its files")
    func requirements() throws {
        let locked = /^([A-Za-z0-9._-]+)==(\S+?)((?: --hash=sha256:[0-9a-f]{64})+)$/
        var versions: [String: [String: String]] = [:]
        for (path, text) in try texts(in: ".ci/requirements", ending: ".txt") {
            let lines = text.replacing(/\\\n\s*/, with: "").split(separator: "\n").map {
                $0.replacing(/\s*#.*/, with: "")
            }
            for line in lines where !line.isEmpty {
                guard let match = line.wholeMatch(of: locked) else {
                    Issue.record("\(path): \(line)")
                    continue
                }
                versions[String(path.dropLast(4)), default: [:]][String(match.1)] = String(match.2)
            }
        }
        // Each lock file must belong to the current list.
        for (path, text) in try texts(in: ".ci/requirements", ending: ".in") {
            for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                let parts = line.split(separator: "=")
                if line.hasPrefix("-r ") { continue }
                try #require(parts.count == 2, "\(path): \(line)")
                let name = String(parts[0].prefix { $0 != "[" })
                let version = versions[String(path.dropLast(3))]?[name]
                #expect(version == String(parts[1]), "\(path): make lock")
            }
        }
    }

    @Test("Only packages of a lock file are installed from PyPI")
    func installing() throws {
        for path in [
            ".ci/setup", ".ci/fetch-sources", ".ci/grammars", ".ci/conformance", ".ci/run",
            "Makefile",
        ] {
            let joined = try text(path).replacing(/\\\n\s*/, with: "")
            for line in joined.split(separator: "\n")
            where line.contains(/\b(?:install|download) -/) && line.contains("pip") {
                #expect(line.contains("--require-hashes"), "\(path): \(line)")
            }
            #expect(!joined.contains(/(?:curl|wget)\s/), "\(path)")
        }
    }

    @Test("Swift packages have exact versions, and there are no others")
    func packages() throws {
        let manifest = try text("Package.swift")
        let exact = /\.package\(url: "https:\/\/github\.com\/[\w\/-]+\/([\w-]+)", exact: "(\S+)"\)/
        let named = Dictionary(
            uniqueKeysWithValues: manifest.matches(of: exact).map {
                ($0.output.1.lowercased(), String($0.output.2))
            })
        #expect(manifest.matches(of: /\.package\(/).count == named.count)
        #expect(!named.isEmpty)

        // The packages that this program was built from.
        var folder = URL(fileURLWithPath: CommandLine.arguments[0])
        var state: Data?
        for _ in 0..<8 where state == nil {
            folder.deleteLastPathComponent()
            state = FileManager.default.contents(atPath: folder.path + "/workspace-state.json")
        }
        let workspace = try JSONDecoder().decode(Workspace.self, from: try #require(state))
        let used = Dictionary(
            uniqueKeysWithValues: workspace.object.dependencies.map {
                ($0.packageRef.identity, $0.state.checkoutState?.version)
            })
        #expect(used == named)
    }

    private struct Workspace: Decodable {
        struct Object: Decodable { var dependencies: [Dependency] }
        struct Dependency: Decodable {
            var packageRef: Reference
            var state: State
        }
        struct Reference: Decodable { var identity: String }
        struct State: Decodable { var checkoutState: Checkout? }
        struct Checkout: Decodable { var version: String? }

        var object: Object
    }
}
