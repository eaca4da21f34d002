import Files
import Foundation
import FoundationNetworking

/// Asks other sites whether an address is alive: the only code that leaves this machine.
///
/// Polite: `HEAD` first, `GET` without its body where that is refused; few requests at a time, per
/// host fewer and with a pause between them; a host that wants no more questions, or has twice not
/// answered, is left alone; an answer is remembered for days.
package struct ExternalChecker: Sendable {
    package struct Limits: Sendable {
        package var hosts = 16
        package var perHost = 2
        package var pause = Duration.milliseconds(100)
        package var timeout = 15.0
        package var redirects = 10
        /// A host that does not answer this often in a row is not asked again.
        package var silences = 2
        /// False in tests, whose server is this machine.
        package var publicHostsOnly = true

        package init() {}
    }

    let limits: Limits

    package init(limits: Limits = Limits()) { self.limits = limits }

    /// - Parameter answered: called with the number of answers so far.
    /// - Returns: one verdict for each URL, in their order.
    func check(
        _ urls: [String], answered: @escaping @Sendable (Int) -> Void = { _ in }
    ) async -> [ExternalVerdict] {
        let lanes = lanes(urls)
        var verdicts = [ExternalVerdict](repeating: .alive(movedTo: nil), count: urls.count)
        var count = 0
        await withTaskGroup(of: [(Int, ExternalVerdict)].self) { group in
            var next = 0
            func start() {
                guard next < lanes.count else { return }
                let lane = lanes[next]
                next += 1
                group.addTask { await walk(lane, urls) }
            }
            for _ in 0..<limits.hosts { start() }
            while let answers = await group.next() {
                for (index, verdict) in answers { verdicts[index] = verdict }
                count += answers.count
                answered(count)
                start()
            }
        }
        return verdicts
    }

    /// Each host's URLs, dealt out to as many lanes as may run at once for one host.
    private func lanes(_ urls: [String]) -> [[Int]] {
        let hosts = Dictionary(grouping: urls.indices) { URL(string: urls[$0])?.host ?? "" }
        return hosts.sorted { $0.key < $1.key }.flatMap { _, indices in
            (0..<min(limits.perHost, indices.count)).map { lane in
                indices.enumerated().filter { $0.offset % limits.perHost == lane }.map(\.element)
            }
        }
    }

    private func walk(_ lane: [Int], _ urls: [String]) async -> [(Int, ExternalVerdict)] {
        var answers: [(Int, ExternalVerdict)] = []
        var failures = 0
        for (place, index) in lane.enumerated() {
            if place > 0 { try? await Task.sleep(for: limits.pause) }
            let reply = await reply(to: urls[index])
            answers.append((index, reply.verdict))
            failures = reply.isSilence ? failures + 1 : 0
            if reply.isRefusal || failures == limits.silences {
                answers += lane[(place + 1)...].map { ($0, reply.verdict) }
                break
            }
        }
        return answers
    }
}

extension ExternalChecker {
    /// What an address said, and whether its host can be asked for others.
    private struct Reply {
        var verdict: ExternalVerdict
        /// It wants to be asked less.
        var isRefusal = false
        /// It does not answer at all.
        var isSilence = false
    }

    private func reply(to text: String) async -> Reply {
        guard let url = URL(string: text), let host = url.host, !host.isEmpty else {
            return Reply(verdict: .dead("this is no valid address"))
        }
        var current = url
        var isForGood = true
        for _ in 0...limits.redirects {
            if limits.publicHostsOnly, !isPublicHost(current.host ?? "") {
                return Reply(verdict: .alive(movedTo: nil))
            }
            let isOwnHost = current.host == host
            switch await answer(for: current) {
            case .redirect(let status, let target):
                guard
                    let target = target.flatMap({ URL(string: $0, relativeTo: current) })?
                        .absoluteURL,
                    target.scheme == "http" || target.scheme == "https"
                else { return Reply(verdict: .dead("it answers \(status) and says no address")) }
                isForGood = isForGood && (status == 301 || status == 308)
                current = target
            case .status(let status):
                return Reply(
                    verdict: verdict(status, movedTo: isForGood && current != url ? current : nil),
                    isRefusal: status == 429 && isOwnHost)
            case .failed(let why):
                return Reply(verdict: .silent(why), isSilence: isOwnHost)
            }
        }
        return Reply(verdict: .dead("it is redirected more than \(limits.redirects) times"))
    }

    private func verdict(_ status: Int, movedTo: URL?) -> ExternalVerdict {
        switch status {
        case 200..<300, 416: .alive(movedTo: movedTo?.absoluteString)
        // What a server says to programs that it takes for a nuisance.
        case 401, 402, 403, 405, 406, 407, 418, 420, 429, 451, 503, 999:
            .unclear("it answers \(status) to programs")
        case 404, 410: .dead("there is no such page (\(status))")
        default: .dead("it answers \(status)")
        }
    }

    /// By `HEAD`; what is no clear yes is asked again by `GET`, and what fails once more.
    private func answer(for url: URL) async -> ExternalAnswer {
        let first = await ask("HEAD", url)
        switch first {
        case .status(200..<300), .status(429), .redirect: return first
        case .status, .failed:
            try? await Task.sleep(for: limits.pause)
            return await ask("GET", url)
        }
    }

    private func ask(_ method: String, _ url: URL) async -> ExternalAnswer {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = limits.timeout
        configuration.timeoutIntervalForResource = limits.timeout * 2
        configuration.httpCookieAcceptPolicy = .never
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.setValue(
            "Mozilla/5.0 (compatible; site link check)", forHTTPHeaderField: "User-Agent")
        request.setValue("*/*", forHTTPHeaderField: "Accept")
        if method == "GET" { request.setValue("bytes=0-0", forHTTPHeaderField: "Range") }
        let (answers, continuation) = AsyncStream.makeStream(of: ExternalAnswer.self)
        let session = URLSession(
            configuration: configuration, delegate: ExternalExchange(answers: continuation),
            delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        session.dataTask(with: request).resume()
        for await answer in answers { return answer }
        return .failed("the check was stopped")
    }
}

/// What a server said first.
private enum ExternalAnswer: Sendable {
    case status(Int)
    case redirect(Int, target: String?)
    case failed(String)
}

/// Hears one request's answer and stops there: no body is loaded, no redirect followed.
private final class ExternalExchange: NSObject, URLSessionDataDelegate, Sendable {
    let answers: AsyncStream<ExternalAnswer>.Continuation

    init(answers: AsyncStream<ExternalAnswer>.Continuation) { self.answers = answers }

    func urlSession(
        _ session: URLSession, task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
        completionHandler: @escaping (URLRequest?) -> Void
    ) {
        let target = response.value(forHTTPHeaderField: "Location") ?? request.url?.absoluteString
        // First this: whoever has the answer ends the session, and Foundation ends the program when
        // it is told of a redirect behind that.
        completionHandler(nil)
        answers.yield(.redirect(response.statusCode, target: target))
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        completionHandler(.cancel)
        if let response = response as? HTTPURLResponse {
            let isRedirect = [301, 302, 303, 307, 308].contains(response.statusCode)
            let target = response.value(forHTTPHeaderField: "Location")
            answers.yield(
                isRedirect
                    ? .redirect(response.statusCode, target: target) : .status(response.statusCode))
        }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
    ) {
        answers.yield(.failed(Self.reason(error)))
        answers.finish()
    }

    private static func reason(_ error: (any Error)?) -> String {
        switch (error as? URLError)?.code {
        case .timedOut?: "it does not answer"
        case .cannotFindHost?, .dnsLookupFailed?: "there is no such host"
        case .cannotConnectToHost?, .networkConnectionLost?: "it can't be reached"
        case .secureConnectionFailed?, .serverCertificateUntrusted?, .serverCertificateHasBadDate?,
            .serverCertificateNotYetValid?, .serverCertificateHasUnknownRoot?:
            "its certificate is not valid"
        default:
            error.map { "it can't be reached (\($0.localizedDescription))" } ?? "it says nothing"
        }
    }
}
