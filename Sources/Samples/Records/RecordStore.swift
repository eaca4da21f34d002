import Files

/// The records' folder. The only reader and writer of records.
struct RecordStore: Sendable {
    enum Loaded: Sendable {
        case record(SampleRecord)
        case missing
        /// There is one, but it can't be used.
        case invalid(InvalidRecord)
        /// Something stands at its place that is not ours: a link, a folder, a pipe.
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

    /// Nil where there is no such file.
    private func read(_ name: String) throws(InvalidRecord) -> [UInt8]? {
        do {
            return try folder.read(name)
        } catch {
            if error.isMissing { return nil }
            throw InvalidRecord(error).located(in: [], name)
        }
    }

    /// The times go first: a record is complete once its output is there.
    func save(_ record: SampleRecord, at path: RecordPath) throws {
        let times = TimesFile(key: record.key, observation: record.observation)
        let output = try encodeRecord(OutputFile(record))
        try folder.write(RecordSeal.seal(encodeRecord(times), with: output), to: path.times)
        try folder.write(output, to: path.output)
    }

    /// Removes every record whose path is not among those to keep, and folders left empty. Gives
    /// the paths removed, relative to the folder, sorted. Leaves alone what is no record, but for what
    /// a killed writer left, and whatever a symbolic link leads to.
    func prune(keeping kept: Set<RecordPath>) throws -> [String] {
        folder.removeLeftovers()
        let removed = unowned(keeping: kept).records
        for path in removed { try folder.remove(path) }
        for path in Set(removed.map(outer)).sorted().reversed() { folder.removeEmptyFolders(path) }
        return removed
    }

    /// What ``prune(keeping:)`` would remove, and files of such a name that are no records.
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

    /// By its form: whatever else may have been put here is not ours to remove.
    private func isRecord(_ path: String) -> Bool {
        guard let bytes = try? folder.read(path) else { return false }
        if path.hasSuffix(RecordPath.timesSuffix) {
            return (try? readRecord(TimesFile.self, bytes, path) { _ in }) != nil
        }
        let file = try? readRecord(OutputFile.self, bytes, path) { _ in }
        return file.flatMap { SampleRecord.Ending(text: $0.ending) } != nil
    }

    private func outer(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    private var folder: RecordFolder { RecordFolder(directory) }
}
