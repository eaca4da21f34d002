/// Limits on the resources that one client can use, so that others can be served too.
package struct ServerLimits: Sendable, Hashable {
    /// Bytes of a request's first line.
    package var requestLine = 8 << 10
    /// Bytes of the first line and all header fields.
    package var head = 64 << 10
    package var fields = 100
    /// The time that a head may take from its first byte to its last.
    package var headTime = Duration.seconds(10)
    /// The time that a connection may stay idle.
    package var idleTime = Duration.seconds(60)
    /// The time that a client may take to read a piece of an answer.
    package var pieceTime = Duration.seconds(30)
    /// The number of open connections. Beyond it, the one that has waited longest is closed.
    package var connections = 256

    package init() {}
}
