/// How samples of a language are run: an entry under `runtimes:` in `site.yml`, laid over the
/// built-in defaults.
package struct Runtime: Sendable, Hashable, Codable {
    /// E.g. `cpython`.
    package var name: String
    /// Fence languages it serves, e.g. `python`, `py`.
    package var languages: [String]
    /// The executable and its arguments; `{file}` stands for the source file, `{program}` for what
    /// the compile step made.
    package var command: [String]
    /// What the source file is called inside the sandbox, e.g. `main.py`.
    package var fileName: String
    package var versionCommand: [String]
    /// Run first when not empty.
    package var compileCommand: [String]
    /// The start of a comment, for `# hide`.
    package var comment: String
    /// The Debian package that installs it.
    package var aptPackage: String

    package init(
        name: String, languages: [String], command: [String], fileName: String,
        versionCommand: [String], compileCommand: [String] = [], comment: String, aptPackage: String
    ) {
        self.name = name
        self.languages = languages
        self.command = command
        self.fileName = fileName
        self.versionCommand = versionCommand
        self.compileCommand = compileCommand
        self.comment = comment
        self.aptPackage = aptPackage
    }
}
