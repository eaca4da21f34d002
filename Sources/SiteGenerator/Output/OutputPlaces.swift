import Basics
import Files
import Foundation

/// The output folder, and what stands beside it while a build is under way.
struct OutputPlaces: Sendable {
    /// Absolute and without links.
    let output: String
    let parent: String
    /// Where the new site is laid out.
    let staging: String
    /// Where the old site is for a moment on file systems that can't exchange folders.
    let aside: String
    /// The file that keeps two builds of this folder apart.
    let lock: String

    init(output: String) {
        self.output = output
        let url = URL(fileURLWithPath: output)
        parent = url.deletingLastPathComponent().path
        let hidden = parent + "/." + url.lastPathComponent
        staging = hidden + ".new"
        aside = hidden + ".new-old"
        lock = hidden + ".lock"
    }

    /// Whether a build that was killed left something that the next one removes.
    var hasLeftovers: Bool { [staging, aside, lock].contains(where: fileExists) }

    /// - Throws: ``EnvironmentError`` when something stands where builds lay out their sites that no
    ///   build has left.
    func checkLeftovers() throws(EnvironmentError) {
        for folder in [aside, staging] where fileExists(folder) {
            guard !isLink(folder), isDirectory(folder), let names = folderNames(folder),
                names.isEmpty || SiteMarker.marks(folder)
            else {
                throw EnvironmentError(
                    "\(folder) was not made by site, and stands where a build lays out its site",
                    help: "move it elsewhere, or name another folder by --output")
            }
        }
    }

    /// Puts the old site back where it was when a build was killed in between, and removes what
    /// else is left of it.
    func removeLeftovers() throws(EnvironmentError) {
        try checkLeftovers()
        if fileExists(aside), !fileExists(output), SiteMarker.marks(aside) {
            _ = moveFolder(aside, to: output)
        }
        for folder in [aside, staging] where fileExists(folder) { try discard(folder) }
    }

    /// Removes an old site, or one that was not finished, from beside the output folder. What no
    /// build has made in the old one, if it came there at the last moment, moves to the new one.
    func discard(_ folder: String) throws(EnvironmentError) {
        let marker = SiteMarker(of: folder)
        do throws(FileProblem) {
            let spared = try removeTree(folder, last: SiteMarker.name) { path, links in
                guard links == 1, marker?.isUnfinished != true else { return false }
                guard let marker else { return true }
                return marker.files.map { !$0.contains(path) } ?? !fileExists(output + "/" + path)
            }
            if spared.isEmpty { return }
            try ForeignFiles(files: spared).link(from: folder, to: output)
            try removeTree(folder, last: SiteMarker.name)
        } catch {
            throw EnvironmentError(
                "can't remove \(error)", help: "remove \(folder) yourself, and build again")
        }
    }

    /// Makes the folder that the site is to lie in.
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
