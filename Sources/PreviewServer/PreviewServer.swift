import FlyingSocks
import Glibc

/// Serves a folder of web pages to browsers on this machine, and tells them when to reload.
package struct PreviewServer: Sendable {
    private let configuration: ServerConfiguration
    private let liveReload: LiveReload

    package init(configuration: ServerConfiguration, liveReload: LiveReload) {
        self.configuration = configuration
        self.liveReload = liveReload
    }

    /// Serves until the task is cancelled, and then returns. Throws ``ServerError`` if it can't
    /// listen.
    /// - Parameter onReady: called once, when requests can be answered, with the address to open in
    ///   a browser.
    package func run(onReady: @Sendable (_ url: String) -> Void) async throws {
        let address = try ListenAddress(host: configuration.host)
        let listening = try listen(at: address)
        defer { try? listening.close() }
        let pool = SocketPool.make()
        try await pool.prepare()
        let socket = try AsyncSocket(socket: listening, pool: pool)
        onReady(address.url(port: try listening.sockname().port))
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                defer { group.cancelAll() }
                group.addTask { try await pool.run() }
                group.addTask { try await acceptConnections(on: socket) }
                group.addTask { try await liveReload.sendHeartbeats() }
                try await group.next()
            }
        } catch  where Task.isCancelled {
            // The task was cancelled by its owner.
        }
    }

    /// Listens at the first free one of the requested ports.
    private func listen(at address: ListenAddress) throws -> Socket {
        for port in configuration.port.candidates {
            do {
                return try address.listen(port: port)
            } catch let error as SocketError {
                if error.number == EADDRINUSE, configuration.port.mayTryNext(after: port) {
                    continue
                }
                throw ServerError(error, host: configuration.host, port: configuration.port)
            }
        }
        throw SocketError.unsupportedAddress
    }

    private func acceptConnections(on listening: AsyncSocket) async throws {
        let handler = SiteHandler(
            folder: PublicFolder(path: configuration.folder),
            hosts: HostCheck(askedFor: configuration.host), liveReload: liveReload)
        let table = ConnectionTable(limit: configuration.limits.connections)
        try await withThrowingDiscardingTaskGroup { group in
            while true {
                do {
                    let socket = try await listening.accept()
                    group.addTask { await serve(socket, handler, table) }
                } catch let error as SocketError where !error.endsListening {
                    // Descriptors or memory are exhausted, or the client has gone already. Both are
                    // temporary.
                    try await Task.sleep(for: .milliseconds(100))
                }
            }
        }
    }

    private func serve(
        _ socket: AsyncSocket, _ handler: SiteHandler, _ table: ConnectionTable
    ) async {
        // Programs that are started meanwhile must not inherit the descriptor.
        _ = fcntl(socket.socket.file.rawValue, F_SETFD, FD_CLOEXEC)
        if let number = await table.admit(socket.socket) {
            let connection = Connection(
                socket: socket, handler: handler, limits: configuration.limits
            ) { await table.note($0, of: number) }
            await connection.run()
            await table.remove(number)
        }
        try? socket.close()
    }
}

extension ServerConfiguration.Port {
    fileprivate var candidates: [UInt16] {
        switch self {
        case .exactly(let port): [port]
        case .firstFree(let first): (0..<10).compactMap { UInt16(exactly: Int(first) + $0) }
        }
    }

    fileprivate func mayTryNext(after port: UInt16) -> Bool { port != candidates.last }
}

extension SocketError {
    fileprivate var number: Int32? {
        if case .failed(_, let number, _) = self { number } else { nil }
    }

    /// True if the listening socket itself is unusable; see accept(2).
    fileprivate var endsListening: Bool {
        switch number {
        case EBADF, EINVAL, ENOTSOCK, EOPNOTSUPP, nil: true
        default: false
        }
    }
}

extension Socket.Address {
    fileprivate var port: UInt16 {
        switch self {
        case .ip4(_, let port), .ip6(_, let port): port
        case .unix: 0
        }
    }
}

extension ServerError {
    fileprivate init(_ error: SocketError, host: String, port: ServerConfiguration.Port) {
        switch (error.number, port) {
        case (EADDRINUSE, .exactly(let port)):
            message = "port \(port) is taken by another program"
            help = "stop that program, or choose another port with --port"
        case (EADDRINUSE, .firstFree):
            let ports = port.candidates
            message = "the ports \(ports[0]) to \(ports[ports.count - 1]) are all taken"
            help = "choose another one with --port"
        case (EACCES, _):
            message = "ports below 1024 are kept for the system's own services"
            help = "choose a higher one with --port"
        case (EADDRNOTAVAIL, _):
            message = "\"\(host)\" is not an address of this machine"
            help = "use 127.0.0.1 for this machine only, or 0.0.0.0 for the whole network"
        default:
            message = "the server can't listen on \"\(host)\": \(error.errorDescription ?? "")"
            help = "see whether --host and --port are right"
        }
    }
}
