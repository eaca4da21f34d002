import Files
import Foundation

/// A Python installation and the modules in it that the site uses.
package struct Python: Sendable {
    package var tool: Tool
    /// The modules' versions by name.
    package var modules: [String: String]
    /// Pagefind's program, which a Python package can contain.
    package var pagefind: Tool?
}

/// Facts about a Python installation that an earlier build found. They show whether the
/// installation has changed, without starting it. They may come from an untrusted vault, so nothing
/// is run, loaded or displayed because of them.
package struct RememberedPython: Sendable, Codable, Hashable {
    /// The path at which it was found on `PATH`.
    package var path: String
    /// The folders of its modules.
    package var folders: [String]
    /// A stamp of the program and the folders. It changes when a module is installed.
    package var stamp: String
    package var modules: [String: String]

    /// The stamp of the same files now.
    package var currentStamp: String { Self.stamp(of: path, folders) }

    static func stamp(of path: String, _ folders: [String]) -> String {
        // A version manager stores the selected version in this file.
        let chosen = parentFolder(parentFolder(path)) + "/version"
        return ([path, chosen] + folders).map(fileStamp).joined(separator: " ")
    }
}

/// Returns a text that changes whenever the file changes.
package func fileStamp(_ path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "-" }
    let (modified, changed) = (status.st_mtim, status.st_ctim)
    return "\(status.st_ino).\(status.st_size).\(modified.tv_sec).\(modified.tv_nsec)"
        + ".\(changed.tv_sec).\(changed.tv_nsec)"
}

extension Toolbox {
    /// The names of the packages whose versions are asked for.
    private static let modules = ["latex2mathml", "nh3", "pagefind", "pygments"]

    /// Returns the first Python that has the module.
    package func python(with module: String) async -> Python? {
        await pythons().first { $0.modules[module] != nil }
    }

    /// Returns Pagefind's program from the first Python that has it.
    package func pagefind() async -> Tool? {
        if let path = places.packagedPagefind { return Tool(path: path) }
        return await pythons().lazy.compactMap(\.pagefind).first
    }

    /// Returns the version of a module in the first Python that has it.
    package func version(of module: String) async -> String? {
        if let known = knownPythons() {
            return known.lazy.compactMap { $0.modules[module] }.first
        }
        return await python(with: module)?.modules[module]
    }

    /// Starts a Python and asks for its modules. Returns nil for one that doesn't answer; that is
    /// remembered too.
    func probe(_ path: String) async -> (Python?, RememberedPython) {
        let asked = Self.modules.joined(separator: " ")
        // Version managers install shell scripts that look into the user's home folder, so HOME is
        // set.
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

/// The script reads versions from the packages' metadata, so it imports none of the modules
/// themselves.
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
