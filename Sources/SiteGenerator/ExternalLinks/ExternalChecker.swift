import Files
import Foundation
import FoundationNetworking

/// Checks whether addresses of other sites exist. No other code of the program sends requests to
/// the network.
///
/// It sends `HEAD` first, and `GET` for one byte if that fails. It limits the number of requests at
/// a time, uses fewer for the same host, and pauses between them. A host that answers 429, or twice
/// doesn't answer, gets no further requests. Callers cache the answers.
package struct ExternalChecker: Sendable {
    package struct Limits: Sendable {
        package var hosts = 16
        package var perHost = 2
        package var pause = Duration.milliseconds(100)
        package var timeout = 15.0
        package var redirects = 10
        /// The number of requests in a row without an answer, after which a host gets no further
        /// ones.
        package var maximumFailures = 2
        /// False in tests, whose server runs on this machine.
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

    /// Distributes the URLs of each host over the lanes that may run at once for one host.
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
            if reply.isRefusal || failures == limits.maximumFailures {
                answers += lane[(place + 1)...].map { ($0, reply.verdict) }
                break
            }
        }
        return answers
    }
}

extension ExternalChecker {
    /// The verdict on an address, and whether its host can be asked for others.
    private struct Reply {
        var verdict: ExternalVerdict
        /// True if the host asks for fewer requests.
        var isRefusal = false
        /// True if the host does not answer.
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
                else { return Reply(verdict: .dead("it answers \(status) without an address")) }
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
        // Servers send these codes to programs that they don't want to serve.
        case 401, 402, 403, 405, 406, 407, 418, 420, 429, 451, 503, 999:
            .unclear("it answers \(status) to programs")
        case 404, 410: .dead("there is no such page (\(status))")
        default: .dead("it answers \(status)")
        }
    }

    /// Sends `HEAD`. Unless the answer is a success, a redirect or a refusal, it then sends `GET`,
    /// since some servers don't support `HEAD` and failures may be temporary.
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

/// The first answer to a request.
private enum ExternalAnswer: Sendable {
    case status(Int)
    case redirect(Int, target: String?)
    case failed(String)
}

/// Receives the first answer to a request and then stops: it loads no body and follows no redirect.
private final class ExternalExchange: NSObject, URLSessionDataDelegate, Sendable {
    let answers: AsyncStream<ExternalAnswer>.Continuation

    init(answers: AsyncStream<ExternalAnswer>.Continuation) { self.answers = answers }

    func urlSession(
        _ session: URLSession, task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
        completionHandler: @escaping (URLRequest?) -> Void
    ) {
        let target = response.value(forHTTPHeaderField: "Location") ?? request.url?.absoluteString
        // This has to come before the answer is passed on: its receiver ends the session, and
        // Foundation crashes if a redirect is completed after that.
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
            error.map { "it can't be reached (\($0.localizedDescription))" } ?? "it sends no answer"
        }
    }
}
