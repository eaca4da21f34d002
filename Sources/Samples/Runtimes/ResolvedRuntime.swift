/// A runtime as it is on this machine.
struct ResolvedRuntime: Sendable, Hashable {
    var runtime: Runtime
    /// The real executable of ``Runtime/toolName``, an absolute path.
    var executable: String
    /// E.g. `Python 3.11.2`.
    var version: String
    /// Outside of `/usr`, to be bound read-only where they are.
    var readOnlyPaths: [String]
    /// What `PATH` holds inside.
    var searchPath: [String]

    /// - Parameters:
    ///   - source: what stands for `{file}`, - program: for `{program}`, - helper: for `{helper}`.
    func commandLine(
        _ command: [String], source: String, program: String, helper: String?
    ) -> [String] {
        var words = command.compactMap { word in
            word == "{helper}"
                ? helper
                : word.replacing("{file}", with: source).replacing("{program}", with: program)
        }
        if let first = words.first, !first.contains("/") {
            words[0] = first == runtime.toolName ? executable : located(first)
        }
        return words
    }

    private func located(_ name: String) -> String {
        searchPath.map { "\($0)/\(name)" }.first(where: isExecutableFile) ?? "/usr/bin/\(name)"
    }
}

/// Why a runtime can't be used, in words for the author.
struct RuntimeProblem: Error, Sendable, Hashable {
    var message: String
    var help: String
}
