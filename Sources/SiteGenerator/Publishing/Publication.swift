import Basics
import Files
import Foundation
package import Vault

/// The changes of a build in the output folder.
package struct PublishReport: Sendable, Hashable, Codable {
    package var written: [PagePath] = []
    package var removed: [PagePath] = []
    package var unchanged = 0

    /// Files that no build has written. They are kept.
    package var foreign: [String] = []
    /// True if the last site came from a version that wrote no list of files.
    package var isFirstList = false

    package var isUnchanged: Bool { written.isEmpty && removed.isEmpty }
}

/// Writes a new site file by file into a folder beside the old one, and then exchanges the two in
/// one step.
///
/// Unchanged files become hard links, so that they keep their time stamps. If a build is killed,
/// the old site is always complete.
package struct Publication: Sendable {
    private let places: OutputPlaces
    private let jobs: Int
    /// False if there is no old site, so that no file needs to be compared.
    private let hasOldSite: Bool

    /// The result of writing a file.
    package struct WriteResult: Sendable {
        var file: OutputFile.Source
        var isSame: Bool
        var failure: EnvironmentError?
    }

    init(_ places: OutputPlaces, jobs: Int) throws {
        self.places = places
        self.jobs = jobs
        try places.removeLeftovers()
        hasOldSite = fileExists(places.output)
        guard Files.makeFolder(places.staging) else { throw writeFailure("create", places.staging) }
        guard SiteMarker.begin(places.staging) else {
            let failure = writeFailure("create", places.staging)
            // Without the mark, no later build would remove the folder.
            SiteMarker.undoBegin(places.staging)
            throw failure
        }
    }

    private var output: String { places.output }
    private var staging: String { places.staging }

    /// Writes a file, unless the old site has it with the same content. It may be called from
    /// several tasks at once.
    package func write(_ file: OutputFile) -> WriteResult {
        let isSame = hasOldSite && isSame(file)
        return WriteResult(
            file: file.source, isSame: isSame, failure: isSame ? nil : writeToStaging(file))
    }

    /// Replaces the old site by the new one.
    ///
    /// - Parameters:
    ///   - results: the results of writing each file of the site.
    ///   - kept: a folder that `complete` writes.
    ///   - isStale: true if that folder has to be written although nothing else changed.
    ///   - complete: called with the new site's folder when all files are written, before the site
    ///     is replaced. It is not called if nothing changed.
    /// - Throws: ``EnvironmentError``, for example if the disk is full. The old site is then
    ///   unchanged.
    package func finish(
        _ results: [WriteResult], keeping kept: String? = nil, isStale: Bool = false,
        complete: (_ folder: String, _ report: PublishReport) async throws -> Void = { _, _ in }
    ) async throws -> PublishReport {
        do {
            if let failure = results.lazy.compactMap(\.failure).first { throw failure }
            let old = OldSite(output, results: results, hasOldSite: hasOldSite, keeping: kept)
            try checkConflicts(results, old)
            var report = PublishReport()
            report.written = results.filter { !$0.isSame }.map(\.file.path)
            report.unchanged = results.count - report.written.count
            report.removed = old.removed
            report.foreign = old.foreign.files
            report.isFirstList = old.isMarked && old.listed == nil
            if !old.isMarked { report.written.append(PagePath(SiteMarker.name)) }
            if !report.isUnchanged || isStale {
                let failures = await concurrentMap(results.filter(\.isSame), jobs: jobs) {
                    link($0.file)
                }
                if let failure = failures.lazy.compactMap(\.self).first { throw failure }
                try await complete(staging, report)
                try keep(old.foreign)
                let others = Set(kept.map(filesInStaging) ?? []).subtracting(old.foreign.files)
                try list(old.made.union(others), in: staging)
                try exchange()
            } else if old.listed.map({ !$0.isSuperset(of: old.made) }) ?? true {
                // Existing files with the same content are listed as ours from now on.
                try list(old.made.union(old.listed ?? []).union(old.keptFiles), in: output)
            }
            if fileExists(staging) { try places.discard(staging) }
            return report
        } catch {
            discard()
            throw error
        }
    }

    /// Adds files to those already written. It is called from within `complete`.
    package func add(_ files: [OutputFile]) throws {
        for file in files {
            let result = write(file)
            if let failure = result.isSame ? link(result.file) : result.failure { throw failure }
        }
    }

    private func checkConflicts(_ results: [WriteResult], _ old: OldSite) throws(EnvironmentError) {
        guard let listed = old.listed else { return }
        let conflict = results.first {
            !$0.isSame && old.files.contains($0.file.path.string)
                && !listed.contains($0.file.path.string)
        }
        guard let path = conflict?.file.path else { return }
        throw EnvironmentError(
            "\(output)/\(path) was not made by site, and a build would replace it",
            help: "move it elsewhere, or rename the note or file that has this address")
    }

    private func keep(_ foreign: ForeignFiles) throws(EnvironmentError) {
        do throws(FileProblem) {
            try foreign.link(from: output, to: staging)
        } catch {
            throw EnvironmentError(
                "\(error.path) was not made by site, and can't be kept: \(error.why)",
                help: "move it elsewhere; the site of the last build is untouched")
        }
    }

    private func list(_ files: Set<String>, in folder: String) throws(EnvironmentError) {
        do throws(FileProblem) {
            try SiteMarker.write(files, to: folder)
        } catch {
            if case .failed(let code) = error.reason { errno = code }
            throw writeFailure("write", error.path)
        }
    }

    private func filesInStaging(_ folder: String) -> [String] {
        filesBelow(staging + "/" + folder).map { folder + "/" + $0 }
    }

    /// Removes the new site and keeps the old one.
    func discard() { if fileExists(staging) { try? places.discard(staging) } }

    /// Links the files of `folder` from the old site, if `complete` need not write them again.
    package func linkFromOldSite(_ folder: String) throws {
        for path in filesBelow(output + "/" + folder) {
            let file = OutputFile.Source(path: PagePath(folder + "/" + path))
            if let failure = link(file) { throw failure }
        }
    }
}

extension OutputFile {
    /// A file's path and origin, without its bytes.
    struct Source: Sendable {
        var path: PagePath
        /// The original file, if this is a copy.
        var copied: String?
    }

    fileprivate var source: Source {
        if case .copy(let original) = content { return Source(path: path, copied: original) }
        return Source(path: path)
    }
}

extension Publication {
    /// Returns true if the old site has the file with the same content.
    private func isSame(_ file: OutputFile) -> Bool {
        let old = output + "/" + file.path.string
        var status = stat()
        guard lstat(old, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        switch file.content {
        case .bytes(let bytes):
            return Int(status.st_size) == bytes.count && readFile(old) == bytes
        case .copy(let source):
            var sourceStatus = stat()
            guard stat(source, &sourceStatus) == 0 else { return false }
            guard status.st_size == sourceStatus.st_size else { return false }
            if status.st_mtim.tv_sec == sourceStatus.st_mtim.tv_sec,
                status.st_mtim.tv_nsec == sourceStatus.st_mtim.tv_nsec
            {
                return true
            }
            // The file may have been saved or checked out again without a change.
            guard let bytes = readFile(old) else { return false }
            return bytes == readFile(source)
        }
    }

    /// Writes the file into the new site, and makes its folders if they don't exist.
    private func writeToStaging(_ file: OutputFile) -> EnvironmentError? {
        let new = staging + "/" + file.path.string
        switch file.content {
        case .bytes(let bytes):
            return attempt(file.path, { writeFailure("write", new) }) {
                writeStagedFile(new, bytes)
            }
        case .copy(let source):
            return attempt(file.path, { copyFailure(source, to: new) }) {
                copyStagedFile(source, to: new)
            }
        }
    }

    private func link(_ file: OutputFile.Source) -> EnvironmentError? {
        let new = staging + "/" + file.path.string
        let old = output + "/" + file.path.string
        return attempt(file.path, { writeFailure("link", new) }) {
            // A file system without hard links gets a copy.
            linkFile(old, to: new)
                || errno != ENOENT && copyStagedFile(file.copied ?? old, to: new)
        }
    }

    /// Runs `action`, and a second time if only the folders were missing.
    private func attempt(
        _ path: PagePath, _ failure: () -> EnvironmentError, _ action: () -> Bool
    ) -> EnvironmentError? {
        if action() { return nil }
        if errno == ENOENT {
            do {
                try makeFolders(of: path)
            } catch {
                return error
            }
            if action() { return nil }
        }
        return failure()
    }

    private func makeFolders(of path: PagePath) throws(EnvironmentError) {
        var folder = staging
        for part in path.folder.split(separator: "/") {
            folder += "/" + part
            try makeFolder(folder)
        }
    }

    private func makeFolder(_ path: String) throws(EnvironmentError) {
        guard Files.makeFolder(path) || errno == EEXIST else { throw writeFailure("create", path) }
    }

    private func exchange() throws {
        if !fileExists(output) {
            guard moveFolder(staging, to: output) else { throw writeFailure("move", staging) }
            return
        }
        if Files.exchange(staging, output) { return }
        // Some file systems can't exchange folders. Between the two moves there is no site, but
        // never an incomplete one.
        guard moveFolder(output, to: places.backup) else { throw writeFailure("move", output) }
        guard moveFolder(staging, to: output) else {
            let error = writeFailure("move", staging)
            _ = moveFolder(places.backup, to: output)
            throw error
        }
        _ = moveFolder(places.backup, to: staging)
    }
}
