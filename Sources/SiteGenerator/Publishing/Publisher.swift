import Foundation

/// Puts a whole site in place of the last one; see ``Publication``.
package struct Publisher: Sendable {
    let places: OutputPlaces
    let jobs: Int

    /// - Throws: ``EnvironmentError`` when `output` holds something that is no site of ours, or holds
    ///   one of `inputs`: it would be deleted.
    package init(output: String, inputs: [String], jobs: Int) throws {
        let output = realPath(output) ?? absolutePath(output)
        places = OutputPlaces(output: output)
        self.jobs = jobs
        for input in inputs.compactMap(realPath) + [FileManager.default.currentDirectoryPath]
        where input == output || input.hasPrefix(output + "/") {
            throw EnvironmentError(
                "the output folder \(output) holds \(input), which a build would delete",
                help: "name another folder by --output")
        }
        let names = folderNames(output) ?? []
        guard !fileExists(output) || names.isEmpty || names.contains(Self.marker) else {
            throw EnvironmentError(
                "the folder \(output) was not made by site, and a build would replace it",
                help: "name another folder by --output, or delete this one yourself")
        }
    }

    /// Marks a folder as ours to replace.
    static let marker = ".site-output"

    /// Begins to lay out a new site.
    package func begin() throws -> Publication {
        try Publication(places, jobs: jobs)
    }
}
