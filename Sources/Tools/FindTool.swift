import Foundation

/// Where `make` installs what the machine lacks: the folders `.tools` of the working directory and of
/// those that the program itself lies in, the innermost first. `SITE_TOOLS` names other folders.
package func toolFolders() -> [String] {
    if let own = ProcessInfo.processInfo.environment["SITE_TOOLS"], !own.isEmpty {
        return own.split(separator: ":").map(String.init)
    }
    var folders = [FileManager.default.currentDirectoryPath]
    var program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    while program.pathComponents.count > 1 {
        program.deleteLastPathComponent()
        folders.append(program.path)
    }
    return folders.map { ($0 == "/" ? "" : $0) + "/.tools" }
}

/// All programs of a name: those on the path, in its order, then those that `make` installs.
package func programs(named name: String) -> [String] {
    let folders =
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        + toolFolders().map { $0 + "/venv/bin" }
    return folders.map { $0 + "/" + name }.filter { path in
        var isFolder: ObjCBool = false
        return access(path, X_OK) == 0
            && FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && !isFolder.boolValue
    }
}

/// The first Python that has a module, and the module's version.
package func findPython(module: String) async -> (tool: Tool, version: String)? {
    // Asking for the version by package metadata imports nothing of the module itself.
    let probe = """
        import importlib.metadata as m, importlib.util as u, sys
        sys.exit(1) if u.find_spec("\(module)") is None else print(m.version("\(module)"))
        """
    for path in programs(named: "python3") {
        let tool = Tool(path: path)
        if let output = try? await tool.run(["-c", probe]), output.isSuccess {
            let version = String(decoding: output.bytes, as: UTF8.self)
            return (tool, version.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }
    return nil
}
