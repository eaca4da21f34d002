import FlyingSocks
import Glibc

/// The open connections, up to a limit. Beyond the limit, the connection whose client has been
/// silent longest is closed: browsers reconnect by themselves, and a client that opens connections
/// and sends nothing can't keep others out.
actor ConnectionTable {
    enum State: Sendable, Hashable {
        /// Waiting for the client's next request.
        case waiting
        /// Sending events. A browser requests them again when the stream ends.
        case streaming
        case answering
    }

    private struct Entry {
        var socket: Socket
        var state: State
        /// The time of the last change, as a count of changes in all connections.
        var since: Int
    }

    private let limit: Int
    private var entries: [Int: Entry] = [:]
    private var time = 0

    init(limit: Int) { self.limit = limit }

    /// - Returns: the connection's number; nil if all others are busy.
    func admit(_ socket: Socket) -> Int? {
        if entries.count >= limit, !makeRoom() { return nil }
        time += 1
        entries[time] = Entry(socket: socket, state: .waiting, since: time)
        return time
    }

    func note(_ state: State, of number: Int) {
        time += 1
        entries[number]?.state = state
        entries[number]?.since = time
    }

    /// The socket must not be closed before this call: another connection could get the same
    /// descriptor.
    func remove(_ number: Int) { entries[number] = nil }

    private func makeRoom() -> Bool {
        for state in [State.waiting, .streaming] {
            let oldest = entries.filter { $0.value.state == state }
                .min { $0.value.since < $1.value.since }
            guard let oldest else { continue }
            // The task that reads or writes the socket sees its end, and closes it.
            shutdown(oldest.value.socket.file.rawValue, Int32(SHUT_RDWR))
            entries[oldest.key] = nil
            return true
        }
        return false
    }
}
