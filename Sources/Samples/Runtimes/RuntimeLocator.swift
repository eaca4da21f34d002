import Foundation
import Subprocess
import SystemPackage

/// Finds the runtime's real executable, its version, and what of the file system it needs. Starts
/// up to two short processes outside the sandbox: none of them sees any of the author's code.
func locate(_ runtime: Runtime) async throws(RuntimeProblem) -> ResolvedRuntime {
    let missing = RuntimeProblem(
        message: "\(runtime.toolName) is not installed",
        help: "install it with: sudo apt install \(runtime.aptPackage)")
    guard let found = find(runtime.toolName, in: hostSearchPath()) else { throw missing }
    var paths: [String] = []
    // The link's own name may matter (one program, many names), so only its folder is followed.
    var executable = followed(found)
    if !runtime.locateCommand.isEmpty {
        let printed = await firstLines(of: runtime.locateCommand, tool: nil)
        guard let first = printed.first, isExecutableFile(first) else {
            throw RuntimeProblem(
                message: "\(runtime.toolName) does not say where it is",
                help: "run: \(runtime.locateCommand.joined(separator: " "))")
        }
        executable = first
        paths = Array(printed.dropFirst())
    }
    paths += [folderNeeded(by: realPath(executable) ?? executable)]
    if !executable.hasPrefix("/usr/") { paths.append(folderNeeded(by: executable)) }
    let version = await firstLines(of: runtime.versionCommand, tool: executable).first
    return ResolvedRuntime(
        runtime: runtime, executable: executable, version: version ?? runtime.name,
        readOnlyPaths: outermost(paths + runtime.alsoReads.flatMap(expanded)),
        searchPath: ordered([parent(executable), "/usr/local/bin", "/usr/bin", "/bin"]))
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

/// Empty when the command can't be started or fails.
private func firstLines(of command: [String], tool: String?) async -> [String] {
    guard let name = command.first else { return [] }
    let executable = tool ?? find(name, in: hostSearchPath())
    guard let executable else { return [] }
    let result = try? await Subprocess.run(
        .path(FilePath(executable)), arguments: Arguments(Array(command.dropFirst())),
        workingDirectory: "/", input: .none, output: .string(limit: 65536), error: .discarded)
    guard let result, result.terminationStatus.isSuccess else { return [] }
    return result.standardOutput.split(separator: "\n").map(String.init)
        .filter { !$0.isEmpty }
}

/// A program in `…/bin` needs what lies beside that folder.
private func folderNeeded(by executable: String) -> String {
    let folder = parent(executable)
    return folder.hasSuffix("/bin") ? parent(folder) : folder
}

/// Without what lies in `/usr`, which is there anyway, and without what would show too much.
private func outermost(_ paths: [String]) -> [String] {
    let home = ProcessInfo.processInfo.environment["HOME"] ?? "/root"
    let allowed = Set(paths.filter { path in
        path.hasPrefix("/") && path != "/" && !path.hasPrefix("/usr/") && path != "/usr"
            && !(home + "/").hasPrefix(path + "/") && !["/home", "/tmp", "/etc"].contains(path)
    })
    return allowed.filter { path in
        !allowed.contains { $0 != path && path.hasPrefix($0 + "/") }
    }.sorted()
}

private func expanded(_ path: String) -> [String] {
    guard path.hasSuffix("*") else { return isReadable(path) ? [path] : [] }
    let folder = parent(path)
    let prefix = path.dropFirst(folder.count + 1).dropLast()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasPrefix(prefix) }.sorted().map { "\(folder)/\($0)" }
}

private func ordered(_ paths: [String]) -> [String] {
    var seen: Set<String> = []
    return paths.filter { seen.insert($0).inserted }
}

func hostSearchPath() -> [String] {
    (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin")
        .split(separator: ":").map(String.init)
}

func find(_ name: String, in folders: [String]) -> String? {
    if name.hasPrefix("/") { return isExecutableFile(name) ? name : nil }
    return folders.map { "\($0)/\(name)" }.first(where: isExecutableFile)
}

func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
}
