package import Samples

/// The author of settings for runtimes, which decides what they may say.
package enum RuntimeAuthor {
    /// `site.yml`. It may use only what the sandbox has, and folders of the vault itself. The
    /// function finds such a folder, or returns why it can't be used.
    case vault(find: (_ path: String) -> Result<VaultFolder, RuntimeProblem>)
    /// The settings of the person who builds.
    /// - Parameter home: the folder that `~` stands for; empty if there is none.
    case builder(home: String)
}

/// Applies the entries of `runtimes:` to the runtimes of the same names.
func readRuntimes(
    _ node: DataNode?, over runtimes: [Runtime], file: String, by author: RuntimeAuthor
) -> (runtimes: [Runtime], diagnostics: [Diagnostic]) {
    var runtimes = runtimes
    var diagnostics: [Diagnostic] = []
    var outer = MapReader(node, name: "runtimes", file: file)
    for entry in outer.entries {
        _ = outer.node(entry.key)
        guard isRuntimeName(entry.key) else {
            outer.report(
                DataNode(.scalar(entry.key, isPlain: true), span: entry.keySpan),
                "“\(entry.key)” can't be the name of a runtime",
                help: "write letters, digits, -, _, + and dots, beginning with a letter or digit")
            continue
        }
        let known = runtimes.firstIndex { $0.name == entry.key }
        var reader = RuntimeReader(
            known.map { runtimes[$0] } ?? Runtime(nameOfNew: entry.key), entry, file: file,
            by: author)
        let isUsable = reader.read(isNew: known == nil)
        diagnostics += reader.map.finish()
        guard isUsable else { continue }
        if let known {
            runtimes[known] = reader.runtime
        } else {
            runtimes.append(reader.runtime)
        }
    }
    return (runtimes, diagnostics + outer.finish())
}

extension Runtime {
    fileprivate init(nameOfNew name: String) {
        self.init(
            name: name, languages: [name.lowercased()], command: [], fileName: "main",
            versionCommand: [], comment: "#", aptPackage: "")
    }
}

/// Reads one entry of `runtimes:`.
struct RuntimeReader {
    var runtime: Runtime
    var map: MapReader
    let author: RuntimeAuthor
    let entry: DataNode.Entry

    init(_ runtime: Runtime, _ entry: DataNode.Entry, file: String, by author: RuntimeAuthor) {
        self.runtime = runtime
        self.entry = entry
        self.author = author
        map = MapReader(entry.value, name: entry.key, file: file)
        self.runtime.origins.append(file)
    }

    /// Returns false if the entry has nothing that could be run.
    mutating func read(isNew: Bool) -> Bool {
        readNames()
        let command = commandWords("command")
        let compile = commandWords("compile-command")
        if command != nil || compile != nil {
            switch author {
            case .vault: runtime.namedBy = .vault
            case .builder: runtime.namedBy = .builder
            }
        }
        runtime.command = command ?? runtime.command
        runtime.compileCommand = compile ?? runtime.compileCommand
        checkUse(command, compile)
        if compile?.isEmpty == true { runtime.tool = nil }
        runtime.versionCommand = commandWords("version-command") ?? runtime.versionCommand
        readFolders()
        guard runtime.command.isEmpty else { return true }
        // The builder's settings may name the program of a runtime that only another vault has.
        if case .builder = author, isNew, map.node("command") == nil { return false }
        if map.diagnostics.isEmpty {
            map.report(
                entry.value, "the runtime “\(entry.key)” has no command",
                help: "add `command: [program, \"{file}\"]`")
        }
        return false
    }

    /// A program that doesn't get the sample's code does nothing, and does it without an error.
    private mutating func checkUse(_ command: [String]?, _ compile: [String]?) {
        func uses(_ words: [String], _ name: String) -> Bool {
            words.contains { $0.contains(name) }
        }
        if let compile, !compile.isEmpty, !uses(compile, "{file}"),
            let node = map.node("compile-command")
        {
            map.report(
                node, "“compile-command” doesn't say where the sample's code goes",
                help: "add \"{file}\" to it, as in "
                    + "`compile-command: [cc, -o, \"{program}\", \"{file}\"]`")
        }
        if let command, !command.isEmpty, let node = map.node("command"),
            !uses(command, "{file}"), !uses(command, "{program}")
        {
            let name = runtime.compileCommand.isEmpty ? "{file}" : "{program}"
            map.report(
                node, "“command” doesn't say where the sample's code goes",
                help: "add \"\(name)\" to it, as in `command: [\(command[0]), \"\(name)\"]`")
        }
    }

    private mutating func readNames() {
        if let node = map.node("languages") {
            let words = node.oneOrMany.compactMap { word -> String? in
                if let text = word.text?.lowercased(), isLanguageName(text) { return text }
                map.report(
                    word, "“languages” names a language that no code block can have",
                    help: "write letters, digits, -, _, +, # and dots, as in c++")
                return nil
            }
            runtime.languages = words.isEmpty ? runtime.languages : words
        }
        checked("file-name", { isPlainFileName($0) && !$0.hasPrefix("-") }) {
            "the name of a file, without folders, as in main.py: \($0.isEmpty ? "it is empty" : "no more than 100 bytes, no / and no control characters")"
        }.map { runtime.fileName = $0 }
        checked("comment", { (1...10).contains($0.count) && !hasControlCharacters($0) }) { _ in
            "what begins a comment, as in //"
        }.map { runtime.comment = $0 }
        checked("apt-package", isPackageName) { _ in "the name of a Debian package, as in python3" }
            .map { runtime.aptPackage = $0 }
    }

    /// Returns the text of a key if it follows a rule.
    mutating func checked(
        _ key: String, _ holds: (String) -> Bool, _ rule: (String) -> String
    ) -> String? {
        guard let text = map.text(key), let node = map.node(key) else { return nil }
        if holds(text) { return text }
        let found = hasControlCharacters(text) ? "" : ", and this is “\(abbreviated(text))”"
        map.report(node, "“\(key)” must be \(rule(text))\(found)")
        return nil
    }
}

/// Returns a text cut to a length that suits a message.
func abbreviated(_ text: String) -> String { text.count > 80 ? text.prefix(60) + "…" : text }
