import Evidence
import Files
import Samples
import Vault

/// The results of the notes' samples and measurements.
struct EvidenceResults: Sendable {
    var samples: [SampleResult]
    var definitions: EvidenceDefinitions
    var measured: MeasuredSite
}

/// Runs the samples or reads their records, and then the measurements, for which nothing else may
/// run. No other stage between reading and publishing has side effects.
func runAndMeasure(
    _ linked: LinkedVault, _ options: BuildOptions, mode: BuildMode,
    progress: @escaping @Sendable (BuildProgress) -> Void
) async throws -> (EvidenceResults, [Diagnostic]) {
    let (configuration, roles) = (linked.configuration, linked.roles)
    var problems: [Diagnostic] = []
    let samples = problems.collect(
        try await runSamples(
            roles, unpublished: linked.unpublished.roles, configuration: configuration,
            options: options, mode: mode, progress: progress))
    let modelFiles = problems.collect(readModel(linked.listing))
    let definitions = problems.collect(
        readDefinitions(
            linked.vault.notes, modelFiles: modelFiles, roles: roles,
            selection: configuration.samples))
    let measured = try await runMeasurements(
        definitions, roles: roles, unpublished: linked.unpublished, configuration: configuration,
        options: options, mode: mode, progress: progress)
    problems += measured.diagnostics
    return (
        EvidenceResults(samples: samples, definitions: definitions, measured: measured), problems
    )
}

/// Reads the data files that notes share.
func readModel(_ listing: ContentListing) -> ([ModelFile], [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let files = listing.model.map { entry in
        let (text, problem) = readIfThere(entry.filePath)
        if let problem { diagnostics.append(unreadable(entry.path.string, problem)) }
        let (data, problems) = readYAML(text ?? "", file: entry.path.string)
        diagnostics += problems
        return ModelFile(path: entry.path.string, data: data)
    }
    return (files, diagnostics)
}

extension BuildResult {
    /// Counts the outcomes of the samples.
    init(_ samples: [SampleResult], notes: Int) {
        self.init(
            diagnostics: [], noteCount: notes, sampleCount: samples.count, ranCount: 0,
            foreignCount: 0, sampleLog: [], report: nil)
        for sample in samples {
            let name = "\(sample.sample.note)#\(sample.sample.name) (\(sample.runtime))"
            switch sample.status {
            case .recalled: sampleLog.append("\(name): recalled")
            case .foreign(let differences):
                foreignCount += 1
                sampleLog.append(
                    "\(name): recalled from elsewhere: \(differences.joined(separator: ", "))")
            case .ran(let reason):
                ranCount += 1
                sampleLog.append("\(name): ran: \(reason)")
            case .notRun(let reason):
                notRunCount += 1
                sampleLog.append("\(name): not run: \(reason)")
            }
        }
    }
}
