/// What the sandbox puts beside a sample, without touching its code: files in
/// ``SandboxLayout/helperDirectory`` and the variables that make the language find them.
struct Helpers: Sendable {
    var files: [SandboxLayout.File] = []
    var environment: [String: String] = [:]

    init(for runtime: Runtime) {
        let folder = SandboxLayout.helperDirectory
        if runtime.languages.contains("python") {
            files = [.init("\(folder)/sitecustomize.py", pythonStart)]
            environment = ["PYTHONPATH": folder]
        }
    }
}

/// Line-buffered as on a terminal: each line has its moment, and lines of several threads don't run
/// into each other as they do unbuffered.
private let pythonStart = """
    import sys

    if sys.stdout is not None:
        sys.stdout.reconfigure(line_buffering=True)
    """
