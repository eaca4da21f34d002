package import Basics
import Files
import Foundation

/// The files of one folder that `site clean` removes, or has removed.
package struct CleanedFolder: Sendable {
    /// The folder as the user named it.
    package var folder: String
    /// The paths of the files, relative and sorted.
    package var files: [String] = []
    package var bytes = 0
    /// The names directly in the folder that are not ours and are kept.
    package var left: [String] = []

    /// The number of files, including the marker if it is removed too.
    package var count: Int { files.count + (marker != nil && left.isEmpty ? 1 : 0) }

    fileprivate var folders: [String] = []
    /// The file that marks the folder as ours. It is removed last.
    fileprivate var marker: String?
    fileprivate var real: String
}

/// Removes the site and all caches that builds have written, and nothing else.
///
/// All folders are checked before the first file is removed. A folder that is not ours keeps all
/// its files.
/// - Parameter removes: false to only report what would be removed.
/// - Returns: what was removed from each folder that exists.
package func clean(_ options: BuildOptions, removes: Bool = true) async throws -> [CleanedFolder] {
    try checkContent(options)
    if let cache = options.cache { _ = try CacheFolder(cache, claimed: .forCache(options)) }
    let publisher = try Publisher(options)
    let plan = {
        [try planOutput(options, publisher.places), try planCache(options)].compactMap(\.self)
    }
    let (planned, leftovers) = (try plan(), leftovers(publisher.places))
    guard removes, !planned.isEmpty || !leftovers.isEmpty else { return leftovers + planned }
    for cleaning in planned { try checkIsRemovable(cleaning) }
    guard isDirectory(publisher.places.parent) else { return try planned.map(remove) }
    return try await withBuildLock(publisher.places.lock, onWait: {}) {
        // Another build may have changed the folder since it was checked.
        try publisher.check()
        try publisher.places.removeLeftovers()
        return leftovers + (try plan().map(remove))
    }
}

/// Returns the folders beside the output folder that interrupted builds have left.
private func leftovers(_ places: OutputPlaces) -> [CleanedFolder] {
    [places.backup, places.staging].filter(fileExists).map { folder in
        var cleaning = CleanedFolder(folder: folder, real: folder)
        for path in filesBelow(folder) { cleaning.add(path, isOurs: true) }
        return cleaning
    }
}

/// - Throws: ``EnvironmentError`` if the folder of notes doesn't exist.
package func checkContent(_ options: BuildOptions) throws(EnvironmentError) {
    guard isDirectory(options.content) else {
        let found = kind(of: options.content)
        throw EnvironmentError(
            found.map { "\(options.content) is \($0), and notes lie in a folder" }
                ?? "there is no folder \(options.content)",
            help: "name the folder of notes by --content, or create it")
    }
}

private func planOutput(
    _ options: BuildOptions, _ places: OutputPlaces
) throws(EnvironmentError) -> CleanedFolder? {
    guard fileExists(options.output) else { return nil }
    try checkIsNoLink(options.output, option: "--output")
    let folder = places.output
    if fileExists(folder + "/.git") { throw keeps(folder, "it is a git checkout", "--output") }
    guard let marker = SiteMarker(of: folder) else { return nil }
    guard let listed = marker.files else {
        throw EnvironmentError(
            "\(folder) is a site of an earlier version, which did not list what it made: nothing "
                + "is removed",
            help: "build it once more, and clean then; or delete the folder yourself")
    }
    let (found, folders) = walk(folder)
    var cleaning = CleanedFolder(folder: options.output, marker: SiteMarker.name, real: folder)
    for path in found where path != SiteMarker.name {
        cleaning.add(path, isOurs: listed.contains(path))
    }
    let made = SiteGenerator.folders(of: listed)
    cleaning.folders = folders.filter(made.contains)
    cleaning.left += folders.filter { !$0.isEmpty && !$0.contains("/") && !made.contains($0) }
    cleaning.left = Set(cleaning.left).sorted()
    return cleaning.isEmpty && !cleaning.left.isEmpty ? nil : cleaning
}

private func planCache(_ options: BuildOptions) throws(EnvironmentError) -> CleanedFolder? {
    guard let path = options.cache, fileExists(path) else { return nil }
    try checkIsNoLink(path, option: "--cache")
    let folder = try CacheFolder(path, claimed: .forCache(options))
    var cleaning = CleanedFolder(folder: path, real: folder.path)
    if folder.isMarked { cleaning.marker = CacheFile.mark.rawValue }
    for name in folder.own where name != cleaning.marker { cleaning.add(name, isOurs: true) }
    cleaning.left = folder.foreign
    return cleaning.isEmpty && (cleaning.marker == nil || !cleaning.left.isEmpty) ? nil : cleaning
}

private func checkIsNoLink(_ path: String, option: String) throws(EnvironmentError) {
    guard isLink(path) else { return }
    throw EnvironmentError(
        "\(path) is a symbolic link, which cleaning does not follow: nothing is removed",
        help: "name the folder it leads to by \(option), or delete the link yourself")
}

private func keeps(_ folder: String, _ why: String, _ option: String) -> EnvironmentError {
    EnvironmentError(
        "\(folder) can't be cleaned: \(why): nothing is removed",
        help: "name another folder by \(option), or delete this one yourself")
}

extension CleanedFolder {
    fileprivate var isEmpty: Bool { files.isEmpty }

    fileprivate mutating func add(_ path: String, isOurs: Bool) {
        var status = stat()
        guard isOurs, lstat(real + "/" + path, &status) == 0, status.st_mode & S_IFMT == S_IFREG
        else {
            let name = String(path.prefix { $0 != "/" })
            if left.last != name { left.append(name) }
            return
        }
        files.append(path)
        bytes += Int(status.st_size)
    }
}

/// - Throws: ``EnvironmentError`` if a folder is not writable. Nothing is removed then.
private func checkIsRemovable(_ cleaning: CleanedFolder) throws(EnvironmentError) {
    for folder in [""] + folders(of: cleaning.files).sorted() {
        let path = folder.isEmpty ? cleaning.real : cleaning.real + "/" + folder
        guard access(path, W_OK | X_OK) == 0 else {
            throw EnvironmentError(
                "\(path) can't be written to: \(lastError()): nothing is removed",
                help: "let this user write to it")
        }
    }
}

private func remove(_ cleaning: CleanedFolder) throws(EnvironmentError) -> CleanedFolder {
    do throws(FileProblem) {
        for file in cleaning.files { try removeFile(file, below: cleaning.real) }
        for folder in cleaning.folders.sorted(by: >) {
            _ = removeEmptyFolder(cleaning.real + "/" + folder)
        }
        if let marker = cleaning.marker {
            if cleaning.left.isEmpty {
                try removeFile(marker, below: cleaning.real)
            } else if marker == SiteMarker.name {
                try SiteMarker.write([], to: cleaning.real)
            }
        }
    } catch {
        throw EnvironmentError("can't remove \(error)", help: "remove it yourself")
    }
    _ = removeEmptyFolder(cleaning.real)
    return cleaning
}
