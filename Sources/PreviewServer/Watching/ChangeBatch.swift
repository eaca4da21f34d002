/// Collects changes to files until a save is probably complete.
///
/// The wait depends on the last event. An existing file that was closed after writing, or replaced
/// by a rename, is complete. A file that disappeared may be the first half of a save (rename away,
/// write anew); a new file may be about to be renamed over the real one; and a file that is still
/// open will be written again. A file that appeared and disappeared within a batch is dropped,
/// which removes temporary files whatever their names are.
struct ChangeBatch: Sendable {
    enum Event: Sendable, Hashable {
        /// Written and closed, or renamed to this path.
        case finished
        /// Created or written by a process that has it open.
        case written
        /// Different from before. Whether more changes will follow is unknown.
        case changed
        case gone
    }

    private struct Entry {
        var event: Event
        var wasMade: Bool

        var wait: Duration {
            switch event {
            case .finished where !wasMade: .milliseconds(5)
            case .finished, .changed, .gone: .milliseconds(30)
            case .written: ChangeBatch.limit
            }
        }
    }

    /// The longest wait before a batch is due.
    static let limit = Duration.milliseconds(200)
    /// For more files than this, reading everything again is cheaper.
    static let maximumCount = 20_000

    private var entries: [String: Entry] = [:]
    /// The number of entries for each waiting time.
    private var waits: [Duration: Int] = [:]
    private var lostSome = false
    private var first: ContinuousClock.Instant?
    private var last: ContinuousClock.Instant?

    /// - Parameter isNew: true if the path did not exist before.
    mutating func note(
        _ event: Event, _ path: String, isNew: Bool = false, at now: ContinuousClock.Instant
    ) {
        let old = entries[path]
        if let old { waits[old.wait, default: 0] -= 1 }
        if event == .gone, let old, old.wasMade {
            entries[path] = nil
        } else {
            let entry = Entry(event: event, wasMade: old?.wasMade ?? isNew)
            entries[path] = entry
            waits[entry.wait, default: 0] += 1
        }
        first = first ?? now
        last = now
        if entries.isEmpty && !lostSome {
            self = ChangeBatch()
        } else if entries.count > Self.maximumCount {
            recordLoss(at: now)
        }
    }

    /// Records that some changes are unknown.
    mutating func recordLoss(at now: ContinuousClock.Instant) {
        entries = [:]
        waits = [:]
        lostSome = true
        first = first ?? now
        last = now
    }

    /// The time when the batch is due if nothing else happens; nil while it is empty.
    var deadline: ContinuousClock.Instant? {
        guard let first, let last else { return nil }
        let wait = waits.filter { $0.value > 0 }.keys.max() ?? .milliseconds(30)
        return min(first + Self.limit, last + wait)
    }

    /// Returns the batch if it is due, and begins a new one.
    mutating func take(at now: ContinuousClock.Instant) -> FileChange? {
        guard let deadline, deadline <= now else { return nil }
        defer { self = ChangeBatch() }
        return lostSome ? .everything : .paths(entries.keys.sorted())
    }
}
