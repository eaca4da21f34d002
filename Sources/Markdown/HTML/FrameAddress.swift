/// The address of a page on another site that a frame shows.
struct FrameAddress {
    let host: String
    private let address: String

    /// Returns nil unless it is an https address without user and port.
    init?(_ address: String) {
        let start = address.hasPrefix("//") ? "https:" + address : address
        guard start.lowercased().hasPrefix("https://"), Address.isWeb(start) else { return nil }
        let rest = start.dropFirst(8)
        let host = rest.prefix { !"/?#".contains($0) }.lowercased()
        let isName = host.utf8.allSatisfy {
            $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-")
                || $0 == UInt8(ascii: ".")
        }
        guard !host.isEmpty, isName else { return nil }
        self.host = host
        self.address = "https://" + host + rest.dropFirst(host.count)
    }

    /// Returns the address to show, or nil if its host is not in `hosts`. YouTube's player is
    /// always allowed, at the address that sets no cookies.
    func shown(allowed hosts: Set<String>) -> String? {
        if hosts.contains(host) { return address }
        let path = address.dropFirst(8 + host.count)
        guard Self.youTube.contains(host), path.hasPrefix("/embed/") else { return nil }
        return "https://" + playerHost + path
    }

    private static let youTube: Set<String> = [
        "youtube.com", "www.youtube.com", "youtube-nocookie.com", "www.youtube-nocookie.com",
    ]
}

/// YouTube's player that sets no cookies.
package let playerHost = "www.youtube-nocookie.com"
