import FlyingSocks
import Foundation

/// The connection of one client. Its requests are answered one after another.
struct Connection: Sendable {
    let socket: AsyncSocket
    let handler: SiteHandler
    let limits: ServerLimits
    /// Called when the state of the connection changes.
    let onState: @Sendable (ConnectionTable.State) async -> Void

    /// Answers requests until the client leaves, exceeds a limit, or the task is cancelled.
    func run() async {
        var buffer = HeadBuffer(limits)
        do {
            while let head = try await nextHead(&buffer) {
                let response = await handler.answer(head)
                // A body would follow, which is not read, so the connection can't be used again.
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
            // The client has gone or reads too slowly, so no answer can be sent.
        }
    }

    /// Returns nil if the client sends no further request.
    private func nextHead(_ buffer: inout HeadBuffer) async throws -> RequestHead? {
        var deadline = ContinuousClock.now + (buffer.isEmpty ? limits.idleTime : limits.headTime)
        while true {
            if let head = try buffer.next() { return head }
            let isFirst = buffer.isEmpty
            guard let bytes = try await within(deadline, { try await socket.read(atMost: 4096) })
            else {
                if isFirst { return nil }
                throw Refusal(.requestTimeout, "The request was not complete in time.")
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
            // A small answer is written together with its head, in one packet instead of two.
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

    /// Closing a connection with unread data discards the answer, even if the client has received
    /// it but not read it yet. So the rest is read for a moment and dropped.
    private func drain() async {
        shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
        _ = try? await within(.now + .seconds(2)) {
            var count = 0
            while count < 16 << 20 { count += try await socket.read(atMost: 4096).count }
        }
    }
}

/// Returns the result of the work, or nil if it was cancelled because it exceeded the time limit.
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
