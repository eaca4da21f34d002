/// Keeps the streams to open browsers, and tells them what has changed.
///
/// It also remembers the last changes, for browsers that were not connected when they happened: a
/// page tells the state of the site it was served from, and learns what it has missed since.
package actor LiveReload {
    private var errors: [OverlayDiagnostic] = []
    private var streams: [Int: AsyncStream<[UInt8]>.Continuation] = [:]
    private var lastStream = 0
    private var generation = 0
    /// What changed in each of the last generations; nil for everything.
    private var history: [[String]?] = []
    /// Tells this server's generations from those of the one before on the same port.
    private let session = String(UInt32.random(in: 0...UInt32.max), radix: 36)

    private static let historyLength = 100
    /// More pages than this are not listed: every page reloads.
    private static let longestList = 500
    /// Events that a browser may leave unread before it is dropped.
    private static let backlog = 16

    package init() {}

    /// Makes those browsers reload that show or use one of the files.
    /// - Parameter changed: paths in the folder that is served, e.g. `section/note.html`; empty
    ///   means all.
    package func reload(changed: [String]) {
        let list = changed.isEmpty || changed.count > Self.longestList ? nil : changed
        generation += 1
        history.append(list)
        if history.count > Self.historyLength { history.removeFirst() }
        send(.reload(.init(generation: token, changed: list)))
    }

    /// Lays the list over every page, which stays as it was.
    package func showErrors(_ errors: [OverlayDiagnostic]) {
        self.errors = errors
        sendErrors()
    }

    /// Takes the list away.
    package func clearErrors() {
        guard !errors.isEmpty else { return }
        errors = []
        sendErrors()
    }

    /// How many browsers are connected, as far as known: one that has gone is noticed when the
    /// next events can't be sent.
    package var streamCount: Int { streams.count }

    /// Names the state of the site that is served now.
    var token: String { "\(session).\(generation)" }

    /// What a browser has to know that shows a page of generation `token`.
    func missed(since token: String?) -> LiveState {
        LiveState(
            generation: self.token, reload: changes(since: token), errors: errors)
    }

    /// A stream of events, which begins with those that were missed since generation `token`. It
    /// ends when the reader is too slow; browsers then connect again.
    func events(since token: String?) -> AsyncStream<[UInt8]> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: [UInt8].self, bufferingPolicy: .bufferingOldest(Self.backlog))
        lastStream += 1
        streams[lastStream] = continuation
        continuation.yield(ServerSentEvent.retry.bytes)
        if let reload = changes(since: token) {
            continuation.yield(ServerSentEvent.reload(reload).bytes)
        }
        continuation.yield((errors.isEmpty ? ServerSentEvent.ok : .error(errors)).bytes)
        return stream
    }

    /// Until the task is cancelled, which ends all streams. A browser that has gone is noticed only
    /// when something is sent to it.
    func sendHeartbeats() async throws {
        defer { endStreams() }
        while true {
            try await Task.sleep(for: .seconds(5))
            send(.heartbeat)
        }
    }

    private func changes(since token: String?) -> ServerSentEvent.Changes? {
        guard token != self.token else { return nil }
        let all = ServerSentEvent.Changes(generation: self.token, changed: nil)
        let parts = (token ?? "").split(separator: ".")
        guard parts.count == 2, parts[0] == session, let past = Int(parts[1]), past < generation,
            generation - past <= history.count
        else { return all }
        let missed = history.suffix(generation - past)
        let lists = missed.compactMap { $0 }
        guard lists.count == missed.count else { return all }
        let union = Set(lists.joined())
        return union.count > Self.longestList
            ? all : .init(generation: self.token, changed: union.sorted())
    }

    private func sendErrors() { send(errors.isEmpty ? .ok : .error(errors)) }

    private func send(_ event: ServerSentEvent) {
        let bytes = event.bytes
        for (number, stream) in streams {
            if case .enqueued = stream.yield(bytes) { continue }
            stream.finish()
            streams[number] = nil
        }
    }

    private func endStreams() {
        for stream in streams.values { stream.finish() }
        streams = [:]
    }
}
