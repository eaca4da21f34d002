/// The folder to serve and the address to listen on.
package struct ServerConfiguration: Sendable {
    package enum Port: Sendable, Hashable {
        /// The first free port of ten, beginning with this one.
        case firstFree(from: UInt16)
        /// This port only; 0 lets the system choose.
        case exactly(UInt16)
    }

    /// The folder to serve, as an absolute path. It is opened anew for each request, so it may be
    /// replaced, or be missing for a while.
    package var folder: String
    /// An address or a name of this machine. The default is the loopback address.
    package var host: String
    package var port: Port
    package var limits = ServerLimits()

    package init(
        folder: String, host: String = "127.0.0.1", port: Port = .firstFree(from: 8000)
    ) {
        self.folder = folder
        self.host = host
        self.port = port
    }
}
