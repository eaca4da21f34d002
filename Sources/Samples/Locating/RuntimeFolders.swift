import Files
import Foundation

// Decides which folders of this machine are shown for a runtime. A folder that holds other things
// too is never chosen automatically: the builder has to name it.

extension HostPrograms {
    /// Returns the folder that a program needs: for one in `…/bin` the parent of `bin`, with the
    /// program's libraries.
    ///
    /// - Parameter executable: an absolute path without links.
    func folderNeeded(by executable: String) throws(RuntimeProblem) -> String? {
        if executable.isInside("/usr") { return nil }
        let folder = parent(executable)
        let needed = folder.hasSuffix("/bin") ? parent(folder) : folder
        // Folders directly in a home are seldom one program's own: ~/bin and ~/tools can hold
        // anything.
        guard holdsOneThing(needed), SandboxLayout.canShow(needed),
            home.isEmpty || parent(needed) != home
        else {
            throw RuntimeProblem(
                message: """
                    samples can't use \(executable): it would show them all of \(needed)
                    """,
                help: """
                    name the folders that it needs in your own settings: \
                    \(settingsExample(program: executable, reads: "/folder/it/needs"))
                    """)
        }
        return needed
    }

    /// Returns the outermost of these folders that may be shown. `/usr` is visible anyway, and a
    /// folder that many programs share would show too much.
    func worthShowing(_ paths: [String]) -> [String] {
        outermost(
            paths.filter { SandboxLayout.canShow($0) && holdsOneThing($0) }
        )
    }

    /// False for a folder that holds more than one program's files.
    func holdsOneThing(_ folder: String) -> Bool {
        let real = realPath(folder) ?? folder
        let shared = [
            "/bin", "/boot", "/etc", "/home", "/lib", "/lib32", "/lib64", "/media", "/mnt", "/opt",
            "/root", "/run", "/sbin", "/snap", "/srv", "/tmp", "/usr", "/var", "/var/lib",
            "/var/tmp",
        ]
        if shared.contains(real) || holdsForeign(real) { return false }
        if home.isEmpty { return real != "/" }
        let ofHome = [".local", ".local/share", ".local/bin", ".config", ".cache", ".cargo", "bin"]
        return !home.isInside(real) && !ofHome.contains { home + "/" + $0 == real }
    }
}

/// Drops folders that lie in another one of the list.
func outermost(_ paths: [String]) -> [String] {
    let all = Set(paths)
    return all.filter { path in !all.contains { $0 != path && path.isInside($0) } }.sorted()
}

/// Returns all folders that match a pattern whose last component may end in `*`.
func expanded(_ path: String) -> [String] {
    guard path.hasSuffix("*") else { return [path] }
    let folder = parent(path)
    let prefix = path.dropFirst(folder.count + 1).dropLast()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasPrefix(prefix) }.sorted().map { "\(folder)/\($0)" }
        .filter(isDirectory)
}
