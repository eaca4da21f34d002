/// Describes how samples of a language are run. Entries under `runtimes:` in `site.yml` override
/// the built-in defaults.
package struct Runtime: Sendable, Hashable, Codable {
    /// The name, e.g. `cpython`.
    package var name: String
    /// The languages of code blocks that it runs, e.g. `python`, `py`.
    package var languages: [String]
    /// The executable and its arguments. `{file}` stands for the source file and `{program}` for
    /// the result of the compile step.
    package var command: [String]
    /// The name of the source file inside the sandbox, e.g. `main.py`.
    package var fileName: String
    package var versionCommand: [String]
    /// The command that compiles `{program}`; empty if there is none. `{helper}` stands for the
    /// file of the module `handbook`, and is dropped if the sample doesn't use it.
    package var compileCommand: [String]
    /// The characters that begin a comment, for `# hide`.
    package var comment: String
    /// The Debian package that installs it.
    package var aptPackage: String
    /// The program that has to be installed: the compiler or interpreter. Nil means the first word
    /// of the first command.
    package var tool: String?
    /// A command that prints the real executable (a version manager's shim costs 50 ms per start)
    /// and, on further lines, the folders that it needs. If it is empty, links are followed and the
    /// folder above `bin` is shown. The command runs outside the sandbox, so only built-in runtimes
    /// have one.
    let locateCommand: [String]
    /// Variables that every sample of this runtime gets.
    package var environment: [String: String]
    /// Additional folders of this machine that it reads. The last component may end in `*`.
    package var reads: [String]
    /// The author of ``command`` and ``compileCommand``.
    package var namedBy = Author.us
    /// The absolute path of its program on this machine, as named by the builder.
    package var program: String?
    /// The folders of the vault that it reads; see ``SandboxLayout/vaultDirectory``.
    package var vaultFolders: [VaultFolder] = []

    /// The files that configure it; empty for an unchanged built-in runtime.
    package var origins: [String] = []

    /// The author of a command. It decides where the program is searched for, and how much of this
    /// machine is shown for it.
    package enum Author: String, Sendable, Hashable, Codable {
        /// The command is that of a built-in runtime.
        case us
        /// The person who builds, in their own settings.
        case builder
        /// The vault, which is untrusted.
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
