import Foundation
import Testing

@testable import Samples

/// Programs are started in few places, and each of them has a reason why nothing of a vault can be
/// what it starts.
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
                "Measurement/Measuring.swift",
                // Folders that the built-in runtimes' locate commands name are found outside of the vault.
                "Runtimes/HostPrograms.swift",
                // The shim: all that it starts is in the sandbox.
                "Sandbox/ShimConnection.swift",
            ])
    }
}
