import Foundation
import Testing

/// Records are written, replaced and removed only below `_records`, and only if they are records.
struct RecordGuardTests {
    /// Something in the place of a record that is not ours.
    struct Obstacle: Sendable, CustomTestStringConvertible {
        var name: String
        /// A script that is run in the work folder before the first build.
        var script: String
        var says: [String]

        var testDescription: String { name }
    }

    static let obstacles = [
        Obstacle(
            name: "the note's folder is a link",
            script: "mkdir content/_records; ln -s ../../mine content/_records/N",
            says: ["_records/N: this is a symbolic link"]),
        Obstacle(
            name: "the folder of records is a link", script: "ln -s ../mine content/_records",
            says: ["_records: this is a symbolic link"]),
        Obstacle(
            name: "the folder of records is a link within the vault",
            script: "mkdir content/Real; ln -s Real content/_records",
            says: ["_records: this is a symbolic link"]),
        Obstacle(
            name: "the record is a link",
            script:
                "mkdir -p content/_records/N; ln -s ../../../mine/a.txt content/_records/N/package.json",
            says: ["package.json: this is a symbolic link"]),
        Obstacle(
            name: "its times are a link",
            script: """
                mkdir -p content/_records/N
                ln -s ../../../mine/a.txt content/_records/N/package.times.json
                """,
            says: ["package.times.json: this is a symbolic link"]),
        Obstacle(
            name: "the record is a link to nothing",
            script:
                "mkdir -p content/_records/N; ln -s ../../../mine/new content/_records/N/package.json",
            says: ["package.json: this is a symbolic link"]),
        Obstacle(
            name: "the record is a pipe",
            script: "mkdir -p content/_records/N; mkfifo content/_records/N/package.json",
            says: ["package.json: this is not a regular file"]),
        Obstacle(
            name: "the record is a folder",
            script: "mkdir -p content/_records/N/package.json/x",
            says: ["package.json: this is not a regular file"]),
        Obstacle(
            name: "the note's folder is a file",
            script: "mkdir content/_records; echo precious > content/_records/N",
            says: ["_records/N: this is not a folder"]),
        Obstacle(
            name: "the measurements' folder is a link",
            script: "mkdir content/_records; ln -s ../../mine content/_records/_measurements",
            says: ["_records/_measurements: this is a symbolic link"]),
    ]

    private static let note = """
        ```sh id=package
        echo 1
        ```

        ```sh measure=naps subject=short
        sleep 0.01
        ```

        ```sh measure=naps subject=long
        sleep 0.02
        ```
        """

    @Test(
        "Nothing is written through links or files that are not ours, and that is reported",
        arguments: obstacles)
    func obstructed(_ obstacle: Obstacle) throws {
        let tree = try GuardedTree()
        let isMeasured = obstacle.name.contains("measurements")
        let settings = isMeasured ? "samples: all\nlimits: {patience: 1ms}\n" : "samples: all\n"
        let note =
            isMeasured
            ? "---\nmeasures:\n  naps: {rounds: 6}\n---\n" + Self.note
            : "```sh id=package\necho 1\n```\n"
        try note.write(
            toFile: tree.folder + "/work/content/N.md", atomically: false, encoding: .utf8)
        try settings.write(
            toFile: tree.folder + "/work/content/site.yml", atomically: false, encoding: .utf8)
        #expect(try tree.shell("printf '{\"name\":\"precious\"}' > mine/package.json").status == 0)
        #expect(try tree.shell(obstacle.script).status == 0)
        let left = ["work/public", "work/.cache"] + (isMeasured ? ["work/content/_records/N"] : [])
        let before = try tree.listing(without: left)
        for command in [["build", "--no-search"], ["run"], ["run", "--accept"], ["check"]] {
            let outcome = try tree.run(command)
            #expect(outcome.status == 1, "\(command): \(outcome.errors)")
            for text in obstacle.says where !(isMeasured && command == ["check"]) {
                #expect(outcome.errors.contains(text), "\(command): \(outcome.errors)")
            }
            #expect(outcome.errors.contains("record-invalid") || isMeasured, "\(outcome.errors)")
            // A check doesn't measure, and reports so.
            if !isMeasured || command != ["check"] {
                #expect(!outcome.errors.contains("sample-not-run"), "one cause, one report")
            }
            #expect(try tree.listing(without: left) == before, "\(command)")
        }
    }

    @Test("Only files in the form of a record are removed, and links are not followed")
    func pruned() throws {
        let tree = try GuardedTree()
        let prepared = try tree.shell(
            """
            printf '```sh id=a\\necho 1\\n```\\n' > content/N.md
            echo 'samples: all' > content/site.yml
            $SITE build --no-search --quiet
            cp -r content/_records/N ../elsewhere/N
            cp -r content/_records/N content/_records/Gone
            ln -s ../../../elsewhere/N content/_records/Linked
            cp content/_records/N/a.json ../elsewhere/linked.json
            ln -s ../../../../elsewhere/linked.json content/_records/N/linked.json
            echo '{"name": "precious"}' > content/_records/package.json
            echo '{"key": "k"}' > content/_records/N/other.json
            echo precious > content/_records/N/thesis.tmp123
            echo precious > content/_records/N/.site-notes.tmp
            echo rubbish > content/_records/N/.site-01234567.tmp999999999
            mkdir content/_records/N/folder.json content/_records/Empty
            """)
        try #require(prepared.status == 0, "\(prepared.errors)")
        let gone = ["Gone", "N/.site-01234567.tmp999999999"].map { "work/content/_records/" + $0 }
        let left = ["work/public", "work/.cache"] + gone
        let before = try tree.listing(without: left)
        let outcome = try tree.run(["build", "--no-search"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try tree.listing(without: left) == before)
        for path in gone { #expect(!tree.exists(path), "\(path)") }
        let checked = try tree.run(["check"])
        #expect(checked.errors.contains("_records/package.json: warning"), "\(checked.errors)")
        #expect(
            checked.errors.contains("not have the form of a record"), "\(checked.errors)")
    }
}
