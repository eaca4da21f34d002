/// Where samples run and with what limits.
package struct RunnerConfiguration: Sendable {
    package var runtimes: [Runtime]
    package var defaultTimeoutSeconds = 10.0
    package var maximumTimeoutSeconds = 60.0
    package var defaultMemoryBytes = 512 << 20
    package var maximumMemoryBytes = 2 << 30
    package var outputLimitBytes = 1 << 20
    package var jobs = 2
    package var allowsUnsandboxed = false
    /// `content/_records`, an absolute path.
    package var recordsDirectory: String
    /// The vault's folder, an absolute path: only for messages.
    package var contentDirectory: String
    /// The `sample-shim` executable, an absolute path.
    package var shimPath: String

    package init(
        runtimes: [Runtime], recordsDirectory: String, contentDirectory: String, shimPath: String
    ) {
        self.runtimes = runtimes
        self.recordsDirectory = recordsDirectory
        self.contentDirectory = contentDirectory
        self.shimPath = shimPath
    }
}

package enum RunPolicy: Sendable {
    /// Recall fresh and foreign records, run missing and stale ones.
    case asNeeded
    /// Never run; stale and missing ones are reported.
    case frozen
    /// Run those for which the predicate holds, whatever their record says.
    case rerun(@Sendable (Sample) -> Bool)
    /// Run all in scratch space, write nothing, and compare with the records.
    case compare
}

/// What the site gets for one sample on one runtime.
package struct SampleResult: Sendable {
    package enum Status: Sendable, Hashable {
        case recalled
        /// Recalled, but from another runtime version, host or sandbox profile.
        case foreign(differences: [String])
        case ran(reason: String)
        /// No record, and it could not be or was not to be run.
        case notRun(reason: String)
    }

    package var sample: Sample
    package var runtime: String
    package var status: Status
    package var record: SampleRecord?
    /// What is wrong, with the place in the vault: a failed sample, an expectation not met, drift.
    package var problems: [SampleProblem]
}

package struct SampleProblem: Sendable, Hashable {
    /// Stable, e.g. `sample-failed`, `sample-timeout`, `output-differs`.
    package var code: String
    package var isError: Bool
    package var file: String
    package var line: Int
    package var column: Int
    package var message: String
    /// More lines (a diff, the end of a traceback), shown below the excerpt.
    package var notes: [String]
    package var help: String?
}

package struct RunProgress: Sendable {
    package var done: Int
    package var total: Int
    /// The sample that has just ended.
    package var name: String
}

/// Recalls or runs samples, and keeps their records.
package actor SampleRunner {
    package init(configuration: RunnerConfiguration) {}

    /// One result for each sample and each of its runtimes, in the order of `samples`. Throws only
    /// when the environment can't do it (no sandbox, records unreadable).
    package func results(
        for samples: [Sample], policy: RunPolicy,
        progress: @Sendable (RunProgress) -> Void = { _ in }
    ) async throws -> [SampleResult] {
        []
    }
}
