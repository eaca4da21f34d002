/// The reason why a runtime can't be used, in words for the author.
package struct RuntimeProblem: Error, Sendable, Hashable {
    package var message: String
    package var help: String

    package init(message: String, help: String) {
        self.message = message
        self.help = help
    }
}

extension RuntimeProblem {
    static func missing(_ runtime: Runtime) -> Self {
        Self(
            message: "\(runtime.toolName) is not installed",
            help: runtime.aptPackage.isEmpty
                ? """
                install it, or name it in your own settings: \
                \(settingsExample(runtime: runtime.name, program: "/where/it/is"))
                """
                : "install it with: sudo apt install \(runtime.aptPackage)")
    }

    /// The message for a program that a vault may not name.
    static func absoluteInVault(_ runtime: Runtime) -> Self {
        Self(
            message: "the vault names \(runtime.toolName), and samples see no file of this machine",
            help: settingsCure(name: runtime.name, program: runtime.toolName))
    }
}

/// Returns instructions for using a program of this machine for a runtime of a vault.
package func settingsCure(name: String, program: String) -> String {
    let short = program.split(separator: "/").last ?? "program"
    return """
        name the program alone, as \(short): it is looked for in /usr, and where your own settings \
        (see: site doctor) say, if you trust it: \(settingsExample(runtime: name, program: program))
        """
}
