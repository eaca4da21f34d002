import Foundation
import Testing

/// The program deletes, replaces and writes nothing that belongs to others. Each test works in a
/// new tree that contains its home folder.
struct GuardTests {
    @Test("Files that are not ours stay unchanged", arguments: GuardedPlace.all)
    func stays(_ place: GuardedPlace) throws {
        let tree = try GuardedTree()
        let prepared = try tree.shell(place.prepare.isEmpty ? "true" : place.prepare)
        try #require(prepared.status == 0, "\(prepared.errors)")
        let left = place.mayChange.map { "work/" + $0 }
        let kept = place.keeps.map { "work/" + $0 }
        let before = try tree.listing(without: left, but: kept)
        #expect(kept.allSatisfy { before[$0] != nil })

        let outcome = try tree.run(place.command)
        #expect(outcome.status == place.status, "\(outcome.output)\(outcome.errors)")
        for text in place.says {
            #expect(
                (outcome.output + outcome.errors).contains(text),
                "“\(text)” in: \(outcome.output)\(outcome.errors)")
        }
        let after = try tree.listing(without: left, but: kept)
        for path in Set(before.keys).union(after.keys).sorted() where before[path] != after[path] {
            let change = before[path] == nil ? "new" : after[path] == nil ? "gone" : "changed"
            Issue.record("\(path) is \(change)")
        }
        for path in place.removes { #expect(!tree.exists("work/" + path), "\(path) is gone") }
        for path in place.makes { #expect(tree.exists("work/" + path), "\(path) is there") }
        // A refusal must say what to do.
        if place.status == 2 { #expect(outcome.errors.contains("help: "), "\(outcome.errors)") }
    }

    @Test("There are many places, with different names")
    func places() {
        #expect(GuardedPlace.all.count >= 40)
        #expect(Set(GuardedPlace.all.map(\.name)).count == GuardedPlace.all.count)
    }

    @Test("Cleaning removes everything that a build has written, and reports how much")
    func cleaned() throws {
        let tree = try GuardedTree()
        let before = try tree.listing(without: [])
        #expect(try tree.run(["build", "--no-search"]).status == 0)
        #expect(try tree.run(["build", "--no-search"]).status == 0)
        let built = try tree.listing(without: [])
        let dry = try tree.run(["clean", "--dry-run"])
        #expect(dry.output.contains("would remove"), "\(dry.output)")
        #expect(try tree.listing(without: []) == built)
        let outcome = try tree.run(["clean"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            outcome.output
                == dry.output.replacingOccurrences(of: "would remove", with: "removed"))
        #expect(try tree.listing(without: []) == before)
        #expect(try tree.run(["clean"]).output.contains("nothing to remove"))
    }

    @Test("Files that a user puts into the built site stay there after each build")
    func kept() throws {
        let tree = try GuardedTree()
        let add = """
            echo example.org > public/CNAME; mkdir -p public/.git/objects public/own/empty
            echo precious > public/.git/HEAD; echo precious > public/note.txt
            ln -s nowhere public/own/link; chmod 700 public/own
            """
        #expect(try tree.run(["build", "--no-search"]).status == 0)
        #expect(try tree.shell(add).status == 0)
        let own = ["CNAME", ".git/HEAD", "note.txt", "own/link", "own/empty", ".git/objects"]
        for round in 0..<3 {
            #expect(try tree.shell("echo \(round) >> content/Note.md").status == 0)
            if round == 1 { #expect(try tree.shell("rm content/index.md").status == 0) }
            let outcome = try tree.run(["build", "--no-search", "--verbose"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.errors.contains("output-kept"), "\(outcome.errors)")
            for path in own { #expect(tree.exists("work/public/" + path), "\(path)") }
            #expect(!tree.exists("work/.public.new"))
        }
        let look = try tree.shell("cat public/CNAME public/.git/HEAD; stat -c %a public/own")
        #expect(look.output == "example.org\nprecious\n700\n")
        // Pages that no note has any longer are removed all the same.
        #expect(try tree.shell("mv content/Note.md content/Other.md").status == 0)
        #expect(try tree.run(["build", "--no-search"]).status == 0)
        #expect(!tree.exists("work/public/note.html"))
        #expect(tree.exists("work/public/other.html"))
        #expect(tree.exists("work/public/note.txt"))
        // A file that a user made is not replaced by a page with the same name either.
        #expect(
            try tree.shell("echo precious > public/third.html; echo > content/Third.md").status == 0
        )
        let conflict = try tree.run(["build", "--no-search"])
        #expect(conflict.status == 2)
        #expect(conflict.errors.contains("public/third.html was not made by site"))
        #expect(try tree.shell("cat public/third.html").output == "precious\n")
    }

    @Test(
        "Notes are rewritten in place of themselves, with their mode, and never outside the vault")
    func accepted() throws {
        let tree = try GuardedTree()
        let script = """
            printf '```sh id=a\\necho new\\n```\\n```output\\nold\\n```\\n' > content/A.md
            chmod 640 content/A.md; cp content/A.md ../elsewhere/Out.md
            ln -s ../../elsewhere/Out.md content/Out.md
            """
        #expect(try tree.shell(script).status == 0)
        let before = try tree.listing(without: ["work/content"])
        let outcome = try tree.run(["run", "--accept"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let look = try tree.shell(
            "stat -c %a content/A.md; grep -c new content/A.md; ls -A content")
        #expect(look.output.hasPrefix("640\n2\n"), "\(look.output)")
        #expect(!look.output.contains(".tmp"), "\(look.output)")
        #expect(try tree.listing(without: ["work/content"]) == before)
    }
}
