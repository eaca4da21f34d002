import Files
import Foundation
package import Samples

private let mostFiles = 2_000
private let mostBytes = 32 << 20

/// Finds a folder of the vault that samples may read: it must exist, and its path must not lead out
/// of the vault by a link.
///
/// - Parameters:
///   - path: a plain path, as ``VaultPath/resolve(_:in:)`` returns it.
///   - root: the vault's folder.
package func findVaultFolder(
    _ path: String, in root: String
) -> Result<VaultFolder, RuntimeProblem> {
    guard let realRoot = realPath(root), let real = realPath(root + "/" + path), isDirectory(real)
    else { return noFolder(path) }
    guard real.hasPrefix(realRoot + "/") else {
        return .failure(
            RuntimeProblem(
                message: "\(path) leads out of the vault by a symbolic link",
                help: "copy what it leads to into the vault"))
    }
    // A link can lead to a hidden folder too.
    if real.dropFirst(realRoot.count).split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
        return .failure(
            RuntimeProblem(
                message: "\(path) leads to a hidden folder, and samples don't see those",
                help: "move what they need to a folder whose name does not begin with a dot"))
    }
    var contents = FolderContents()
    if let problem = contents.read(real, as: "") {
        return .failure(RuntimeProblem(message: "\(path) \(problem)", help: "show less of it"))
    }
    return .success(VaultFolder(path: path, realPath: real, files: contents.files))
}

/// All files below a folder, up to a limit.
private struct FolderContents {
    var files: [(name: String, bytes: [UInt8])] = []
    private var bytes = 0

    /// - Returns: the problem with the folder, or nil.
    mutating func read(_ folder: String, as path: String) -> String? {
        for (name, isFolder) in folderEntries(folder) ?? [] {
            // A repository can contain passwords for its remote.
            if name == ".git" { return "holds a repository, \(path).git" }
            if files.count >= mostFiles { return "holds more than \(mostFiles) files" }
            let (file, inside) = (folder + "/" + name, path + name)
            if isFolder {
                if let problem = read(file, as: inside + "/") { return problem }
                continue
            }
            var status = stat()
            guard lstat(file, &status) == 0 else { continue }
            let isLink = status.st_mode & S_IFMT == S_IFLNK
            if !isLink { bytes += Int(status.st_size) }
            if bytes > mostBytes { return "holds more than \(mostBytes >> 20) MiB" }
            // The sandbox resolves the link among the files that it shows, so the target's path is
            // enough here.
            files.append((inside, isLink ? linkTarget(file) : readFile(file) ?? []))
        }
        return nil
    }

    private func linkTarget(_ path: String) -> [UInt8] {
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
        return Array((target ?? "").utf8)
    }
}
