import FlyingSocks
import Glibc

/// The address of this machine to listen on.
struct ListenAddress: Sendable, Hashable {
    enum Number: Sendable, Hashable {
        case ip4(String)
        case ip6(String)
    }

    /// The name as configured, without brackets.
    private let name: String
    let number: Number

    /// Throws ``ServerError`` if no address has that name.
    init(host: String) throws {
        let hasBrackets = host.hasPrefix("[") && host.hasSuffix("]")
        name = hasBrackets ? String(host.dropFirst().dropLast()) : host
        if name.lowercased() == "localhost" {
            number = .ip4("127.0.0.1")
        } else if isIP4(name) {
            number = .ip4(name)
        } else if isIP6(name) {
            number = .ip6(name)
        } else if let found = Self.lookUp(name) {
            number = found
        } else {
            throw ServerError(
                message: "no address is known for the host \"\(host)\"",
                help: "use 127.0.0.1 for this machine only, or 0.0.0.0 for the whole network")
        }
    }

    var isWildcard: Bool { number == .ip4("0.0.0.0") || number == .ip6("::") }

    /// Returns the address to open in a browser.
    func url(port: UInt16) -> String {
        let host =
            switch number {
            case _ where isWildcard: "127.0.0.1"
            case .ip6(name): "[\(name)]"
            default: name
            }
        return "http://\(host):\(port)/"
    }

    /// Returns a socket that listens at a port of this address; 0 lets the system choose the port.
    func listen(port: UInt16) throws -> Socket {
        switch number {
        case .ip4(let number): try Self.listen(at: sockaddr_in.inet(ip4: number, port: port))
        case .ip6(let number): try Self.listen(at: sockaddr_in6.inet6(ip6: number, port: port))
        }
    }

    private static func listen<Address: SocketAddress>(at address: Address) throws -> Socket {
        let socket = try Socket(domain: Int32(Address.family), type: .stream)
        do {
            try socket.setValue(true, for: .localAddressReuse)
            // Connections inherit this option. Without it, a small piece at the end of an answer
            // waits until the client has acknowledged the piece before.
            try socket.setValue(
                true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
            try socket.bind(to: address)
        } catch {
            try? socket.close()
            throw error
        }
        // This closes the socket if it fails.
        try socket.listen()
        return socket
    }

    private static func lookUp(_ name: String) -> Number? {
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, nil, &list) == 0, let first = list?.pointee else { return nil }
        defer { freeaddrinfo(list) }
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        guard
            getnameinfo(
                first.ai_addr, first.ai_addrlen, &text, socklen_t(text.count), nil, 0,
                NI_NUMERICHOST) == 0
        else { return nil }
        let digits = text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
        let number = String(decoding: digits, as: UTF8.self)
        return first.ai_family == AF_INET6 ? .ip6(number) : .ip4(number)
    }
}

/// True if the text is an IPv4 address in its usual form.
func isIP4(_ text: String) -> Bool {
    var address = in_addr()
    return inet_pton(AF_INET, text, &address) == 1
}

func isIP6(_ text: String) -> Bool {
    var address = in6_addr()
    return inet_pton(AF_INET6, text, &address) == 1
}
