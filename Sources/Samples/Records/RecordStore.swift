import Foundation
import Glibc
import SystemPackage

/// The records' folder. The only reader and writer of records.
struct RecordStore: Sendable {
    enum Loaded: Sendable {
        case record(SampleRecord)
        case missing
        /// There is one, but it can't be used.
        case invalid(InvalidRecord)
    }

    /// An absolute path.
    var directory: String

    func load(_ path: RecordPath) -> Loaded {
        do {
            guard let output = try read(path.output), let times = try read(path.times) else {
                return .missing
            }
            return .record(try SampleRecord(output: output, times: times, at: path))
        } catch {
            return .invalid(error)
        }
    }

    /// Nil where there is no such file.
    private func read(_ name: String) throws(InvalidRecord) -> [UInt8]? {
        do {
            return try readFile(full(name), limit: RecordBounds.fileLength)
        } catch Errno.noSuchFileOrDirectory, Errno.notDirectory {
            return nil
        } catch {
            throw InvalidRecord(error).located(in: [], name)
        }
    }

    /// The times go first: a record is complete once its output is there.
    func save(_ record: SampleRecord, at path: RecordPath) throws {
        let times = TimesFile(key: record.key, observation: record.observation)
        try writeRecordFile(encodeRecord(times), to: full(path.times))
        try writeRecordFile(encodeRecord(OutputFile(record)), to: full(path.output))
    }

    /// Removes every record whose path is not among those to keep, and folders left empty. Gives
    /// the paths removed, relative to the folder, sorted. Leaves alone what is no record, but for what
    /// a killed writer left.
    func prune(keeping kept: Set<RecordPath>) throws -> [String] {
        for path in files where isLeftover(path) { unlink(full(path)) }
        let removed = unowned(keeping: kept)
        for path in removed.map(full) where unlink(path) != 0 && errno != ENOENT {
            throw RecordWriteError(path: path, reason: String(cString: strerror(errno)))
        }
        for path in Set(removed.map(parent)).sorted().reversed() { removeEmptyFolders(from: path) }
        return removed
    }

    /// What ``prune(keeping:)`` would remove.
    func unowned(keeping kept: Set<RecordPath>) -> [String] {
        let names = Set(kept.flatMap { [$0.output, $0.times] })
        return files.filter { path in
            path.hasSuffix(".json") && !names.contains(path)
                && !path.split(separator: "/").contains { $0.hasPrefix("_") }
        }
    }

    /// All that lies in the folder, sorted.
    private var files: [String] {
        (FileManager.default.enumerator(atPath: directory)?.allObjects ?? [])
            .compactMap { $0 as? String }.sorted()
    }

    private func removeEmptyFolders(from path: String) {
        var path = path
        while path != "/", rmdir(full(path)) == 0 { path = parent(path) }
    }

    private func full(_ path: String) -> String { "\(directory)/\(path)" }
}
