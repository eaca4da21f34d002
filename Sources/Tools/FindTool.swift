import Foundation

/// All programs of a name: those on the path, in its order, then those that `make` installs below
/// the working directory.
package func programs(named name: String) -> [String] {
    let folders =
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        + [FileManager.default.currentDirectoryPath + "/.tools/venv/bin"]
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
