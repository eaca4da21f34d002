import Tools

/// When each file of a folder was last changed, from git's history, in one pass.
///
/// - Returns: ISO dates by path; empty outside a repository, and with a warning in a shallow one,
///   where every file would seem to be as old as the newest commit.
func lastChanges(in folder: String) async -> (dates: [VaultPath: String], diagnostics: [Diagnostic])
{
    guard let path = programs(named: "git").first else { return ([:], []) }
    let git = Tool(path: path)
    let probe = ["-C", folder, "rev-parse", "--is-shallow-repository"]
    guard let shallow = try? await git.run(probe), shallow.isSuccess else { return ([:], []) }
    if String(decoding: shallow.bytes, as: UTF8.self).trimmed == "true" {
        let problem = Diagnostic(
            .warning, .toolFailed, file: "",
            "notes show no date of change: this repository is a shallow clone",
            help: "git fetch --unshallow, or fetch-depth: 0 in the CI's checkout")
        return ([:], [problem])
    }
    let arguments = [
        "-C", folder, "-c", "core.quotepath=off", "log", "--format=%x01%cI", "--name-only", "-z",
        "--relative", "--diff-filter=AMR", "--", ".",
    ]
    guard let log = try? await git.run(arguments), log.isSuccess else { return ([:], []) }
    var dates: [VaultPath: String] = [:]
    var date = ""
    // Commits come newest first; `-z` ends names by NUL, and the first of a commit begins with a
    // newline.
    for field in log.bytes.split(whereSeparator: { $0 == 0 || $0 == 0x0A }) {
        let text = String(decoding: field, as: UTF8.self)
        if text.hasPrefix("\u{01}") {
            date = String(text.dropFirst())
        } else {
            let path = VaultPath(text)
            if dates[path] == nil { dates[path] = date }
        }
    }
    return (dates, [])
}
