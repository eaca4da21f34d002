import Files

/// A runtime as it is installed on this machine.
struct ResolvedRuntime: Sendable, Hashable {
    var runtime: Runtime
    /// The real executable of ``Runtime/toolName``: an absolute path, or a path in the vault.
    var executable: String
    /// The version, e.g. `Python 3.11.2`; nil until the runtime has been asked in a sandbox.
    var version: String?
    /// The folders that are shown in addition to `/usr`.
    var folders: [ReadOnlyFolder]
    /// The folders of `PATH` in the sandbox.
    var searchPath: [String]

    /// The values of a command's placeholders. They depend on where the command will run.
    struct Places {
        /// The value of `{file}`.
        var source: String
        /// The value of `{program}`.
        var program: String
        /// The value of `{helper}`; the word is dropped if this is nil.
        var helper: String?
        /// True if the vault is at the path where the sandbox shows it.
        var isIsolated: Bool
    }

    func commandLine(_ command: [String], _ places: Places) -> [String] {
        var words = command.compactMap { word in
            word == "{helper}"
                ? places.helper
                : word.replacing("{file}", with: places.source)
                    .replacing("{program}", with: places.program)
        }
        if let first = words.first {
            if !first.contains("/") {
                words[0] = first == runtime.toolName ? executable : located(first)
            } else if command.first == runtime.toolName {
                words[0] = executable
            }
            if let path = Runtime.vaultPath(ofProgram: words[0]) {
                words[0] = "\(Runtime.vaultPlaceholder)/\(path)"
            }
        }
        return words.map { place($0, places) }
    }

    private func place(_ word: String, _ places: Places) -> String {
        let mark = Runtime.vaultPlaceholder
        guard word.contains(mark) else { return word }
        if places.isIsolated { return word.replacing(mark, with: SandboxLayout.vaultDirectory) }
        // Without a sandbox a folder of the vault is at its real path.
        for folder in runtime.vaultFolders {
            let name = "\(mark)/\(folder.path)"
            if word == name || word.contains(name + "/") {
                return word.replacing(name, with: folder.realPath)
            }
        }
        return word
    }

    private func located(_ name: String) -> String {
        searchPath.map { "\($0)/\(name)" }.first(where: isExecutableFile) ?? "/usr/bin/\(name)"
    }
}
