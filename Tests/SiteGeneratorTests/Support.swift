import Foundation
import Markdown
import Tools

@testable import Files
@testable import SiteGenerator
@testable import Vault

/// Returns a vault of the texts, as a build would read it.
func makeVault(
    _ files: [String: String], attachments: [String] = [], linkFormat: LinkFormat? = nil
) -> Vault {
    let notes = files.map { path, text in
        parseNote(
            SourceFile(path: VaultPath(path), bytes: Array(text.utf8)), options: ParseOptions())
    }
    return Vault(
        notes: notes, attachments: attachments.map { VaultPath($0) }, linkFormat: linkFormat)
}

/// A folder for one test, which is removed at its end.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/site-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ relative: String, _ text: String) throws {
        let file = path + "/" + relative
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try text.write(toFile: file, atomically: false, encoding: .utf8)
    }

    func read(_ relative: String) -> String? {
        try? String(contentsOfFile: path + "/" + relative, encoding: .utf8)
    }
}

/// The tools of this machine, and those that `make` installs in the repository.
let testTools: Toolbox = {
    var context = ToolPlaces.SearchContext()
    let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    context.environment["SITE_TOOLS"] = repository + "/.tools"
    return Toolbox(ToolPlaces(foreign: [], in: context))
}()
