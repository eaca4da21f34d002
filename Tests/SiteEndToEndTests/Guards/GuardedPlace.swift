import Foundation
import Testing

/// A scratch tree with files that must not be harmed, the command to run, and the expected results.
struct GuardedPlace: Sendable, CustomTestStringConvertible {
    var name: String
    /// A script that is run in the tree before the command. `$BUILD` builds its vault once.
    var prepare = ""
    /// The program's arguments. `--theme` is added.
    var command: [String]
    var status: Int32
    /// Parts of the messages.
    var says: [String] = []
    /// Paths that the command may add, change or remove, with everything below them. All others
    /// must keep their names, kinds, sizes and contents.
    var mayChange: [String] = []
    /// Paths that must be removed.
    var removes: [String] = []
    /// Paths that must exist.
    var makes: [String] = []
    /// Paths below those in `mayChange` that must stay unchanged.
    var keeps: [String] = []

    var testDescription: String { name }
}

/// A tree for one test, with its home folder in it.
final class GuardedTree {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/site-guards-" + UUID().uuidString
        for (path, text) in [
            ("home/letter.txt", "precious"), ("home/.cache/other/data", "precious"),
            ("work/content/index.md", "# Home\n\n[[Note]]\n"), ("work/content/Note.md", "Text.\n"),
            ("work/content/_model/criteria.yml", "criteria: []\n"),
            ("work/mine/a.txt", "precious"), ("work/mine/sub/b.txt", "precious"),
            ("work/file", "precious"), ("elsewhere/c.txt", "precious"),
        ] {
            let file = folder + "/" + path
            try FileManager.default.createDirectory(
                atPath: (file as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true)
            try text.write(toFile: file, atomically: false, encoding: .utf8)
        }
        try FileManager.default.copyItem(
            atPath: TinyVault.repository + "/theme", toPath: folder + "/work/theme")
    }

    deinit {
        // Files that a test has made unreadable must be removed too.
        _ = try? shell("chmod -R u+rwx .")
        try? FileManager.default.removeItem(atPath: folder)
    }

    func run(_ arguments: [String]) throws -> TinyVault.Outcome {
        try start(TinyVault.program, arguments).finish()
    }

    private func start(_ program: String, _ arguments: [String]) throws -> TinyVault.Running {
        try TinyVault.Running(
            program: program, arguments: arguments, directory: folder + "/work",
            environment: ["HOME": folder + "/home", "BUILD": Self.build, "SITE": TinyVault.program])
    }

    private static let build = "eval $SITE build --no-search --samples none --quiet"

    func shell(_ script: String) throws -> TinyVault.Outcome {
        try start("/bin/sh", ["-ec", script]).finish()
    }

    /// Returns every file and folder with its kind, size and content, except for those below some
    /// paths.
    func listing(without left: [String], but kept: [String] = []) throws -> [String: String] {
        var found: [String: String] = [:]
        let manager = FileManager.default
        for path in try manager.subpathsOfDirectory(atPath: folder)
        where kept.contains(path)
            || !left.contains(where: { path == $0 || path.hasPrefix($0 + "/") })
        {
            let full = folder + "/" + path
            var status = stat()
            guard lstat(full, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: found[path] = "folder"
            case S_IFLNK:
                found[path] = "link " + (try manager.destinationOfSymbolicLink(atPath: full))
            case S_IFREG:
                found[path] = "file \(manager.contents(atPath: full)?.base64EncodedString() ?? "?")"
            default: found[path] = "special \(status.st_mode)"
            }
        }
        return found
    }

    func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(folder + "/" + path, &status) == 0
    }
}
