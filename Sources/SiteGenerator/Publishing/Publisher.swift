import CLinux
import Foundation

/// What a build did to the output folder.
package struct PublishReport: Sendable, Hashable, Codable {
    package var written: [PagePath] = []
    package var removed: [PagePath] = []
    package var unchanged = 0

    package var isUnchanged: Bool { written.isEmpty && removed.isEmpty }
}

/// Puts a whole site in place of the last one in one step.
///
/// The new site is laid out beside the old one (unchanged files as hard links, so that they keep
/// their time stamps) and then exchanged with it. A build that is killed at any moment leaves the
/// old site whole.
package struct Publisher: Sendable {
    /// Absolute.
    let output: String
    let jobs: Int
    private let staging: String
    /// Where the old site is for a moment on file systems that can't exchange folders.
    private let aside: String
    /// The file that keeps two builds of this folder apart.
    let lock: String
    private let parent: String

    /// - Throws: ``EnvironmentError`` when `output` holds something that is no site of ours, or holds
    ///   one of `inputs`: it would be deleted.
    package init(output: String, inputs: [String], jobs: Int) throws {
        let output = realPath(output) ?? absolutePath(output)
        self.output = output
        self.jobs = jobs
        let url = URL(fileURLWithPath: output)
        parent = url.deletingLastPathComponent().path
        let hidden = parent + "/." + url.lastPathComponent
        staging = hidden + ".new"
        aside = hidden + ".new-old"
        lock = hidden + ".lock"
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

    /// Whether a build that was killed left something that the next one removes.
    var hasLeftovers: Bool { [staging, aside, lock].contains(where: fileExists) }

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

    /// Puts the old site back where it was when a build was killed in between, and removes what
    /// else is left of it.
    private func removeLeftovers() throws {
        if fileExists(aside), !fileExists(output) { rename(aside, output) }
        try removeTree(aside)
        try removeTree(staging)
    }

    /// Marks a folder as ours to replace.
    static let marker = ".site-output"

    /// - Parameter finish: runs when the new site is laid out and before it is put in place, with
    ///   its folder; not called when nothing changed.
    /// - Throws: ``EnvironmentError``, e.g. when the disk is full; the old site is then untouched.
    package func publish(
        _ files: [OutputFile], keeping kept: String? = nil,
        finish: (_ folder: String, _ report: PublishReport) async throws -> Void = { _, _ in }
    ) async throws -> PublishReport {
        try removeLeftovers()
        let files =
            files + [OutputFile(path: PagePath(Self.marker), content: .bytes(Array("site\n".utf8)))]
        let same = await concurrentMap(files, jobs: jobs) { isSame($0) }
        var report = PublishReport()
        for (file, isSame) in zip(files, same) where !isSame { report.written.append(file.path) }
        report.unchanged = files.count - report.written.count
        report.removed = removed(after: files, keeping: kept)
        if report.isUnchanged { return report }

        do {
            try makeFolder(staging)
            try makeFolders(for: files)
            let failures = await concurrentMap(Array(zip(files, same)), jobs: jobs) {
                file, isSame in
                lay(file, asLink: isSame)
            }
            if let failure = failures.compactMap(\.self).first { throw failure }
            try await finish(staging, report)
            try exchange()
        } catch {
            try? removeTree(staging)
            throw error
        }
        try removeTree(staging)
        return report
    }

    /// Puts back what `finish` made last time, when it need not be made again.
    package func linkOld(_ folder: String) throws {
        for path in filesBelow(output + "/" + folder) {
            let relative = folder + "/" + path
            try makeFolders(for: [OutputFile(path: PagePath(relative), content: .bytes([]))])
            guard link(output + "/" + relative, staging + "/" + relative) == 0 else {
                throw writeFailure("link", relative)
            }
        }
    }
}

extension Publisher {
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
            return status.st_size == sourceStatus.st_size
                && status.st_mtim.tv_sec == sourceStatus.st_mtim.tv_sec
                && status.st_mtim.tv_nsec == sourceStatus.st_mtim.tv_nsec
        }
    }

    private func removed(after files: [OutputFile], keeping kept: String?) -> [PagePath] {
        let current = Set(files.map(\.path.string))
        return filesBelow(output).filter {
            !current.contains($0) && kept.map($0.isBelow) != true
        }.map(PagePath.init)
    }

    private func makeFolders(for files: [OutputFile]) throws {
        var made: Set<Substring> = []
        for file in files {
            var folder = file.path.string[...]
            var missing: [Substring] = []
            while let slash = folder.lastIndex(of: "/") {
                folder = folder[..<slash]
                if !made.insert(folder).inserted { break }
                missing.append(folder)
            }
            for folder in missing.reversed() { try makeFolder(staging + "/" + folder) }
        }
    }

    private func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw writeFailure("create", path) }
    }

    private func lay(_ file: OutputFile, asLink: Bool) -> EnvironmentError? {
        let new = staging + "/" + file.path.string
        let old = output + "/" + file.path.string
        // A file system without hard links gets a copy.
        if asLink, link(old, new) == 0 { return nil }
        switch file.content {
        case .bytes(let bytes):
            return writeFile(new, bytes) ? nil : writeFailure("write", new)
        case .copy(let source):
            if copyFile(source, to: new) { return nil }
            let reason = errno
            if let failure = readFailure(source) { return failure }
            errno = reason
            return writeFailure("write", new)
        }
    }

    private func exchange() throws {
        if !fileExists(output) {
            guard rename(staging, output) == 0 else { throw writeFailure("move", staging) }
            return
        }
        if exchange_paths(staging, output) == 0 { return }
        // Some file systems can't exchange: then there is a moment without a site, but never half
        // of one.
        guard rename(output, aside) == 0 else { throw writeFailure("move", output) }
        guard rename(staging, output) == 0 else {
            let error = writeFailure("move", staging)
            rename(aside, output)
            throw error
        }
        rename(aside, staging)
    }
}

/// Why a file to be copied can't be read; nil when it can.
private func readFailure(_ path: String) -> EnvironmentError? {
    let descriptor = openFile(path, O_RDONLY)
    guard descriptor < 0 else {
        close(descriptor)
        return nil
    }
    let cure =
        errno == ENOENT
        ? "it was there a moment ago: build again" : "let this user read it, or delete it"
    return EnvironmentError(
        "can't read \(path): \(lastError())",
        help: cure + "; the site of the last build is untouched")
}

/// What `errno` says of a failed step on the way to the new site, and how to mend it.
func writeFailure(_ verb: String, _ path: String) -> EnvironmentError {
    let reason = lastError()
    let cure: String? =
        switch errno {
        case ENOSPC, EDQUOT: "make room on the disk"
        case EACCES, EPERM:
            "let this user write to the folder it lies in, or name another by --output"
        case EROFS: "name a folder by --output that is not read-only"
        case EBUSY: "name a folder by --output that is no mount point, such as one inside it"
        case EFBIG: "raise the limit on the size of files (ulimit -f)"
        case EMFILE, ENFILE: "raise the limit on open files (ulimit -n)"
        default: nil
        }
    let old = "the site of the last build is untouched"
    return EnvironmentError(
        "can't \(verb) \(path): \(reason)", help: cure.map { $0 + "; " + old } ?? old)
}

extension String {
    fileprivate func isBelow(_ folder: String) -> Bool { hasPrefix(folder + "/") }
}
