import Files
import Foundation

/// A Python of this machine, with the modules that tools are made of.
package struct Python: Sendable {
    package var tool: Tool
    /// Versions, by name.
    package var modules: [String: String]
    /// Pagefind's program, which comes as a module.
    package var pagefind: Tool?
}

/// What an earlier build found out about a Python, so that it need not be started to tell whether
/// anything has changed. Nothing is run, loaded or shown to anyone by what is written here: it may
/// come with a vault.
package struct RememberedPython: Sendable, Codable, Hashable {
    /// As it was found on the path.
    package var path: String
    /// Where its modules lie.
    package var folders: [String]
    /// Of the program and the folders, which change when a module is installed.
    package var stamp: String
    package var modules: [String: String]

    /// What the stamp would be now.
    package var currentStamp: String { Self.stamp(of: path, folders) }

    static func stamp(of path: String, _ folders: [String]) -> String {
        // A version manager's file of the version that is chosen.
        let chosen = parentFolder(parentFolder(path)) + "/version"
        return ([path, chosen] + folders).map(fileStamp).joined(separator: " ")
    }
}

/// Changes whenever the file does.
package func fileStamp(_ path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "-" }
    let (modified, changed) = (status.st_mtim, status.st_ctim)
    return "\(status.st_ino).\(status.st_size).\(modified.tv_sec).\(modified.tv_nsec)"
        + ".\(changed.tv_sec).\(changed.tv_nsec)"
}

extension Toolbox {
    /// The modules that are asked for, by the names of their packages.
    private static let modules = ["latex2mathml", "nh3", "pagefind", "pygments"]

    /// The first Python that has a module.
    package func python(with module: String) async -> Python? {
        await pythons().first { $0.modules[module] != nil }
    }

    /// Pagefind's program, from the first Python that carries it.
    package func pagefind() async -> Tool? {
        if let path = places.packagedPagefind { return Tool(path: path) }
        return await pythons().lazy.compactMap(\.pagefind).first
    }

    /// The version of a module of the first Python that has it.
    package func version(of module: String) async -> String? {
        if let known = knownPythons() {
            return known.lazy.compactMap { $0.modules[module] }.first
        }
        return await python(with: module)?.modules[module]
    }

    /// Asks a Python; nil for one that does not answer, which is remembered too.
    func probe(_ path: String) async -> (Python?, RememberedPython) {
        let asked = Self.modules.joined(separator: " ")
        // Shims of version managers are scripts that look at the home of the user: hence theirs.
        let limits = ToolLimits(memory: 1 << 30, seconds: 20, output: 1 << 20)
        let output = try? await runUnconfined(
            path, ["-I", "-B", "-c", probeScript, asked], environment: ["HOME": home()],
            limits: limits)
        guard let output, output.isSuccess,
            let found = try? JSONDecoder().decode(Probe.self, from: Data(output.bytes))
        else {
            let stamp = RememberedPython.stamp(of: path, [])
            return (nil, RememberedPython(path: path, folders: [], stamp: stamp, modules: [:]))
        }
        let outside = found.path + found.prefixes
        let folders = Tool(path: found.executable).folders + outside.filter(isDirectory)
        let python = Python(
            tool: Tool(path: found.executable, folders: folders), modules: found.modules,
            pagefind: found.pagefind.flatMap { isRegularFile($0) ? Tool(path: $0) : nil })
        let remembered = RememberedPython(
            path: path, folders: found.path,
            stamp: RememberedPython.stamp(of: path, found.path), modules: found.modules)
        return (python, remembered)
    }
}

private struct Probe: Decodable {
    var executable: String
    var prefixes: [String]
    var path: [String]
    var modules: [String: String]
    var pagefind: String?
}

/// Asking for versions by the packages' metadata imports nothing of the modules themselves.
private let probeScript = """
    import importlib.metadata as metadata, importlib.util as util, json, os, sys
    modules, pagefind = {}, None
    for name in sys.argv[1].split():
        try:
            if util.find_spec(name): modules[name] = metadata.version(name)
        except Exception: pass
    for name in "pagefind_bin_extended", "pagefind_bin":
        spec = util.find_spec(name)
        for folder in (spec.submodule_search_locations or []) if spec else []:
            program = os.path.join(folder, name[:8] + name[12:])
            if pagefind is None and os.access(program, os.X_OK): pagefind = program
    print(json.dumps({
        "executable": sys.executable, "prefixes": [sys.prefix, sys.base_prefix],
        "path": [p for p in sys.path if os.path.isdir(p)], "modules": modules,
        "pagefind": pagefind}))
    """
