import Files
import Foundation

/// Runs a Python script that converts many pieces of text in one process.
///
/// The script reads frames `<bytes of kind> <bytes of text> <seconds>\n<kind><text>` from standard
/// input. It answers each one, before it reads the next, by `<bytes>\n<answer>` on standard output,
/// or by `! <reason>\n`. A bad piece fails alone: if it kills its worker, a new worker continues with
/// the next piece.
package struct BatchWorker: Sendable {
    package struct Job: Sendable, Hashable {
        /// The kind of conversion, e.g. a language.
        package var kind: String
        package var text: String

        package init(kind: String, text: String) {
            self.kind = kind
            self.text = text
        }

        /// The processor time that the job may take: many times what a normal piece needs.
        var seconds: Int { 2 + text.utf8.count / 50_000 }
    }

    package typealias Answer = Result<[UInt8], Failure>

    package enum Failure: Error, Hashable, Sendable {
        /// It exceeded this many seconds of processor time.
        case slow(Int)
        case memory
        case nesting
        /// It killed the worker.
        case crash
        case exception(String)
        /// Earlier failures of the batch had used up the time budget for failures.
        case notTried

        /// True if the job would fail in the same way on any machine.
        package var isLasting: Bool {
            switch self {
            case .nesting, .exception: true
            case .slow, .memory, .crash, .notTried: false
            }
        }
    }

    /// The memory limit of a worker, in bytes.
    package static let memory = 512 << 20
    /// The time budget of a batch for pieces that fail, in seconds of processor time.
    static let failureBudget = 60

    private let tools: Toolbox
    private let python: Tool
    private let script: String

    package init(python: Tool, script: String, tools: Toolbox) {
        self.python = python
        self.script = script
        self.tools = tools
    }

    /// Converts `jobs` in up to `workers` processes. Returns the answers in the order of `jobs`.
    ///
    /// - Throws: if a worker can't be started.
    package func run(_ jobs: [Job], workers: Int) async throws -> [Answer] {
        let share = max(8, (jobs.count + workers - 1) / max(workers, 1))
        let starts = Array(stride(from: 0, to: jobs.count, by: share))
        return try await withThrowingTaskGroup(of: (Int, [Answer]).self) { group in
            for start in starts {
                let part = Array(jobs[start..<min(start + share, jobs.count)])
                group.addTask { (start, try await runAll(part)) }
            }
            var results: [Int: [Answer]] = [:]
            for try await (start, part) in group { results[start] = part }
            return starts.flatMap { results[$0] ?? [] }
        }
    }

    /// Starts one worker after another until every job has an answer.
    private func runAll(_ jobs: [Job]) async throws -> [Answer] {
        var answers: [Answer] = []
        var spent = 0
        while answers.count < jobs.count {
            let rest = Array(jobs[answers.count...])
            let output = try await runOne(rest, failureBudget: Self.failureBudget - spent)
            guard var answered = parsed(output.bytes, of: rest) else {
                let reason = output.errors.split(separator: "\n").last.map(String.init)
                throw Tool.Failure(description: reason ?? "it ended without a message")
            }
            // A worker that ran out of memory says so and ends. One that ends early without that
            // was killed by its current job.
            if answered.count < rest.count, answered.last != .failure(.memory) {
                let job = rest[answered.count]
                answered.append(
                    .failure(output.signal == Int(SIGXCPU) ? .slow(job.seconds) : .crash))
            }
            for (job, answer) in zip(rest, answered) where answer.isExpensive {
                spent += job.seconds
            }
            answers += answered
        }
        return answers
    }

    private func runOne(_ jobs: [Job], failureBudget: Int) async throws -> Tool.Output {
        let limits = ToolLimits(
            memory: Self.memory, seconds: 86_400, output: 1 << 30,
            deadline: .seconds(600 + jobs.count / 10))
        return try await tools.runStreaming(
            python, ["-I", "-B", "-c", Self.frame + script, "\(failureBudget)"], limits: limits
        ) { input in
            for job in jobs {
                let head = "\(job.kind.utf8.count) \(job.text.utf8.count) \(job.seconds)\n"
                try await input.write(Array((head + job.kind + job.text).utf8))
            }
            try await input.finish()
        } read: { output in
            try await output.rest()
        }
    }

    /// Returns nil if the worker ended before it was ready.
    private func parsed(_ bytes: [UInt8], of jobs: [Job]) -> [Answer]? {
        guard bytes.starts(with: "ready\n".utf8) else { return nil }
        var answers: [Answer] = []
        var rest = bytes[6...]
        while answers.count < jobs.count, let newline = rest.firstIndex(of: 0x0A) {
            let head = String(decoding: rest[..<newline], as: UTF8.self)
            rest = rest[(newline + 1)...]
            if head.hasPrefix("! ") {
                answers.append(.failure(failure(head.dropFirst(2), of: jobs[answers.count])))
            } else if let count = Int(head), count >= 0, count <= rest.count {
                answers.append(.success(Array(rest.prefix(count))))
                rest = rest.dropFirst(count)
            } else {
                break
            }
        }
        return answers
    }

    private func failure(_ word: Substring, of job: Job) -> Failure {
        switch word {
        case "slow": .slow(job.seconds)
        case "memory": .memory
        case "nesting": .nesting
        case "late": .notTried
        default: .exception(String(word))
        }
    }

    /// Defines `frames(answer)`, which calls `answer(kind, text)` for each frame and sends the text
    /// that it returns.
    ///
    /// The soft time limit is a signal that becomes an exception. The hard limit, a little later,
    /// kills a worker that is deep in a C library and does not handle the signal.
    private static let frame = """
        import resource, signal, sys
        class Slow(BaseException): pass
        def stop(*_): raise Slow
        def seconds_used():
            usage = resource.getrusage(resource.RUSAGE_SELF)
            return usage.ru_utime + usage.ru_stime
        def limited(answer, kind, text, seconds):
            _, hard = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds_used()) + seconds + 2, hard))
            try:
                signal.setitimer(signal.ITIMER_PROF, seconds, 0.5)
                result = answer(kind, text)
                signal.setitimer(signal.ITIMER_PROF, 0)
                result = result.encode("utf-8", "replace")
                return b"%d\\n" % len(result) + result
            except Slow: return b"! slow\\n"
            except MemoryError: return b"! memory\\n"
            except RecursionError: return b"! nesting\\n"
            except Exception as error: return b"! %s\\n" % type(error).__name__.encode()
            finally: signal.setitimer(signal.ITIMER_PROF, 0)
        def frames(answer):
            source, sink = sys.stdin.buffer, sys.stdout.buffer
            signal.signal(signal.SIGPROF, stop)
            spent, failureBudget = 0, int(sys.argv[1])
            sink.write(b"ready\\n")
            sink.flush()
            while header := source.readline():
                *sizes, seconds = (int(number) for number in header.split())
                kind, text = (source.read(size).decode("utf-8", "replace") for size in sizes)
                result = b"! late\\n"
                if spent < failureBudget: result = limited(answer, kind, text, seconds)
                if result in (b"! slow\\n", b"! memory\\n"): spent += seconds
                sink.write(result)
                sink.flush()
                if result == b"! memory\\n": break

        """
}

extension BatchWorker.Answer {
    /// True for failures that used processor time and would use it again.
    fileprivate var isExpensive: Bool {
        switch self {
        case .failure(.slow), .failure(.memory), .failure(.crash): true
        default: false
        }
    }
}
