import Foundation

/// Turns folders into repositories.
enum GitVault {
    /// The date of all commits.
    static let date = "2001-02-03"

    /// Commits the content of a folder.
    static func make(in folder: String) throws {
        try shell("git init -q -b main && git add -A . && git commit -qm first", in: folder)
    }

    /// Runs a script that may use git, without any settings of the user.
    @discardableResult
    static func shell(_ script: String, in folder: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let time = date + "T04:05:06Z"
        process.environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder,
            "GIT_AUTHOR_DATE": time, "GIT_COMMITTER_DATE": time,
            "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}

extension TinyVault {
    /// Builds, and returns true if the pages show when a note was changed.
    func tellsDate(
        _ arguments: [String] = [], environment: [String: String] = [:]
    ) throws -> (Bool, Outcome) {
        let outcome = try run(
            "build", ["--base-url", "https://example.org", "--samples", "none"] + arguments,
            environment: environment)
        return ((page("sitemap.xml") ?? "").contains(GitVault.date), outcome)
    }
}
