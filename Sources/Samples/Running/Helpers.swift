/// The files that are put beside a sample without changing its code, and the environment variables
/// that make the language find them.
struct Helpers: Sendable {
    var files: [SandboxLayout.File] = []
    var environment: [String: String] = [:]
    /// The file that replaces `{helper}` in a compile command. It is compiled together with the
    /// sample.
    var compiled: String?

    /// - Parameters:
    ///   - folder: the folder for files that the language finds by a variable.
    ///   - sourceFolder: the folder for files that the language finds beside the source only.
    ///   - traces: if true, the language's bootstrap records threads, tasks and processes.
    init(
        for sample: Sample, on runtime: Runtime, folder: String, sourceFolder: String,
        traces: Bool = false
    ) {
        if runtime.isPython {
            let start = traces ? pythonStart + "\n" + pythonTrace : pythonStart
            files = [.init("\(folder)/sitecustomize.py", start)]
            environment = ["PYTHONPATH": folder]
        }
        guard sample.options.measure != nil || sample.code.contains("handbook"),
            let helper = MeasurementHelper(languages: runtime.languages)
        else { return }
        let path = "\(helper.isBesideSource ? sourceFolder : folder)/\(helper.path)"
        files.append(.init(path, helper.source))
        if let variable = helper.searchVariable {
            let others = runtime.environment[variable].map { $0 + ":" } ?? ""
            environment[variable] = others + folder
        }
        if helper.isCompiledWithSource { compiled = path }
    }
}

/// Output is line-buffered, as on a terminal, so that each line has its time. Unbuffered, the lines
/// of several threads would mix.
private let pythonStart = """
    import sys

    if sys.stdout is not None:
        sys.stdout.reconfigure(line_buffering=True)
    """
