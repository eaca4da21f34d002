import Foundation

/// A connection to a preview, for bytes that no library would send.
final class Connection {
    private let socket: Int32
    private var pending: [UInt8] = []

    init?(port: Int) {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        // The time is far more than anything takes, so that a test that waits in vain ends.
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(
            socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        if !isConnected { return nil }
    }

    deinit { close(socket) }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Foundation.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Reads until the text has arrived.
    func waits(for text: String) -> Bool {
        while true {
            if let end = pending.firstRange(of: Array(text.utf8))?.upperBound {
                pending.removeFirst(end)
                return true
            }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(socket, &buffer, buffer.count, 0)
            if count <= 0 { return false }
            pending += buffer[..<count]
        }
    }

    /// Returns how often the text occurs in everything that has arrived.
    func count(of text: String) -> Int {
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        if count > 0 { pending += buffer[..<count] }
        return String(decoding: pending, as: UTF8.self).components(separatedBy: text).count - 1
    }
}
