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

    /// Puts the old site back where it was when a build was killed in between, and removes what
    /// else is left of it.
    func removeLeftovers() throws {
        if fileExists(aside), !fileExists(output) { rename(aside, output) }
        try removeTree(aside)
        try removeTree(staging)
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
