/// Which samples may run, apart from those marked `norun`.
package enum SampleSelection: String, Sendable, Hashable, Codable {
    case all
    /// Only those marked `run`; others are recalled where they have a fresh record.
    case marked
    /// None, and no record is looked for.
    case none
}

package enum RunPolicy: Sendable {
    /// Recall fresh and foreign records, run missing and stale ones.
    case asNeeded
    /// Never run; stale and missing ones are reported.
    case frozen
    /// Run those for which the predicate holds, whatever their record says.
    case rerun(@Sendable (Sample) -> Bool)
    /// As needed, and those of the foreign ones for which the predicate holds.
    case refresh(@Sendable (Sample) -> Bool)
    /// Run all. Of those that still have a record that fits them, keep the new one only where the
    /// output or the ending has drifted.
    case accept
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
        /// Not run, because it could not be or was not to be. There may be an outdated record.
        case notRun(reason: String)
    }

    package var sample: Sample
    package var runtime: String
    package var status: Status
    package var record: SampleRecord?
    /// What is wrong, with the place in the vault: a failed sample, an expectation not met, drift.
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

/// What is to become of a sample.
package struct PlannedRun: Sendable, Hashable {
    package enum Plan: Sendable, Hashable {
        case run(reason: String)
        case recall
        /// Recall, though it was recorded elsewhere.
        case recallForeign(differences: [String])
        /// It has no record that fits, and is not to be run.
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
    /// Another build is measuring, and nothing runs beside that.
    package var isWaiting = false
}
