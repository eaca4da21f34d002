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
    private let parent: String

    /// - Throws: ``EnvironmentError`` when `output` holds something that is no site of ours, or holds
    ///   one of `inputs`: it would be deleted.
    package init(output: String, inputs: [String], jobs: Int) throws {
        let output = realPath(output) ?? absolutePath(output)
        self.output = output
        self.jobs = jobs
        let url = URL(fileURLWithPath: output)
        parent = url.deletingLastPathComponent().path
        staging = parent + "/." + url.lastPathComponent + ".new"
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

    /// - Parameter finish: runs when the new site is laid out and before it is put in place, with
    ///   its folder; not called when nothing changed.
    /// - Throws: ``EnvironmentError``, e.g. when the disk is full; the old site is then untouched.
    package func publish(
        _ files: [OutputFile], keeping kept: String? = nil,
        finish: (_ folder: String, _ report: PublishReport) async throws -> Void = { _, _ in }
    ) async throws -> PublishReport {
        let files =
            files + [OutputFile(path: PagePath(Self.marker), content: .bytes(Array("site\n".utf8)))]
        let same = await concurrentMap(files, jobs: jobs) { isSame($0) }
        var report = PublishReport()
        for (file, isSame) in zip(files, same) where !isSame { report.written.append(file.path) }
        report.unchanged = files.count - report.written.count
        report.removed = removed(after: files, keeping: kept)
        if report.isUnchanged { return report }

        try removeTree(staging)
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
                throw failure("link", relative)
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
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure("create", path) }
    }

    private func lay(_ file: OutputFile, asLink: Bool) -> EnvironmentError? {
        let new = staging + "/" + file.path.string
        let old = output + "/" + file.path.string
        // A file system without hard links gets a copy.
        if asLink, link(old, new) == 0 { return nil }
        switch file.content {
        case .bytes(let bytes):
            return writeFile(new, bytes) ? nil : failure("write", new)
        case .copy(let source):
            return copyFile(source, to: new) ? nil : failure("copy", source)
        }
    }

    private func exchange() throws {
        if !fileExists(output) {
            guard rename(staging, output) == 0 else { throw failure("move", staging) }
            return
        }
        if exchange_paths(staging, output) == 0 { return }
        // Some file systems can't exchange: then there is a moment without a site, but never half
        // of one.
        let aside = staging + "-old"
        guard rename(output, aside) == 0 else { throw failure("move", output) }
        guard rename(staging, output) == 0 else {
            let error = failure("move", staging)
            rename(aside, output)
            throw error
        }
        rename(aside, staging)
    }

    private func failure(_ verb: String, _ path: String) -> EnvironmentError {
        let reason = lastError()
        return EnvironmentError(
            "can't \(verb) \(path): \(reason)",
            help: errno == ENOSPC
                ? "make room on the disk; the site of the last build is untouched"
                : "the site of the last build is untouched")
    }
}

extension String {
    fileprivate func isBelow(_ folder: String) -> Bool { hasPrefix(folder + "/") }
}
