import Foundation

/// A vault that was built once, was then changed, and is built again with a fault.
final class FaultyVault {
    let vault: TinyVault
    let fault: Fault
    private let namespace: Namespace?

    init(_ fault: Fault) throws {
        self.fault = fault
        vault = try TinyVault([
            "index.md": "First. See [[Note]] and ![[x.png]].\n\n```python norun\nprint(1)\n```\n",
            "Sub/Note.md": "A note of a section. Back to [[index]].",
            "x.png": "no picture", "_model/criteria.yml": "criteria: []\n",
            "site.yml": "title: A vault\nsamples: marked\n",
        ])
        namespace = fault.way == .mounted ? try Namespace() : nil
        try vault.makeFolder("disk")
    }

    var folder: String { vault.folder }
    /// The path of the site as the test sees it.
    var site: String { view(folder + "/" + fault.output) }

    func view(_ path: String) -> String { namespace?.view(path) ?? path }

    func files() throws -> [String: Data] {
        try TinyVault.files(in: URL(fileURLWithPath: site).resolvingSymlinksInPath().path)
    }

    /// Runs a script in the vault's folder, within its namespace.
    func shell(_ script: String) throws -> Int32 {
        if script.isEmpty { return 0 }
        if let namespace { return namespace.run(script, in: folder) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    func changeNote() throws {
        try vault.write(
            "index.md", "Second. See [[Note]] and ![[x.png]].\n\n```python norun\nprint(1)\n```\n")
        try vault.write("Sub/Other.md", "A new note.")
    }

    /// Builds without the fault.
    func build(_ arguments: [String] = []) throws -> TinyVault.Outcome {
        try vault.run(
            "build", ["--output", fault.output] + arguments,
            under: namespace?.prefix(in: folder) ?? [])
    }

    /// Builds with the fault.
    func buildWithFault() throws -> TinyVault.Outcome {
        let arguments = ["--output", fault.output] + fault.arguments
        switch fault.way {
        case .plain: return try vault.run("build", arguments)
        case .mounted:
            return try vault.run("build", arguments, under: namespace?.prefix(in: folder) ?? [])
        case .preloaded(let rules):
            return try vault.run(
                "build", arguments, environment: Preload.environment(["FAULT": rules]))
        case .clock(let seconds):
            return try vault.run(
                "build", arguments, environment: Preload.environment(["FAULT_CLOCK": "\(seconds)"]))
        case .environment(let variables):
            return try vault.run("build", arguments, environment: variables)
        case .under(let script):
            return try vault.run(
                "build", arguments, under: ["sh", "-c", "\(script); exec \"$0\" \"$@\""])
        case .unprivileged:
            return try vault.run("build", arguments, under: Privilege.dropped)
        case .interrupted:
            return try interrupted(vault.start("build", arguments))
        }
    }

    /// Stops and continues the program repeatedly, which wakes everything that waits.
    private func interrupted(_ running: TinyVault.Running) throws -> TinyVault.Outcome {
        while running.process.isRunning {
            kill(running.process.processIdentifier, SIGSTOP)
            usleep(200)
            kill(running.process.processIdentifier, SIGCONT)
            usleep(2_000)
        }
        return try running.finish()
    }

    /// Returns the names of files that a build should have removed.
    func leftovers() throws -> [String] {
        let own: Set<String> = ["content", "public", "expected", ".cache", "disk"]
        let expected = own.union(fault.adds)
        let top = try FileManager.default.contentsOfDirectory(atPath: view(folder))
        let all = try FileManager.default.subpathsOfDirectory(atPath: view(folder))
        let temporary = all.filter { path in
            let name = path.split(separator: "/").last ?? ""
            return name.contains(".tmp") || name.hasSuffix(".new") || name.hasSuffix(".new-old")
                || name.hasSuffix(".lock") || name == "probe"
        }
        return top.filter { !expected.contains($0) } + temporary
    }
}

extension TinyVault {
    func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder + "/" + path, withIntermediateDirectories: true)
    }
}

/// The capabilities with which root ignores permissions.
enum Privilege {
    /// The command that runs a program without these capabilities.
    static let dropped =
        geteuid() == 0 ? ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] : []

    static let isDroppable: Bool = {
        guard !dropped.isEmpty else { return true }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = dropped + ["true"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()
}
