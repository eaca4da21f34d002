import Basics
import Files
import Foundation
import Vault

/// Reads `theme.yml` and the files that it lists. `css` and `js` are each joined in their order
/// into one file; so is `early-js`, which runs before a page is shown. Each name contains a hash of
/// the content, so that browsers may cache the files forever.
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
    for (key, suffix) in [("css", "css"), ("js", "js"), ("early-js", "js")] {
        var joined: [UInt8] = []
        for node in map.node(key)?.oneOrMany ?? [] {
            guard let file = asset(node, of: key, in: folder, &map) else { continue }
            guard let bytes = readFile(file, inside: folder) else {
                diagnostics.append(missing(file))
                continue
            }
            joined += bytes + [0x0A]
        }
        add(key == "early-js" ? "early" : key, joined, extension: suffix)
    }
    if let node = map.node("favicon"), let file = asset(node, of: "favicon", in: folder, &map) {
        if let bytes = readFile(file, inside: folder) {
            add("favicon", bytes, extension: VaultPath(file).fileExtension)
        } else {
            diagnostics.append(missing(file))
        }
    }
    return (files, paths, diagnostics + map.finish())
}

/// Returns a path within the theme, or nil if it leads out of the theme, even by a symbolic link: a
/// theme must not cause other files to be published.
private func asset(
    _ node: DataNode, of key: String, in folder: String, _ map: inout MapReader
) -> String? {
    guard let file = node.text else {
        map.wrongType(key, node, "a list of texts")
        return nil
    }
    let real = realPath(folder + "/" + file)
    let isInside = real.map { $0.hasPrefix((realPath(folder) ?? folder) + "/") } ?? true
    let isPlain = !file.hasPrefix("/") && !file.split(separator: "/").contains("..")
    guard isPlain, isInside else {
        map.report(node, "“\(file)” does not lie in the theme", help: "copy it into the theme")
        return nil
    }
    return file
}

/// Returns the diagnostic for a file that could not be read. It reads `errno`, so it must be called
/// directly after the failure.
private func missing(_ file: String) -> Diagnostic {
    if errno != ENOENT { return unreadable(file, errno) }
    return Diagnostic(
        .error, .templateMissing, file: "theme.yml",
        "the theme lists \(file), and there is no such file",
        help: "add the file, or take it off the list")
}
