/// Names and forms of folders with which the program once deleted their content, or could have.
extension GuardedPlace {
    static let all =
        cacheOfClean + outputOfClean + outputOfBuild + cacheOfBuild + leftovers
        + contents + notes + reading

    static func clean(_ arguments: String...) -> [String] { ["clean"] + arguments }

    static func build(_ arguments: String...) -> [String] {
        ["build", "--no-search", "--samples", "none"] + arguments
    }

    private static let mark = "printf 'Signature: 8a477f597d28d172789f06886806bc55\\n'"

    static let cacheOfClean = [
        GuardedPlace(
            name: "clean: the cache is the home folder", command: clean("--cache", "../home"),
            status: 2, says: ["it is the home folder", "--cache"]),
        GuardedPlace(
            name: "clean: the cache is the root", command: clean("--cache", "/"), status: 2,
            says: ["it is the root folder"]),
        GuardedPlace(
            name: "clean: the cache is the working directory", command: clean("--cache", "."),
            status: 2, says: ["it is the working directory"]),
        GuardedPlace(
            name: "clean: the cache is above the working directory",
            command: clean("--cache", ".."), status: 2, says: ["it holds the"]),
        GuardedPlace(
            name: "clean: the cache is the content", command: clean("--cache", "content"),
            status: 2, says: ["it is the folder of notes"]),
        GuardedPlace(
            name: "clean: the cache lies among the notes", prepare: "mkdir content/Sub",
            command: clean("--cache", "content/Sub"), status: 2,
            says: ["it lies in the folder of notes"]),
        GuardedPlace(
            name: "clean: the cache is the data of the notes",
            command: clean("--cache", "content/_model"), status: 2, says: ["notes' data"]),
        GuardedPlace(
            name: "clean: the cache is the theme", command: clean("--cache", "theme"), status: 2,
            says: ["it is the theme"]),
        GuardedPlace(
            name: "clean: the cache lies in the theme", command: clean("--cache", "theme/assets"),
            status: 2, says: ["it lies in the theme"]),
        GuardedPlace(
            name: "clean: the cache is the output", prepare: "$BUILD",
            command: clean("--cache", "public"), status: 2, says: ["the folder of caches"]),
        GuardedPlace(
            name: "clean: the cache is a checkout",
            prepare: "mkdir mine/.git; \(mark) > mine/CACHEDIR.TAG",
            command: clean("--cache", "mine"), status: 2, says: ["it is a git checkout"]),
        GuardedPlace(
            name: "clean: the cache lies in a repository", prepare: "mkdir -p mine/.git/objects/ab",
            command: clean("--cache", "mine/.git/objects"), status: 2, says: ["git repository"]),
        GuardedPlace(
            name: "clean: a folder of somebody's", command: clean("--cache", "mine"), status: 2,
            says: ["was not made by site", "a.txt"]),
        GuardedPlace(
            name: "clean: a folder that another program has marked as its cache",
            prepare: "\(mark) > mine/CACHEDIR.TAG; echo x > mine/graphs",
            command: clean("--cache", "mine"), status: 2, says: ["was not made by site"]),
        GuardedPlace(
            name: "clean: names like ours beside one that is not",
            prepare: "rm -r mine/*; touch mine/graphs mine/math mine/thesis.doc",
            command: clean("--cache", "mine"), status: 2, says: ["thesis.doc"]),
        GuardedPlace(
            name: "clean: a link to the home folder", prepare: "ln -s ../home c",
            command: clean("--cache", "c"), status: 2, says: ["it is the home folder"]),
        GuardedPlace(
            name: "clean: a link to our own cache", prepare: "$BUILD; mv .cache c; ln -s c .cache",
            command: clean(), status: 2, says: ["symbolic link"]),
        GuardedPlace(
            name: "clean: the cache has become a link to a folder of somebody's",
            prepare: "$BUILD; rm -r .cache; ln -s mine .cache", command: clean(), status: 2,
            says: ["was not made by site"]),
        GuardedPlace(
            name: "clean: a folder of a link to the home folder", prepare: "ln -s .. up",
            command: clean("--cache", "up/home"), status: 2, says: ["it is the home folder"]),
        GuardedPlace(
            name: "clean: the cache is a file", command: clean("--cache", "file"), status: 2,
            says: ["it is a file"]),
        GuardedPlace(
            name: "clean: the cache is a pipe", prepare: "mkfifo pipe",
            command: clean("--cache", "pipe"), status: 2, says: ["it is a named pipe"]),
        GuardedPlace(
            name: "clean: an empty name is no folder", command: clean("--cache", ""), status: 64,
            says: ["--cache needs the name of a folder"]),
        GuardedPlace(
            name: "clean: no output is not the working directory", command: clean("--output", ""),
            status: 64, says: ["--output needs the name of a folder"]),
        GuardedPlace(
            name: "clean: our cache, and in it somebody's files and links",
            prepare: """
                $BUILD; mkdir .cache/own; echo precious > .cache/own/x; echo x > .cache/y
                rm -f .cache/graphs; ln -s ../mine/a.txt .cache/graphs; ln -s ../mine .cache/math
                """,
            command: clean(), status: 0, says: ["left there, since no build has made it"],
            mayChange: ["public", ".cache"], removes: ["public"],
            keeps: [
                ".cache/own/x", ".cache/y", ".cache/graphs", ".cache/math", ".cache/CACHEDIR.TAG",
            ]),
        GuardedPlace(
            name: "clean: a cache of an earlier version, without a mark",
            prepare: "mkdir .cache; touch .cache/graphs .cache/stamp-0123456789ab .cache/link-map",
            command: clean(), status: 0, says: ["removed 3 files"], mayChange: [".cache"],
            removes: [".cache"]),
        GuardedPlace(
            name: "clean: nothing is there", command: clean(), status: 0,
            says: ["nothing to remove"]),
        GuardedPlace(
            name: "clean: a dry run", prepare: "$BUILD", command: clean("--dry-run"), status: 0,
            says: ["would remove", "public"]),
    ]

    static let outputOfClean = [
        GuardedPlace(
            name: "clean: the output is the home folder", command: clean("--output", "../home"),
            status: 2, says: ["it is the home folder"]),
        GuardedPlace(
            name: "clean: the output is a folder of somebody's",
            command: clean("--output", "mine"), status: 2, says: ["was not made by site"]),
        GuardedPlace(
            name: "clean: a refused cache saves the site too", prepare: "$BUILD",
            command: clean("--cache", "mine"), status: 2),
        GuardedPlace(
            name: "clean: the site holds somebody's files",
            prepare: "$BUILD; echo precious > public/CNAME",
            command: clean(), status: 0, says: ["left there", "CNAME"],
            mayChange: [".cache", "public"], removes: ["public/index.html", ".cache"],
            keeps: ["public/CNAME"]),
        GuardedPlace(
            name: "clean: a page has become a link",
            prepare: "$BUILD; ln -sf ../file public/note.html",
            command: clean(), status: 0, says: ["left there", "note.html"],
            mayChange: [".cache", "public"], removes: ["public/index.html", ".cache"],
            keeps: ["public/note.html"]),
        GuardedPlace(
            name: "clean: a forged marker names files above it",
            prepare: """
                mkdir public; printf 'site-output 2\\n../file\\n../mine/a.txt\\n/etc/passwd\\n' \\
                    > public/.site-output; echo precious > public/x
                """,
            command: clean(), status: 0, says: []),
        GuardedPlace(
            name: "clean: the marker of an earlier version, which listed nothing",
            prepare: "mkdir public; echo site > public/.site-output; echo precious > public/x",
            command: clean(), status: 2, says: ["earlier version"]),
        GuardedPlace(
            name: "clean: the site is a checkout", prepare: "$BUILD; mkdir public/.git",
            command: clean(), status: 2, says: ["it is a git checkout"]),
        GuardedPlace(
            name: "clean: the output is a link",
            prepare: "$BUILD; mv public real; ln -s real public",
            command: clean(), status: 2, says: ["symbolic link"]),
    ]
}
