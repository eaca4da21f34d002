import Samples

extension RuntimeReader {
    private static let mostBytes = 64 << 10

    /// Returns the words of a command; nil if there is none, or one that can't be used.
    mutating func commandWords(_ key: String) -> [String]? {
        guard let node = map.node(key), var words = map.texts(key) else { return nil }
        guard let first = words.first, let place = node.oneOrMany.first else { return words }
        if words.reduce(0, { $0 + $1.utf8.count }) > Self.mostBytes {
            map.report(
                node, "“\(key)” holds more than \(Self.mostBytes >> 10) KiB",
                help: "put it into a script in the vault: `command: [tools/run.sh, \"{file}\"]`")
            return nil
        }
        if words.contains(where: { $0.utf8.contains(0) }) {
            map.report(node, "“\(key)” holds a zero byte, which no program can be given")
            return nil
        }
        switch author {
        case .vault: return isProgram(first, key, place) ? words : nil
        case .builder(let home):
            guard let path = hostPath(first, home: home, isName: true) else {
                map.report(
                    place, "“\(first)” is neither a program's name nor an absolute path",
                    help: "write it from the root on, or from ~/")
                return nil
            }
            words[0] = path
            return words
        }
    }

    /// True if a vault's command may begin with this word.
    private mutating func isProgram(_ word: String, _ key: String, _ place: DataNode) -> Bool {
        if word == "{program}", key == "command" { return true }
        if word.hasPrefix("/") {
            map.report(
                place,
                """
                “\(key)” begins with the absolute path \(abbreviated(word)), and a vault can't choose \
                programs of the machine it is built on
                """,
                help: settingsCure(name: entry.key, program: abbreviated(word)))
            return false
        }
        guard let path = Runtime.vaultPath(ofProgram: word) else {
            if isPlainFileName(word), !word.hasPrefix("{") { return true }
            map.report(
                place, "“\(key)” does not begin with a program: “\(abbreviated(word))”",
                help: """
                    name one that is in /usr, as in python3, or one in the vault, as in tools/run.sh
                    """)
            return false
        }
        guard let slash = path.lastIndex(of: "/") else {
            map.report(
                place, "\(path) lies at the top of the vault, which samples don't see as a whole",
                help: "put it into a folder, as in tools/\(path)")
            return false
        }
        return show(String(path[..<slash]), place)
    }

    /// Reads `reads` and, in the settings of the person who builds, `program`.
    mutating func readFolders() {
        switch author {
        case .vault:
            for node in map.node("reads")?.oneOrMany ?? [] {
                if let text = node.text {
                    _ = show(text, node)
                } else {
                    map.wrongType("reads", node, "a list of folders in the vault")
                }
            }
        case .builder(let home):
            if let node = map.node("program"), let text = map.text("program") {
                if let path = hostPath(text, home: home, isName: false) {
                    runtime.program = path
                } else {
                    map.wrongType("program", node, "an absolute path, or one that begins with ~/")
                }
            }
            guard let nodes = map.node("reads")?.oneOrMany else { return }
            runtime.reads = nodes.compactMap { node in
                let path = node.text.flatMap { hostPath($0, home: home, isName: false) }
                if let path, canBeShown(path) { return path }
                map.report(
                    node,
                    path.map { "samples can't be shown \($0)" }
                        ?? "“reads” must hold absolute paths, or paths that begin with ~/",
                    help: "name folders with what the runtime needs, not those that a sandbox has")
                return nil
            }
        }
    }

    /// Gives the samples of this runtime access to a folder of the vault.
    private mutating func show(_ text: String, _ place: DataNode) -> Bool {
        guard case .vault(let find) = author else { return false }
        func refuse(_ message: String, _ help: String) -> Bool {
            map.report(place, message, help: help)
            return false
        }
        let ownSettings = """
            what lies elsewhere is for the person who builds to name, under `reads` in their own \
            settings (see: site doctor)
            """
        if text.hasPrefix("/") || text.hasPrefix("~") || hasControlCharacters(text) {
            return refuse(
                "\(hasControlCharacters(text) ? "this" : abbreviated(text)) is no folder of the vault",
                ownSettings)
        }
        guard let path = VaultPath.resolve(text, in: "")?.string, path.utf8.count < 1000 else {
            return refuse("\(abbreviated(text)) leads out of the vault", ownSettings)
        }
        if path.isEmpty {
            return refuse(
                "samples don't see the vault as a whole",
                "name one of its folders: what lies beside the notes is not all meant for readers")
        }
        if path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
            return refuse(
                "\(abbreviated(path)) is hidden, and samples don't see hidden folders",
                "move what they need to a folder whose name does not begin with a dot")
        }
        let folders = runtime.vaultFolders
        if folders.contains(where: { path == $0.path || path.hasPrefix($0.path + "/") }) {
            return true
        }
        switch find(path) {
        case .failure(let problem): return refuse(problem.message, problem.help)
        case .success(let folder):
            runtime.vaultFolders.removeAll { $0.path.hasPrefix(path + "/") }
            runtime.vaultFolders.append(folder)
            return true
        }
    }
}

/// Returns a path on the builder's machine as written; nil if the text is not a path.
///
/// - Parameter isName: whether the name of a program is enough.
private func hostPath(_ text: String, home: String, isName: Bool) -> String? {
    if hasControlCharacters(text) { return nil }
    if text == "~" || text.hasPrefix("~/") {
        return home.isEmpty ? nil : normalized(home + text.dropFirst())
    }
    if text.hasPrefix("/") { return normalized(text) }
    return isName && (isPlainFileName(text) || text == "{program}") ? text : nil
}

/// Returns the path without dots and empty parts.
private func normalized(_ path: String) -> String? {
    VaultPath.resolve(path, in: "").map { "/" + $0.string }
}
