import Foundation
import Testing

struct HostileSettingsTests {
    /// This text must not occur in records or in the site.
    private static let secret = "canary-3f9c1a"

    @Test(
        "A stranger's settings run and show nothing from outside the sandbox",
        arguments: HostileSettings.all)
    func hostile(_ hostile: HostileSettings) throws {
        let host = try Host()
        let vault = try TinyVault()
        func filled(_ text: String) -> String {
            text.replacing("HOST", with: host.path).replacing("VAULT", with: vault.content)
        }
        try vault.write("N.md", "```python\nprint(\"sample ran\")\n```\n")
        for (path, text) in hostile.files { try vault.write(path, filled(text)) }
        #expect(try runScript(filled(hostile.script), in: vault.folder) == 0)
        let before = try host.listing()

        var environment = hostile.environment.mapValues(filled)
        environment["HOME"] = host.path + "/home"
        environment["CANARY_SECRET"] = Self.secret
        environment["NO_COLOR"] = "1"
        // The time is far more than any of them takes. It only keeps a hang from blocking the other
        // tests.
        let outcome = try vault.run(
            "build", ["--samples", "all", "--verbose"], environment: environment,
            under: ["timeout", "-s", "KILL", "300"])

        #expect(try host.listing() == before)
        for part in hostile.says {
            #expect(outcome.errors.contains(filled(part)), "\(outcome.errors.prefix(3_000))")
        }
        #expect(outcome.status == (hostile.says.isEmpty ? 0 : 1), "\(outcome.errors.prefix(3_000))")
        #expect(!(outcome.errors + outcome.output).contains(Self.secret))
        for (path, bytes) in try TinyVault.files(in: vault.folder)
        where ["public/", ".cache/", "content/_records/"].contains(where: path.hasPrefix) {
            #expect(!String(decoding: bytes, as: UTF8.self).contains(Self.secret), "\(path)")
        }
        if let line = hostile.prints {
            let record = try #require(vault.record("N", "sample-1"))
            #expect(record.contains("\"\(line)\""), "\(record)")
            #expect(outcome.errors.contains("1 run, 0 recalled"))
        }
    }

    /// Files outside the vault: a home with a secret, and a program with a secret beside it.
    private final class Host {
        let path: String

        init() throws {
            path =
                FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
                + "/site-host-" + UUID().uuidString
            for folder in ["home/.local/bin", "opt/bin"] {
                try FileManager.default.createDirectory(
                    atPath: path + "/" + folder, withIntermediateDirectories: true)
            }
            for file in ["home/.secret", "opt/key", "home/.local/share.key"] {
                try write(file, HostileSettingsTests.secret)
            }
            for program in ["opt/bin/tool", "home/.local/bin/mine"] {
                try write(program, "#!/bin/sh\necho run > \(path)/pwned; cat \(path)/opt/key\n")
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o755], ofItemAtPath: path + "/" + program)
            }
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        private func write(_ file: String, _ text: String) throws {
            try text.write(toFile: path + "/" + file, atomically: false, encoding: .utf8)
        }

        /// Returns all paths with their contents. A version manager writes into another home, so
        /// this one must stay unchanged.
        func listing() throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: path).sorted().map { file in
                let text = try? String(contentsOfFile: path + "/" + file, encoding: .utf8)
                return "\(file) \(text ?? "")"
            }
        }
    }
}

extension HostileSettings: CustomTestStringConvertible {
    var testDescription: String { name }
}

extension TinyVault {
    /// Returns the output in a sample's record.
    func record(_ note: String, _ sample: String) -> String? {
        try? String(
            contentsOfFile: content + "/_records/\(note)/\(sample).json", encoding: .utf8)
    }
}
