/// Limits on what one client may take of the server, so that there is something left for the others.
package struct ServerLimits: Sendable, Hashable {
    /// Bytes of a request's first line.
    package var requestLine = 8 << 10
    /// Bytes of the first line and all header fields.
    package var head = 64 << 10
    package var fields = 100
    /// How long a head may take from its first byte to its last.
    package var headTime = Duration.seconds(10)
    /// How long a connection may lie unused.
    package var idleTime = Duration.seconds(60)
    /// How long a client may take to read a piece of an answer.
    package var pieceTime = Duration.seconds(30)
    /// How many connections are open at a time. Beyond, the one that waits longest is closed.
    package var connections = 256

    package init() {}
}
