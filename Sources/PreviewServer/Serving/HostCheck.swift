/// Which names a browser may have used to get here.
///
/// A page on the internet can let its own name point to 127.0.0.1 (DNS rebinding) and would then
/// read what is served here as if it were its own. The browser tells the name in `Host`; only an
/// address, or a name that always means this machine, or the one asked for, is safe.
struct HostCheck: Sendable {
    private let asked: String
    private let allowsAnyAddress: Bool

    init(askedFor host: String) {
        asked = Self.normal(host)
        // Whoever listens on all addresses wants to be reached by each of them.
        allowsAnyAddress = ["0.0.0.0", "::"].contains(asked)
    }

    enum Verdict: Sendable, Hashable {
        case allowed
        /// A name or an address that others may have given to this machine.
        case foreign
        /// RFC 9110, 7.2: a name or an address, and perhaps a port.
        case malformed
    }

    /// - Parameter header: the value of `Host`; its port doesn't matter, since ports may be
    ///   forwarded.
    func judge(_ header: String) -> Verdict {
        guard let host = Self.withoutPort(header) else { return .malformed }
        let name = Self.normal(host)
        if name == asked || name == "localhost" || name.hasSuffix(".localhost") { return .allowed }
        if isIP4(name) { return allowsAnyAddress || name.hasPrefix("127.") ? .allowed : .foreign }
        if isIP6(name) { return allowsAnyAddress || name == "::1" ? .allowed : .foreign }
        return .foreign
    }

    /// Nil when it is malformed.
    private static func withoutPort(_ header: String) -> Substring? {
        var end = header.firstIndex(of: ":") ?? header.endIndex
        if header.hasPrefix("[") {
            guard let bracket = header.firstIndex(of: "]"),
                isIP6(String(header[..<bracket].dropFirst()))
            else { return nil }
            end = header.index(after: bracket)
        } else {
            // Underscores stand in names of machines, whatever the RFCs say.
            let isName = header[..<end].utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "-._".utf8.contains(byte)
                }
            }
            guard isName, end > header.startIndex else { return nil }
        }
        let port = header[end...]
        if port.isEmpty || port == ":" { return header[..<end] }
        guard port.hasPrefix(":"), port.utf8.count <= 6, UInt16(port.dropFirst()) != nil,
            port.utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return header[..<end]
    }

    /// Lower case, without the brackets of IPv6 addresses and the full stop of the DNS root.
    private static func normal(_ host: some StringProtocol) -> String {
        var host = host.lowercased()[...]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        if host.hasSuffix(".") { host = host.dropLast() }
        return String(host)
    }
}
