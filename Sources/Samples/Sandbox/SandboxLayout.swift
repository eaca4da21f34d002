/// The file system that a sample sees, and bubblewrap's arguments for it. This type is pure. The
/// descriptor numbers are those of the shim's `descriptors.h`.
struct SandboxLayout {
    struct File {
        var path: String
        var isExecutable = false
        var content: [UInt8]
    }

    static let workingDirectory = "/sample"
    static let helperDirectory = "/helper"
    static let programPath = "/build/program"
    static let shimPath = "/shim"
    /// The path at which the vault's folders appear that a runtime reads.
    static let vaultDirectory = "/vault"
    static let firstDataDescriptor = 16
    static let sampleNotesDescriptor = 3

    var profile: SandboxProfile
    var folders: [ReadOnlyFolder]
    var files: [File]
    /// True for a compile step, which writes to `/build`.
    var buildsProgram = false
    /// True if the program of an earlier compile step is passed after the files.
    var usesProgram = false

    /// The folders that the shim has to bind below `/tmp`, since the user that it switches to may
    /// not be able to reach them.
    var stages: [String] { profile.user == nil ? [] : folders.map(\.source) }

    /// Throws if a part of the layout could end up at another path than it says.
    var arguments: [String] {
        get throws(ShimFailure) {
            guard let bubblewrap = profile.bubblewrap else { return [] }
            try check()
            return words(bubblewrap)
        }
    }

    private func words(_ bubblewrap: String) -> [String] {
        var words = [bubblewrap]
        words += isolation
        words += system
        words += writable
        // These come after the folders that a sample may write to, because they may lie below one
        // of those.
        for (index, folder) in folders.enumerated() {
            let source = profile.user == nil ? folder.source : "/tmp/\(index)"
            words += ["--ro-bind", source, folder.target]
        }
        for (index, file) in files.enumerated() {
            words += ["--perms", file.isExecutable ? "0555" : "0644"]
            words += ["--file", "\(Self.firstDataDescriptor + index)", file.path]
        }
        if usesProgram {
            words += ["--perms", "0555", "--file"]
            words += ["\(Self.firstDataDescriptor + files.count)", Self.programPath]
        }
        words += ["--chdir", Self.workingDirectory]
        // In a writable /proc a process could protect itself from the kernel's out-of-memory
        // killer.
        for path in ["/proc", "/dev", "/"] { words += ["--remount-ro", path] }
        if profile.filtersSystemCalls { words += ["--seccomp", "5"] }
        return words + ["--json-status-fd", "6", "--", Self.shimPath, "inside"]
    }

    // The options are listed one by one, since `--unshare-all` silently skips some that are
    // unavailable. The launcher is the first process, so that no bubblewrap process can be
    // inspected from inside.
    private var isolation: [String] {
        var words = [
            "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts",
            "--unshare-cgroup",
        ]
        if profile.disablesUserNamespaces { words.append("--disable-userns") }
        words += ["--uid", "1000", "--gid", "1000", "--hostname", "sample"]
        return words + ["--new-session", "--die-with-parent", "--as-pid-1", "--clearenv"]
    }

    private var system: [String] {
        var words = ["--ro-bind", "/usr", "/usr"]
        for (target, link) in [
            ("usr/bin", "/bin"), ("usr/sbin", "/sbin"), ("usr/lib", "/lib"),
            ("usr/lib64", "/lib64"),
        ] {
            words += ["--symlink", target, link]
        }
        for path in ["/etc/alternatives", "/etc/ld.so.cache"] {
            words += ["--ro-bind-try", path, path]
        }
        return words + ["--proc", "/proc", "--dev", "/dev"]
    }

    /// The sandbox's folders that are kept in memory. Their files count towards the memory limit.
    var writableFolders: [String] { profile.bubblewrap == nil ? [] : sizes.map(\.path) }

    private var writable: [String] {
        sizes.flatMap { ["--size", "\($0.bytes)", "--tmpfs", $0.path] }
    }

    private var sizes: [(path: String, bytes: Int)] {
        var sizes = [
            ("/dev/shm", 64 << 20), ("/tmp", 64 << 20), ("/home/sample", 16 << 20),
            (Self.workingDirectory, 64 << 20),
        ]
        if buildsProgram {
            sizes[1].1 = 512 << 20
            sizes.append(("/build", 256 << 20))
        }
        return sizes
    }
}

extension SandboxLayout.File {
    init(_ path: String, _ text: String) {
        self.init(path: path, content: Array(text.utf8))
    }

    /// The files that programs expect in `/etc`: names for the one user, and for the host itself.
    static let system: [Self] = [
        Self("/etc/passwd", "sample:x:1000:1000:sample:/home/sample:/bin/sh\n"),
        Self("/etc/group", "sample:x:1000:\n"),
        Self("/etc/hosts", "127.0.0.1 localhost sample\n::1 localhost\n"),
        Self("/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n"),
    ]
}
