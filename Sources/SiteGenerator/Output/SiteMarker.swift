import Files
import Foundation
import Vault

/// The file that marks a folder as a site and lists the files that a build wrote in it. Only these
/// may be replaced or removed.
struct SiteMarker {
    static let name = builtSiteMarker

    private static let title = "site-output 2"
    private static let unfinished = "site-output 2, unfinished"
    /// The whole content of the file in earlier versions.
    private static let unlisted = "site"

    /// The paths of all files that builds have written, or nil if an earlier version wrote them
    /// without a list.
    var files: Set<String>?
    /// True if the site is still being written, so that all files in the folder are new.
    var isUnfinished = false

    /// Returns true if a folder is a site, without reading the list.
    static func marks(_ folder: String) -> Bool {
        guard let bytes = try? readFile(name, below: folder) else { return false }
        let line = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
        return [title, unfinished, unlisted].contains(line)
    }

    /// Returns nil if the folder is not a site.
    init?(of folder: String) {
        guard let bytes = try? readFile(Self.name, below: folder) else { return nil }
        var lines = bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
        guard !lines.isEmpty else { return nil }
        switch lines.removeFirst() {
        case Self.title: files = Set(lines.map(Self.path))
        case Self.unfinished: isUnfinished = true
        case Self.unlisted where lines.isEmpty: files = nil
        default: return nil
        }
    }

    /// Marks a folder in which a site is going to be written.
    static func begin(_ folder: String) -> Bool {
        writeNewFile(folder + "/" + name, Array((unfinished + "\n").utf8))
    }

    /// Removes a folder that could not be marked, and the incomplete mark in it.
    static func undoBegin(_ folder: String) {
        try? removeFile(name, below: folder)
        _ = removeEmptyFolder(folder)
    }

    static func write(_ files: some Sequence<String>, to folder: String) throws(FileProblem) {
        let lines = [title] + files.map(line).sorted()
        try replaceFile(
            name, below: folder, with: Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    /// Adds a file to the list, if the folder has one.
    static func add(_ file: String, to folder: String) throws(FileProblem) {
        guard let files = SiteMarker(of: folder)?.files else { return }
        try write(files.union([file]), to: folder)
    }

    private static func line(_ path: String) -> String {
        path.contains("\n") || path.contains("\\")
            ? path.replacing("\\", with: "\\\\").replacing("\n", with: "\\n") : path
    }

    private static func path(_ line: String) -> String {
        guard line.contains("\\") else { return line }
        var path = ""
        var isEscaped = false
        for character in line {
            if isEscaped {
                path.append(character == "n" ? "\n" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                path.append(character)
            }
        }
        return path
    }
}
