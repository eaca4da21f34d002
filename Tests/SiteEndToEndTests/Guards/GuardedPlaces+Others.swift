/// Files beside a site, missing content, and new notes.
extension GuardedPlace {
    static let leftovers = [
        GuardedPlace(
            name: "build: somebody's folder where the new site is written",
            prepare: "mkdir .public.new; echo precious > .public.new/x", command: build(),
            status: 2, says: [".public.new was not made by site"]),
        GuardedPlace(
            name: "build: somebody's folder where the old site is moved",
            prepare: "mkdir .public.new-old; echo precious > .public.new-old/x", command: build(),
            status: 2, says: [".public.new-old was not made by site"]),
        GuardedPlace(
            name: "build: a file where the new site is written",
            prepare: "echo precious > .public.new", command: build(), status: 2,
            says: [".public.new was not made by site"]),
        GuardedPlace(
            name: "build: a link where the new site is written",
            prepare: "ln -s mine .public.new", command: build(), status: 2,
            says: [".public.new was not made by site"]),
        GuardedPlace(
            name: "build: somebody's file where the lock is",
            prepare: "echo precious > .public.lock", command: build(), status: 2,
            says: [".public.lock was not made by site"]),
        GuardedPlace(
            name: "build: a pipe where the lock is", prepare: "mkfifo .public.lock",
            command: build(), status: 2, says: [".public.lock was not made by site"]),
        GuardedPlace(
            name: "build: a link where the lock is", prepare: "ln -s file .public.lock",
            command: build(), status: 2, says: [".public.lock was not made by site"]),
        GuardedPlace(
            name: "build: what killed builds left goes",
            prepare: """
                $BUILD; mkdir -p .public.new/sub .public.new-old; echo x > .public.new/sub/x
                echo 'site-output 2, unfinished' > .public.new/.site-output; touch .public.lock
                """,
            command: build(), status: 0,
            mayChange: ["public", ".cache", ".public.new", ".public.new-old", ".public.lock"],
            removes: [".public.new", ".public.new-old", ".public.lock"]),
        GuardedPlace(
            name: "clean: somebody's folder where sites are written",
            prepare: "$BUILD; mkdir .public.new; echo precious > .public.new/x", command: clean(),
            status: 2, says: [".public.new was not made by site"]),
    ]

    static let contents = ["clean", "build", "check", "run", "serve", "doctor"].flatMap { command in
        [
            GuardedPlace(
                name: "\(command): no content", prepare: "$BUILD",
                command: [command, "--content", "elsewhere"], status: 2,
                says: ["there is no folder", "elsewhere", "--content"]),
            GuardedPlace(
                name: "\(command): the content is a file", prepare: "$BUILD",
                command: [command, "--content", "file"], status: 2,
                says: ["file is a file, and notes lie in a folder"]),
        ]
    }

    static let notes = [
        GuardedPlace(
            name: "new: no content", command: ["new", "A", "--content", "elsewhere"], status: 2,
            says: ["there is no folder"]),
        GuardedPlace(
            name: "new: the content is a file", command: ["new", "A", "--content", "file"],
            status: 2, says: ["is a file, and notes lie in a folder"]),
        GuardedPlace(
            name: "new: a section above the content", command: ["new", "A", "--in", "../mine"],
            status: 2, says: ["lies outside"]),
        GuardedPlace(
            name: "new: a section that is a link out of the content",
            prepare: "ln -s ../mine content/link", command: ["new", "A", "--in", "link"], status: 2,
            says: ["symbolic link"]),
        GuardedPlace(
            name: "new: a section of hidden files", command: ["new", "A", "--in", ".obsidian"],
            status: 2, says: ["never published"]),
        GuardedPlace(
            name: "new: the note is there", command: ["new", "Note"], status: 2,
            says: ["exists already"]),
        GuardedPlace(
            name: "new: a link to nothing is there", prepare: "ln -s ../mine/new content/A.md",
            command: ["new", "A"], status: 2, says: ["exists already"]),
        GuardedPlace(
            name: "new: a section that is a file", prepare: "echo precious > content/Sub",
            command: ["new", "A", "--in", "Sub"], status: 2, says: ["not a folder"]),
        GuardedPlace(
            name: "new: a note in a new section", command: ["new", "A", "--in", "Sub/Deeper"],
            status: 0, mayChange: ["content/Sub"], makes: ["content/Sub/Deeper/A.md"]),
    ]

    /// A file that a vault or a theme names is published only if it is in that folder.
    static let reading = [
        GuardedPlace(
            name: "build: the theme names a file outside",
            prepare:
                "sed -i 's|^favicon:.*|favicon: ../mine/a.txt|' theme/theme.yml; grep mine theme/theme.yml",
            command: ["build", "--no-search"], status: 1,
            says: ["../mine/a.txt", "does not lie in the theme"],
            mayChange: [".cache", "public"]),
        GuardedPlace(
            name: "build: a file of the theme is a link out of it",
            prepare: "ln -sf ../../mine/a.txt theme/templates/note.mustache",
            command: ["build", "--no-search"], status: 1, says: ["lies outside of the folder"],
            mayChange: [".cache"]),
        GuardedPlace(
            name: "build: the settings are a link out of the vault",
            prepare: "ln -s ../mine/a.txt content/site.yml", command: ["build", "--no-search"],
            status: 1, says: ["content/site.yml", "leads out of the vault and is not read"],
            mayChange: [".cache"]),
    ]
}
