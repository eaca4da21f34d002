import FlyingSocks
import Glibc

/// The open connections, up to a limit. One more closes the connection whose client has been silent
/// longest: browsers reconnect by themselves, and a client that opens connections and sends nothing
/// can't keep others out.
actor ConnectionTable {
    enum State: Sendable, Hashable {
        /// For the client's next request.
        case waiting
        /// Events, which a browser asks for anew when they end.
        case streaming
        case answering
    }

    private struct Entry {
        var socket: Socket
        var state: State
        /// Counts changes of state in all connections.
        var since: Int
    }

    private let limit: Int
    private var entries: [Int: Entry] = [:]
    private var time = 0

    init(limit: Int) { self.limit = limit }

    /// - Returns: the connection's number; nil when all others are busy.
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

    /// The socket may be closed after this, and not before: its number would belong to another.
    func remove(_ number: Int) { entries[number] = nil }

    private func makeRoom() -> Bool {
        for state in [State.waiting, .streaming] {
            let oldest = entries.filter { $0.value.state == state }
                .min { $0.value.since < $1.value.since }
            guard let oldest else { continue }
            // Whoever reads from it or writes to it finds it at its end, and closes it.
            shutdown(oldest.value.socket.file.rawValue, Int32(SHUT_RDWR))
            entries[oldest.key] = nil
            return true
        }
        return false
    }
}
