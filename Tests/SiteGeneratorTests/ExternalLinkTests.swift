import Foundation
import Markdown
import Testing

@testable import SiteGenerator
@testable import Vault

/// Checks of links to other sites, against a server on this machine.
struct ExternalLinkTests {
    private var limits: ExternalChecker.Limits {
        var limits = ExternalChecker.Limits()
        limits.publicHostsOnly = false
        limits.timeout = 1
        limits.pause = .milliseconds(30)
        return limits
    }

    @Test(
        "The answer of a server decides whether a link is alive",
        arguments: [
            ("/ok", ExternalVerdict.alive(movedTo: nil), "HEAD"),
            ("/gone", .dead("there is no such page (404)"), "HEAD GET"),
            ("/status/410", .dead("there is no such page (410)"), "HEAD GET"),
            ("/status/500", .dead("it answers 500"), "HEAD GET"),
            ("/status/403", .unclear("it answers 403 to programs"), "HEAD GET"),
            ("/status/429", .unclear("it answers 429 to programs"), "HEAD"),
            ("/nohead/405", .alive(movedTo: nil), "HEAD GET"),
            ("/nohead/404", .alive(movedTo: nil), "HEAD GET"),
            ("/hang", .silent("it does not answer"), "HEAD GET"),
            ("/hanghead", .alive(movedTo: nil), "HEAD GET"),
            ("/drop", .silent("it can't be reached"), "HEAD GET"),
            ("/to/301/ok", .alive(movedTo: "/ok"), "HEAD HEAD"),
            ("/to/308/ok", .alive(movedTo: "/ok"), "HEAD HEAD"),
            ("/to/302/ok", .alive(movedTo: nil), "HEAD HEAD"),
            ("/to/301/to/302/ok", .alive(movedTo: nil), "HEAD HEAD HEAD"),
            ("/to/301/gone", .dead("there is no such page (404)"), "HEAD HEAD GET"),
            ("/loop", .dead("it is redirected more than 10 times"), nil),
            ("/nowhere", .silent("it sends no answer"), "HEAD GET"),
            ("/big", .alive(movedTo: nil), "HEAD GET"),
        ] as [(String, ExternalVerdict, String?)])
    func answers(path: String, expected: ExternalVerdict, requests: String?) async throws {
        let server = try ExternalServer()
        let found = await ExternalChecker(limits: limits).check([server.address + path])
        var wanted = expected
        if case .alive(let moved?) = expected { wanted = .alive(movedTo: server.address + moved) }
        #expect(found.count == 1)
        if case .silent = expected, case .silent? = found.first {
            // The message comes from the operating system.
        } else {
            #expect(found.first == wanted)
        }
        let log = try await server.log()
        if let requests { #expect(log.map(\.method).joined(separator: " ") == requests) }
        #expect(log.allSatisfy { $0.sent < 1 << 23 }, "a body was loaded")
    }

    @Test("A host gets few requests at a time, with a pause between them")
    func polite() async throws {
        let server = try ExternalServer()
        let urls = (0..<12).map { "\(server.address)/ok?\($0)" }
        let found = await ExternalChecker(limits: limits).check(urls)
        #expect(found.allSatisfy { $0 == .alive(movedTo: nil) })
        let log = try await server.log()
        #expect(log.count == 12)
        #expect(log.allSatisfy { $0.atOnce <= limits.perHost })
    }

    @Test("A host that answers 429 or nothing gets no more requests")
    func leftAlone() async throws {
        for (path, limit) in [("/status/429", 2), ("/drop", 8)] {
            let server = try ExternalServer()
            let urls = (0..<20).map { "\(server.address)\(path)?\($0)" }
            let found = await ExternalChecker(limits: limits).check(urls)
            #expect(Set(found).count == 1)
            let log = try await server.log()
            // There are two lanes. An address without an answer is requested by HEAD and by GET,
            // twice.
            #expect(log.count <= limit, "\(path): \(log.count) requests")
        }
    }

    @Test("A living address is not requested again within a week, and a dead one within an hour")
    func remembered() async throws {
        let server = try ExternalServer()
        let folder = try TemporaryFolder()
        let vault = makeVault([
            "A.md": "[a](\(server.address)/ok#part) [b](\(server.address)/gone)\n\n"
                + "[c](\(server.address)/to/301/ok) and again [a](\(server.address)/ok)"
        ])
        func check(after seconds: Int) async -> [String] {
            await checkExternalLinks(
                vault, ignored: [], cacheFolder: folder.path,
                checker: ExternalChecker(limits: limits), now: 1_800_000_000 + seconds
            ).map { "\($0.span?.start.line ?? 0) \($0.code.rawValue)" }
        }
        let expected = ["1 external-dead", "3 external-moved"]
        #expect(await check(after: 0) == expected)
        let first = try await server.log().count
        #expect(await check(after: 60) == expected)
        #expect(try await server.log().count == first)
        #expect(await check(after: 4_000) == expected)
        #expect(try await server.log().dropFirst(first).map(\.path) == ["/gone", "/gone"])
        #expect(await check(after: 8 * 86_400) == expected)
        #expect(try await server.log().count > first + 2)
    }

    @Test(
        "Three missing pages are three problems; three silent hosts mean that there is no network")
    func offline() async throws {
        let server = try ExternalServer()
        func codes(_ path: String) async -> [DiagnosticCode] {
            let links = (0..<3).map { "[x](\(server.address)\(path)?\($0))" }
            return await checkExternalLinks(
                makeVault(["A.md": links.joined(separator: "\n\n")]), ignored: [],
                cacheFolder: nil, checker: ExternalChecker(limits: limits)
            ).map(\.code)
        }
        #expect(await codes("/gone") == [.externalDead, .externalDead, .externalDead])
        #expect(await codes("/drop") == [.toolFailed])
    }

    @Test(
        "Only addresses of the public web are requested",
        arguments: [
            ("https://python.org/a#b", "https://python.org/a"),
            ("//python.org", "https://python.org"),
            ("mailto:a@python.org", nil), ("ftp://python.org", nil),
            ("HTTP://x.org", "HTTP://x.org"),
        ] as [(String, String?)])
    func asked(address: String, url: String?) { #expect(requestURL(address) == url) }

    @Test(
        "Hosts of the local network are not part of the public web",
        arguments: [
            ("python.org", true), ("localhost", false), ("127.0.0.1", false), ("10.1.2.3", false),
            ("192.168.0.1", false), ("172.16.0.1", false), ("172.32.0.1", true), ("8.8.8.8", true),
            ("printer.local", false), ("example.com", false), ("www.example.org", false),
            ("[::1]", false), ("intranet", false), ("169.254.169.254", false), ("1.2.3.4.5", true),
        ])
    func hosts(host: String, isPublic: Bool) { #expect(isPublicHost(host) == isPublic) }
}
