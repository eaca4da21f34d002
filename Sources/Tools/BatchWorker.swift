/// A Python script that turns pieces of text into other pieces, all of them in one go.
///
/// The script reads frames `<bytes of kind> <bytes of text>\n<kind><text>` from standard input and
/// answers each by `<bytes>\n<answer>` on standard output.
package struct BatchWorker: Sendable {
    package struct Job: Sendable, Hashable {
        /// E.g. a language.
        package var kind: String
        package var text: String

        package init(kind: String, text: String) {
            self.kind = kind
            self.text = text
        }
    }

    private let python: Tool
    private let script: String

    package init(python: Tool, script: String) {
        self.python = python
        self.script = script
    }

    /// The answers in the order of `jobs`, dealt out to up to `workers` processes.
    package func run(_ jobs: [Job], workers: Int) async throws -> [[UInt8]] {
        let share = max(8, (jobs.count + workers - 1) / max(workers, 1))
        let starts = Array(stride(from: 0, to: jobs.count, by: share))
        return try await withThrowingTaskGroup(of: (Int, [[UInt8]]).self) { group in
            for start in starts {
                let part = Array(jobs[start..<min(start + share, jobs.count)])
                group.addTask { (start, try await runOne(part)) }
            }
            var results: [Int: [[UInt8]]] = [:]
            for try await (start, part) in group { results[start] = part }
            return starts.flatMap { results[$0] ?? [] }
        }
    }

    private func runOne(_ jobs: [Job]) async throws -> [[UInt8]] {
        var input: [UInt8] = []
        for job in jobs {
            input += "\(job.kind.utf8.count) \(job.text.utf8.count)\n".utf8
            input += job.kind.utf8
            input += job.text.utf8
        }
        let output = try await python.run(["-c", Self.frame + script], input: input)
        guard output.isSuccess else {
            let reason = output.errors.split(separator: "\n").last.map(String.init)
            throw Tool.Failure(description: reason ?? "it ended without a word")
        }
        let answers = Self.answers(output.bytes)
        guard answers.count == jobs.count else {
            throw Tool.Failure(description: "it answered \(answers.count) of \(jobs.count) pieces")
        }
        return answers
    }

    private static func answers(_ bytes: [UInt8]) -> [[UInt8]] {
        var answers: [[UInt8]] = []
        var rest = bytes[...]
        while let newline = rest.firstIndex(of: 0x0A),
            let count = Int(String(decoding: rest[..<newline], as: UTF8.self)),
            (0...(rest.endIndex - newline - 1)).contains(count)
        {
            let start = newline + 1
            answers.append(Array(rest[start..<(start + count)]))
            rest = rest[(start + count)...]
        }
        return answers
    }

    /// `frames(answer)` calls `answer(kind, text)` for each frame, which returns text.
    private static let frame = """
        import sys
        def frames(answer):
            source, sink = sys.stdin.buffer, sys.stdout.buffer
            while header := source.readline():
                kind, text = (source.read(int(size)).decode() for size in header.split())
                result = answer(kind, text).encode()
                sink.write(b"%d\\n" % len(result))
                sink.write(result)

        """
}
