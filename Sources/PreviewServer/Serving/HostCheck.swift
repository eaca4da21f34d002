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

    /// - Parameter header: the value of `Host`; its port doesn't matter, since ports may be
    ///   forwarded.
    func allows(_ header: String) -> Bool {
        let name = Self.normal(Self.withoutPort(header))
        if name == asked || name == "localhost" || name.hasSuffix(".localhost") { return true }
        if isIP4(name) { return allowsAnyAddress || name.hasPrefix("127.") }
        if isIP6(name) { return allowsAnyAddress || name == "::1" }
        return false
    }

    private static func withoutPort(_ header: String) -> Substring {
        if header.hasPrefix("["), let end = header.firstIndex(of: "]") {
            return header[...end]
        }
        return header.prefix { $0 != ":" }
    }

    /// Lower case, without the brackets of IPv6 addresses and the full stop of the DNS root.
    private static func normal(_ host: some StringProtocol) -> String {
        var host = host.lowercased()[...]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        if host.hasSuffix(".") { host = host.dropLast() }
        return String(host)
    }
}
