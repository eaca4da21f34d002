import Tools

/// When the files of a folder came to be and were last changed: ISO dates.
struct FileHistory: Sendable {
    var created: [VaultPath: String] = [:]
    var changed: [VaultPath: String] = [:]
}

/// The history of a folder's files, from git, in one pass.
///
/// - Returns: no dates outside a repository, and none but a warning in a shallow one, where every
///   file would seem to be as old as the newest commit.
func fileHistory(of folder: String) async -> (history: FileHistory, diagnostics: [Diagnostic]) {
    var history = FileHistory()
    guard let path = programs(named: "git").first else { return (history, []) }
    let git = Tool(path: path)
    let probe = ["-C", folder, "rev-parse", "--is-shallow-repository"]
    guard let shallow = try? await git.run(probe), shallow.isSuccess else { return (history, []) }
    if String(decoding: shallow.bytes, as: UTF8.self).trimmed == "true" {
        let problem = Diagnostic(
            .warning, .toolFailed, file: "",
            "notes show no date of change: this repository is a shallow clone",
            help: "git fetch --unshallow, or fetch-depth: 0 in the CI's checkout")
        return (history, [problem])
    }
    let arguments = [
        "-C", folder, "-c", "core.quotepath=off", "log", "--format=%x01%cI", "--name-only", "-z",
        "--relative", "--diff-filter=AMR", "--", ".",
    ]
    guard let log = try? await git.run(arguments), log.isSuccess else { return (history, []) }
    var date = ""
    // Commits come newest first; `-z` ends names by NUL, and the first of a commit begins with a
    // newline.
    for field in log.bytes.split(whereSeparator: { $0 == 0 || $0 == 0x0A }) {
        let text = String(decoding: field, as: UTF8.self)
        if text.hasPrefix("\u{01}") {
            date = String(text.dropFirst())
        } else {
            let path = VaultPath(text)
            if history.changed[path] == nil { history.changed[path] = date }
            history.created[path] = date
        }
    }
    return (history, [])
}
