/// What happened below the watched folders.
package enum FileChange: Sendable, Hashable {
    /// Absolute paths, sorted, of files that were made, written, renamed or deleted. The path of a
    /// folder stands for all that was in it: it was moved away.
    case paths([String])
    /// Changes were lost or are too many to list: read everything again.
    case everything
}

/// Tells which files change while a site is being served.
package enum FileWatcher {
    package enum Method: Sendable, Hashable {
        /// The kernel's notifications, or polling where they can't be had.
        case automatic
        /// Compares size, time and inode of every file this often; less often where a sweep takes
        /// more than a twentieth of that.
        case polling(every: Duration)

        package static let polling = polling(every: .milliseconds(250))
    }

    /// Watches from now on, not only from the first `next()`: what changes during the first build
    /// is not missed. One consumer; a batch is put together while nobody waits for it, so a slow
    /// one gets fewer and larger batches. Ends when the task that waits is cancelled; descriptors
    /// are closed when the sequence goes.
    ///
    /// Names that begin with a full stop and editors' backup files are passed over. A root may be
    /// a file, and may be missing at first. Symbolic links to folders are not followed, except
    /// roots.
    /// - Parameters:
    ///   - roots: absolute paths.
    ///   - ignored: absolute paths of files and folders that are not watched.
    ///   - onFallback: told why polling is used although `method` is `.automatic`.
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

        /// Waits for something to happen, at most until the batch is due.
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
                    batch.noteLoss(at: .now)
                }
            }
        }
    }
}
