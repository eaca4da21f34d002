/// What one start of a tool may take.
package struct ToolLimits: Sendable, Hashable {
    /// Most bytes of memory, for each process.
    package var memory: Int
    /// Most seconds on a processor, for each process.
    package var seconds: Int
    /// Most bytes of output.
    package var output: Int
    /// When it is killed, however little it did: only to end a hang, since a busy machine is slow.
    package var deadline: Duration
    /// Inside the sandbox; elsewhere the system counts all processes of the user together.
    package var processes = 32

    package init(memory: Int, seconds: Int, output: Int, deadline: Duration? = nil) {
        self.memory = memory
        self.seconds = seconds
        self.output = output
        self.deadline = deadline ?? .seconds(60 + 10 * seconds)
    }

    /// As arguments of `prlimit`.
    func arguments(countsProcesses: Bool) -> [String] {
        // The hard limit ends a program that ignores the signal of the soft one.
        let words = [
            "--data=\(memory)", "--cpu=\(seconds):\(seconds + 2)", "--core=0",
            "--fsize=\(64 << 20)", "--nofile=256",
        ]
        return words + (countsProcesses ? ["--nproc=\(processes)"] : [])
    }
}
