/// The resource limits of one run of a tool.
package struct ToolLimits: Sendable, Hashable {
    /// Bytes of memory for each process.
    package var memory: Int
    /// Seconds of processor time for each process.
    package var seconds: Int
    /// Bytes of output.
    package var output: Int
    /// The time after which the tool is killed, even if it has used little processor time. It only
    /// ends a hang: on a busy machine everything takes longer.
    package var deadline: Duration
    /// The number of processes. It applies inside the sandbox only: elsewhere the kernel counts all
    /// processes of the user.
    package var processes = 32

    package init(memory: Int, seconds: Int, output: Int, deadline: Duration? = nil) {
        self.memory = memory
        self.seconds = seconds
        self.output = output
        self.deadline = deadline ?? .seconds(60 + 10 * seconds)
    }

    /// Returns the limits as arguments of `prlimit`.
    func arguments(countsProcesses: Bool) -> [String] {
        // The hard limit kills a program that ignores the signal of the soft limit.
        let words = [
            "--data=\(memory)", "--cpu=\(seconds):\(seconds + 2)", "--core=0",
            "--fsize=\(64 << 20)", "--nofile=256",
        ]
        return words + (countsProcesses ? ["--nproc=\(processes)"] : [])
    }
}
