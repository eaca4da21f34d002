/// Keeps the event streams to open browsers, and tells them about changes.
///
/// It also remembers recent changes for browsers that were not connected: a page sends the
/// generation of the site that it was served from, and gets the changes since then.
package actor LiveReload {
    private var errors: [OverlayDiagnostic] = []
    private var streams: [Int: AsyncStream<[UInt8]>.Continuation] = [:]
    private var lastStream = 0
    private var generation = 0
    /// The paths that changed in each of the last generations; nil means all.
    private var history: [[String]?] = []
    /// Distinguishes this server's generations from those of an earlier server on the same port.
    private let session = String(UInt32.random(in: 0...UInt32.max), radix: 36)

    private static let historyLength = 100
    /// If more pages than this have changed, every page reloads.
    private static let longestList = 500
    /// The number of unread events after which a browser is disconnected.
    private static let backlog = 16

    package init() {}

    /// Reloads the browsers that show or use one of the files.
    /// - Parameter changed: paths in the served folder, e.g. `section/note.html`; empty means all.
    package func reload(changed: [String]) {
        let list = changed.isEmpty || changed.count > Self.longestList ? nil : changed
        generation += 1
        history.append(list)
        if history.count > Self.historyLength { history.removeFirst() }
        send(.reload(.init(generation: token, changed: list)))
    }

    /// Shows the list above every page. The pages themselves stay as they are.
    package func showErrors(_ errors: [OverlayDiagnostic]) {
        self.errors = errors
        sendErrors()
    }

    /// Removes the list.
    package func clearErrors() {
        guard !errors.isEmpty else { return }
        errors = []
        sendErrors()
    }

    /// The number of connected browsers. One that has gone still counts until sending to it fails.
    package var streamCount: Int { streams.count }

    /// The name of the current generation of the site.
    var token: String { "\(session).\(generation)" }

    /// Returns the changes for a browser that shows a page of generation `token`.
    func missed(since token: String?) -> LiveState {
        LiveState(
            generation: self.token, reload: changes(since: token), errors: errors)
    }

    /// Returns a stream of events. It begins with the changes since generation `token`. If the
    /// reader is too slow the stream ends, and the browser connects again.
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

    /// Runs until the task is cancelled, which ends all streams. Only sending shows that a browser
    /// has gone.
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
