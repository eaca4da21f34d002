import Basics
import Markdown
import Vault

/// An address of another site, with all places that link to it.
struct ExternalAddress: Sendable {
    struct Place: Sendable {
        var file: String
        var span: SourceSpan
    }

    /// The URL to request, without the fragment.
    var url: String
    var places: [Place]
}

/// The result of requesting an address.
enum ExternalVerdict: Sendable, Hashable {
    /// - Parameter movedTo: the new address, if the server redirects permanently.
    case alive(movedTo: String?)
    /// The server answers that the address doesn't exist.
    case dead(String)
    /// There was no answer.
    case silent(String)
    /// The server refuses programs, so that only a person can find out.
    case unclear(String)
}

/// Returns all addresses of other sites in the vault's notes, each once, in a fixed order.
///
/// Hosts outside the public web are left out: `http://localhost:8000` in a text is an example, and
/// a check must not send requests into the local network.
func externalAddresses(of vault: Vault, ignored: [LinkPattern]) -> [ExternalAddress] {
    var places: [String: [ExternalAddress.Place]] = [:]
    for note in vault.notes {
        func add(_ address: String, _ span: SourceSpan) {
            guard let url = requestURL(address), !ignored.contains(where: { $0.matches(address) })
            else { return }
            places[url, default: []].append(
                ExternalAddress.Place(file: note.path.string, span: span))
        }
        for link in note.markdown.externalLinks { add(link.address, link.span) }
        for link in note.markdown.links where link.isExternal {
            add(link.externalAddress, link.span)
        }
        for (text, span) in note.frontMatter.data?.addresses ?? [] { add(text, span) }
    }
    return places.sorted { $0.key < $1.key }.map { ExternalAddress(url: $0.key, places: $0.value) }
}

/// Returns the URL to request, or nil for other schemes and for hosts outside the public web.
func requestURL(_ address: String) -> String? {
    let whole = address.hasPrefix("//") ? "https:" + address : address
    let lower = whole.prefix(8).lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return nil }
    return String(whole.prefix { $0 != "#" }).urlKept
}

/// Returns true if `host` is a name or number of the public web.
func isPublicHost(_ host: String) -> Bool {
    let name = host.lowercased()
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count < 2 || name.contains(":") { return false }
    if ["local", "localhost", "internal", "test", "example", "invalid"].contains(parts.last) {
        return false
    }
    if parts.suffix(2).elementsEqual(["example", "com"])
        || parts.suffix(2).elementsEqual(["example", "org"])
    {
        return false
    }
    let numbers = parts.map { Int($0) }
    guard parts.count == 4, let first = numbers[0], let second = numbers[1],
        numbers.allSatisfy({ $0 != nil })
    else { return true }
    switch (first, second) {
    case (0, _), (10, _), (127, _), (169, 254), (192, 168), (172, 16...31), (100, 64...127):
        return false
    default: return first < 224
    }
}

/// Returns the diagnostics for the notes.
func externalProblems(_ addresses: [ExternalAddress], _ verdicts: [ExternalVerdict]) -> [Diagnostic]
{
    zip(addresses, verdicts).flatMap { address, verdict in
        address.places.compactMap { place in
            diagnostic(verdict, url: address.url, at: place)
        }
    }
}

private func diagnostic(
    _ verdict: ExternalVerdict, url: String, at place: ExternalAddress.Place
) -> Diagnostic? {
    switch verdict {
    case .alive(nil): nil
    case .alive(let moved?):
        Diagnostic(
            .note, .externalMoved, file: place.file, span: place.span, "\(url) has moved for good",
            help: "write \(moved)")
    case .dead(let why), .silent(let why):
        Diagnostic(
            .warning, .externalDead, file: place.file, span: place.span, "\(url): \(why)",
            help: "fix the address, or list it under `ignore-links` in site.yml")
    case .unclear(let why):
        Diagnostic(
            .note, .externalDead, file: place.file, span: place.span, "\(url): \(why)",
            help: "it may be alive: open it in a browser")
    }
}

extension DataNode {
    /// All values in the data that are addresses.
    fileprivate var addresses: [(String, SourceSpan)] {
        switch value {
        case .scalar(let text, _):
            text.hasPrefix("https://") || text.hasPrefix("http://") ? [(text.trimmed, span)] : []
        case .list(let nodes): nodes.flatMap(\.addresses)
        case .map(let entries): entries.flatMap(\.value.addresses)
        }
    }
}
