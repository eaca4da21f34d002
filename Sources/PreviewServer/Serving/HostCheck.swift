/// Decides which host names are accepted in requests.
///
/// A page on the internet can let its own name resolve to 127.0.0.1 (DNS rebinding), and could then
/// read the served pages as if they were its own. The browser sends the name in `Host`. Only an
/// address, a name that always means this machine, or the configured name is safe.
struct HostCheck: Sendable {
    private let configuredHost: String
    private let allowsAnyAddress: Bool

    init(askedFor host: String) {
        configuredHost = Self.normal(host)
        // A server that listens on all addresses must be reachable at each of them.
        allowsAnyAddress = ["0.0.0.0", "::"].contains(configuredHost)
    }

    enum Verdict: Sendable, Hashable {
        case allowed
        /// A name or an address that is not known to mean this machine.
        case foreign
        /// Not a name or an address with an optional port; see RFC 9110, 7.2.
        case malformed
    }

    /// - Parameter header: the value of `Host`. Its port is ignored, since ports may be forwarded.
    func judge(_ header: String) -> Verdict {
        guard let host = Self.withoutPort(header) else { return .malformed }
        let name = Self.normal(host)
        if name == configuredHost || name == "localhost" || name.hasSuffix(".localhost") {
            return .allowed
        }
        if isIP4(name) { return allowsAnyAddress || name.hasPrefix("127.") ? .allowed : .foreign }
        if isIP6(name) { return allowsAnyAddress || name == "::1" ? .allowed : .foreign }
        return .foreign
    }

    /// Returns nil if the value is malformed.
    private static func withoutPort(_ header: String) -> Substring? {
        var end = header.firstIndex(of: ":") ?? header.endIndex
        if header.hasPrefix("[") {
            guard let bracket = header.firstIndex(of: "]"),
                isIP6(String(header[..<bracket].dropFirst()))
            else { return nil }
            end = header.index(after: bracket)
        } else {
            // Host names can contain underscores, although the RFCs don't allow them.
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

    /// Returns the host in lower case, without the brackets of IPv6 addresses and without the full
    /// stop of the DNS root.
    private static func normal(_ host: some StringProtocol) -> String {
        var host = host.lowercased()[...]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        if host.hasSuffix(".") { host = host.dropLast() }
        return String(host)
    }
}
