import Glibc

/// Finds changes by the kernel's notifications, and keeps the watches in step with the folders.
struct InotifySource: Sendable {
    let scope: WatchScope
    private let queue: InotifyQueue
    private var folders: [Int32: String] = [:]
    /// The folders that contain roots, so that a root may disappear and reappear.
    private var parents: [Int32: String] = [:]

    init(_ scope: WatchScope) throws(InotifyUnavailable) {
        self.scope = scope
        queue = try InotifyQueue()
        try watchRoots()
    }

    /// Waits for events, until the batch is due at the latest, and adds them to the batch. Throws
    /// if a new folder can't be watched; the caller must then use another source.
    mutating func collect(into batch: inout ChangeBatch) async throws(InotifyUnavailable) {
        await queue.waitForEvents(until: batch.deadline)
        for event in queue.read() {
            try handle(event, batch: &batch, now: .now)
        }
    }

    private mutating func watchRoots() throws(InotifyUnavailable) {
        folders = [:]
        parents = [:]
        for root in scope.roots where scope.includes(root: root) {
            let (parent, _) = root.parentAndName
            if let watch = try queue.watch(parent, followsLinks: true) { parents[watch] = parent }
            _ = try watchFolder(root)
        }
    }

    /// Watches a folder and everything below it, and returns the files in it. Each folder is listed
    /// only after it is watched, so that no file is missed.
    private mutating func watchFolder(_ top: String) throws(InotifyUnavailable) -> [String] {
        var files: [String] = []
        var pending = [top]
        while let folder = pending.popLast() {
            let isRoot = scope.roots.contains(folder)
            guard let watch = try queue.watch(folder, followsLinks: isRoot) else { continue }
            folders[watch] = folder
            for entry in entries(ofFolder: folder) {
                let path = folder.appending(name: entry.name)
                guard scope.includes(name: entry.name, path: path) else { continue }
                if entry.isFolder { pending.append(path) } else { files.append(path) }
            }
        }
        return files
    }

    /// A renamed folder keeps its watches, which would report paths that no longer exist.
    private mutating func unwatchFolder(_ folder: String) {
        for (watch, path) in folders where path == folder || path.hasPrefix(folder + "/") {
            queue.unwatch(watch)
            folders[watch] = nil
        }
    }

    private mutating func handle(
        _ event: InotifyEvent, batch: inout ChangeBatch, now: ContinuousClock.Instant
    ) throws(InotifyUnavailable) {
        if event.has(IN_Q_OVERFLOW) {
            batch.recordLoss(at: now)
            try watchRoots()
        } else if event.has(IN_IGNORED) {
            folders[event.watch] = nil
            parents[event.watch] = nil
        } else if let path = path(of: event) {
            if event.has(IN_ISDIR) {
                try handleFolder(path, event, batch: &batch, now: now)
            } else {
                handleFile(path, event, batch: &batch, now: now)
            }
        }
    }

    /// Returns nil if the event concerns something that is not watched.
    private func path(of event: InotifyEvent) -> String? {
        guard !event.name.isEmpty else { return nil }
        if let folder = folders[event.watch] {
            let path = folder.appending(name: event.name)
            return scope.includes(name: event.name, path: path) ? path : nil
        }
        guard let path = parents[event.watch]?.appending(name: event.name) else { return nil }
        return scope.roots.contains(path) && scope.includes(root: path) ? path : nil
    }

    private mutating func handleFolder(
        _ path: String, _ event: InotifyEvent, batch: inout ChangeBatch,
        now: ContinuousClock.Instant
    ) throws(InotifyUnavailable) {
        if event.has(IN_CREATE | IN_MOVED_TO) {
            for file in try watchFolder(path) {
                batch.note(.changed, file, isNew: true, at: now)
            }
        } else if event.has(IN_MOVED_FROM) {
            unwatchFolder(path)
            batch.note(.gone, path, at: now)
        } else if event.has(IN_DELETE) {
            // Its files were reported one by one.
            unwatchFolder(path)
        }
    }

    private func handleFile(
        _ path: String, _ event: InotifyEvent, batch: inout ChangeBatch,
        now: ContinuousClock.Instant
    ) {
        if event.has(IN_DELETE | IN_MOVED_FROM) {
            batch.note(.gone, path, at: now)
        } else if event.has(IN_CLOSE_WRITE | IN_MOVED_TO) {
            batch.note(.finished, path, at: now)
        } else if event.has(IN_CREATE) {
            batch.note(isComplete(path) ? .changed : .written, path, isNew: true, at: now)
        } else if event.has(IN_MODIFY) {
            batch.note(.written, path, at: now)
        }
    }

    /// A link is complete as soon as it is created, because it is never closed.
    private func isComplete(_ path: String) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG || status.st_nlink > 1
    }
}
