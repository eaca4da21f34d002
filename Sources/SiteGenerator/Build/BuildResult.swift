package import Evidence
package import Vault

/// What came of a build or check.
package struct BuildResult: Sendable, Codable {
    /// In the order of files and lines.
    package var diagnostics: [Diagnostic]
    package var noteCount: Int
    package var sampleCount: Int
    package var ranCount: Int
    package var foreignCount: Int
    /// Neither run nor recalled, although they were to be.
    package var notRunCount = 0
    package var measurementCount = 0
    package var measuredCount = 0
    package var notMeasuredCount = 0
    /// On every claim, in their order; empty where nothing was judged.
    package var verdicts: [JudgedClaim] = []
    /// Why each sample ran or did not, for `--verbose`.
    package var sampleLog: [String]
    /// Where an `output` block was rewritten: `Note.md:12`.
    package var accepted: [String] = []
    /// Nil when nothing was published.
    package var report: PublishReport?
}
