import Foundation
import Testing

/// A vault that comes as an archive may contain a repository with its own settings. Many of them
/// name programs that git runs.
struct GitSettingsTests {
    /// `EVIL` is a program that leaves a mark.
    static let settings = [
        "[core]\n fsmonitor = EVIL", "[core]\n pager = EVIL", "[core]\n editor = EVIL",
        "[core]\n sshCommand = EVIL", "[core]\n askPass = EVIL", "[core]\n gitProxy = EVIL",
        "[core]\n alternateRefsCommand = EVIL", "[core]\n hooksPath = HOOKS",
        "[core]\n attributesFile = .git/attributes\n[filter \"x\"]\n clean = EVIL\n smudge = EVIL",
        "[core]\n worktree = /\n fsmonitor = EVIL", "[core]\n bare = true\n fsmonitor = EVIL",
        "[log]\n showSignature = true\n[gpg]\n program = EVIL",
        "[log]\n showSignature = true\n[gpg \"openpgp\"]\n program = EVIL",
        "[log]\n showSignature = true\n[gpg]\n format = ssh\n[gpg \"ssh\"]\n program = EVIL",
        "[log]\n showSignature = true\n[gpg]\n format = x509\n[gpg \"x509\"]\n program = EVIL",
        "[gpg \"ssh\"]\n defaultKeyCommand = EVIL\n allowedSignersFile = /dev/zero",
        "[pager]\n log = EVIL\n rev-parse = EVIL", "[alias]\n log = !EVIL\n rev-parse = !EVIL",
        "[diff]\n external = EVIL", "[diff \"x\"]\n command = EVIL\n textconv = EVIL",
        "[diff \"x\"]\n textconv = EVIL\n cachetextconv = true\n[log]\n diffMerges = on",
        "[filter \"x\"]\n process = EVIL\n required = true", "[merge \"x\"]\n driver = EVIL",
        "[include]\n path = more", "[includeIf \"gitdir:/\"]\n path = more",
        "[includeIf \"onbranch:main\"]\n path = more", "[credential]\n helper = !EVIL",
        "[sequence]\n editor = EVIL", "[interactive]\n diffFilter = EVIL",
        "[trailer \"x\"]\n command = EVIL\n cmd = EVIL\n[format]\n pretty = %(trailers)",
        "[uploadpack]\n packObjectsHook = EVIL", "[web]\n browser = EVIL",
        "[browser \"x\"]\n cmd = EVIL", "[man \"x\"]\n cmd = EVIL",
        "[extensions]\n worktreeConfig = true",
        "[extensions]\n partialClone = origin\n[remote \"origin\"]\n promisor = true\n"
            + " url = ext::EVIL\n[protocol]\n allow = always",
        "[remote \"origin\"]\n uploadpack = EVIL\n vcs = evil\n url = EVIL",
        "[submodule]\n recurse = true\n[submodule \"x\"]\n update = !EVIL",
        "[maintenance]\n auto = true\n[gc]\n auto = 1\n recentObjectsHook = EVIL",
        "[mailmap]\n file = /dev/zero", "[blame]\n ignoreRevsFile = /dev/zero",
        "[trace2]\n eventTarget = EVIL", "[init]\n templateDir = HOOKS",
        "[tar \"x\"]\n command = EVIL", "[notes]\n displayRef = *",
    ]

    @Test(
        "No setting of a repository runs a program, and dates are still found", arguments: settings)
    func runsNothing(_ setting: String) throws {
        let vault = try TinyVault(["Note.md": "Hello.", ".gitattributes": "* diff=x filter=x\n"])
        let mark = vault.folder + "/mark"
        try trap(vault, setting, mark)
        let (tellsDate, outcome) = try vault.tellsDate()
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(!outcome.errors.contains("warning"), "\(outcome.errors)")
        #expect(
            !FileManager.default.fileExists(atPath: mark),
            "\((try? String(contentsOfFile: mark, encoding: .utf8)) ?? "")")
        #expect(tellsDate, "\(vault.page("sitemap.xml") ?? "")")
    }

    /// This shows that each trap works with git itself.
    @Test(
        "Some of these settings run a program if git reads them",
        arguments: [
            ("[core]\n fsmonitor = EVIL", "git status"),
            ("[alias]\n x = !EVIL", "git x"),
            ("[log]\n showSignature = true\n[gpg]\n program = EVIL", "git log"),
            ("[diff]\n external = EVIL", "echo x >> content/Note.md; git diff"),
            ("[core]\n editor = EVIL", "git commit --amend"),
        ])
    func isTrap(setting: String, command: String) throws {
        let vault = try TinyVault(["Note.md": "Hello."])
        let mark = vault.folder + "/mark"
        try trap(vault, setting, mark)
        try GitVault.shell(command, in: vault.folder)
        #expect(FileManager.default.fileExists(atPath: mark))
    }

    /// Makes a repository with a signed commit, and with settings that name a program.
    private func trap(_ vault: TinyVault, _ setting: String, _ mark: String) throws {
        let evil = vault.folder + "/evil.sh"
        try vault.plant("evil.sh", "#!/bin/sh\necho \"$0 $*\" >> \(mark)\n")
        try GitVault.make(in: vault.folder)
        try GitVault.shell(
            """
            tree=$(git rev-parse 'HEAD^{tree}')
            printf 'tree %s\\nauthor A <a@example.org> 981173106 +0000\\ncommitter A \
            <a@example.org> 981173106 +0000\\ngpgsig -----BEGIN PGP SIGNATURE-----\\n \\n \
            abcd\\n -----END PGP SIGNATURE-----\\n\\nsigned\\n' "$tree" > .git/commit
            git update-ref HEAD "$(git hash-object -t commit -w .git/commit)"
            mkdir hooks
            for hook in post-checkout post-index-change reference-transaction fsmonitor-watchman
            do cp evil.sh hooks/$hook; cp evil.sh .git/hooks/$hook; done
            """, in: vault.folder)
        let text = setting.replacing("EVIL", with: evil)
            .replacing("HOOKS", with: vault.folder + "/hooks")
        let git = vault.folder + "/.git"
        try append("\n" + text + "\n", to: git + "/config")
        for name in ["more", "config.worktree"] {
            try append("[core]\n fsmonitor = \(evil)\n pager = \(evil)\n", to: git + "/" + name)
        }
        try append("* diff=x filter=x merge=x\n", to: git + "/attributes")
        try append("* diff=x filter=x merge=x\n", to: git + "/info/attributes")
    }

    private func append(_ text: String, to path: String) throws {
        let old = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        try (old + text).write(toFile: path, atomically: true, encoding: .utf8)
    }
}
