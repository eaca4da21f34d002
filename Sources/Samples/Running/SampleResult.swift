/// Selects the samples that may run; those marked `norun` never do.
package enum SampleSelection: String, Sendable, Hashable, Codable {
    case all
    /// Only samples marked `run` may run. Others are recalled if they have a fresh record.
    case marked
    /// No sample may run, and no record is read.
    case none
}

package enum RunPolicy: Sendable {
    /// Recall fresh and foreign records, run missing and stale ones.
    case asNeeded
    /// Never run; stale and missing ones are reported.
    case frozen
    /// Run the samples that the predicate selects, whatever their record says.
    case rerun(@Sendable (Sample) -> Bool)
    /// As needed, plus the foreign ones that the predicate selects.
    case refresh(@Sendable (Sample) -> Bool)
    /// Run all. A new record replaces one that is fresh only if the output or the ending has
    /// drifted.
    case accept
    /// Run all in scratch space, write nothing, and compare with the records.
    case compare
}

/// The result of one sample on one runtime, for the site.
package struct SampleResult: Sendable {
    package enum Status: Sendable, Hashable {
        case recalled
        /// Recalled, but the record is from another runtime version, host or sandbox profile.
        case foreign(differences: [String])
        case ran(reason: String)
        /// Not run, because it could not or must not be. There may be an outdated record.
        case notRun(reason: String)
    }

    package var sample: Sample
    package var runtime: String
    package var status: Status
    package var record: SampleRecord?
    /// Problems with their places in the vault: a failed sample, an unmet expectation, drift.
    package var problems: [SampleProblem]

    package init(
        sample: Sample, runtime: String, status: Status, record: SampleRecord?,
        problems: [SampleProblem] = []
    ) {
        self.sample = sample
        self.runtime = runtime
        self.status = status
        self.record = record
        self.problems = problems
    }
}

package struct SampleProblem: Sendable, Hashable {
    /// A stable code, e.g. `sample-failed`, `sample-timeout`, `output-differs`.
    package var code: String
    package var isError: Bool
    package var file: String
    package var line: Int
    package var column: Int
    package var message: String
    /// More lines, such as a diff or the end of a traceback, shown below the excerpt.
    package var notes: [String]
    package var help: String?

    package init(
        code: String, isError: Bool, file: String, line: Int, column: Int, message: String,
        notes: [String] = [], help: String? = nil
    ) {
        self.code = code
        self.isError = isError
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.notes = notes
        self.help = help
    }
}

/// The planned treatment of a sample.
package struct PlannedRun: Sendable, Hashable {
    package enum Plan: Sendable, Hashable {
        case run(reason: String)
        case recall
        /// Recall the record, though it is from another machine.
        case recallForeign(differences: [String])
        /// There is no suitable record, and the sample must not run.
        case nothing
    }

    package var sample: Sample
    package var runtime: String
    package var plan: Plan
}

package struct RunProgress: Sendable {
    package var done: Int
    package var total: Int
    /// The sample that has just ended.
    package var name: String
    /// True while another build measures, because nothing else may run then.
    package var isWaiting = false
}
