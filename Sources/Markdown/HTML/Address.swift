/// Decides which addresses a page of the site may link to or load. No other code decides on
/// schemes.
package enum Address {
    /// The use of an address in a page.
    package enum Use: Sendable {
        /// A link that a reader can follow.
        case link
        /// An image, film or sound that is shown, in which no script runs.
        case media
    }

    /// Schemes that open a page, or a program for mail, calls, maps or notes. None of them can run
    /// a script or read the reader's files.
    private static let links: Set<String> = [
        "http", "https", "mailto", "tel", "sms", "geo", "ftp", "ftps", "sftp", "irc", "ircs",
        "xmpp",
        "matrix", "news", "magnet", "git", "ssh", "svn", "webcal", "obsidian", "zotero",
    ]
    private static let images: Set<String> = [
        "png", "gif", "jpeg", "jpg", "webp", "avif", "bmp", "svg+xml",
    ]

    /// True if an untrusted author may use the address. An address without a scheme leads to the
    /// site itself and is always allowed.
    package static func isAllowed(_ address: some Sequence<UInt8>, as use: Use) -> Bool {
        guard let (scheme, rest) = split(address) else { return true }
        switch use {
        case .link: return links.contains(scheme)
        case .media:
            return ["http", "https"].contains(scheme) || scheme == "data" && isImage(rest)
        }
    }

    package static func isAllowed(_ address: some StringProtocol, as use: Use) -> Bool {
        isAllowed(address.utf8, as: use)
    }

    /// True if a browser would run the address as a script, or show its data as a page of this
    /// site. Such addresses are refused even for a trusted author. Images in `data:` addresses are
    /// not among them.
    package static func isScript(_ address: some Sequence<UInt8>) -> Bool {
        guard let (scheme, rest) = split(address) else { return false }
        return scheme == "javascript" || scheme == "vbscript" || scheme == "data" && !isImage(rest)
    }

    /// True for an absolute http or https address without white space.
    package static func isWeb(_ address: some StringProtocol) -> Bool {
        let address = address.utf8
        guard let (scheme, rest) = split(address), scheme == "http" || scheme == "https" else {
            return false
        }
        return rest.starts(with: "//".utf8) && rest.count > 2 && address.allSatisfy { $0 > 0x20 }
    }

    /// Returns the scheme in lower case, as a browser would read it; nil if the address has none.
    package static func scheme(of address: some StringProtocol) -> String? {
        split(address.utf8)?.scheme
    }

    /// Splits off the scheme. As the URL standard requires, control characters and spaces at the
    /// front, and tabs and line ends anywhere, are removed first.
    private static func split(_ address: some Sequence<UInt8>) -> (scheme: String, rest: [UInt8])? {
        let bytes = address.drop { $0 <= 0x20 }.filter { ![0x09, 0x0A, 0x0D].contains($0) }
        guard let first = bytes.first, first.isASCIILetter,
            let colon = bytes.firstIndex(where: { !$0.isSchemePart }),
            bytes[colon] == UInt8(ascii: ":")
        else { return nil }
        let scheme = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
        return (scheme, Array(bytes[(colon + 1)...]))
    }

    /// - Parameter rest: the text after `data:`.
    private static func isImage(_ rest: [UInt8]) -> Bool {
        let type = rest.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ",") }
        let name = String(decoding: type, as: UTF8.self).lowercased()
        return name.hasPrefix("image/") && images.contains(String(name.dropFirst(6)))
    }
}

extension UInt8 {
    var isSchemePart: Bool {
        isASCIILetter || isASCIIDigit || self == UInt8(ascii: "+") || self == UInt8(ascii: "-")
            || self == UInt8(ascii: ".")
    }
}
