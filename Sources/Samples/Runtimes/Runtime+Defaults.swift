extension Runtime {
    /// The built-in runtimes. The first runtime of a language is its default.
    package static let defaults: [Runtime] = [
        cpython, pypy, node, bash, sh, swift, c, cPlusPlus, rust, go, java,
    ]

    package static let cpython = python(
        name: "cpython", executable: "python3", version: ["--version"])
    package static let pypy = python(
        name: "pypy", executable: "pypy3",
        version: [
            "-c",
            """
            import sys; print("PyPy %d.%d.%d" % sys.pypy_version_info[:3], \
            "(Python %s)" % sys.version.split()[0])
            """,
        ])

    private static func python(name: String, executable: String, version: [String]) -> Runtime {
        let locate = """
            import sys; print(sys.executable, sys.prefix, sys.base_prefix, sep="\\n")
            """
        return Runtime(
            name: name, languages: ["python", "py", "python3"], command: [executable, "{file}"],
            fileName: "main.py", versionCommand: [executable] + version, comment: "#",
            aptPackage: executable, locateCommand: [executable, "-I", "-c", locate],
            environment: ["PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"])
    }

    package static let node = Runtime(
        name: "node", languages: ["javascript", "js", "node"], command: ["node", "{file}"],
        fileName: "main.js", versionCommand: ["node", "--version"], comment: "//",
        aptPackage: "nodejs", locateCommand: ["node", "-p", "process.execPath"])

    package static let bash = Runtime(
        name: "bash", languages: ["bash", "shell"], command: ["bash", "{file}"],
        fileName: "main.sh", versionCommand: ["bash", "--version"], comment: "#",
        aptPackage: "bash")

    package static let sh = Runtime(
        name: "sh", languages: ["sh"], command: ["sh", "{file}"], fileName: "main.sh",
        versionCommand: [], comment: "#", aptPackage: "dash")

    // `stdbuf` makes C's output line-buffered, as on a terminal, so that each line has its time,
    // and output and errors keep their order.
    package static let swift = Runtime(
        name: "swift", languages: ["swift"], command: ["stdbuf", "-oL", "{program}"],
        fileName: "main.swift", versionCommand: ["swiftc", "--version"],
        compileCommand: ["swiftc", "-O", "-o", "{program}", "{file}", "{helper}"], comment: "//",
        aptPackage: "swiftlang", environment: ["SWIFT_BACKTRACE": "enable=no"])

    package static let c = Runtime(
        name: "gcc", languages: ["c"], command: ["stdbuf", "-oL", "{program}"],
        fileName: "main.c", versionCommand: ["gcc", "--version"],
        compileCommand: ["gcc", "-O2", "-pthread", "-o", "{program}", "{file}", "-lm"],
        comment: "//", aptPackage: "gcc")

    package static let cPlusPlus = Runtime(
        name: "g++", languages: ["c++", "cpp", "cxx"], command: ["stdbuf", "-oL", "{program}"],
        fileName: "main.cpp", versionCommand: ["g++", "--version"],
        compileCommand: ["g++", "-O2", "-pthread", "-o", "{program}", "{file}"], comment: "//",
        aptPackage: "g++")

    package static let rust = Runtime(
        name: "rustc", languages: ["rust", "rs"], command: ["{program}"], fileName: "main.rs",
        versionCommand: ["rustc", "--version"],
        compileCommand: ["rustc", "-O", "--edition", "2021", "-o", "{program}", "{file}"],
        comment: "//", aptPackage: "rustc",
        locateCommand: [
            "sh", "-c",
            "sysroot=$(rustc --print sysroot) && echo $sysroot/bin/rustc && echo $sysroot",
        ])

    package static let go = Runtime(
        name: "go", languages: ["go", "golang"], command: ["{program}"], fileName: "main.go",
        versionCommand: ["go", "version"],
        compileCommand: ["go", "build", "-o", "{program}", "{file}"], comment: "//",
        aptPackage: "golang-go",
        locateCommand: [
            "sh", "-c", "root=$(go env GOROOT) && echo $root/bin/go && echo $root",
        ],
        environment: [
            "GOCACHE": "/tmp/go-cache", "GOPATH": "/tmp/go", "GO111MODULE": "off",
            "CGO_ENABLED": "0", "GOTOOLCHAIN": "local", "GOTELEMETRY": "off",
        ])

    // The class with `main` has to be called Main. The compiled classes are packed into one file.
    package static let java = Runtime(
        name: "java", languages: ["java"],
        command: ["java", "-Xmx256m", "-cp", "{program}", "Main"],
        fileName: "Main.java", versionCommand: ["javac", "--version"],
        compileCommand: [
            "sh", "-c", "javac -d /build/classes {file} && jar cf {program} -C /build/classes .",
        ],
        comment: "//", aptPackage: "default-jdk-headless", tool: "javac",
        reads: ["/etc/java-*"])
}
