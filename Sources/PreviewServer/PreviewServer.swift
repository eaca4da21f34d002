import FlyingFox
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

    /// Serves until the task is cancelled, and then returns. Throws ``ServerError`` when it can't
    /// listen.
    /// - Parameter onReady: called once, when the first request can be answered, with the address
    ///   to open in a browser.
    package func run(onReady: @Sendable (_ url: String) -> Void) async throws {
        let address = try ListenAddress(host: configuration.host)
        for port in configuration.port.candidates {
            do {
                try await serve(on: address, port: port, onReady: onReady)
                return
            } catch let error as SocketError {
                if Task.isCancelled { return }
                if error.number == EADDRINUSE, configuration.port.mayTryNext(after: port) {
                    continue
                }
                throw ServerError(error, host: configuration.host, port: configuration.port)
            } catch {
                if Task.isCancelled { return }
                throw error
            }
        }
    }

    /// FlyingFox ends when it can't accept a connection, e.g. for want of descriptors. That passes:
    /// it is started again on the same port, and browsers connect again by themselves.
    private func serve(
        on address: ListenAddress, port: UInt16, onReady: @Sendable (String) -> Void
    ) async throws {
        var port = port
        var isReady = false
        while true {
            do {
                try await serveOnce(on: address, port: port) { listeningPort in
                    port = listeningPort
                    if !isReady { onReady(address.url(port: listeningPort)) }
                    isReady = true
                }
                return
            } catch let error as SocketError where isReady && !Task.isCancelled {
                guard error.isAboutAccepting else { throw error }
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    private func serveOnce(
        on address: ListenAddress, port: UInt16, onListening: (UInt16) -> Void
    ) async throws {
        let handler = SiteHandler(
            folder: PublicFolder(path: configuration.folder),
            hosts: HostCheck(askedFor: configuration.host), liveReload: liveReload)
        let server = HTTPServer(
            config: try address.serverConfiguration(port: port), handler: handler)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await server.run()
                return false
            }
            group.addTask {
                try await server.waitUntilListening(timeout: 60)
                return true
            }
            group.addTask { [liveReload] in
                try await liveReload.sendHeartbeats()
                return false
            }
            while let isListening = try await group.next() {
                guard isListening else { break }
                onListening(await server.listeningAddress?.port ?? port)
            }
            group.cancelAll()
        }
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

    fileprivate var isAboutAccepting: Bool {
        if case .failed("Accept", _, _) = self { true } else { false }
    }
}

extension Socket.Address {
    fileprivate var port: UInt16? {
        switch self {
        case .ip4(_, let port), .ip6(_, let port): port
        case .unix: nil
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
