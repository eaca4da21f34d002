/// Changes below the watched folders.
package enum FileChange: Sendable, Hashable {
    /// The absolute paths, sorted, of files that were created, written, renamed or deleted. The
    /// path of a folder means that the folder was moved away with everything in it.
    case paths([String])
    /// Changes were lost or are too many to list, so everything has to be read again.
    case everything
}

/// Reports which files change while a site is being served.
package enum FileWatcher {
    package enum Method: Sendable, Hashable {
        /// The kernel's notifications, or polling if they are unavailable.
        case automatic
        /// Compares size, time and inode of every file at this interval. The interval grows if a
        /// scan takes more than a twentieth of it.
        case polling(every: Duration)

        package static let polling = polling(every: .milliseconds(250))
    }

    /// Watches from the moment of this call, not only from the first `next()`, so changes during
    /// the first build are not missed. There must be only one consumer. Changes are collected while
    /// it is busy, so a slow consumer gets fewer and larger batches. The sequence ends when the
    /// waiting task is cancelled, and its descriptors are closed when it is released.
    ///
    /// Names that begin with a full stop and backup files of editors are ignored. A root may be a
    /// file, and may be missing at first. Symbolic links to folders are not followed, except for
    /// roots.
    /// - Parameters:
    ///   - roots: absolute paths.
    ///   - ignored: absolute paths of files and folders that are not watched.
    ///   - onFallback: called with the reason if polling is used although `method` is `.automatic`.
    package static func changes(
        in roots: [String], ignoring ignored: [String] = [], method: Method = .automatic,
        onFallback: @escaping @Sendable (_ reason: String) -> Void = { _ in }
    ) -> some AsyncSequence<FileChange, Never> & Sendable {
        let scope = WatchScope(roots: roots, ignored: ignored)
        switch method {
        case .polling(let interval):
            let source = PollingSource(scope, interval: interval)
            return FileChanges(source: .polling(source), onFallback)
        case .automatic:
            do {
                return FileChanges(source: .inotify(try InotifySource(scope)), onFallback)
            } catch {
                onFallback(error.description)
                return FileChanges(source: .polling(PollingSource(scope)), onFallback)
            }
        }
    }
}

struct FileChanges: AsyncSequence, Sendable {
    fileprivate enum Source: Sendable {
        case inotify(InotifySource)
        case polling(PollingSource)
    }

    private let source: Source
    private let onFallback: @Sendable (String) -> Void

    fileprivate init(source: Source, _ onFallback: @escaping @Sendable (String) -> Void) {
        self.source = source
        self.onFallback = onFallback
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(source: source, onFallback: onFallback)
    }

    struct Iterator: AsyncIteratorProtocol {
        typealias Failure = Never

        fileprivate var source: Source
        fileprivate let onFallback: @Sendable (String) -> Void
        private var batch = ChangeBatch()

        fileprivate init(source: Source, onFallback: @escaping @Sendable (String) -> Void) {
            self.source = source
            self.onFallback = onFallback
        }

        mutating func next() async -> FileChange? {
            while !Task.isCancelled {
                if let change = batch.take(at: .now) { return change }
                await collect()
            }
            return nil
        }

        /// Waits for an event, until the batch is due at the latest.
        private mutating func collect() async {
            switch source {
            case .polling(var polling):
                await polling.collect(into: &batch)
                source = .polling(polling)
            case .inotify(var inotify):
                do {
                    try await inotify.collect(into: &batch)
                    source = .inotify(inotify)
                } catch {
                    onFallback(error.description)
                    source = .polling(PollingSource(inotify.scope))
                    batch.recordLoss(at: .now)
                }
            }
        }
    }
}
