import Basics
import Files
import Foundation
package import Vault

/// What a build did to the output folder.
package struct PublishReport: Sendable, Hashable, Codable {
    package var written: [PagePath] = []
    package var removed: [PagePath] = []
    package var unchanged = 0

    /// Files that no build has made: they stay.
    package var foreign: [String] = []
    /// The last site came from a version that did not list what it made.
    package var isFirstList = false

    package var isUnchanged: Bool { written.isEmpty && removed.isEmpty }
}

/// A new site that is laid out beside the old one, file by file as they are made, and then put in
/// its place in one step.
///
/// Unchanged files become hard links, so that they keep their time stamps. A build that is killed at
/// any moment leaves the old site whole.
package struct Publication: Sendable {
    private let places: OutputPlaces
    private let jobs: Int
    /// Nothing can be the same where nothing was.
    private let hasOld: Bool

    /// What became of a file.
    package struct Put: Sendable {
        var file: OutputFile.Source
        var isSame: Bool
        var failure: EnvironmentError?
    }

    init(_ places: OutputPlaces, jobs: Int) throws {
        self.places = places
        self.jobs = jobs
        try places.removeLeftovers()
        hasOld = fileExists(places.output)
        guard Files.makeFolder(places.staging) else { throw writeFailure("create", places.staging) }
        guard SiteMarker.begin(places.staging) else {
            let failure = writeFailure("create", places.staging)
            // Nothing else marks it as ours.
            SiteMarker.undoBeginning(places.staging)
            throw failure
        }
    }

    private var output: String { places.output }
    private var staging: String { places.staging }

    /// Lays a file out, unless the old site has it just so. Safe to call from several tasks.
    package func put(_ file: OutputFile) -> Put {
        let isSame = hasOld && isSame(file)
        return Put(file: file.source, isSame: isSame, failure: isSame ? nil : lay(file))
    }

    /// Puts the new site in place of the old one.
    ///
    /// - Parameters:
    ///   - puts: what became of each of the site's files.
    ///   - kept: a folder that `complete` makes.
    ///   - isStale: whether that folder has to be made although nothing else changed.
    ///   - complete: runs when the new site is laid out and before it is put in place, with its
    ///     folder; not called when nothing changed.
    /// - Throws: ``EnvironmentError``, e.g. when the disk is full; the old site is then untouched.
    package func finish(
        _ puts: [Put], keeping kept: String? = nil, isStale: Bool = false,
        complete: (_ folder: String, _ report: PublishReport) async throws -> Void = { _, _ in }
    ) async throws -> PublishReport {
        do {
            if let failure = puts.lazy.compactMap(\.failure).first { throw failure }
            let old = OldSite(output, puts: puts, hasOld: hasOld, keeping: kept)
            try checkConflicts(puts, old)
            var report = PublishReport()
            report.written = puts.filter { !$0.isSame }.map(\.file.path)
            report.unchanged = puts.count - report.written.count
            report.removed = old.gone
            report.foreign = old.foreign.files
            report.isFirstList = old.isMarked && old.listed == nil
            if !old.isMarked { report.written.append(PagePath(SiteMarker.name)) }
            if !report.isUnchanged || isStale {
                let failures = await concurrentMap(puts.filter(\.isSame), jobs: jobs) {
                    link($0.file)
                }
                if let failure = failures.lazy.compactMap(\.self).first { throw failure }
                try await complete(staging, report)
                try keep(old.foreign)
                let others = Set(kept.map(filesInStaging) ?? []).subtracting(old.foreign.files)
                try list(old.made.union(others), in: staging)
                try exchange()
            } else if old.listed.map({ !$0.isSuperset(of: old.made) }) ?? true {
                // What was there just so is ours from now on.
                try list(old.made.union(old.listed ?? []).union(old.keptFiles), in: output)
            }
            if fileExists(staging) { try places.discard(staging) }
            return report
        } catch {
            discard()
            throw error
        }
    }

    /// Adds files to those that were put, from within `complete`.
    package func add(_ files: [OutputFile]) throws {
        for file in files {
            let put = put(file)
            if let failure = put.isSame ? link(put.file) : put.failure { throw failure }
        }
    }

    private func checkConflicts(_ puts: [Put], _ old: OldSite) throws(EnvironmentError) {
        guard let listed = old.listed else { return }
        let conflict = puts.first {
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

    /// Leaves the old site as it is.
    func discard() { if fileExists(staging) { try? places.discard(staging) } }

    /// Puts back what `complete` made last time, when it need not be made again.
    package func linkOld(_ folder: String) throws {
        for path in filesBelow(output + "/" + folder) {
            let file = OutputFile.Source(path: PagePath(folder + "/" + path))
            if let failure = link(file) { throw failure }
        }
    }
}

extension OutputFile {
    /// What is left of a file once its bytes are written.
    struct Source: Sendable {
        var path: PagePath
        /// The file that it is a copy of.
        var copied: String?
    }

    fileprivate var source: Source {
        if case .copy(let original) = content { return Source(path: path, copied: original) }
        return Source(path: path)
    }
}

extension Publication {
    /// Whether the old site has the file with the same content.
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
            // Saved again, or checked out anew, with nothing changed in it.
            guard let bytes = readFile(old) else { return false }
            return bytes == readFile(source)
        }
    }

    /// Writes the file, and makes its folders if they are not there yet.
    private func lay(_ file: OutputFile) -> EnvironmentError? {
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

    /// Tries a second time when only the folders were missing.
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
        // Some file systems can't exchange: then there is a moment without a site, but never half
        // of one.
        guard moveFolder(output, to: places.aside) else { throw writeFailure("move", output) }
        guard moveFolder(staging, to: output) else {
            let error = writeFailure("move", staging)
            _ = moveFolder(places.aside, to: output)
            throw error
        }
        _ = moveFolder(places.aside, to: staging)
    }
}
