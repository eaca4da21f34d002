extension SampleRecord.Ending {
    package var isSuccess: Bool { self == .exited(0) }

    /// A description for readers, e.g. `exit status 3`, `killed by SIGSEGV`, `stopped after 10 s`.
    package var summary: String {
        switch self {
        case .exited(let status): "exit status \(status)"
        case .signalled(let number): "killed by \(signalName(number))"
        case .timedOut(let seconds): "stopped after \(formatted(seconds)) s"
        case .outOfMemory(let limit): "stopped at \(readableSize(limit)) of memory"
        case .tooMuchOutput(let limit): "stopped at \(readableSize(limit)) of output"
        case .tooManyProcesses(let limit): "stopped at \(limit) processes"
        case .notCompiled: "not compiled"
        }
    }
}

/// Formats seconds; whole numbers get no decimal point.
func formatted(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(saturating: seconds))" : "\(seconds)"
}

/// Formats a size, e.g. `512 MiB`.
func readableSize(_ bytes: Int) -> String {
    if bytes >= 1 << 30, bytes % (1 << 30) == 0 { return "\(bytes >> 30) GiB" }
    return bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes >> 10) KiB"
}

func signalName(_ number: Int) -> String {
    let names = [
        1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT",
        7: "SIGBUS", 8: "SIGFPE", 9: "SIGKILL", 10: "SIGUSR1", 11: "SIGSEGV", 12: "SIGUSR2",
        13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM", 25: "SIGXFSZ", 31: "SIGSYS",
    ]
    return names[number] ?? "signal \(number)"
}
