import Files
import Foundation

/// A Python script that turns pieces of text into other pieces, many in one go.
///
/// The script reads frames `<bytes of kind> <bytes of text> <seconds>\n<kind><text>` from standard
/// input and answers each, before it reads the next, by `<bytes>\n<answer>` on standard output, or by
/// `! <reason>\n`. One bad piece costs that piece: when a worker dies of it, another goes on with the
/// next.
package struct BatchWorker: Sendable {
    package struct Job: Sendable, Hashable {
        /// E.g. a language.
        package var kind: String
        package var text: String

        package init(kind: String, text: String) {
            self.kind = kind
            self.text = text
        }

        /// The processor time that it may take: many times what an honest piece does.
        var seconds: Int { 2 + text.utf8.count / 50_000 }
    }

    package typealias Answer = Result<[UInt8], Failure>

    package enum Failure: Error, Hashable, Sendable {
        /// It took longer than so many seconds of processor time.
        case slow(Int)
        case memory
        case nesting
        /// The worker has died of it.
        case crash
        case exception(String)
        /// Others before it had taken up all the time there is for failures.
        case notTried

        /// Whether it would fail again in the same way on any machine.
        package var isLasting: Bool {
            switch self {
            case .nesting, .exception: true
            case .slow, .memory, .crash, .notTried: false
            }
        }
    }

    /// The memory that a worker may take.
    package static let memory = 512 << 20
    /// How long a batch may spend on pieces that fail, in seconds of processor time.
    static let patience = 60

    private let tools: Toolbox
    private let python: Tool
    private let script: String

    package init(python: Tool, script: String, tools: Toolbox) {
        self.python = python
        self.script = script
        self.tools = tools
    }

    /// The answers in the order of `jobs`, dealt out to up to `workers` processes.
    ///
    /// - Throws: when the worker can't even be started.
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

    /// Starts worker after worker, as long as some job has no answer.
    private func runAll(_ jobs: [Job]) async throws -> [Answer] {
        var answers: [Answer] = []
        var lost = 0
        while answers.count < jobs.count {
            let rest = Array(jobs[answers.count...])
            let output = try await runOne(rest, patience: Self.patience - lost)
            guard var said = parsed(output.bytes, of: rest) else {
                let reason = output.errors.split(separator: "\n").last.map(String.init)
                throw Tool.Failure(description: reason ?? "it ended without a word")
            }
            // After it ran out of memory a worker leaves on its own. Any other that leaves early has
            // died of the job it had.
            if said.count < rest.count, said.last != .failure(.memory) {
                let job = rest[said.count]
                said.append(.failure(output.signal == Int(SIGXCPU) ? .slow(job.seconds) : .crash))
            }
            for (job, answer) in zip(rest, said) where answer.isDear { lost += job.seconds }
            answers += said
        }
        return answers
    }

    private func runOne(_ jobs: [Job], patience: Int) async throws -> Tool.Output {
        let limits = ToolLimits(
            memory: Self.memory, seconds: 86_400, output: 1 << 30,
            deadline: .seconds(600 + jobs.count / 10))
        return try await tools.converse(
            python, ["-I", "-B", "-c", Self.frame + script, "\(patience)"], limits: limits
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

    /// Nil when the worker did not even begin.
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

    /// `frames(answer)` calls `answer(kind, text)` for each frame, which returns text.
    ///
    /// The first limit of time is a signal that becomes an exception; the second, a little later,
    /// ends a worker that is deep in a library of C and hears no signal.
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
            lost, patience = 0, int(sys.argv[1])
            sink.write(b"ready\\n")
            sink.flush()
            while header := source.readline():
                *sizes, seconds = (int(number) for number in header.split())
                kind, text = (source.read(size).decode("utf-8", "replace") for size in sizes)
                result = b"! late\\n"
                if lost < patience: result = limited(answer, kind, text, seconds)
                if result in (b"! slow\\n", b"! memory\\n"): lost += seconds
                sink.write(result)
                sink.flush()
                if result == b"! memory\\n": break

        """
}

extension BatchWorker.Answer {
    /// It has taken up time, and would again.
    fileprivate var isDear: Bool {
        switch self {
        case .failure(.slow), .failure(.memory), .failure(.crash): true
        default: false
        }
    }
}
