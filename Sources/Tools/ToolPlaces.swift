import Files
import Foundation

/// The places where programs are searched for: `PATH`, and the folder where `make` installs tools
/// that the machine lacks.
///
/// A vault is untrusted data. Programs in the content folder, the theme or the working directory
/// are not found, unless this program itself lies there.
package struct ToolPlaces: Sendable {
    /// The folders of installed tools: `.tools` beside this program, or the folders in
    /// `SITE_TOOLS`.
    package let folders: [String]
    private let searchPath: [String]
    private let foreign: [String]

    /// The facts about this process that decide where to search.
    package struct SearchContext: Sendable {
        package var environment = ProcessInfo.processInfo.environment
        package var program = realPath("/proc/self/exe") ?? "/"
        package var workingDirectory = FileManager.default.currentDirectoryPath

        package init() {}
    }

    /// - Parameter foreign: folders whose files are never run: the content and the theme. The
    ///   working directory is added.
    package init(foreign: [String], in context: SearchContext = SearchContext()) {
        let program = context.program
        var given = foreign
        // A home folder or the root of the file system is not a vault, though someone may work
        // there.
        if ![home(), "/"].contains(context.workingDirectory) {
            given.append(context.workingDirectory)
        }
        let folders = given.compactMap { realPath($0) }.filter { $0 != "/" }
        let distrusted = folders.filter { !program.isInside($0) }
        self.foreign = distrusted
        self.folders = toolFolders(context, foreign: folders)
        let path = context.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        var seen: Set<String> = []
        searchPath =
            (absoluteFolders(path).filter { !isForeign($0, to: distrusted) }
            + self.folders.map { $0 + "/venv/bin" }).filter {
                seen.insert(realPath($0) ?? $0).inserted
            }
    }

    /// Returns all programs of a name: first those on `PATH`, in its order, then those that `make`
    /// installs.
    package func programs(named name: String) -> [String] {
        searchPath.map { $0 + "/" + name }.filter { path in
            isExecutableFile(path) && !isForeign(path, to: foreign)
        }
    }

    /// The programs that a site may depend on, as they are found now.
    package var all: [String] {
        ["bwrap", "dot", "git", "pagefind", "python3", "sfdp"].flatMap(programs(named:))
            + [packagedPagefind].compactMap(\.self)
    }

    /// Pagefind's program in the Python package that `make` installs. It is found without starting
    /// Python. The extended one is preferred, because it finds words in Chinese and Japanese.
    package var packagedPagefind: String? {
        let programs = ["pagefind_bin_extended/pagefind_extended", "pagefind_bin/pagefind"]
        return folders.lazy.flatMap { folder -> [String] in
            let lib = folder + "/venv/lib/"
            let names = (try? FileManager.default.contentsOfDirectory(atPath: lib)) ?? []
            return programs.flatMap { program in
                names.sorted().map { lib + $0 + "/site-packages/" + program }
            }
        }.first { isExecutableFile($0) }
    }

    /// The folders of grammars: those in `SITE_GRAMMARS`, or else where `.ci/grammars` installs
    /// them.
    package var grammarFolders: [String] {
        let own = ProcessInfo.processInfo.environment["SITE_GRAMMARS"]
        return own.map(absoluteFolders) ?? folders.map { $0 + "/grammars" }
    }
}

/// Returns `.tools` of the checkout that this program was built in. A program that is installed
/// elsewhere uses `.tools` in the folders that contain it, the innermost first.
private func toolFolders(
    _ context: ToolPlaces.SearchContext, foreign: [String]
) -> [String] {
    if let own = context.environment["SITE_TOOLS"], !own.isEmpty {
        return absoluteFolders(own)
    }
    let program = context.program
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

/// False for a folder that other users can write to, such as `/tmp`: they could put programs into
/// it.
private func isTrusted(_ folder: String, by program: String) -> Bool {
    var status = stat()
    var own = stat()
    guard stat(folder, &status) == 0, stat(program, &own) == 0 else { return false }
    return status.st_mode & 0o002 == 0
        && [0, geteuid(), own.st_uid].contains(status.st_uid)
}

/// Splits a list of folders. Relative paths are dropped, since they would mean another folder in
/// each working directory.
private func absoluteFolders(_ list: String) -> [String] {
    list.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
}

/// True if a path, or the target it links to, lies in one of these folders.
private func isForeign(_ path: String, to folders: [String]) -> Bool {
    if folders.isEmpty { return false }
    let real = realPath(path)
    return folders.contains { path.isInside($0) || real?.isInside($0) == true }
}

/// Returns the user's home folder from the user database, whatever `HOME` says.
func home() -> String {
    guard let user = getpwuid(geteuid()), let folder = user.pointee.pw_dir else { return "/" }
    return String(cString: folder)
}

func parentFolder(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
}
