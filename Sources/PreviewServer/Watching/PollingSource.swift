/// Finds changes by comparing the stamps of all files with those of the previous scan.
struct PollingSource: Sendable {
    private let scope: WatchScope
    private let interval: Duration
    private var known: [String: FileStamp]
    private var nextSweep: ContinuousClock.Instant

    init(_ scope: WatchScope, interval: Duration = .milliseconds(250)) {
        self.scope = scope
        self.interval = interval
        self.known = Self.stamps(in: scope)
        self.nextSweep = .now + interval
    }

    /// Sleeps until the next scan or until the batch is due, whichever comes first, and then scans.
    /// So a batch is returned only after a last scan has found nothing new.
    mutating func collect(into batch: inout ChangeBatch) async {
        let wakeUp = min(nextSweep, batch.deadline ?? nextSweep)
        // This throws only when the task is cancelled, and then the caller ends.
        guard (try? await Task.sleep(until: wakeUp, clock: .continuous)) != nil else { return }
        let start = ContinuousClock.now
        let stamps = Self.stamps(in: scope)
        let now = ContinuousClock.now
        nextSweep = now + max(interval, (now - start) * 20)

        for (path, stamp) in stamps {
            guard let old = known[path] else {
                batch.note(.changed, path, isNew: true, at: now)
                continue
            }
            if old != stamp { batch.note(.changed, path, at: now) }
        }
        for path in known.keys where stamps[path] == nil {
            batch.note(.gone, path, at: now)
        }
        known = stamps
    }

    private static func stamps(in scope: WatchScope) -> [String: FileStamp] {
        var stamps: [String: FileStamp] = [:]
        var folders: [String] = []
        for root in scope.roots where scope.includes(root: root) {
            guard let stamp = FileStamp(path: root, followsLinks: true) else { continue }
            if stamp.isFolder { folders.append(root) } else { stamps[root] = stamp }
        }
        while let folder = folders.popLast() {
            for entry in entries(ofFolder: folder) {
                let path = folder.appending(name: entry.name)
                guard scope.includes(name: entry.name, path: path) else { continue }
                if entry.isFolder {
                    folders.append(path)
                } else if let stamp = FileStamp(path: path, followsLinks: true) {
                    stamps[path] = stamp
                }
            }
        }
        return stamps
    }
}
