import Foundation
import Glibc
import Testing

@testable import Files
@testable import Samples

/// Runs the shim alone.
struct ShimTests {
    static func job(_ code: String, marker: String) -> ShimJob {
        ShimJob(
            profile: SandboxProfile(filtersSystemCalls: false), arguments: [shimPath, "inside"],
            command: ["/bin/sh", "-c", code, marker], limits: .init())
    }

    @Test(arguments: [
        "garbage", "argument 5\nabc", "argument -1\n\n", "argument 99999999999\n",
        "ARGUMENT 1\na\n", "unknown 1\na\nend 0\n\n", "wall 1\nx\nend 0\n\n",
        "argument 3\nabcdend 0\n\n", "\u{0}", String(repeating: "a", count: 64),
    ])
    func aMalformedJobEndsTheShimWithAMessage(_ text: String) throws {
        let (status, output) = try run(["outside"], input: Data(text.utf8))
        #expect(status != 0)
        #expect(output.hasPrefix("sample-shim: "))
    }

    @Test func noJobIsNoError() throws {
        #expect(try run(["outside"], input: Data()).status == 0)
    }

    @Test(arguments: [[], ["elsewhere"], ["outside", "twice"]])
    func wrongUsageIsExplained(_ arguments: [String]) throws {
        let (status, output) = try run(arguments, input: Data())
        #expect(status == 64)
        #expect(output.hasPrefix("usage: sample-shim"))
    }

    @Test func manyJobsAreAnsweredInOrder() async throws {
        let answers = try await ShimConnection.with(path: shimPath) { shim in
            var answers: [ShimAnswer] = []
            for number in 0..<20 {
                answers.append(
                    try await shim.run(Self.job("echo $0; exit \(number)", marker: "m\(number)")))
            }
            return answers
        }
        #expect(
            answers.map { String(decoding: $0.output, as: UTF8.self) }
                == (0..<20).map { "m\($0)\n" })
        #expect(answers.map(\.header.value) == Array(0..<20))
    }

    @Test func headAndTailAreKeptAndTheRestCounted() async throws {
        var job = Self.job(
            "i=0; while [ $i -lt 5000 ]; do echo line $i; i=$((i+1)); done", marker: "")
        job.limits.keptBytes = 200
        job.limits.outputBytes = 1 << 20
        let answer = try await ShimConnection.with(path: shimPath) { [job] in try await $0.run(job)
        }
        let printed = PrintedText(answer)
        #expect(printed.lines.first?.text == "line 0")
        #expect(printed.lines.last?.text == "line 4999")
        #expect(answer.output.count == 400)
        #expect(printed.lines.count + printed.omittedLines == 5000)
        let after = printed.omittedAfter
        #expect(printed.lines[after].text == "line \(after)")
        #expect(printed.lines[after + 1].text == "line \(after + 1 + printed.omittedLines)")
        #expect(printed.moments == printed.moments.sorted())
    }

    @Test func aProgramThatIsNotThereIsNamed() async throws {
        var job = Self.job("", marker: "")
        job.command = ["/nonexistent"]
        let answer = try await ShimConnection.with(path: shimPath) { [job] in try await $0.run(job)
        }
        #expect(answer.header.ending == .notStarted)
        #expect(Int32(answer.header.value) == ENOENT)
    }

    /// Without this, the time of a process that outlives its sample would count as other programs'
    /// work.
    @Test(.enabled(if: hasSandbox, "needs bubblewrap"))
    func whatIsLeftIsCountedAsTheSamplesOwn() async throws {
        // It prints the time it has used, and then continues without doing anything.
        let code = """
            (setsid sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; times; sleep 1000' &) \
            | head -n 1
            """
        let job = try await sandboxedJob(UUID().uuidString, code)
        let answer = try await ShimConnection.with(path: shimPath) { try await $0.run(job) }
        #expect(answer.header.ending == .exited)
        let said = String(decoding: answer.output, as: UTF8.self)
        let used = try #require(said.firstMatch(of: /0m([0-9.]+)s/)?.1)
        let milliseconds = try #require(Double(used)) * 1000
        #expect(milliseconds > 0)
        // The tolerance is for the child's own clock, which ticks a hundred times a second.
        #expect(Double(answer.header.processor) / 1e6 >= milliseconds - 20)
    }

    /// Only without a sandbox can the sample reach the process that watches it.
    @Test func aSampleThatKillsItsLauncherIsReportedAsSuch() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let runner = scratch.runner {
            $0.bubblewrap = "no-such-bubblewrap"
            $0.allowsUnsandboxed = true
        }
        let result = try #require(
            try await runner.results(
                for: [.make("sh id=a", "kill -9 $PPID; sleep 60")], policy: .asNeeded
            ).first)
        #expect(result.codes == ["sample-failed"])
        let message = try #require(result.problems.first?.message)
        #expect(message.contains("the sample a killed the process that supervised it"))
    }

    @Test(.enabled(if: hasSandbox, "needs bubblewrap"))
    func whereLimitsAreWatchedTheReportSaysWhyAndWhatHelps() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let report = await scratch.runner { $0.usesControlGroups = false }.sandbox()
        #expect(report.level?.accounting == .watched)
        #expect(report.reason?.contains("no control group") == true)
        #expect(report.cure?.isEmpty == false)
    }

    @Test func theEndOfItsInputKillsRunningProcesses() async throws {
        let marker = UUID().uuidString
        let (shim, input) = try start(Self.tree(marker))
        #expect(soon { processes(marked: marker).count >= 3 })
        try input.fileHandleForWriting.close()
        #expect(soon { processes(marked: marker).isEmpty && !shim.isRunning })
    }

    @Test func terminationKillsRunningProcesses() async throws {
        let marker = UUID().uuidString
        let (shim, input) = try start(Self.tree(marker))
        #expect(soon { processes(marked: marker).count >= 3 })
        kill(shim.processIdentifier, SIGTERM)
        #expect(soon { processes(marked: marker).isEmpty && !shim.isRunning })
        try input.fileHandleForWriting.close()
    }

    @Test(.enabled(if: hasSandbox, "needs bubblewrap"))
    func killingTheShimEndsWhatRuns() async throws {
        let marker = UUID().uuidString
        let (shim, input) = try start(try await sandboxedJob(marker))
        #expect(soon { processes(marked: marker).count >= 2 })
        kill(shim.processIdentifier, SIGKILL)
        #expect(soon { processes(marked: marker).isEmpty })
        try input.fileHandleForWriting.close()
    }

    /// A stand-in for the builder holds the shim's input. Only the end of that input tells the shim
    /// that the builder has died.
    @Test(.enabled(if: hasSandbox, "needs bubblewrap"))
    func killingTheBuilderLeavesNothing() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let marker = UUID().uuidString
        let sandboxed = try await sandboxedJob(marker)
        try Data(sandboxed.encoded()).write(to: URL(fileURLWithPath: scratch.path + "/job"))
        let builder = Process()
        builder.executableURL = URL(fileURLWithPath: "/bin/sh")
        builder.arguments = [
            "-c",
            """
            mkfifo pipe; "$0" outside < pipe > answers & exec 3> pipe; cat job >&3; \
            while :; do sleep 0.1; done
            """, shimPath,
        ]
        builder.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
        try builder.run()
        #expect(soon { processes(marked: marker).count >= 2 })
        kill(builder.processIdentifier, SIGKILL)
        #expect(soon { processes(marked: marker).isEmpty })
    }

    /// In the sandbox: a shell and a daemon started by it.
    private func sandboxedJob(
        _ marker: String, _ code: String = "setsid sleep 1000 & sleep 1000"
    ) async throws -> ShimJob {
        let scratch = try Scratch()
        defer { scratch.remove() }
        var configuration = RunnerConfiguration(
            runtimes: [], recordsDirectory: scratch.path, contentDirectory: scratch.path,
            shimPath: shimPath)
        configuration.jobs = 1
        let profile = try #require(await SampleRunner(configuration: configuration).profile())
        let layout = SandboxLayout(
            profile: profile, folders: [],
            files: [
                .init(
                    path: SandboxLayout.shimPath, isExecutable: true,
                    content: try contents(ofFile: shimPath))
            ])
        return ShimJob(
            profile: profile, arguments: try layout.arguments, data: layout.files.map(\.content),
            command: ["/bin/sh", "-c", code, marker],
            environment: ["MARKER": marker], limits: .init(wallSeconds: 60))
    }

    /// Without a sandbox: a shell, its child, and a daemon.
    private static func tree(_ marker: String) -> ShimJob {
        var job = job("setsid sleep 1000 & sleep 1000; true", marker: marker)
        job.environment = ["MARKER": marker]
        job.limits.wallSeconds = 60
        return job
    }

    private func start(_ job: ShimJob) throws -> (Process, Pipe) {
        let shim = Process()
        let input = Pipe()
        shim.executableURL = URL(fileURLWithPath: shimPath)
        shim.arguments = ["outside"]
        shim.standardInput = input
        shim.standardOutput = FileHandle.nullDevice
        try shim.run()
        try input.fileHandleForWriting.write(contentsOf: Data(job.encoded()))
        return (shim, input)
    }

    private func run(_ arguments: [String], input: Data) throws -> (status: Int32, output: String) {
        let shim = Process()
        let (stdin, output) = (Pipe(), Pipe())
        shim.executableURL = URL(fileURLWithPath: shimPath)
        shim.arguments = arguments
        shim.standardInput = stdin
        shim.standardOutput = output
        shim.standardError = output
        try shim.run()
        try? stdin.fileHandleForWriting.write(contentsOf: input)
        try stdin.fileHandleForWriting.close()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        shim.waitUntilExit()
        return (shim.terminationStatus, String(decoding: printed, as: UTF8.self))
    }
}

struct SandboxLayoutTests {
    @Test func theCommandIsolatesEverythingAndWritesNowhere() throws {
        let layout = SandboxLayout(
            profile: SandboxProfile(bubblewrap: "/usr/bin/bwrap", user: nil),
            folders: [ReadOnlyFolder(source: "/opt/python", target: "/opt/python")],
            files: [.init("/sample/main.py", "print(1)")])
        let arguments = try layout.arguments
        for word in [
            "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts",
            "--unshare-cgroup", "--disable-userns", "--new-session", "--die-with-parent",
            "--as-pid-1", "--clearenv",
        ] {
            #expect(arguments.contains(word))
        }
        #expect(!arguments.contains("--bind"))
        let text = arguments.joined(separator: " ")
        #expect(text.contains("--ro-bind /opt/python /opt/python"))
        #expect(text.contains("--perms 0644 --file 16 /sample/main.py"))
        #expect(
            text.hasSuffix(
                "--remount-ro /proc --remount-ro /dev --remount-ro / --seccomp 5 --json-status-fd 6 -- /shim inside"
            ))
        #expect(layout.stages == [])
    }

    @Test func rootStagesWhatItsUserCannotReach() throws {
        let layout = SandboxLayout(
            profile: SandboxProfile(bubblewrap: "/usr/bin/bwrap", user: 61_184),
            folders: ["/home/ada/python/3.11", "/opt/x"].map { .init(source: $0, target: $0) },
            files: [])
        #expect(layout.stages == ["/home/ada/python/3.11", "/opt/x"])
        let text = try layout.arguments.joined(separator: " ")
        #expect(
            text.contains("--ro-bind /tmp/0 /home/ada/python/3.11 --ro-bind /tmp/1 /opt/x"))
    }
}
