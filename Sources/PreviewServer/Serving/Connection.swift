import FlyingSocks
import Foundation

/// One client's connection, on which requests are answered one after the other.
struct Connection: Sendable {
    let socket: AsyncSocket
    let handler: SiteHandler
    let limits: ServerLimits
    /// Told what the connection does.
    let onState: @Sendable (ConnectionTable.State) async -> Void

    /// Until the client leaves, or takes more than its share, or the task is cancelled.
    func run() async {
        var buffer = HeadBuffer(limits)
        do {
            while let head = try await nextHead(&buffer) {
                let response = await handler.answer(head)
                // What follows would be a body, which nobody reads.
                let keepsAlive = head.keepsAlive && !head.hasBody && response.hasEnd
                await onState(response.hasEnd ? .answering : .streaming)
                try await send(response, keepsAlive: keepsAlive)
                await onState(.waiting)
                if head.hasBody { await drain() }
                if !keepsAlive { return }
            }
        } catch let refusal as Refusal {
            let response = Response.refusal(refusal.status, refusal.reason)
            if (try? await send(response, keepsAlive: false)) != nil { await drain() }
        } catch {
            // The client has gone, or reads too slowly: there is nobody to tell.
        }
    }

    /// Nil when the client has nothing more to ask.
    private func nextHead(_ buffer: inout HeadBuffer) async throws -> RequestHead? {
        var deadline = ContinuousClock.now + (buffer.isEmpty ? limits.idleTime : limits.headTime)
        while true {
            if let head = try buffer.next() { return head }
            let isFirst = buffer.isEmpty
            guard let bytes = try await within(deadline, { try await socket.read(atMost: 4096) })
            else {
                if isFirst { return nil }
                throw Refusal(.requestTimeout, "The request did not come to its end in time.")
            }
            if isFirst { deadline = .now + limits.headTime }
            buffer.append(bytes)
        }
    }

    private func send(_ response: Response, keepsAlive: Bool) async throws {
        var pending = response.head(keepsAlive: keepsAlive)
        switch response.body {
        case _ where !response.isBodySent:
            break
        case .bytes(var body):
            // Head and body together where they are small: one packet rather than two.
            while let piece = try body.next(atMost: 65_536) {
                try await write(pending + piece)
                pending = []
            }
        case .events(let events):
            try await write(pending)
            pending = []
            for await event in events { try await write(event) }
        }
        if !pending.isEmpty { try await write(pending) }
    }

    private func write(_ bytes: [UInt8]) async throws {
        let data = Data(bytes)
        let isWritten: Void? = try await within(.now + limits.pieceTime) {
            try await socket.write(data)
        }
        if isWritten == nil { throw SocketError.disconnected }
    }

    /// A connection that is closed while there is something unread takes the answer with it, even
    /// if the client has got it already and has only not looked. So the rest is read for a moment,
    /// and dropped.
    private func drain() async {
        shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
        _ = try? await within(.now + .seconds(2)) {
            var count = 0
            while count < 16 << 20 { count += try await socket.read(atMost: 4096).count }
        }
    }
}

/// What the work returns; nil when it did not come to its end in time and was cancelled.
private func within<Value: Sendable>(
    _ deadline: ContinuousClock.Instant, _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value? {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        defer { group.cancelAll() }
        group.addTask { try await work() }
        group.addTask {
            try await Task.sleep(until: deadline, clock: .continuous)
            return nil
        }
        return try await group.next() ?? nil
    }
}
