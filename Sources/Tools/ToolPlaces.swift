import Files
import Foundation

/// Where programs of this machine are looked for: on the path, and where `make` installs what the
/// machine lacks.
///
/// A vault is data. Nothing that lies in the content, the theme or the working directory is found,
/// unless this program itself lies there.
package struct ToolPlaces: Sendable {
    /// The folders of tools: `.tools` beside this program, or those that `SITE_TOOLS` names.
    package let folders: [String]
    private let searchPath: [String]
    private let foreign: [String]

    /// What decides where to look.
    package struct Surroundings: Sendable {
        package var environment = ProcessInfo.processInfo.environment
        package var program = realPath("/proc/self/exe") ?? "/"
        package var workingDirectory = FileManager.default.currentDirectoryPath

        package init() {}
    }

    /// - Parameter foreign: folders whose files are never run: content and theme. The working
    ///   directory is added to them.
    package init(foreign: [String], in surroundings: Surroundings = Surroundings()) {
        let program = surroundings.program
        var given = foreign
        // Someone at home or at the root of the file system is not in a vault.
        if ![home(), "/"].contains(surroundings.workingDirectory) {
            given.append(surroundings.workingDirectory)
        }
        let folders = given.compactMap { realPath($0) }.filter { $0 != "/" }
        let distrusted = folders.filter { !program.isInside($0) }
        self.foreign = distrusted
        self.folders = toolFolders(surroundings, foreign: folders)
        let path = surroundings.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        var seen: Set<String> = []
        searchPath =
            (absoluteFolders(path).filter { !isForeign($0, to: distrusted) }
            + self.folders.map { $0 + "/venv/bin" }).filter {
                seen.insert(realPath($0) ?? $0).inserted
            }
    }

    /// All programs of a name: those on the path, in its order, then those that `make` installs.
    package func programs(named name: String) -> [String] {
        searchPath.map { $0 + "/" + name }.filter { path in
            isExecutableFile(path) && !isForeign(path, to: foreign)
        }
    }

    /// All programs that a site may depend on, as they are found now.
    package var all: [String] {
        ["bwrap", "dot", "git", "pagefind", "python3", "sfdp"].flatMap(programs(named:))
            + [packagedPagefind].compactMap(\.self)
    }

    /// Pagefind's program in the Python package that `make` installs: it need not be asked for.
    package var packagedPagefind: String? {
        folders.lazy.flatMap { folder -> [String] in
            let lib = folder + "/venv/lib/"
            let names = (try? FileManager.default.contentsOfDirectory(atPath: lib)) ?? []
            return names.sorted().map { lib + $0 + "/site-packages/pagefind_bin/pagefind" }
        }.first { isExecutableFile($0) }
    }

    /// Folders of grammars: those that `SITE_GRAMMARS` names, else where `.ci/grammars` puts them.
    package var grammarFolders: [String] {
        let own = ProcessInfo.processInfo.environment["SITE_GRAMMARS"]
        return own.map(absoluteFolders) ?? folders.map { $0 + "/grammars" }
    }
}

/// `.tools` of the checkout that this program was built in; for a program that has been installed
/// elsewhere, of the folders it lies in, the innermost first.
private func toolFolders(
    _ surroundings: ToolPlaces.Surroundings, foreign: [String]
) -> [String] {
    if let own = surroundings.environment["SITE_TOOLS"], !own.isEmpty {
        return absoluteFolders(own)
    }
    let program = surroundings.program
    let parts = program.split(separator: "/")
    let isOurs = { (folder: String) in isTrusted(folder, by: program) }
    if let build = parts.lastIndex(of: ".build") {
        let checkout = "/" + parts[..<build].joined(separator: "/")
        return [checkout + "/.tools"].filter(isOurs)
    }
    let around = parts.indices.reversed().map { "/" + parts[..<$0].joined(separator: "/") }
    return around.filter { !isForeign($0, to: foreign) }
        .map { ($0 == "/" ? "" : $0) + "/.tools" }.filter(isOurs)
}

/// A folder that others can put programs into, as they can into `/tmp`, is not used.
private func isTrusted(_ folder: String, by program: String) -> Bool {
    var status = stat()
    var own = stat()
    guard stat(folder, &status) == 0, stat(program, &own) == 0 else { return false }
    return status.st_mode & 0o002 == 0
        && [0, geteuid(), own.st_uid].contains(status.st_uid)
}

/// What is relative would mean another folder in each working directory.
private func absoluteFolders(_ list: String) -> [String] {
    list.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
}

/// Whether a path, or what it leads to, lies in one of these folders.
private func isForeign(_ path: String, to folders: [String]) -> Bool {
    if folders.isEmpty { return false }
    let real = realPath(path)
    return folders.contains { path.isInside($0) || real?.isInside($0) == true }
}

/// The user's, whatever the environment says.
func home() -> String {
    guard let user = getpwuid(geteuid()), let folder = user.pointee.pw_dir else { return "/" }
    return String(cString: folder)
}

func parentFolder(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
}
