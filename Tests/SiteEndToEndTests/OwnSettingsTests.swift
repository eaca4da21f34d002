import Foundation
import Testing

/// The user's own settings, outside of the vault, are used.
struct OwnSettingsTests {
    private static let note = ["N.md": "```greet id=s\nworld\n```\n"]
    private static let vaultSettings =
        "runtimes: {greet: {command: [greet, \"{file}\"], version-command: [greet, --version]}}\n"

    /// A program outside the vault that needs a file beside it.
    private final class Machine {
        let path: String

        init() throws {
            path =
                FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
                + "/site-machine-" + UUID().uuidString
            try write("opt/greet/share/word", "hello")
            try write(
                "opt/greet/bin/greet",
                """
                #!/bin/sh
                [ "$1" = --version ] && echo "greet 1.0" && exit
                echo "$(cat \(path)/opt/greet/share/word) $(cat "$1")"
                ls \(path)/opt/secret 2>&1
                exit 0
                """)
            try write("opt/secret/key", "canary")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: path + "/opt/greet/bin/greet")
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func write(_ file: String, _ text: String) throws {
            let file = path + "/" + file
            try FileManager.default.createDirectory(
                atPath: (file as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true)
            try text.write(toFile: file, atomically: false, encoding: .utf8)
        }
    }

    @Test(
        "With the user's settings, a program of this machine runs for a vault",
        arguments: [
            "program: MACHINE/opt/greet/bin/greet",
            "program: MACHINE/opt/greet/bin/greet, reads: [MACHINE/opt/greet]",
            "program: ~/../opt/greet/bin/greet",
            "command: [MACHINE/opt/greet/bin/greet, \"{file}\"]",
            "command: [sh, MACHINE/opt/greet/bin/greet, \"{file}\"], reads: [MACHINE/opt/greet], "
                + "version-command: [MACHINE/opt/greet/bin/greet, --version]",
        ])
    func hostRuntime(entry: String) throws {
        let machine = try Machine()
        try machine.write(
            "home/.config/site/settings.yml",
            "runtimes: {greet: {\(entry.replacing("MACHINE", with: machine.path))}}\n")
        let vault = try TinyVault(
            Self.note.merging(["site.yml": Self.vaultSettings]) { $1 })
        let environment = ["HOME": machine.path + "/home", "XDG_CONFIG_HOME": ""]
        let outcome = try vault.run("build", environment: environment)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let record = try #require(vault.record("N", "s"))
        #expect(record.contains("hello world") && !record.contains("canary"), "\(record)")
        #expect(vault.page("n.html")?.contains("greet 1.0") == true)

        let doctor = try vault.run("doctor", environment: environment)
        #expect(doctor.output.contains("greet 1.0"), "\(doctor.output)")
        #expect(doctor.output.contains("samples see \(machine.path)/opt/greet\n"))
        #expect(
            doctor.output.contains(
                "as content/site.yml and \(machine.path)/home/.config/site/settings.yml says"))
    }

    @Test("XDG_CONFIG_HOME and --settings give the place of the settings")
    func places() throws {
        let machine = try Machine()
        let entry = "runtimes: {greet: {program: \(machine.path)/opt/greet/bin/greet}}\n"
        try machine.write("config/site/settings.yml", entry)
        try machine.write("mine.yml", entry)
        func status(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Int32 {
            let vault = try TinyVault(
                Self.note.merging(["site.yml": Self.vaultSettings]) { $1 })
            let home = ["HOME": machine.path + "/home", "XDG_CONFIG_HOME": ""]
            return try vault.run(
                "build", arguments, environment: home.merging(environment) { $1 }
            ).status
        }
        #expect(try status([]) == 1)
        #expect(try status([], ["XDG_CONFIG_HOME": machine.path + "/config"]) == 0)
        #expect(try status(["--settings", machine.path + "/mine.yml"]) == 0)
        #expect(try status(["--settings", machine.path + "/no-such.yml"]) == 2)
    }

    @Test(
        "A mistake in the user's settings is reported at its place",
        arguments: [
            ("runtime: {}\n", "1:1: error: “settings.yml” has no key “runtime”"),
            (
                "runtimes: {x: {progam: /x}}\n",
                "1:16: error: “x” has no key “progam”"
            ),
            (
                "runtimes: {x: {program: bin/x}}\n",
                "1:25: error: “program” must be an absolute path"
            ),
            ("runtimes: {x: {reads: [/]}}\n", "1:24: error: samples can't be shown /"),
            ("runtimes: {x: {reads: [/etc]}}\n", "1:24: error: samples can't be shown /etc"),
            ("runtimes: {x: {reads: [lib]}}\n", "1:24: error: “reads” must hold absolute paths"),
            ("runtimes: {x: {command: [a/b]}}\n", "1:26: error: “a/b” is neither"),
            ("runtimes: {x: {file-name: a/b}}\n", "1:27: error: “file-name” must be"),
            ("runtimes: [\n", "2:1: error: this is not valid YAML"),
        ])
    func mistakes(text: String, message: String) throws {
        let machine = try Machine()
        try machine.write("mine.yml", text)
        let vault = try TinyVault(["N.md": "Text."])
        let file = machine.path + "/mine.yml"
        let outcome = try vault.run(
            "build", ["--settings", file], environment: ["NO_COLOR": "1"])
        #expect(outcome.errors.contains("\(file):\(message)"), "\(outcome.errors)")
        #expect(outcome.status == 1)
    }

    @Test("A missing program is reported with the cure")
    func missing() throws {
        let machine = try Machine()
        try machine.write("mine.yml", "runtimes: {greet: {program: /no/such/program}}\n")
        let vault = try TinyVault(Self.note.merging(["site.yml": Self.vaultSettings]) { $1 })
        let outcome = try vault.run("build", ["--settings", machine.path + "/mine.yml"])
        #expect(outcome.errors.contains("/no/such/program, the program of the runtime greet"))
        #expect(outcome.errors.contains("1 sample (0 run, 0 recalled, 1 could not run)"))
    }
}

/// Programs in a vault run in the sandbox, like its samples.
struct VaultProgramTests {
    @Test("A program of the vault runs in the sandbox, and changing it makes records stale")
    func program() throws {
        let vault = try TinyVault([
            "site.yml": """
            runtimes:
              shout:
                command: [tools/shout.sh, "{file}"]
                reads: [data/words]
            """,
            "N.md": "```shout id=s\nhello\n```\n", "data/words/end": "!",
            "tools/shout.sh":
                "#!/bin/sh\ntr a-z A-Z < \"$1\"\ncat /vault/data/words/end; ls /vault /vault/tools; "
                + "touch /vault/tools/x || echo read-only\n",
        ])
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: vault.content + "/tools/shout.sh")
        let outcome = try vault.run("build")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let record = try #require(vault.record("N", "s"))
        for line in ["HELLO", "!", "shout.sh", "read-only"] {
            #expect(record.contains(line), "\(record)")
        }
        #expect(!record.contains("site.yml") && !record.contains("N.md"))
        #expect(try vault.run("build").errors.contains("0 run, 1 recalled"))
        try vault.write("data/words/end", "?")
        #expect(try vault.run("build").errors.contains("1 run, 0 recalled"))
        #expect(try vault.run("build").errors.contains("0 run, 1 recalled"))
    }

    @Test("A file of the vault may be an argument, with a placeholder for the vault's folder")
    func placeholder() throws {
        let vault = try TinyVault([
            "site.yml": """
            runtimes:
              twice:
                command: [python3, "{vault}/_tools/twice.py", "{file}"]
                reads: [_tools]
            """,
            "N.md": "```twice id=s\nhello\n```\n",
            "_tools/twice.py": "import sys\nprint(open(sys.argv[1]).read() * 2)\n",
        ])
        let outcome = try vault.run("build")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(vault.record("N", "s")?.components(separatedBy: "\"hello\"").count == 3)
        // Files whose names begin with _ are not published, but the sample's key depends on them.
        try vault.write("_tools/twice.py", "print('changed')\n")
        #expect(try vault.run("build").errors.contains("1 run, 0 recalled"))
    }

    @Test("A program without permission to execute is reported with the cure")
    func notExecutable() throws {
        let vault = try TinyVault([
            "site.yml": "runtimes: {x: {command: [tools/x.sh, \"{file}\"]}}\n",
            "N.md": "```x\n```\n", "tools/x.sh": "#!/bin/sh\n",
        ])
        let outcome = try vault.run("build")
        #expect(outcome.errors.contains("help: it has to be a file of the vault"))
        #expect(outcome.errors.contains("chmod +x tools/x.sh"))
    }
}

/// The summary counts records that were reused as recalled.
struct SummaryTests {
    @Test("A sample that could not run is not counted as recalled, and its page says so")
    func couldNotRun() throws {
        let vault = try TinyVault([
            "site.yml": "runtimes: {none: {command: [no-such-program, \"{file}\"]}}\n",
            "A.md": "```sh\necho 1\n```\n\n```none\nx\n```\n\n```none\ny\n```\n",
        ])
        let first = try vault.run("build", ["--verbose"])
        #expect(
            first.errors.contains("3 samples (1 run, 0 recalled, 2 could not run)"),
            "\(first.errors)")
        #expect(first.errors.contains("A.md#sample-2 (none): not run: no-such-program"))
        #expect(vault.page("a.html")?.contains("Not run: no-such-program is not installed") == true)
        let second = try vault.run("build")
        #expect(second.errors.contains("3 samples (0 run, 1 recalled, 2 could not run)"))
    }

    @Test("A program that was missing is used once it exists")
    func installedLater() throws {
        let vault = try TinyVault(["A.md": "```c\nint main(void) { return 0; }\n```\n"])
        let before = ["PATH": "/nonexistent"]
        #expect(try vault.run("build", environment: before).errors.contains("1 could not run"))
        #expect(try vault.run("build", environment: before).errors.contains("1 could not run"))
        #expect(try vault.run("build").errors.contains("1 run, 0 recalled"))
    }

    @Test("With --frozen and no record, nothing is counted as recalled")
    func frozen() throws {
        let vault = try TinyVault(["A.md": "```sh\necho 1\n```\n"])
        let outcome = try vault.run("build", ["--frozen"])
        #expect(outcome.errors.contains("1 sample (0 run, 0 recalled, 1 could not run)"))
    }

    @Test("Arguments that can't be passed to a program are reported at their place")
    func longArguments() throws {
        let vault = try TinyVault([
            "A.md":
                "Text.\n\n```python args=\"\(String(repeating: "A", count: 140_000))\"\npass\n```\n"
        ])
        let outcome = try vault.run("build", environment: ["NO_COLOR": "1"])
        #expect(
            outcome.errors.contains(
                "content/A.md:3:16: error: a word of args is 140000 bytes long"),
            "\(outcome.errors.prefix(1_000))")
        #expect(outcome.errors.contains("131071 [option-invalid]"))
        #expect(outcome.errors.utf8.count < 5_000)
        #expect(outcome.status == 1)
    }
}
