import Foundation

/// Reads `theme.yml` and the files it lists: `css` and `js` are joined in their order into one file
/// each. Every name carries a hash of its content, so that browsers may keep them for ever.
func readAssets(
    _ folder: String
) -> (files: [OutputFile], paths: [Theme.AssetPath], diagnostics: [Diagnostic]) {
    var map = MapReader(nil, name: "theme.yml", file: "theme.yml")
    var diagnostics: [Diagnostic] = []
    let (text, problem) = readIfThere("theme.yml", inside: folder)
    if let problem { diagnostics.append(unreadable("theme.yml", problem)) }
    if let text {
        let (node, problems) = readYAML(text, file: "theme.yml")
        diagnostics += problems
        map = MapReader(node, name: "theme.yml", file: "theme.yml")
    }
    _ = (map.text("name"), map.text("version"), map.text("description"))
    var files: [OutputFile] = []
    var paths: [Theme.AssetPath] = []

    func add(_ name: String, _ bytes: [UInt8], extension suffix: String) {
        let path = "assets/\(name).\(Digest(bytes).prefix(10)).\(suffix)"
        files.append(OutputFile(path: PagePath(path), content: .bytes(bytes)))
        paths.append(Theme.AssetPath(name: name, path: path))
    }
    for key in ["css", "js"] {
        var joined: [UInt8] = []
        for file in map.texts(key) ?? [] {
            guard let bytes = readFile(file, inside: folder) else {
                diagnostics.append(missing(file))
                continue
            }
            joined += bytes + [0x0A]
        }
        add(key, joined, extension: key)
    }
    if let file = map.text("favicon") {
        if let bytes = readFile(file, inside: folder) {
            add("favicon", bytes, extension: VaultPath(file).fileExtension)
        } else {
            diagnostics.append(missing(file))
        }
    }
    return (files, paths, diagnostics + map.finish())
}

/// To be called right after the attempt to read it.
private func missing(_ file: String) -> Diagnostic {
    if errno != ENOENT { return unreadable(file, errno) }
    return Diagnostic(
        .error, .templateMissing, file: "theme.yml",
        "the theme lists \(file), and there is no such file",
        help: "add the file, or take it off the list")
}
