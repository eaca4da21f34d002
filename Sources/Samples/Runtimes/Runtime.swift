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
    /// Run first when not empty; writes `{program}`. A word `{helper}` stands for the file of the
    /// module `handbook`, and is left out when the sample doesn't use it.
    package var compileCommand: [String]
    /// The start of a comment, for `# hide`.
    package var comment: String
    /// The Debian package that installs it.
    package var aptPackage: String
    /// The program that has to be installed: the compiler, or what runs the source. Nil: the first
    /// word of the first command.
    package var tool: String?
    /// Prints the real executable (a version manager's shim costs 50 ms a start) and on further
    /// lines the folders that it needs. Empty: links are followed, and the folder above `bin` is
    /// what it needs. It runs outside the sandbox, so only built-in runtimes have one.
    let locateCommand: [String]
    /// Variables that every sample of this runtime gets.
    package var environment: [String: String]
    /// Folders of this machine that it reads besides its own; a `*` may end the last component.
    package var reads: [String]
    /// Who named ``command`` and ``compileCommand``.
    package var namedBy = Author.us
    /// Where its program lies on this machine: an absolute path that the builder has named.
    package var program: String?
    /// What it reads of the vault; see ``SandboxLayout/vaultDirectory``.
    package var vaultFolders: [VaultFolder] = []

    /// The files that say something of it; empty for a built-in runtime as it comes.
    package var origins: [String] = []

    /// Decides where a program is looked for, and how much of this machine is shown for it.
    package enum Author: String, Sendable, Hashable, Codable {
        /// A built-in runtime.
        case us
        /// The person who builds, in settings of their own.
        case builder
        /// The vault, which may come from anywhere.
        case vault
    }

    package init(
        name: String, languages: [String], command: [String], fileName: String,
        versionCommand: [String], compileCommand: [String] = [], comment: String,
        aptPackage: String, tool: String? = nil, locateCommand: [String] = [],
        environment: [String: String] = [:],
        reads: [String] = []
    ) {
        self.name = name
        self.languages = languages
        self.command = command
        self.fileName = fileName
        self.versionCommand = versionCommand
        self.compileCommand = compileCommand
        self.comment = comment
        self.aptPackage = aptPackage
        self.tool = tool
        self.locateCommand = locateCommand
        self.environment = environment
        self.reads = reads
    }

    package var toolName: String { tool ?? compileCommand.first ?? command.first ?? "" }
}
