package import Evidence
package import Vault

/// The result of a build or check.
package struct BuildResult: Sendable, Codable {
    /// The diagnostics, sorted by file and line.
    package var diagnostics: [Diagnostic]
    package var noteCount: Int
    package var sampleCount: Int
    package var ranCount: Int
    package var foreignCount: Int
    /// The number of samples that should have been run or read from records, and were not.
    package var notRunCount = 0
    package var measurementCount = 0
    package var measuredCount = 0
    package var notMeasuredCount = 0
    /// One verdict for each claim, in the claims' order. It is empty if nothing was judged.
    package var verdicts: [JudgedClaim] = []
    /// The reason why each sample ran or did not, for `--verbose`.
    package var sampleLog: [String]
    /// The places of rewritten `output` blocks, such as `Note.md:12`.
    package var accepted: [String] = []
    /// The changes in the output folder, or nil if nothing was published.
    package var report: PublishReport?
}
