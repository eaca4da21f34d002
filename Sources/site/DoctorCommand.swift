import ArgumentParser
import Samples
import SiteGenerator

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Tells what is installed and what is missing, and how to get it.")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let options = shared.buildOptions()
        // Without a vault it tells of the machine alone; a folder that is named must be there.
        if shared.content != SharedOptions.standardContent {
            do {
                try checkContent(options)
            } catch {
                write("error: \(error)\n")
                throw ExitCode(2)
            }
        }
        let report = await examine(options)
        print("Sandbox")
        if let level = report.sandbox.level {
            line(level.isIsolated ? "ok" : "--", "samples", level.name, cure: report.sandbox.reason)
        } else {
            line(
                "--", "samples", "can't be run: \(report.sandbox.reason ?? "no reason given")",
                cure: nil)
        }
        if let cure = report.sandbox.cure { print("       → \(cure)") }
        print("Runtimes")
        for runtime in report.runtimes {
            let found = runtime.version.map { "\($0) (\(runtime.executable ?? ""))" }
            line(
                found == nil ? "--" : "ok", runtime.name, found ?? runtime.problem ?? "missing",
                cure: found == nil ? runtime.cure : nil)
        }
        print("Tools")
        for tool in report.tools {
            line(
                tool.found == nil ? "--" : "ok", tool.name,
                tool.found ?? "missing: no \(tool.loss)",
                cure: tool.found == nil ? tool.cure : nil)
        }
        if report.sandbox.level == nil { throw ExitCode(2) }
    }

    private func line(_ mark: String, _ name: String, _ text: String, cure: String?) {
        let padding = String(repeating: " ", count: max(1, 13 - name.count))
        print("  \(mark)  \(name)\(padding)\(text)")
        if let cure { print("       → \(cure)") }
    }
}
