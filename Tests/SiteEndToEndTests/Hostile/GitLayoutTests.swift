import Foundation
import Testing

/// Repositories in all their forms, and folders that only look like one.
struct GitLayoutTests {
    /// How the vault gets its history, and whether its pages show dates.
    static let rows: [(name: String, script: String, tellsDate: Bool, says: String)] = [
        ("a repository around the vault", "COMMIT", true, ""),
        ("a repository that is the vault", "cd content; COMMIT", true, ""),
        ("no repository", "true", false, ""),
        ("no commit yet", "git init -q", false, ""),
        ("no branch is checked out", "COMMIT; git checkout -q --detach", true, ""),
        ("packed branches", "COMMIT; git pack-refs --all", true, ""),
        ("packed objects", "COMMIT; git gc -q", true, ""),
        ("a branch with slashes", "COMMIT; git checkout -q -b a/b/c", true, ""),
        (
            "longer hashes", "git init -q --object-format=sha256; git add .; git commit -qm x",
            true, ""
        ),
        (
            "objects of another repository",
            "COMMIT; git clone -q --shared . ../V-clone; rm -rf .git; mv ../V-clone/.git .; rm -rf ../V-clone",
            false, "git failed"
        ),
        (
            "objects that another repository shares",
            "COMMIT; git clone -q --shared . copy; mv .git original; mv copy/.git .; rm -rf copy; "
                + "echo \"$PWD/original/objects\" > .git/objects/info/alternates",
            true, ""
        ),
        (
            "one of several working trees",
            "mv content c; mkdir main; cd main; git init -q -b main; mv ../c content; COMMIT; "
                + "git worktree add -q ../tree; cd ..; mv tree/content .; mv tree/.git .; rm -rf tree; "
                + "echo \"$PWD/.git\" > main/.git/worktrees/tree/gitdir",
            true, ""
        ),
        (
            "a submodule",
            "cd content; COMMIT; cd ..; mv content inner; git init -q; "
                + "git -c protocol.file.allow=always submodule --quiet add ./inner content",
            true, ""
        ),
        (
            "a shallow clone",
            "COMMIT; git commit -q --allow-empty -m 2; git clone -q --depth 1 \"file://$PWD\" s; "
                + "rm -rf .git; mv s/.git .; rm -rf s",
            false, "a shallow clone"
        ),
        (
            "a file that leads to a repository elsewhere",
            "mkdir else; cp -r content else; (cd else; COMMIT); echo \"gitdir: $PWD/else/.git\" > .git",
            false, "a repository that does not know of it"
        ),
        (
            "a link to a repository elsewhere",
            "mkdir else; cp -r content else; (cd else; COMMIT); ln -s else/.git .git", false,
            "is a symbolic link"
        ),
        (
            "a working tree that another repository does not know",
            "mkdir else; cp -r content else; (cd else; COMMIT; git worktree add -q ../t); "
                + "cp t/.git .git; rm -rf t",
            false, "does not know of it"
        ),
        (
            "a file that leads nowhere", "echo 'gitdir: /nonexistent' > .git", false,
            "does not know of it"
        ),
        ("a file of something else", "echo hello > .git", false, ""),
        ("an empty folder", "mkdir .git", false, ""),
        ("a pipe", "mkfifo .git", false, ""),
        ("a head that is a pipe", "COMMIT; rm .git/HEAD; mkfifo .git/HEAD", false, ""),
        (
            "a head that leads out", "COMMIT; echo 'ref: refs/../../../etc/passwd' > .git/HEAD",
            false, ""
        ),
        ("branches that are a link", "COMMIT; mv .git/refs r; ln -s ../r .git/refs", false, ""),
        (
            "objects that are broken",
            "COMMIT; for f in .git/objects/??/*; do rm -f $f; echo x > $f; done",
            false, "git failed"
        ),
        (
            "objects that are elsewhere",
            "COMMIT; echo /proc > .git/objects/info/alternates; echo / >> .git/objects/info/alternates",
            true, ""
        ),
        (
            "a name that looks like a date",
            "COMMIT; touch \"$(printf 'content/\\001<b>.md')\"; git add .; git commit -qm 2", true,
            ""
        ),
    ]

    @Test(
        "Dates come from the repository that the vault lies in, and from no other", arguments: rows)
    func history(name: String, script: String, tellsDate: Bool, says: String) throws {
        let vault = try TinyVault(["Note.md": "Hello."])
        try GitVault.shell(
            script.replacing(
                "COMMIT", with: "git init -q -b main; git add -A .; git commit -qm first"),
            in: vault.folder)
        let (found, outcome) = try vault.tellsDate()
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(found == tellsDate, "\(outcome.errors)\(vault.page("sitemap.xml") ?? "no map")")
        #expect(outcome.errors.contains("warning: notes show no date") == !says.isEmpty)
        #expect(outcome.errors.contains(says) || says.isEmpty, "\(outcome.errors)")
    }

    @Test("Git's environment variables lead to no other repository and no program")
    func environment() throws {
        let vault = try TinyVault(["Note.md": "Hello."])
        let mark = vault.folder + "/mark"
        try vault.plant("evil.sh", "#!/bin/sh\necho \"$*\" >> \(mark)\n")
        try GitVault.make(in: vault.folder)
        let evil = vault.folder + "/evil.sh"
        let (found, outcome) = try vault.tellsDate(environment: [
            "GIT_DIR": "/nonexistent", "GIT_EXTERNAL_DIFF": evil, "GIT_PAGER": evil,
            "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor",
            "GIT_CONFIG_VALUE_0": evil, "GIT_OBJECT_DIRECTORY": "/nonexistent",
            "GIT_EXEC_PATH": "/nonexistent", "GIT_SSH_COMMAND": evil, "GIT_TRACE": mark,
        ])
        #expect(found, "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: mark))
    }
}
