import Basics
import Evidence
import Files
import Foundation
import Markdown
import Samples
import Vault

/// Runs samples and measurements and writes their records. The only other files it writes are the
/// notes whose `output` blocks the user asked to update.
package func record(
    _ options: BuildOptions, progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }
) async throws -> BuildResult {
    let (options, _) = withUsableCache(options)
    var (site, result) = try await assemble(
        try readInputs(options), options, mode: .build, progress: progress)
    // Other problems of the notes are left to `build` and `check`.
    result.diagnostics.removeAll { !$0.code.concernsRunning }
    if case .accept = options.execution { acceptOutputs(in: site, options.content, &result) }
    result.diagnostics.sort()
    return result
}

/// Returns one line for each sample and measurement, with what a run would do with it. It runs
/// nothing.
package func listSamples(_ options: BuildOptions) async throws -> [String] {
    let inputs = try readInputs(options)
    let parseOptions = ParseOptions(inputs.configuration)
    let notes = await concurrentMap(inputs.listing.notes, jobs: options.jobs) {
        readNote($0, options: parseOptions).note
    }.compactMap { $0 }
    let published = publishedNotes(notes, drafts: options.includesDrafts).notes
    let (roles, _) = await extractAllSamples(
        published, inputs.listing, inputs.configuration, jobs: options.jobs)
    let runner = SampleRunner(configuration: runnerConfiguration(inputs.configuration, options))
    let plans = await runner.plan(
        for: roles.samples.filter(options.includes), policy: policy(options, .build))
    let measurements = await listMeasurements(published, roles, inputs, runner, options)
    if options.measuring == .only { return measurements }
    return plans.map { plan in
        let what =
            switch plan.plan {
            case .run(let reason): "will run: \(reason)"
            case .recall: "recalled"
            case .recallForeign(let differences):
                "recalled from elsewhere: \(differences.joined(separator: ", "))"
            case .nothing: "neither run nor recalled"
            }
        return "\(plan.sample.note)#\(plan.sample.name) (\(plan.runtime)): \(what)"
    } + measurements
}

private func listMeasurements(
    _ notes: [Note], _ roles: [[CodeRole]], _ inputs: BuildInputs, _ runner: SampleRunner,
    _ options: BuildOptions
) async -> [String] {
    let (definitions, _) = readDefinitions(
        notes, modelFiles: readModel(inputs.listing).0, roles: roles, selection: .all)
    let plans = split(measurementPlans(definitions.measures, roles: roles), by: options).selected
    return await runner.reasons(
        toMeasure: plans, policy: measuringPolicy(options, .build)
    ).map { name, reason in
        "measurement \(name): \(reason.map { "will be made: \($0)" } ?? "recalled")"
    }
}

/// Rewrites the `output` blocks that differ from the printed output. Each note is replaced in one
/// step.
private func acceptOutputs(
    in site: Site, _ content: String, _ result: inout BuildResult
) {
    let options = ParseOptions(site.configuration)
    let root = resolvedPath(content)
    for index in site.vault.notes.indices {
        let note = site.vault.notes[index]
        let blocks = outputBlocksToRewrite(in: note, roles: site.roles[index], site.results)
        guard !blocks.isEmpty, let file = realPath(site.noteFiles[index]), file.isBelow(root),
            let bytes = readFile(file)
        else { continue }
        let rewriting = NoteRewriting(blocks, of: note, in: bytes) { bytes in
            parseNote(SourceFile(path: note.path, bytes: bytes, modified: 0), options: options)
        }
        do throws(FileProblem) {
            if rewriting.bytes != bytes {
                try replaceFile(
                    String(file.dropFirst(root.count + 1)), below: root, with: rewriting.bytes,
                    keepsAttributes: true)
            }
        } catch {
            let problem = "this note can't be written: \(error.why)"
            result.diagnostics.append(
                Diagnostic(.error, .fileUnreadable, file: note.path.string, problem))
            continue
        }
        result.replaceDiagnostics(rewriting, of: note.path.string)
    }
}

extension BuildResult {
    fileprivate mutating func replaceDiagnostics(_ rewriting: NoteRewriting, of note: String) {
        func isDifference(_ diagnostic: Diagnostic, in block: OutputBlock) -> Bool {
            diagnostic.code == .outputDiffers && diagnostic.file == note
                && diagnostic.span?.start.line == block.expected.line
        }
        for index in diagnostics.indices
        where rewriting.refused.contains(where: { isDifference(diagnostics[index], in: $0) }) {
            diagnostics[index].help = """
                this can't be accepted, since the block could not hold it (a longer fence, as in \
                ````, holds more), or the note has changed meanwhile: write it by hand
                """
        }
        var places: [Int] = []
        for (block, growth) in rewriting.accepted {
            diagnostics.removeAll { isDifference($0, in: block) }
            for index in diagnostics.indices where diagnostics[index].file == note {
                diagnostics[index].move(by: growth, after: block.expected.line)
            }
            places = [block.expected.line] + places.map { $0 + growth }
        }
        accepted += places.map { "\(note):\($0)" }
    }
}

extension Diagnostic {
    fileprivate mutating func move(by growth: Int, after line: Int) {
        guard let place = span, place.start.line > line else { return }
        span?.start.line += growth
        span?.end.line += growth
    }
}
