import Basics
import Files
import Foundation

/// The output folder, and the paths beside it that a build uses temporarily.
struct OutputPlaces: Sendable {
    /// The absolute path, with symbolic links resolved.
    let output: String
    let parent: String
    /// The folder in which the new site is written.
    let staging: String
    /// The folder to which the old site is moved on file systems that can't exchange folders.
    let backup: String
    /// The lock file that prevents two builds of this folder at a time.
    let lock: String

    init(output: String) {
        self.output = output
        let url = URL(fileURLWithPath: output)
        parent = url.deletingLastPathComponent().path
        let hidden = parent + "/." + url.lastPathComponent
        staging = hidden + ".new"
        backup = hidden + ".new-old"
        lock = hidden + ".lock"
    }

    /// True if an interrupted build left something that the next build removes.
    var hasLeftovers: Bool { [staging, backup, lock].contains(where: fileExists) }

    /// - Throws: ``EnvironmentError`` if one of the temporary paths is occupied by something that
    ///   no build has left.
    func checkLeftovers() throws(EnvironmentError) {
        for folder in [backup, staging] where fileExists(folder) {
            guard !isLink(folder), isDirectory(folder), let names = folderNames(folder),
                names.isEmpty || SiteMarker.marks(folder)
            else {
                throw EnvironmentError(
                    "\(folder) was not made by site, and stands where a build writes its site",
                    help: "move it elsewhere, or name another folder by --output")
            }
        }
    }

    /// Moves the old site back if a build was interrupted while exchanging folders, and removes
    /// other leftovers of builds.
    func removeLeftovers() throws(EnvironmentError) {
        try checkLeftovers()
        if fileExists(backup), !fileExists(output), SiteMarker.marks(backup) {
            _ = moveFolder(backup, to: output)
        }
        for folder in [backup, staging] where fileExists(folder) { try discard(folder) }
    }

    /// Removes an old or unfinished site beside the output folder. Files in it that no build has
    /// written, because they were added at the last moment, are moved to the new site.
    func discard(_ folder: String) throws(EnvironmentError) {
        let marker = SiteMarker(of: folder)
        do throws(FileProblem) {
            let keptFiles = try removeTree(folder, last: SiteMarker.name) { path, links in
                guard links == 1, marker?.isUnfinished != true else { return false }
                guard let marker else { return true }
                return marker.files.map { !$0.contains(path) } ?? !fileExists(output + "/" + path)
            }
            if keptFiles.isEmpty { return }
            try ForeignFiles(files: keptFiles).link(from: folder, to: output)
            try removeTree(folder, last: SiteMarker.name)
        } catch {
            throw EnvironmentError(
                "can't remove \(error)", help: "remove \(folder) yourself, and build again")
        }
    }

    /// Makes the folder that contains the output folder.
    func makeParent() throws {
        do {
            try FileManager.default.createDirectory(
                atPath: parent, withIntermediateDirectories: true)
        } catch {
            throw EnvironmentError(
                "can't create the folder \(parent): \(error.localizedDescription)",
                help: "name another folder by --output")
        }
    }
}
