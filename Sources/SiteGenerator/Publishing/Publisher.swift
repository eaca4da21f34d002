import Basics
import Files
import Foundation

/// Puts a whole site in place of the last one; see ``Publication``.
package struct Publisher: Sendable {
    let places: OutputPlaces
    let jobs: Int
    /// As it was named, for messages.
    private let named: String
    private let claimed: ClaimedFolders

    /// - Throws: ``EnvironmentError`` when `output` is no folder, holds something that is no site of
    ///   ours, or has to do with one of `inputs`: it would be deleted.
    package init(output: String, inputs: [String], jobs: Int) throws {
        var claimed = ClaimedFolders()
        for input in inputs { claimed.add(input, "the folder") }
        try self.init(output: output, claimed: claimed, jobs: jobs)
    }

    init(output: String, claimed: ClaimedFolders, jobs: Int) throws {
        named = output
        places = OutputPlaces(output: resolvedPath(output))
        self.claimed = claimed
        self.jobs = jobs
        try check()
    }

    /// Whether the output folder is ours to replace. Nothing is changed.
    func check() throws(EnvironmentError) {
        let output = places.output
        if let objection = claimed.objection(to: output) {
            throw EnvironmentError(
                "\(output) can't be the output folder: \(objection), which a build would delete",
                help: "name another folder by --output")
        }
        guard let kind = kind(of: named) else { return }
        guard isDirectory(output) else {
            throw EnvironmentError(
                "\(named) can't be the output folder: it is \(kind), and a build would replace it",
                help: "name another folder by --output, or delete this one yourself")
        }
        guard let names = folderNames(output) else {
            throw EnvironmentError(
                "\(output) can't be the output folder: it can't be read: \(lastError())",
                help: "let this user read it, or name another folder by --output")
        }
        guard names.isEmpty || SiteMarker.marks(output) else {
            throw EnvironmentError(
                "the folder \(output) was not made by site, and a build would replace it",
                help: "name another folder by --output, or delete this one yourself")
        }
    }

    /// Begins to lay out a new site.
    package func begin() throws -> Publication {
        // Another build, or its user, may have been here meanwhile.
        try check()
        return try Publication(places, jobs: jobs)
    }
}

extension Publisher {
    init(_ options: BuildOptions) throws {
        var claimed = ClaimedFolders(options)
        // A folder that can't be one of caches is not used as such.
        if let cache = options.cache, (try? CacheFolder(cache, claimed: claimed)) != nil {
            claimed.add(cache, "the folder of caches", isClosed: true)
        }
        try self.init(output: options.output, claimed: claimed, jobs: options.jobs)
    }
}
