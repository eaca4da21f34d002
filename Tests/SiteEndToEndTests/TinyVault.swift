import Foundation

/// A folder of notes for one test, and the built program to run on it.
final class TinyVault {
    struct Outcome {
        var status: Int32
        var output: String
        var errors: String
    }

    let folder: String
    var content: String { folder + "/content" }
    var output: String { folder + "/public" }

    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// The program that was built together with these tests.
    static let program: String = {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        for _ in 0..<6 {
            folder.deleteLastPathComponent()
            let candidate = folder.appendingPathComponent("site").path
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
        }
        return repository + "/.build/debug/site"
    }()

    /// `PATH` with the tools that `make` installs in the repository.
    static let pathWithTools =
        (ProcessInfo.processInfo.environment["PATH"] ?? "") + ":\(repository)/.tools/venv/bin"

    init(_ files: [String: String] = [:]) throws {
        folder = FileManager.default.temporaryDirectory.path + "/site-e2e-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder + "/content", withIntermediateDirectories: true)
        for (path, text) in files { try write(path, text) }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func write(_ path: String, _ text: String) throws {
        let file = content + "/" + path
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try text.write(toFile: file, atomically: false, encoding: .utf8)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: content + "/" + path)
    }

    /// Returns a built page, or any file below the folder.
    func page(_ path: String) -> String? {
        try? String(contentsOfFile: output + "/" + path, encoding: .utf8)
    }

    func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folder + "/" + path)
    }

    /// Returns all files of the site with their bytes.
    func siteFiles() throws -> [String: Data] { try Self.files(in: output) }

    /// Returns all files below a folder with their bytes.
    static func files(in folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder)
            if !isFolder.boolValue {
                files[path] = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + path))
            }
        }
        return files
    }

    /// Runs a command on this vault. Search is left out unless a test asks for it.
    @discardableResult
    func run(
        _ command: String, _ arguments: [String] = [], environment: [String: String] = [:],
        standardTheme: Bool = true, under prefix: [String] = []
    ) throws -> Outcome {
        let process = try start(
            command, arguments, environment: environment, standardTheme: standardTheme,
            under: prefix)
        return try process.finish()
    }

    /// - Parameter prefix: another program with its arguments, which runs this one.
    func start(
        _ command: String, _ arguments: [String] = [], environment: [String: String] = [:],
        standardTheme: Bool = true, under prefix: [String] = []
    ) throws -> Running {
        var standard = [command, "--content", "content", "--output", "public"]
        if standardTheme { standard += ["--theme", Self.repository + "/theme"] }
        if command == "build" || command == "serve" { standard.append("--no-search") }
        return try Running(
            program: "/usr/bin/env", arguments: prefix + [Self.program] + standard + arguments,
            directory: folder, environment: environment)
    }

    /// A program that was started. Its output goes to files, so that no pipe can fill up.
    final class Running {
        let process = Process()
        private let folder: String

        init(
            program: String, arguments: [String], directory: String, environment: [String: String]
        ) throws {
            folder = FileManager.default.temporaryDirectory.path + "/site-out-" + UUID().uuidString
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = arguments
            process.currentDirectoryURL = URL(fileURLWithPath: directory)
            var inherited = ProcessInfo.processInfo.environment
            inherited["GITHUB_ACTIONS"] = nil
            // Tools that a test does not ask for, such as the search index, would only take time.
            inherited["SITE_TOOLS"] = "/nonexistent"
            process.environment = inherited.merging(environment) { $1 }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try handle("out")
            process.standardError = try handle("err")
            try process.run()
        }

        deinit {
            if process.isRunning { process.terminate() }
            try? FileManager.default.removeItem(atPath: folder)
        }

        func finish() throws -> Outcome {
            process.waitUntilExit()
            return Outcome(
                status: process.terminationStatus, output: text("out"), errors: text("err"))
        }

        func kill() {
            Foundation.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }

        func text(_ name: String) -> String {
            (try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)) ?? ""
        }

        private func handle(_ name: String) throws -> FileHandle {
            _ = FileManager.default.createFile(atPath: folder + "/" + name, contents: nil)
            return try FileHandle(forWritingTo: URL(fileURLWithPath: folder + "/" + name))
        }
    }
}
