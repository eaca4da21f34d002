import Basics
import Files
import Foundation

/// Replaces the last site by a new one; see ``Publication``.
package struct Publisher: Sendable {
    let places: OutputPlaces
    let jobs: Int
    /// The output folder as the user named it, for messages.
    private let displayName: String
    private let claimed: ClaimedFolders

    /// - Throws: ``EnvironmentError`` if `output` is not a folder, contains something other than a
    ///   site, or overlaps with one of `inputs`, which would be deleted.
    package init(output: String, inputs: [String], jobs: Int) throws {
        var claimed = ClaimedFolders()
        for input in inputs { claimed.add(input, "the folder") }
        try self.init(output: output, claimed: claimed, jobs: jobs)
    }

    init(output: String, claimed: ClaimedFolders, jobs: Int) throws {
        displayName = output
        places = OutputPlaces(output: resolvedPath(output))
        self.claimed = claimed
        self.jobs = jobs
        try check()
    }

    /// Checks that the output folder may be replaced. It changes nothing.
    func check() throws(EnvironmentError) {
        let output = places.output
        if let reason = claimed.reasonNotToUse(output) {
            throw EnvironmentError(
                "\(output) can't be the output folder: \(reason), which a build would delete",
                help: "name another folder by --output")
        }
        guard let kind = kind(of: displayName) else { return }
        guard isDirectory(output) else {
            throw EnvironmentError(
                "\(displayName) can't be the output folder: it is \(kind), and a build would replace it",
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

    /// Starts writing a new site.
    package func begin() throws -> Publication {
        // Another build or the user may have changed the folder since the last check.
        try check()
        return try Publication(places, jobs: jobs)
    }
}

extension Publisher {
    init(_ options: BuildOptions) throws {
        var claimed = ClaimedFolders(options)
        // A folder that can't be a cache folder is ignored here and reported elsewhere.
        if let cache = options.cache, (try? CacheFolder(cache, claimed: claimed)) != nil {
            claimed.add(cache, "the folder of caches", isClosed: true)
        }
        try self.init(output: options.output, claimed: claimed, jobs: options.jobs)
    }
}
