import Foundation
import Testing

@Suite("The search index", .enabled("needs Pagefind") { Tools.has("pagefind") })
struct SearchIndexTests {
    private static let notes: [String: String] = {
        var notes: [String: String] = [:]
        for index in 0..<40 {
            let words = (0..<60).map { "word\(($0 * 7 + index * 13) % 211)" }
            notes["Section \(index % 5)/Note \(index).md"] = words.joined(separator: " ")
        }
        return notes
    }()

    private func build(
        _ vault: TinyVault, output: String, _ more: [String] = [], path: String? = nil,
        under prefix: [String] = []
    ) throws -> TinyVault.Outcome {
        var environment = Tools.environment
        environment["PATH"] = path
        return try TinyVault.Running(
            program: "/usr/bin/env",
            arguments: prefix + [
                TinyVault.program, "build", "--content", "content", "--output", output, "--theme",
                TinyVault.repository + "/theme",
            ] + more,
            directory: vault.folder, environment: environment.compactMapValues(\.self)
        ).finish()
    }

    @Test("Two file systems give the same index", .enabled(if: Namespace.isAvailable))
    func fileSystems() throws {
        let vault = try TinyVault(Self.notes)
        let namespace = try Namespace()
        try vault.makeFolder("disk")
        #expect(namespace.run("mount -t tmpfs none disk", in: vault.folder) == 0)
        #expect(try build(vault, output: "public", ["--no-cache"]).status == 0)
        let other = try build(
            vault, output: "disk/public", ["--no-cache"], under: namespace.prefix(in: vault.folder))
        #expect(other.status == 0, "\(other.errors)")
        let there = namespace.view(vault.folder + "/disk/public")
        let (mine, others) = (try vault.siteFiles(), try TinyVault.files(in: there))
        #expect(mine.keys.contains { $0.hasPrefix("pagefind/index/") })
        #expect(Set(mine.keys) == Set(others.keys))
        #expect(mine == others)
    }

    @Test("The order in which the folder was filled does not change the index")
    func orders() throws {
        var sites: [[String: Data]] = []
        for names in [Self.notes.keys.sorted(), Self.notes.keys.sorted().reversed()] {
            let vault = try TinyVault()
            for name in names { try vault.write(name, Self.notes[name] ?? "") }
            #expect(try build(vault, output: "public").status == 0)
            sites.append(try vault.siteFiles())
        }
        #expect(sites[0] == sites[1])
    }

    @Test("The index after several edits is the same as after one build")
    func incremental() throws {
        let vault = try TinyVault(Self.notes)
        #expect(try build(vault, output: "public").status == 0)
        try vault.write("Section 1/Note 1.md", "quite other words")
        try vault.remove("Section 2/Note 2.md")
        #expect(try build(vault, output: "public").status == 0)
        #expect(try build(vault, output: "rebuilt", ["--no-cache"]).status == 0)
        #expect(try vault.siteFiles() == TinyVault.files(in: vault.folder + "/rebuilt"))
    }

    @Test(
        "If the disk is full, the last site stays, and the next build makes the index again",
        .enabled(if: Namespace.isAvailable), arguments: [20, 60, 120])
    func noRoom(room: Int) throws {
        let vault = try TinyVault(["index.md": "First"])
        let namespace = try Namespace()
        let prefix = namespace.prefix(in: vault.folder)
        try vault.makeFolder("disk")
        #expect(namespace.run("mount -t tmpfs -o size=64m none disk", in: vault.folder) == 0)
        #expect(try build(vault, output: "disk/public", under: prefix).status == 0)
        let site = namespace.view(vault.folder + "/disk/public")
        let old = try TinyVault.files(in: site)
        for (path, text) in Self.notes { try vault.write(path, text) }
        // This shows that the pages fit, and how much space they take.
        #expect(
            try build(vault, output: "disk/other", ["--no-search"], under: prefix).status == 0)
        #expect(
            namespace.run(
                """
                used=$(($(du -sk disk/other | cut -f1) - $(du -sk disk/other/assets | cut -f1)))
                rm -r disk/other
                all=$(df -k --output=used disk | tail -1)
                mount -o remount,size=$((all + used + \(room)))k disk
                """, in: vault.folder) == 0)
        for _ in 0..<2 {
            let full = try build(vault, output: "disk/public", under: prefix)
            #expect(full.status == 2, "\(full.output)\(full.errors)")
            #expect(full.errors.contains("No space left on device"), "\(full.errors)")
            #expect(!full.errors.contains("nothing changed"))
            #expect(try TinyVault.files(in: site) == old)
        }
        #expect(namespace.run("mount -o remount,size=64m disk", in: vault.folder) == 0)
        let roomy = try build(vault, output: "disk/public", under: prefix)
        #expect(roomy.status == 0, "\(roomy.errors)")
        #expect(try build(vault, output: "public", ["--no-cache"]).status == 0)
        #expect(try TinyVault.files(in: site) == vault.siteFiles())
    }

    @Test("A damaged index, or one of another Pagefind, is made again")
    func damaged() throws {
        let vault = try TinyVault(Self.notes)
        #expect(try build(vault, output: "public").status == 0)
        let whole = try vault.siteFiles()
        let part = try #require(whole.keys.sorted().first { $0.hasPrefix("pagefind/index/") })
        try Data().write(to: URL(fileURLWithPath: vault.output + "/" + part))
        let again = try build(vault, output: "public")
        #expect(again.status == 0, "\(again.errors)")
        #expect(try vault.siteFiles() == whole)
    }

    /// The last answers of a fake Pagefind, which answers all earlier requests like the real one.
    static let answers: [(name: String, script: String)] = [
        ("a file outside", files("'../../evil.js'", "b'x'")),
        ("an absolute file", files("'/tmp/evil.js'", "b'x'")),
        ("a file below an unknown folder", files("'deep/er/evil.js'", "b'x'")),
        ("a file of another kind", files("'evil.html'", "b'<script>'")),
        ("a hidden file", files("'.htaccess'", "b'x'")),
        ("an empty file", files("'pagefind.js'", "b''")),
        ("no entry", files("'pagefind.js'", "b'x'")),
        ("a file twice", "files = [('pagefind.js', b'x'), ('pagefind.js', b'y')]\n" + tail),
        (
            "fewer files than its entry says",
            """
            entry = json.dumps({"languages": {"en": {"hash": "en_1", "page_count": 3}}}).encode()
            files = [('pagefind.js', b'x'), ('pagefind-entry.json', entry)]

            """ + tail
        ),
        ("an error", "say({'type': 'Error', 'message': 'out of order'})"),
        ("no files", "say({'type': 'GetFiles'})"), ("no JSON", "print('AAAA', end=',')"),
        ("no base64", "print('?', end=',')"), ("nothing", "pass"), ("a crash", "os.abort()"),
        ("a status", "sys.exit(3)"), ("no end", "while True: print('A' * 100000, end='')"),
    ]

    private static let tail = """
        say({"type": "GetFiles", "files": [
            {"path": p, "content": base64.b64encode(c).decode()} for p, c in files]})
        """

    private static func files(_ path: String, _ content: String) -> String {
        "files = [(\(path), \(content))]\n" + tail
    }

    @Test(
        "An index that is incomplete or has files outside its folder is not published",
        arguments: answers)
    func checked(name: String, script: String) throws {
        let vault = try TinyVault(["Note.md": "Hello."])
        let program = """
            #!/usr/bin/python3 -I
            import base64, json, os, sys
            id = 0
            def say(payload):
                message = json.dumps({"message_id": id, "payload": payload})
                print(base64.b64encode(message.encode()).decode(), end=",", flush=True)
            rest = b""
            while True:
                *requests, rest = rest.split(b",")
                for request in requests:
                    request = json.loads(base64.b64decode(request))
                    id, kind = request["message_id"], request["payload"]["type"]
                    if kind != "GetFiles":
                        say({"type": "Done"})
                        continue
            \(script.split(separator: "\n").map { "        " + $0 }.joined(separator: "\n"))
                    sys.exit(0)
                more = os.read(0, 65536)
                if not more: break
                rest += more

            """
        try vault.plant("bin/pagefind", program)
        // The program would not search in a folder below the working directory.
        let away = FileManager.default.temporaryDirectory.path + "/site-bin-" + UUID().uuidString
        try FileManager.default.moveItem(atPath: vault.folder + "/bin", toPath: away)
        defer { try? FileManager.default.removeItem(atPath: away) }
        let outcome = try build(vault, output: "public", path: away + ":" + TinyVault.pathWithTools)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            outcome.errors.contains("warning: the site has no search: Pagefind failed"),
            "\(outcome.errors)")
        #expect(vault.page("note.html") != nil)
        #expect(!vault.exists("public/pagefind"))
        let all = try FileManager.default.subpathsOfDirectory(atPath: vault.folder)
        #expect(!all.contains { $0.contains("evil") })
    }
}
