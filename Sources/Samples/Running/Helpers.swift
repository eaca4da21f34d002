/// What is put beside a sample, without touching its code: files, and the variables that make the
/// language find them.
struct Helpers: Sendable {
    var files: [SandboxLayout.File] = []
    var environment: [String: String] = [:]
    /// What `{helper}` stands for in a compile command: a file compiled together with the sample.
    var compiled: String?

    /// - Parameters:
    ///   - folder: for what the language finds by a variable.
    ///   - sourceFolder: for what it finds beside the source only.
    ///   - traces: whether the language's bootstrap notes threads, tasks and processes.
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

/// Line-buffered as on a terminal: each line has its moment, and lines of several threads don't run
/// into each other as they do unbuffered.
private let pythonStart = """
    import sys

    if sys.stdout is not None:
        sys.stdout.reconfigure(line_buffering=True)
    """
