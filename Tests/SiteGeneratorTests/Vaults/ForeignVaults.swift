import Foundation
import Testing

@testable import SiteGenerator
@testable import Vault

/// Vaults with which other projects test themselves. They are in a folder `shared` beside the
/// checkout, or beside a folder above it.
enum ForeignVaults {
    static let folder: String? = {
        var folder = URL(filePath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let candidate = folder.appending(path: "shared/vaults").path
            if FileManager.default.fileExists(atPath: candidate) { return candidate }
        }
        return nil
    }()

    static var areThere: Bool { folder != nil }

    /// No package registry has them, and we have no right to copy their texts.
    static let absence: Comment = """
        the test vaults of obsidian-export and starlight-obsidian are not in a folder shared/vaults \
        beside the checkout
        """

    static func path(_ name: String) -> String { (folder ?? "") + "/" + name }
}

/// The root of the repository.
let repositoryFolder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

/// Reads a folder of notes as a build does, without running samples or writing files.
func assembleSite(_ content: String) async throws -> (site: Site, result: BuildResult) {
    var options = BuildOptions(
        content: content, theme: repositoryFolder + "/theme", output: "/nonexistent/public",
        cache: nil, jobs: 2, shim: "/nonexistent/sample-shim")
    options.samples = Configuration.SampleSelection.none
    options.makesSearch = false
    return try await assemble(
        try readInputs(options), options, mode: .check, progress: { _ in })
}

/// Returns all pages of a site, by path.
func renderPages(_ site: Site) async -> [String: String] {
    let files = await renderSite(site, jobs: 2, progress: { _ in }) { $0 }.received
    return files.reduce(into: [:]) { pages, file in
        if case .bytes(let bytes) = file.content, file.path.string.hasSuffix(".html") {
            pages[file.path.string] = String(decoding: bytes, as: UTF8.self)
        }
    }
}
