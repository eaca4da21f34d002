/// The limits and the environment in which samples run.
package struct RunnerConfiguration: Sendable {
    package var runtimes: [Runtime]
    package var defaultTimeoutSeconds = 10.0
    package var maximumTimeoutSeconds = 60.0
    package var defaultMemoryBytes = 512 << 20
    package var maximumMemoryBytes = 2 << 30
    /// A sample that prints more is killed.
    package var outputLimitBytes = 1 << 20
    /// The number of bytes kept from the beginning of the output and, again, from its end.
    package var keptOutputBytes = 64 << 10
    /// The limit on threads and processes together.
    package var taskLimit = 16384
    package var processLimit = 512
    package var selection = SampleSelection.all
    package var jobs = 2
    package var allowsUnsandboxed = false
    /// If false, runs leave no record.
    package var savesRecords = true
    /// If false, memory and processes are polled even if the kernel could enforce the limits.
    package var usesControlGroups = true
    /// Untrusted folders, e.g. the vault: no program in them is started outside the sandbox, even
    /// if `PATH` contains them.
    package var foreignFolders: [String] = []
    /// The folder that caches the compilers' versions; nil for no cache.
    package var cacheDirectory: String?
    /// The name of bubblewrap on the search path, or its absolute path.
    package var bubblewrap = "bwrap"
    /// The machine's lock file. It is held while samples run: shared for capturing, exclusively for
    /// measuring. See ``MachineUse``.
    package var machineLock = machineLockPath
    /// `content/_records`, an absolute path.
    package var recordsDirectory: String
    /// The vault's folder as an absolute path. It is used in messages only.
    package var contentDirectory: String
    /// The `sample-shim` executable, an absolute path.
    package var shimPath: String
    /// A command that starts the supervisor, e.g. one that changes the user.
    package var shimStarter: [String] = []

    package init(
        runtimes: [Runtime], recordsDirectory: String, contentDirectory: String, shimPath: String
    ) {
        self.runtimes = runtimes
        self.recordsDirectory = recordsDirectory
        self.contentDirectory = contentDirectory
        self.shimPath = shimPath
    }

    /// Returns the runtime for samples of a language that don't name one.
    package func defaultRuntime(for language: String) -> Runtime? {
        runtimes.first { $0.languages.contains(language) }
    }
}

extension RunnerConfiguration {
    /// Returns the limits of a sample: those it asks for, up to the maximum.
    func limits(for options: SampleOptions) -> ShimJob.Limits {
        ShimJob.Limits(
            wallSeconds: min(
                options.timeoutSeconds ?? defaultTimeoutSeconds, maximumTimeoutSeconds),
            memoryBytes: min(options.memoryBytes ?? defaultMemoryBytes, maximumMemoryBytes),
            tasks: taskLimit, processes: processLimit, outputBytes: outputLimitBytes,
            keptBytes: keptOutputBytes)
    }

    /// A compiler needs more than most samples, and its times are never compared.
    var compileLimits: ShimJob.Limits {
        ShimJob.Limits(
            wallSeconds: max(maximumTimeoutSeconds, 60),
            memoryBytes: max(maximumMemoryBytes, 2 << 30),
            tasks: taskLimit, processes: processLimit, fileBytes: 256 << 20,
            outputBytes: outputLimitBytes, keptBytes: keptOutputBytes)
    }
}
