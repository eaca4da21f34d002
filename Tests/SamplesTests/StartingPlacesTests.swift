import Foundation
import Testing

@testable import Samples

/// Programs are started in few files, each of which has a reason why a vault can't choose the
/// program.
struct StartingPlacesTests {
    @Test("Samples starts programs in these files only")
    func files() throws {
        let root = parent(parent(parent(#filePath))) + "/Sources/Samples"
        let starting = try FileManager.default.subpathsOfDirectory(atPath: root)
            .filter { $0.hasSuffix(".swift") }
            .filter { path in
                let text = try String(contentsOfFile: root + "/" + path, encoding: .utf8)
                return ["Subprocess.run(", "posix_spawn", "execv", "Process()", "system("]
                    .contains(where: text.contains)
            }
        #expect(
            starting.sorted() == [
                // The shim's canary.
                "Measurement/MeasurementSession.swift",
                // The locate commands of built-in runtimes, which are found outside of the vault.
                "Runtimes/HostPrograms.swift",
                // The shim: everything that it starts is in the sandbox.
                "Sandbox/ShimConnection.swift",
            ])
    }
}
