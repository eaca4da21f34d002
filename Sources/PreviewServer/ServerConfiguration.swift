/// What is served, and where.
package struct ServerConfiguration: Sendable {
    package enum Port: Sendable, Hashable {
        /// The first free one of ten, counted from here.
        case firstFree(from: UInt16)
        /// This one or none; 0 lets the system choose.
        case exactly(UInt16)
    }

    /// The folder to serve, an absolute path. It is looked up anew for each request, so it may be
    /// exchanged for another one, or be missing for a while.
    package var folder: String
    /// An address or a name of this machine. Only loopback unless another one is asked for.
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
