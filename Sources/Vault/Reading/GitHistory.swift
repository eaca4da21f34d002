import Files
import Foundation
package import Tools

/// The ISO dates on which the files of a folder were created and last changed.
package struct FileHistory: Sendable {
    package var created: [VaultPath: String] = [:]
    package var changed: [VaultPath: String] = [:]
}

/// Reads the history of a folder's files from git, in one pass.
///
/// - Returns: no dates outside a repository; no dates and a warning in a shallow one, where every
///   file would seem to be as old as the newest commit.
package func fileHistory(
    of folder: String, tools: Toolbox
) async -> (history: FileHistory, diagnostics: [Diagnostic]) {
    let none = FileHistory()
    guard let git = tools.find("git") else { return (none, []) }
    do {
        guard let repository = try GitRepository(around: folder), let head = repository.head else {
            return (none, [])
        }
        if repository.isShallow {
            return (
                none,
                [
                    undated(
                        "this repository is a shallow clone",
                        help: "git fetch --unshallow, or fetch-depth: 0 in the CI's checkout")
                ]
            )
        }
        let log = try await withTemporaryFolder { temporary in
            try repository.makePlain(in: temporary, head: head)
            return try await tools.run(
                git, arguments(temporary),
                reads: [temporary] + repository.parts.map { repository.common + "/" + $0 }
                    + repository.alternates,
                environment: gitEnvironment, limits: limits)
        }
        let isEmpty = log.errors.contains("does not have any commits")
        guard log.isSuccess else {
            let reason = log.errors.split(separator: "\n").first.map(String.init)
            return (none, isEmpty ? [] : [undated("git failed: \(reason ?? "no reason given")")])
        }
        let content = (realPath(folder) ?? folder).dropFirst(repository.root.count).dropFirst()
        return (history(log.bytes, in: String(content)), [])
    } catch {
        let reason = (error as? GitRepository.Refusal)?.reason ?? "git failed: \(error)"
        return (none, [undated(reason)])
    }
}

private func undated(_ reason: String, help: String? = nil) -> Diagnostic {
    Diagnostic(
        .warning, .toolFailed, file: "", "notes show no date of change: \(reason)", help: help)
}

private let limits = ToolLimits(
    memory: 2 << 30, seconds: 120, output: 512 << 20, deadline: .seconds(600))

/// The settings of the system and the user can name programs too.
private let gitEnvironment = [
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_ATTR_NOSYSTEM": "1",
    "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1", "GIT_LITERAL_PATHSPECS": "1", "GIT_ALLOW_PROTOCOL": "none",
]

private func arguments(_ repository: String) -> [String] {
    [
        "--no-pager", "--git-dir=" + repository, "-c", "core.quotepath=off", "log",
        "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-mailmap", "--no-color",
        "--format=%x01%cI", "--name-only", "-z", "--diff-filter=AMR",
    ]
}

extension GitRepository {
    /// Creates a repository of the same history that has no settings of its own, so that git runs
    /// no program that the vault's settings name, not even by a key that is unknown today.
    fileprivate func makePlain(in folder: String, head: String) throws {
        guard writeNewFile(folder + "/HEAD", Array((head + "\n").utf8)),
            writeNewFile(folder + "/config", Array(plainSettings.utf8)),
            parts.allSatisfy({ symlink(common + "/" + $0, folder + "/" + $0) == 0 })
        else { throw FileProblem(folder) }
    }
}

/// - Parameter content: the folder of notes, relative to the top of the repository.
private func history(_ log: [UInt8], in content: String) -> FileHistory {
    var history = FileHistory()
    let prefix = content.isEmpty ? "" : content + "/"
    var date = ""
    // Commits come newest first. `-z` ends each name by NUL, and a commit's first name begins with
    // a newline.
    for field in log.split(whereSeparator: { $0 == 0 || $0 == 0x0A }) {
        let text = String(decoding: field, as: UTF8.self)
        if text.hasPrefix("\u{01}") {
            // A file can have such a name too.
            if isDate(text.dropFirst()) { date = String(text.dropFirst()) }
        } else if text.hasPrefix(prefix) {
            let path = VaultPath(String(text.dropFirst(prefix.count)))
            if history.changed[path] == nil { history.changed[path] = date }
            history.created[path] = date
        }
    }
    return history
}

private func isDate(_ text: Substring) -> Bool {
    (10...30).contains(text.utf8.count)
        && text.utf8.allSatisfy { "0123456789-+:TZ".utf8.contains($0) }
}
