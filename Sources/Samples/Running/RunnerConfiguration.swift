/// Where samples run and with what limits.
package struct RunnerConfiguration: Sendable {
    package var runtimes: [Runtime]
    package var defaultTimeoutSeconds = 10.0
    package var maximumTimeoutSeconds = 60.0
    package var defaultMemoryBytes = 512 << 20
    package var maximumMemoryBytes = 2 << 30
    /// A sample that prints more is killed.
    package var outputLimitBytes = 1 << 20
    /// How much of the output is kept from its beginning and, again, from its end.
    package var keptOutputBytes = 64 << 10
    /// Threads and processes together.
    package var taskLimit = 16384
    package var processLimit = 512
    package var selection = SampleSelection.all
    package var jobs = 2
    package var allowsUnsandboxed = false
    /// False: what runs leaves no record.
    package var savesRecords = true
    /// False: memory and processes are watched, even where the kernel could hold the limits.
    package var usesControlGroups = true
    /// Folders with content that may come from anywhere, e.g. the vault's: no program in them is
    /// started outside the sandbox, wherever `PATH` leads.
    package var foreignFolders: [String] = []
    /// Where the versions of compilers are remembered; nil: nowhere.
    package var cacheDirectory: String?
    /// Its name on the search path, or an absolute path.
    package var bubblewrap = "bwrap"
    /// Held while samples run: shared for capturing, alone for measuring. See ``MachineUse``.
    package var machineLock = machineLockPath
    /// `content/_records`, an absolute path.
    package var recordsDirectory: String
    /// The vault's folder, an absolute path: only for messages.
    package var contentDirectory: String
    /// The `sample-shim` executable, an absolute path.
    package var shimPath: String
    /// A command that the supervisor is started with, e.g. to make it another user's.
    package var shimStarter: [String] = []

    package init(
        runtimes: [Runtime], recordsDirectory: String, contentDirectory: String, shimPath: String
    ) {
        self.runtimes = runtimes
        self.recordsDirectory = recordsDirectory
        self.contentDirectory = contentDirectory
        self.shimPath = shimPath
    }

    /// The runtime that samples of a language have when they name none.
    package func defaultRuntime(for language: String) -> Runtime? {
        runtimes.first { $0.languages.contains(language) }
    }
}

extension RunnerConfiguration {
    /// What a sample is allowed: what it asks for, within the maximum.
    func limits(for options: SampleOptions) -> ShimJob.Limits {
        ShimJob.Limits(
            wallSeconds: min(
                options.timeoutSeconds ?? defaultTimeoutSeconds, maximumTimeoutSeconds),
            memoryBytes: min(options.memoryBytes ?? defaultMemoryBytes, maximumMemoryBytes),
            tasks: taskLimit, processes: processLimit, outputBytes: outputLimitBytes,
            keptBytes: keptOutputBytes)
    }

    /// A compiler needs more than most samples, and nobody compares its times.
    var compileLimits: ShimJob.Limits {
        ShimJob.Limits(
            wallSeconds: max(maximumTimeoutSeconds, 60),
            memoryBytes: max(maximumMemoryBytes, 2 << 30),
            tasks: taskLimit, processes: processLimit, fileBytes: 256 << 20,
            outputBytes: outputLimitBytes, keptBytes: keptOutputBytes)
    }
}
