/// Places that a build or a check may be told to write to.
extension GuardedPlace {
    static let outputOfBuild = [
        GuardedPlace(
            name: "build: the output is a file", command: build("--output", "file"), status: 2,
            says: ["it is a file", "--output"]),
        GuardedPlace(
            name: "build: the output is a link to a file", prepare: "ln -s file link",
            command: build("--output", "link"), status: 2, says: ["it is a file"]),
        GuardedPlace(
            name: "build: the output is a link to nothing", prepare: "ln -s nowhere link",
            command: build("--output", "link"), status: 2, says: ["a symbolic link to nothing"]),
        GuardedPlace(
            name: "build: the output is a pipe", prepare: "mkfifo pipe",
            command: build("--output", "pipe"), status: 2, says: ["it is a named pipe"]),
        GuardedPlace(
            name: "build: the output lies below a file", command: build("--output", "file/public"),
            status: 2),
        GuardedPlace(
            name: "build: the output is a folder of somebody's", command: build("--output", "mine"),
            status: 2, says: ["was not made by site"]),
        GuardedPlace(
            name: "build: the output is a link to a folder of somebody's",
            prepare: "ln -s mine link", command: build("--output", "link"), status: 2,
            says: ["was not made by site"]),
        GuardedPlace(
            name: "build: the marker is a link",
            prepare: """
                ln -s ../elsewhere/c.txt mine/.site-output
                """,
            command: build("--output", "mine"), status: 2, says: ["was not made by site"]),
        GuardedPlace(
            name: "build: the marker is of another program",
            prepare: "echo other > mine/.site-output", command: build("--output", "mine"),
            status: 2, says: ["was not made by site"]),
        GuardedPlace(
            name: "build: the output is the root", command: build("--output", "/"), status: 2,
            says: ["it is the root folder"]),
        GuardedPlace(
            name: "build: the output is the home folder", command: build("--output", "../home"),
            status: 2, says: ["it is the home folder"]),
        GuardedPlace(
            name: "build: the output is the working directory", command: build("--output", "."),
            status: 2, says: ["it is the working directory"]),
        GuardedPlace(
            name: "build: the output is the content", command: build("--output", "content"),
            status: 2, says: ["it is the folder of notes"]),
        GuardedPlace(
            name: "build: the output lies in the records",
            command: build("--output", "content/_records/x"),
            status: 2, says: ["notes' data"]),
        GuardedPlace(
            name: "build: the output is the theme", command: build("--output", "theme"), status: 2,
            says: ["it is the theme"]),
        GuardedPlace(
            name: "build: the output lies in the theme", command: build("--output", "theme/public"),
            status: 2, says: ["it lies in the theme"]),
        GuardedPlace(
            name: "build: the output holds the caches",
            command: build("--output", "site", "--cache", "site/cache"), status: 2,
            says: ["it holds the folder of caches"]),
        GuardedPlace(
            name: "build: the output lies in the caches",
            command: build("--output", ".cache/site"), status: 2,
            says: ["it lies in the folder of caches"]),
        GuardedPlace(
            name: "build: an empty name is no folder", command: build("--output", ""), status: 64,
            says: ["--output needs the name of a folder"]),
        GuardedPlace(
            name: "build: only the marker is ours",
            prepare: "echo site > mine/.site-output; mkdir mine/empty",
            command: build("--output", "mine"), status: 0, says: ["output-kept", "a.txt"],
            mayChange: [".cache", "mine"], makes: ["mine/index.html"],
            keeps: ["mine/a.txt", "mine/sub/b.txt", "mine/empty"]),
        GuardedPlace(
            name: "build: what a user put into the site is in the way of a page",
            prepare: "$BUILD; echo precious > public/new.html; echo > content/New.md",
            command: build(), status: 2, says: ["public/new.html was not made by site"],
            mayChange: [".cache"]),
        GuardedPlace(
            name: "build: a folder that a user made is in the way of a page",
            prepare:
                "$BUILD; mkdir public/new.html; echo precious > public/new.html/x; echo > content/New.md",
            command: build(), status: 2, says: ["public/new.html"], mayChange: [".cache"]),
    ]

    static let cacheOfBuild = [
        GuardedPlace(
            name: "build: the cache is the home folder", command: build("--cache", "../home"),
            status: 0, says: ["nothing is cached", "it is the home folder"],
            mayChange: ["public"]),
        GuardedPlace(
            name: "build: the cache is a folder of somebody's", command: build("--cache", "mine"),
            status: 0, says: ["nothing is cached", "was not made by site"],
            mayChange: ["public"]),
        GuardedPlace(
            name: "build: the cache is the content", command: build("--cache", "content"),
            status: 0, says: ["it is the folder of notes"], mayChange: ["public"]),
        GuardedPlace(
            name: "build: the cache is the working directory", command: build("--cache", "."),
            status: 0, says: ["it is the working directory"], mayChange: ["public"]),
        GuardedPlace(
            name: "build: the cache is a file", command: build("--cache", "file"), status: 0,
            says: ["it is a file"], mayChange: ["public"]),
        GuardedPlace(
            name: "check: the cache is a folder of somebody's",
            command: ["check", "--samples", "none", "--cache", "mine"], status: 1,
            says: ["nothing is cached"]),
        GuardedPlace(
            name: "build: an empty cache is none", command: build("--cache", ""), status: 64,
            says: ["--cache needs the name of a folder"]),
    ]
}
