import Files

/// The records' folder. Only this type reads and writes records.
struct RecordStore: Sendable {
    enum Loaded: Sendable {
        case record(SampleRecord)
        case missing
        /// There is a record, but it can't be used.
        case invalid(InvalidRecord)
        /// The path holds something that is not ours: a link, a folder, a pipe.
        case obstructed(FileProblem)
    }

    /// An absolute path.
    var directory: String

    func load(_ path: RecordPath) -> Loaded {
        if let obstacle = folder.obstacle(to: path.output) ?? folder.obstacle(to: path.times) {
            return .obstructed(obstacle)
        }
        do {
            guard let output = try read(path.output), let times = try read(path.times) else {
                return .missing
            }
            return .record(try SampleRecord(output: output, times: times, at: path))
        } catch {
            return .invalid(error)
        }
    }

    /// Returns nil if there is no such file.
    private func read(_ name: String) throws(InvalidRecord) -> [UInt8]? {
        do {
            return try folder.read(name)
        } catch {
            if error.isMissing { return nil }
            throw InvalidRecord(error).located(in: [], name)
        }
    }

    /// Writes the times first, so that a record is complete once its output exists.
    func save(_ record: SampleRecord, at path: RecordPath) throws {
        let times = TimesFile(key: record.key, observation: record.observation)
        let output = try encodeRecord(RecordedOutput(record))
        try folder.write(RecordSeal.seal(encodeRecord(times), with: output), to: path.times)
        try folder.write(output, to: path.output)
    }

    /// Removes every record whose path is not in `kept`, and folders that become empty. Returns the
    /// removed paths, relative to the folder and sorted. Files that are not records, and the
    /// targets of symbolic links, stay; temporary files of killed writers are removed.
    func prune(keeping kept: Set<RecordPath>) throws -> [String] {
        folder.removeLeftovers()
        let removed = unowned(keeping: kept).records
        for path in removed { try folder.remove(path) }
        for path in Set(removed.map(outer)).sorted().reversed() { folder.removeEmptyFolders(path) }
        return removed
    }

    /// Returns the records that ``prune(keeping:)`` would remove, and the files with such a name
    /// that are not records.
    func unowned(keeping kept: Set<RecordPath>) -> (records: [String], others: [String]) {
        let names = Set(kept.flatMap { [$0.output, $0.times] })
        var (records, others): ([String], [String]) = ([], [])
        for path in folder.files
        where path.hasSuffix(".json") && !names.contains(path)
            && !path.split(separator: "/").contains(where: { $0.hasPrefix("_") })
        {
            if isRecord(path) { records.append(path) } else { others.append(path) }
        }
        return (records, others)
    }

    /// Judges by the file's form, since other files in this folder are not ours to remove.
    private func isRecord(_ path: String) -> Bool {
        guard let bytes = try? folder.read(path) else { return false }
        if path.hasSuffix(RecordPath.timesSuffix) {
            return (try? readRecord(TimesFile.self, bytes, path) { _ in }) != nil
        }
        let file = try? readRecord(RecordedOutput.self, bytes, path) { _ in }
        return file.flatMap { SampleRecord.Ending(text: $0.ending) } != nil
    }

    private func outer(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    private var folder: RecordFolder { RecordFolder(directory) }
}
