import Files
import Foundation

/// Finds a runtime's program and the folders that have to be shown for it.
///
/// Outside the sandbox this starts only the built-in runtimes' own commands, which ask a version
/// manager for the real program. A vault's settings can only select a program that the sandbox
/// shows anyway below `/usr`, a program of the vault itself, or one that the builder has named.
func locate(
    _ runtime: Runtime, among programs: HostPrograms
) async throws(RuntimeProblem) -> ResolvedRuntime {
    var place: ProgramPlace
    if let path = runtime.program {
        place = try programs.place(named: path, of: runtime)
    } else if Runtime.vaultPath(ofProgram: runtime.toolName) != nil {
        place = try programInVault(of: runtime)
    } else if runtime.toolName.hasPrefix("/") {
        guard runtime.namedBy != .vault else { throw .absoluteInVault(runtime) }
        place = try programs.place(named: runtime.toolName, of: runtime)
    } else if let known = Runtime.defaults.first(where: { $0.toolName == runtime.toolName }) {
        place = try await programs.place(onPath: runtime, as: known)
    } else if runtime.namedBy != .vault {
        place = try await programs.place(onPath: runtime, as: nil)
    } else {
        place = try programs.place(inSystem: runtime)
    }
    place.folders += try runtime.reads.flatMap(expanded).filter { !$0.isInside("/usr") }
        .map { path throws(RuntimeProblem) in try readable(path, by: runtime) }
    // The program's own folder comes first, followed by the folders that every sandbox has.
    let own = place.executable.hasPrefix("/") ? [parent(place.executable)] : []
    return ResolvedRuntime(
        runtime: runtime, executable: place.executable,
        folders: outermost(place.folders).map { ReadOnlyFolder(source: $0, target: $0) }
            + runtime.shownVaultFolders,
        searchPath: ordered(own + systemFolders))
}

/// The place of a program, and the folders that have to be shown in addition to `/usr`.
private struct ProgramPlace {
    /// An absolute path, or a path that ``Runtime/vaultPath(ofProgram:)`` accepts.
    var executable: String
    var folders: [String] = []
}

private let systemFolders = ["/usr/local/bin", "/usr/bin", "/bin"]

extension HostPrograms {
    /// Locates a program that the builder has named. Only the folders that the builder lists are
    /// shown for it.
    fileprivate func place(
        named path: String, of runtime: Runtime
    ) throws(RuntimeProblem) -> ProgramPlace {
        guard isExecutableFile(path), let real = realPath(path) else {
            throw RuntimeProblem(
                message: "\(path), the program of the runtime \(runtime.name), can't be executed",
                help: "correct its path in your own settings; `site doctor` says where they are")
        }
        let isCovered = [path, real].contains { path in
            runtime.reads.contains { path.isInside($0) }
        }
        if isCovered { return ProgramPlace(executable: path) }
        return try shown(path, folders: [])
    }

    fileprivate func place(
        onPath runtime: Runtime, as known: Runtime?
    ) async throws(RuntimeProblem) -> ProgramPlace {
        guard let found = find(runtime.toolName) else { throw .missing(runtime) }
        guard let known, !known.locateCommand.isEmpty else {
            // The link's own name may matter, because one program can have many names. So only
            // links to its folder are followed.
            return try shown(followed(found), folders: [])
        }
        let printed = await lines(of: known.locateCommand)
        guard let first = printed.first, first.hasPrefix("/"), find(first) != nil else {
            throw RuntimeProblem(
                message: "\(runtime.toolName) does not say where it is",
                help: "run: \(known.locateCommand.joined(separator: " "))")
        }
        return try shown(first, folders: worthShowing(Array(printed.dropFirst())))
    }

    /// Locates a program that the sandbox shows anyway.
    fileprivate func place(inSystem runtime: Runtime) throws(RuntimeProblem) -> ProgramPlace {
        let name = runtime.toolName
        let paths = systemFolders.map { "\($0)/\(name)" }
        let found = isPlainFileName(name) ? paths.first(where: isExecutableFile) : nil
        guard let found, let real = realPath(found), real.isInside("/usr") else {
            guard let elsewhere = found.flatMap(realPath) ?? find(name) else {
                throw .missing(runtime)
            }
            throw RuntimeProblem(
                message: """
                    \(name) lies outside of /usr, and a vault can't give its samples access to it
                    """,
                help: """
                    if you trust it, write into your own settings: \
                    \(settingsExample(runtime: runtime.name, program: elsewhere))
                    """)
        }
        return ProgramPlace(executable: found)
    }

    /// Adds the program's own folder, unless `folders` includes it, and the folder of a link to it,
    /// as in Python's virtual environments. A link that lies in a shared folder is followed
    /// instead.
    private func shown(
        _ executable: String, folders: [String]
    ) throws(RuntimeProblem) -> ProgramPlace {
        let real = realPath(executable) ?? executable
        var folders = folders
        func isShown(_ path: String) -> Bool {
            path.isInside("/usr") || folders.contains { path.isInside($0) }
        }
        if !isShown(real), let needed = try folderNeeded(by: real) { folders.append(needed) }
        if !isShown(executable), let needed = try? folderNeeded(by: executable) {
            folders.append(needed)
        }
        return ProgramPlace(executable: isShown(executable) ? executable : real, folders: folders)
    }
}

private func programInVault(of runtime: Runtime) throws(RuntimeProblem) -> ProgramPlace {
    guard let path = Runtime.vaultPath(ofProgram: runtime.toolName),
        let place = runtime.placeInVault(of: path)
    else {
        throw RuntimeProblem(
            message: "the folder of \(runtime.toolName) can't be shown to samples",
            help: "see its entry in site.yml")
    }
    guard isExecutableFile(place) else {
        throw RuntimeProblem(
            message: "\(path), the program of the runtime \(runtime.name), can't be executed",
            help: "it has to be a file of the vault that may be executed: chmod +x \(path)")
    }
    return ProgramPlace(executable: runtime.toolName)
}

/// Checks a folder that the builder wants to show.
private func readable(
    _ path: String, by runtime: Runtime
) throws(RuntimeProblem) -> String {
    guard isDirectory(path), SandboxLayout.canShow(path) else {
        throw RuntimeProblem(
            message: "the runtime \(runtime.name) reads \(path), which can't be shown to samples",
            help: "name folders with what it needs, and none that the sandbox shows already")
    }
    return path
}

private func followed(_ path: String) -> String {
    var path = path
    for _ in 0..<8 {
        let folder = realPath(parent(path)) ?? parent(path)
        path = "\(folder)/\(path.split(separator: "/").last ?? "")"
        guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
            break
        }
        let next = target.hasPrefix("/") ? target : "\(folder)/\(target)"
        // A link beside the program is one of its names; a link from elsewhere is not.
        if realPath(parent(next)) == folder { break }
        path = next
    }
    return path
}

private func ordered(_ paths: [String]) -> [String] {
    var seen: Set<String> = []
    return paths.filter { seen.insert($0).inserted }
}

extension Runtime {
    fileprivate var shownVaultFolders: [ReadOnlyFolder] {
        vaultFolders.map {
            ReadOnlyFolder(
                source: $0.realPath, target: "\(SandboxLayout.vaultDirectory)/\($0.path)")
        }
    }
}
