import Files

/// A folder that samples may read.
struct ReadOnlyFolder: Sendable, Hashable {
    /// On this machine.
    var source: String
    /// In the sandbox.
    var target: String
}

/// A runtime as it is on this machine.
struct ResolvedRuntime: Sendable, Hashable {
    var runtime: Runtime
    /// The real executable of ``Runtime/toolName``: an absolute path, or one in the vault.
    var executable: String
    /// E.g. `Python 3.11.2`; nil as long as nobody could ask it in a sandbox.
    var version: String?
    /// What is shown besides `/usr`.
    var folders: [ReadOnlyFolder]
    /// What `PATH` holds inside.
    var searchPath: [String]

    /// What stands for the words of a command, which depends on where they will be read.
    struct Places {
        /// For `{file}`.
        var source: String
        /// For `{program}`.
        var program: String
        /// For `{helper}`, which is left out where there is none.
        var helper: String?
        /// Whether the vault is where the sandbox shows it.
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
        // Without a sandbox a folder of the vault is where it always was.
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
