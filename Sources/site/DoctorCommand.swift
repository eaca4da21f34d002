import ArgumentParser
import Basics
import Files
import Samples
import SiteGenerator
import Vault

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Shows what is installed, what is missing, and how to install it.")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let report = try await examined()
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
        for runtime in report.runtimes { show(runtime) }
        showSettings(report)
        print("Tools")
        for tool in report.tools {
            line(
                tool.found == nil ? "--" : "ok", tool.name,
                tool.found ?? "missing: no \(tool.loss)",
                cure: tool.found == nil ? tool.cure : nil)
        }
        if report.sandbox.level == nil { throw ExitCode(2) }
    }

    private func examined() async throws -> DoctorReport {
        do {
            let options = shared.buildOptions()
            // Without a vault the command reports on the machine alone. A content folder that was
            // named explicitly must exist.
            if shared.content != SharedOptions.standardContent { try checkContent(options) }
            return try await examine(options)
        } catch let error as EnvironmentError {
            write("error: \(error)\n")
            throw ExitCode(2)
        }
    }

    private func show(_ runtime: RuntimeStatus) {
        let found = runtime.executable.map { executable in
            "\(runtime.version ?? "version unknown, since there is no sandbox to ask it in") "
                + "(\(executable))"
        }
        line(
            found == nil ? "--" : "ok", runtime.name, found ?? runtime.problem ?? "missing",
            cure: found == nil ? runtime.cure : nil)
        if !runtime.shown.isEmpty {
            print("       samples see \(runtime.shown.joined(separator: ", "))")
        }
        if !runtime.origins.isEmpty {
            print("       as \(runtime.origins.map(displayed).joined(separator: " and ")) says")
        }
    }

    private func displayed(_ file: String) -> String {
        file.hasPrefix("/") ? file : "\(shared.content)/\(file)"
    }

    /// Shows the settings that may name programs: the user's own file, and the folders of `PATH`.
    private func showSettings(_ report: DoctorReport) {
        print("Settings")
        let file = report.settings.file ?? "no HOME to look in"
        line(
            report.settings.exists ? "ok" : "--", "your own",
            report.settings.exists ? file : "none: \(file)", cure: nil)
        for (folder, reason) in report.unsearched {
            line(
                "--", "PATH", "\(folder.isEmpty ? "(empty)" : folder) is not searched: \(reason)",
                cure: nil)
        }
        var printer = DiagnosticPrinter(options: shared)
        printer.print(report.diagnostics.filter { $0.severity != .note })
    }

    private func line(_ mark: String, _ name: String, _ text: String, cure: String?) {
        let padding = String(repeating: " ", count: max(1, 13 - name.count))
        print("  \(mark)  \(name)\(padding)\(text)")
        if let cure { print("       → \(cure)") }
    }
}
