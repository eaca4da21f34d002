/// Gathers what happens to files until it is likely that the save is over.
///
/// How long that takes depends on what was seen last. An existing file that was closed after
/// writing, or replaced by a rename, is done. A file that vanished may be the first half of a
/// save (rename away, write anew); a new one may be about to be renamed over the real one; one
/// that is still open will be written on. A file that came and went within a batch was never
/// there: so temporary files drop out whatever their names.
struct ChangeBatch: Sendable {
    enum Event: Sendable, Hashable {
        /// Written and closed, or renamed to this path.
        case finished
        /// Made or written to by someone who has it open.
        case written
        /// Differs from what it was; nobody knows whether more will follow.
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

    /// The longest that anything waits.
    static let limit = Duration.milliseconds(200)
    /// Beyond this, it is cheaper to read everything again.
    static let maximumCount = 20_000

    private var entries: [String: Entry] = [:]
    /// How many entries wait for how long.
    private var waits: [Duration: Int] = [:]
    private var lostSome = false
    private var first: ContinuousClock.Instant?
    private var last: ContinuousClock.Instant?

    /// - Parameter isNew: the path did not exist before.
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
            noteLoss(at: now)
        }
    }

    /// Something happened that can't be told.
    mutating func noteLoss(at now: ContinuousClock.Instant) {
        entries = [:]
        waits = [:]
        lostSome = true
        first = first ?? now
        last = now
    }

    /// When the batch may be taken if nothing else happens; nil while it is empty.
    var deadline: ContinuousClock.Instant? {
        guard let first, let last else { return nil }
        let wait = waits.filter { $0.value > 0 }.keys.max() ?? .milliseconds(30)
        return min(first + Self.limit, last + wait)
    }

    /// The batch, when it is due; then a new one begins.
    mutating func take(at now: ContinuousClock.Instant) -> FileChange? {
        guard let deadline, deadline <= now else { return nil }
        defer { self = ChangeBatch() }
        return lostSome ? .everything : .paths(entries.keys.sorted())
    }
}
