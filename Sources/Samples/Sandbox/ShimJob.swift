/// One job for the shim, and its encoding: `name length\nbytes\n` for each field.
struct ShimJob: Sendable {
    var profile: SandboxProfile
    var arguments: [String]
    var data: [[UInt8]] = []
    var stages: [String] = []
    var command: [String]
    var environment: [String: String] = [:]
    var directory: String?
    /// The writable folders. They are kept in memory.
    var folders: [String] = []
    var input: [UInt8] = []
    /// The name of a compiled program that the supervisor keeps. This job uses it as its last data.
    var keptProgram: String?
    var keepsProgramAs: String?
    var artifactPath: String?
    /// If true, the sample gets a descriptor on which it can report.
    var takesNotes = false
    /// If true, the launcher records which threads use the processor.
    var followsThreads = false
    var limits: Limits

    struct Limits: Sendable, Hashable {
        var wallSeconds = 10.0
        var memoryBytes = 512 << 20
        /// The limit on threads and processes together.
        var tasks = 16384
        var processes = 512
        var openFiles = 4096
        var fileBytes = 64 << 20
        /// A sample that prints more is killed.
        var outputBytes = 1 << 20
        /// The number of bytes of the output that is kept from each end.
        var keptBytes = 64 << 10
        var notesBytes = 4 << 20
        var artifactBytes = 128 << 20
    }

    func encoded() -> [UInt8] {
        var frames = Frames()
        for argument in arguments { frames.add("argument", argument) }
        for item in data { frames.add("data", item) }
        for stage in stages { frames.add("stage", stage) }
        frames.add("specification", specification)
        frames.add("input", input)
        if let keptProgram { frames.add("kept", keptProgram) }
        if let keepsProgramAs { frames.add("keep", keepsProgramAs) }
        frames.add("user", profile.user ?? 0)
        frames.add("wall", max(1, Int(saturating: limits.wallSeconds * 1000)))
        frames.add("outputlimit", limits.outputBytes)
        frames.add("outputhead", limits.keptBytes)
        frames.add("outputtail", limits.keptBytes)
        frames.add("noteslimit", limits.notesBytes)
        frames.add("memory", limits.memoryBytes)
        frames.add("tasks", limits.tasks)
        frames.add("processes", limits.processes)
        frames.add("labels", profile.labelsStreams ? 1 : 0)
        frames.add("withoutcgroup", profile.usesControlGroups ? 0 : 1)
        frames.end()
        return frames.bytes
    }

    /// The specification for the launcher inside the sandbox.
    private var specification: [UInt8] {
        var frames = Frames()
        for word in command { frames.add("argument", word) }
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
            frames.add("environment", "\(name)=\(value)")
        }
        if let directory { frames.add("directory", directory) }
        for folder in folders { frames.add("folder", folder) }
        if let artifactPath {
            frames.add("artifact", artifactPath)
            frames.add("artifactlimit", limits.artifactBytes)
        }
        frames.add("tasks", limits.tasks)
        frames.add("files", limits.openFiles)
        frames.add("filesize", limits.fileBytes)
        frames.add("labels", profile.labelsStreams ? 1 : 0)
        frames.add("notes", takesNotes ? 1 : 0)
        frames.add("follow", followsThreads ? 1 : 0)
        frames.end()
        return frames.bytes
    }
}

private struct Frames {
    var bytes: [UInt8] = []

    mutating func add(_ name: String, _ value: [UInt8]) {
        bytes += "\(name) \(value.count)\n".utf8
        bytes += value
        bytes.append(UInt8(ascii: "\n"))
    }

    mutating func add(_ name: String, _ value: String) { add(name, Array(value.utf8)) }

    mutating func add(_ name: String, _ value: Int) { add(name, String(value)) }

    mutating func end() { add("end", "") }
}
