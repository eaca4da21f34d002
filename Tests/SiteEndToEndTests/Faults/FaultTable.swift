/// The faults that a build must survive.
extension Fault {
    static let all = space + permission + vanishing + interruption + places + systems + contents

    static let space = [
        Fault(
            name: "no space where the site goes", way: .mounted, output: "disk/public",
            prepare: "mount -t tmpfs -o size=4m none disk",
            inflict: "! cat /dev/zero > disk/filler", cure: "rm disk/filler", status: 2,
            says: [
                "disk/.public.new", "No space left on device", "make room on the disk",
                "the site of the last build is untouched",
            ], leaves: .old),
        Fault(
            name: "no space for caches", way: .mounted,
            prepare: "mkdir .cache; mount -t tmpfs -o size=4m none .cache",
            inflict: "! cat /dev/zero > .cache/filler", cure: "rm .cache/filler", status: 0,
            says: ["warning: nothing is cached", "No space left on device", "--cache"],
            leaves: .new),
        Fault(
            name: "no space when the site is half written", way: .preloaded("write:ENOSPC:.new/:3"),
            status: 2, says: ["can't write", ".public.new/", "make room on the disk"],
            leaves: .old),
        Fault(
            name: "no space for a folder", way: .preloaded("mkdir:ENOSPC:.new/"), status: 2,
            says: ["can't create", "make room on the disk"], leaves: .old),
        Fault(
            name: "a quota", way: .preloaded("write:EDQUOT:.new/"), status: 2,
            says: ["quota exceeded", "make room on the disk"], leaves: .old),
        Fault(
            name: "a limit on the size of files", way: .under("ulimit -f 2"), status: 2,
            says: ["File too large", "ulimit -f"], leaves: .old),
        Fault(
            name: "a disk that fails while writing", way: .preloaded("write:EIO:.new/index.html"),
            status: 2, says: [".new/index.html: Input/output error", "untouched"], leaves: .old),
        Fault(
            name: "a disk that fails at the last step",
            way: .preloaded("renameat2:EIO:public;rename:EIO:public"), status: 2,
            says: ["can't", "Input/output error", "untouched"], leaves: .old),
        Fault(
            name: "no space for messages", way: .under("exec 2> /dev/full"),
            arguments: ["--verbose"], status: 0, leaves: .new),
    ]

    static let permission = [
        Fault(
            name: "a folder above the site that is not ours", way: .unprivileged,
            inflict: "chmod 555 .", cure: "chmod 755 .", status: 2,
            says: [".public.lock: Permission denied", "--output"], leaves: .old),
        Fault(
            name: "a site on a read-only file system", way: .mounted, output: "disk/public",
            prepare: "mount -t tmpfs none disk", inflict: "mount -o remount,ro disk",
            cure: "mount -o remount,rw disk", status: 2,
            says: ["Read-only file system", "name a folder by --output"], leaves: .old),
        Fault(
            name: "a note that can't be read", way: .unprivileged,
            inflict: "chmod 0 content/Sub/Note.md", cure: "chmod 644 content/Sub/Note.md",
            status: 1,
            says: [
                "content/Sub/Note.md: error: this can't be read: Permission denied",
                "[file-unreadable]", "let this user read it", "the last site stays",
            ], leaves: .old),
        Fault(
            name: "a section that can't be read", way: .unprivileged,
            inflict: "chmod 0 content/Sub",
            cure: "chmod 755 content/Sub", status: 1,
            says: ["content/Sub: error: this can't be read: Permission denied"], leaves: .old),
        Fault(
            name: "settings that can't be read", way: .unprivileged,
            inflict: "chmod 0 content/site.yml", cure: "chmod 644 content/site.yml", status: 1,
            says: ["content/site.yml: error: this can't be read: Permission denied"],
            leaves: .old),
        Fault(
            name: "data that can't be read", way: .unprivileged,
            inflict: "chmod 0 content/_model/criteria.yml",
            cure: "chmod 644 content/_model/criteria.yml", status: 1,
            says: ["content/_model/criteria.yml: error: this can't be read"], leaves: .old),
        Fault(
            name: "a picture that can't be read", way: .unprivileged,
            inflict: "rm -f content/x.png; echo other > content/x.png; chmod 0 content/x.png",
            cure: "chmod 644 content/x.png", status: 2,
            says: ["can't read", "content/x.png: Permission denied", "let this user read it"],
            leaves: .old),
        Fault(
            name: "caches that can't be written", way: .unprivileged,
            inflict: "chmod 444 .cache/*; chmod 555 .cache",
            cure: "chmod 755 .cache; chmod 644 .cache/*", status: 0,
            says: ["warning: nothing is cached", ".cache: Permission denied", "--no-cache"],
            leaves: .new),
        Fault(
            name: "a file where the caches should be", way: .plain,
            inflict: "rm -r .cache; echo > .cache", cure: "rm .cache", status: 0,
            says: ["warning: nothing is cached", ".cache"], leaves: .new),
    ]

    static let vanishing = [
        Fault(
            name: "a note that vanishes before it is read",
            way: .preloaded("open:vanish:content/Sub/Note.md"),
            inflict: "touch content/Sub/Note.md",
            cure: "echo back > content/Sub/Note.md", status: 1,
            says: ["content/Sub/Note.md: error: this can't be read: No such file", "build again"],
            leaves: .old),
        Fault(
            name: "a picture that vanishes before it is copied",
            way: .preloaded("open:vanish:content/x.png"),
            inflict: "echo other > content/x.png", cure: "echo back > content/x.png", status: 2,
            says: ["can't read", "content/x.png: No such file", "build again"], leaves: .old),
        Fault(
            name: "a section that vanishes while it is listed",
            way: .preloaded("open:EIO:content/Sub"),
            status: 1, says: ["content/Sub: error: this can't be read: Input/output error"],
            leaves: .old),
        Fault(
            name: "a disk that fails while reading",
            way: .preloaded("read:EIO:content/Sub/Note.md"),
            inflict: "touch content/Sub/Note.md",
            status: 1,
            says: ["content/Sub/Note.md: error: this can't be read: Input/output error"],
            leaves: .old),
        Fault(
            name: "a note that grows while it is read",
            way: .preloaded("read:grow:content/Sub/Note.md:1:0"),
            inflict: "touch content/Sub/Note.md", status: 0, leaves: .new),
        Fault(
            name: "a note that shrinks while it is read",
            way: .preloaded("read:shrink:content/Sub/Note.md:1:0"),
            inflict: "touch content/Sub/Note.md", status: 0, leaves: .new),
        Fault(
            name: "a note that is rewritten while it is read",
            way: .preloaded("read:rewrite:content/Sub/Note.md:1:0"),
            inflict: "touch content/Sub/Note.md", status: 0, leaves: .new),
        Fault(
            name: "a picture that grows while it is copied",
            way: .preloaded("read:grow:content/x.png:1:0"),
            inflict: "echo other > content/x.png", status: 0, leaves: .new),
        Fault(
            name: "no content", way: .plain, inflict: "mv content elsewhere",
            cure: "mv elsewhere content", status: 2,
            says: ["there is no folder", "/content", "--content"], leaves: .old),
    ]

    static let interruption = [
        Fault(
            name: "system calls that are interrupted",
            way: .preloaded(
                "open:EINTR:/site-e2e:1:2;read:EINTR:/site-e2e:1:2;write:EINTR:/site-e2e:1:2"
                    + ";close:EINTR:public:1:2;flock:EINTR:/site-e2e:1:2"),
            status: 0, leaves: .new),
        Fault(
            name: "a program that is stopped and continued", way: .interrupted, status: 0,
            leaves: .new),
        Fault(
            name: "a clock a year behind", way: .clock(-31_536_000), status: 0, leaves: .new),
        Fault(
            name: "a clock a year ahead", way: .clock(31_536_000), status: 0, leaves: .new),
        Fault(
            name: "notes with dates in the future", way: .plain,
            inflict: "touch -d 2100-01-01 content/index.md content/Sub", status: 0, leaves: .new),
        Fault(
            name: "notes that are older than the last ones", way: .plain,
            inflict: "touch -d 1980-01-01 content/index.md content/Sub", status: 0, leaves: .new),
    ]

    static let places = [
        Fault(
            name: "a site that is a mount point", way: .mounted, output: "disk/public",
            prepare: "mkdir disk/public", inflict: "mount --bind disk/public disk/public",
            cure: "umount disk/public", status: 2,
            says: ["disk/public: Device or resource busy", "no mount point"], leaves: .old),
        Fault(
            name: "a site that is a symbolic link", way: .plain,
            prepare: "mkdir disk/real; ln -s disk/real public", inflict: "test -L public",
            cure: "test -L public", status: 0, leaves: .new),
        Fault(
            name: "a folder that another program made", way: .plain,
            arguments: ["--output", "disk"],
            inflict: "echo mine > disk/mine.txt", cure: "grep mine disk/mine.txt", status: 2,
            says: ["/disk was not made by site", "--output"], leaves: .old),
        Fault(
            name: "a site around its notes", way: .plain, arguments: ["--output", "."], status: 2,
            says: ["which a build would delete", "--output"], leaves: .old),
        Fault(
            name: "notes around their site", way: .plain, output: "content/public", status: 0,
            leaves: .new),
        Fault(
            name: "links that lead out", way: .plain,
            inflict: """
                mkdir outside; echo secret > outside/Secret.md; echo secret > outside/s.png
                ln -s ../outside content/folder; ln -s ../outside/Secret.md content/Secret.md
                ln -s ../outside/s.png content/s.png; ln -s nowhere content/Dangling.md
                ln -s . content/circle
                """,
            cure:
                "rm content/folder content/Secret.md content/s.png content/Dangling.md content/circle",
            status: 0, says: ["leads out of the vault", "leads in a circle", "Dangling.md"],
            leaves: .new, adds: ["outside"]),
        Fault(
            name: "links in the site that lead out", way: .plain,
            inflict: """
                mkdir outside; mv public/index.html outside; mv public/sub outside
                ln -s ../outside/index.html public/index.html; ln -s ../outside/sub public/sub
                """,
            cure: "rm public/index.html public/sub", status: 2,
            says: ["was not made by site", "move it elsewhere"], leaves: .reduced,
            adds: ["outside"]),
    ]

    static let systems = [
        Fault(
            name: "a file system without locks", way: .preloaded("flock:ENOLCK:.lock"), status: 0,
            leaves: .new),
        Fault(
            name: "a file system without hard links", way: .preloaded("link:EPERM:"), status: 0,
            leaves: .new),
        Fault(
            name: "a file system that can't exchange folders", way: .preloaded("renameat2:EINVAL:"),
            status: 0, leaves: .new),
        Fault(
            name: "no other programs", way: .environment(["PATH": "/nowhere"]),
            inflict: "rm -r .cache", status: 0, says: ["tool-missing"],
            leaves: .reduced),
    ]

    static let contents = [
        Fault(
            name: "settings that are not YAML", way: .plain,
            inflict: "cp content/site.yml kept; echo 'title: [' >> content/site.yml",
            cure: "mv kept content/site.yml", status: 1,
            says: ["content/site.yml:", "this is not valid YAML"], leaves: .old),
        Fault(
            name: "a theme that lacks a template", way: .plain,
            arguments: ["--theme", "theme"],
            inflict: "mkdir -p theme/templates theme/assets", cure: "rm -r theme", status: 1,
            says: ["the theme has no template “note”"], leaves: .old),
    ]
}
