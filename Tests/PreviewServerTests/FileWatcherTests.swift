import Foundation
import Glibc
import PreviewServer
import Testing

/// Each test runs with the kernel's notifications and with polling.
@Suite(.timeLimit(.minutes(3)))
struct FileWatcherTests {
    enum Method: Sendable, CaseIterable { case inotify, polling }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var act: @Sendable (TemporaryFolder) throws -> Void
        /// The paths that must be reported in one batch, without any others.
        var paths: [String]
        /// The paths if only notifications report a folder in place of its files, or nil.
        var pathsOfNotifications: [String]?

        init(
            _ name: String, _ paths: [String], notifications: [String]? = nil,
            _ act: @escaping @Sendable (TemporaryFolder) throws -> Void
        ) {
            (testDescription, self.paths, self.act) = (name, paths, act)
            pathsOfNotifications = notifications
        }
    }

    /// The files that exist at the start.
    static func notes() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("content/a.md", "a")
        try folder.write("content/b.md", "b")
        try folder.write("content/Sub/c.md", "c")
        try folder.write("content/Sub/Deep/d.md", "d")
        try folder.write("content/public/index.html", "site")
        try folder.write("theme/page.mustache", "theme")
        try folder.write("other/x.md", "other")
        return folder
    }

    @Test(
        arguments: [
            Case("write", ["content/a.md"]) { try $0.write("content/a.md", "changed") },
            Case("append", ["content/a.md"]) { try $0.append("content/a.md", "more") },
            Case("second root", ["theme/page.mustache"]) {
                try $0.write("theme/page.mustache", "changed")
            },
            Case("new file", ["content/new.md"]) { try $0.write("content/new.md", "new") },
            Case("delete", ["content/a.md"]) { try $0.remove("content/a.md") },
            Case("rename", ["content/a.md", "content/z.md"]) {
                try $0.rename("content/a.md", "content/z.md")
            },
            Case("move between folders", ["content/Sub/a.md", "content/a.md"]) {
                try $0.rename("content/a.md", "content/Sub/a.md")
            },
            Case("move in", ["content/x.md"]) { try $0.rename("other/x.md", "content/x.md") },
            Case("move out", ["content/a.md"]) { try $0.rename("content/a.md", "other/a.md") },
            Case("deep file", ["content/Sub/Deep/d.md"]) {
                try $0.write("content/Sub/Deep/d.md", "changed")
            },
            Case("new nested folder with a file at once", ["content/x/y/z/new.md"]) {
                try $0.write("content/x/y/z/new.md", "new")
            },
            Case("folder moved in", ["content/other/x.md"]) {
                try $0.rename("other", "content/other")
            },
            Case(
                "folder renamed",
                [
                    "content/New/Deep/d.md", "content/New/c.md", "content/Sub/Deep/d.md",
                    "content/Sub/c.md",
                ],
                notifications: ["content/New/Deep/d.md", "content/New/c.md", "content/Sub"]
            ) { try $0.rename("content/Sub", "content/New") },
            Case(
                "folder moved out", ["content/Sub/Deep/d.md", "content/Sub/c.md"],
                notifications: ["content/Sub"]
            ) { try $0.rename("content/Sub", "other/Sub") },
            Case("folder deleted", ["content/Sub/Deep/d.md", "content/Sub/c.md"]) {
                try $0.remove("content/Sub")
            },
            Case("several files", ["content/Sub/c.md", "content/a.md", "content/b.md"]) {
                for name in ["a.md", "Sub/c.md", "b.md"] {
                    try $0.write("content/" + name, "changed")
                }
            },
            Case("one file, over and over", ["content/a.md"]) {
                for number in 0..<50 { try $0.write("content/a.md", "\(number)") }
            },
            Case("link", ["content/link.md"]) { try $0.link("content/link.md", to: "a.md") },
            Case("write a new file and rename over", ["content/a.md"]) {
                try $0.write("content/a.md.tmp.123", "changed")
                try $0.rename("content/a.md.tmp.123", "content/a.md")
            },
            Case("hidden file and rename over", ["content/a.md"]) {
                try $0.write("content/.a.md.swp", "swap")
                try $0.write("content/.goutputstream-X", "changed")
                try $0.rename("content/.goutputstream-X", "content/a.md")
                try $0.remove("content/.a.md.swp")
            },
            Case("Vim's dance", ["content/a.md"]) {
                try $0.write("content/4913", "")
                try $0.remove("content/4913")
                try $0.rename("content/a.md", "content/a.md~")
                try $0.write("content/a.md", "changed")
                try $0.remove("content/a.md~")
            },
            Case("JetBrains' dance", ["content/a.md"]) {
                try $0.write("content/a.md___jb_tmp___", "changed")
                try $0.rename("content/a.md", "content/a.md___jb_old___")
                try $0.rename("content/a.md___jb_tmp___", "content/a.md")
                try $0.remove("content/a.md___jb_old___")
            },
            Case("delete and write again", ["content/a.md"]) {
                try $0.remove("content/a.md")
                try $0.write("content/a.md", "changed")
            },
            Case("only what is not watched", []) {
                try $0.write("content/.obsidian/workspace.json", "x")
                try $0.write("content/.hidden.md", "x")
                try $0.write("content/a.md~", "x")
                try $0.write("content/#a.md#", "x")
                try $0.write("content/public/index.html", "x")
                try $0.write("content/public/new/page.html", "x")
                try $0.write("other/x.md", "x")
                try $0.makeFolder("content/Empty")
            },
        ], Method.allCases)
    func changesArriveInOneBatch(_ test: Case, method: Method) async throws {
        let folder = try Self.notes()
        var changes = watch(folder, method: method)
        try test.act(folder)
        let expected = (method == .inotify ? test.pathsOfNotifications : nil) ?? test.paths
        // This change comes last, so it shows that no other was reported before.
        if !expected.isEmpty {
            #expect(await changes.change() == .paths(expected.map { folder[$0] }))
        }
        try folder.write("content/b.md", "the last change")
        #expect(await changes.change() == .paths([folder["content/b.md"]]))
    }

    @Test(arguments: Method.allCases)
    func newFoldersAreWatchedToo(method: Method) async throws {
        let folder = try Self.notes()
        var changes = watch(folder, method: method)
        try folder.write("content/x/y/new.md", "new")
        _ = await changes.change()
        try folder.write("content/x/y/new.md", "changed")
        #expect(await changes.change() == .paths([folder["content/x/y/new.md"]]))
        try folder.rename("content/x", "content/z")
        _ = await changes.change()
        try folder.write("content/z/y/new.md", "changed again")
        #expect(await changes.change() == .paths([folder["content/z/y/new.md"]]))
    }

    @Test(arguments: Method.allCases)
    func folderMovedOutIsWatchedNoLonger(method: Method) async throws {
        let folder = try Self.notes()
        var changes = watch(folder, method: method)
        try folder.rename("content/Sub", "other/Sub")
        _ = await changes.change()
        try folder.write("other/Sub/c.md", "not ours any more")
        try folder.write("content/a.md", "changed")
        #expect(await changes.change() == .paths([folder["content/a.md"]]))
    }

    @Test(arguments: Method.allCases)
    func rootMayComeAndGo(method: Method) async throws {
        let folder = try Self.notes()
        try folder.remove("theme")
        var changes = watch(folder, method: method)
        try folder.write("theme/page.mustache", "new")
        #expect(await changes.change() == .paths([folder["theme/page.mustache"]]))
        try folder.remove("theme")
        #expect(await changes.change() == .paths([folder["theme/page.mustache"]]))
        try folder.write("theme/page.mustache", "newer")
        #expect(await changes.change() == .paths([folder["theme/page.mustache"]]))
    }

    @Test(arguments: Method.allCases)
    func rootMayBeAFile(method: Method) async throws {
        let folder = try Self.notes()
        var changes = watch(folder, roots: ["content/a.md"], method: method)
        try folder.write("content/b.md", "changed")
        try folder.write("content/a.md", "changed")
        #expect(await changes.change() == .paths([folder["content/a.md"]]))
    }

    @Test(arguments: Method.allCases)
    func rootWithinARootIsWatchedOnce(method: Method) async throws {
        let folder = try Self.notes()
        var changes = watch(folder, roots: ["content/Sub/", "content", "content/"], method: method)
        try folder.write("content/Sub/c.md", "changed")
        #expect(await changes.change() == .paths([folder["content/Sub/c.md"]]))
    }

    @Test(arguments: Method.allCases)
    func loopOfLinksEndsNowhere(method: Method) async throws {
        let folder = try Self.notes()
        try folder.link("content/Sub/loop", to: "..")
        var changes = watch(folder, method: method)
        try folder.write("content/Sub/c.md", "changed")
        #expect(await changes.change() == .paths([folder["content/Sub/c.md"]]))
    }

    /// Changes are collected until somebody asks for them.
    @Test(arguments: Method.allCases)
    func busyConsumerGetsOneBatch(method: Method) async throws {
        let folder = try Self.notes()
        var changes = watch(folder, method: method)
        for number in 0..<3 {
            try folder.write("content/\(number).md", "x")
            try await Task.sleep(for: .milliseconds(60))
        }
        let names = (0..<3).map { folder["content/\($0).md"] }
        #expect(await changes.change() == .paths(names))
    }

    @Test func lostNotificationsMeanEverything() async throws {
        let folder = try Self.notes()
        var changes = watch(folder, method: .inotify)
        for _ in 0...(try systemLimit("max_queued_events")) / 4 {
            try folder.rename("content/a.md", "content/z.md")
            try folder.rename("content/z.md", "content/a.md")
        }
        try folder.makeFolder("content/New")
        var change = await changes.change()
        while case .paths = change { change = await changes.change() }
        #expect(change == .everything)
        // A folder that was made in the meantime is watched.
        try folder.write("content/New/new.md", "new")
        while change == .everything { change = await changes.change() }
        #expect(change == .paths([folder["content/New/new.md"]]))
    }

    @Test(arguments: Method.allCases)
    func cancellationEndsTheSequenceAndClosesDescriptors(method: Method) async throws {
        let folder = try Self.notes()
        let limit = method == .inotify ? try systemLimit("max_user_instances") : 10
        for _ in 0...min(limit, 1000) {
            let consumer = Task {
                let changes = FileWatcher.changes(
                    in: [folder["content"]], method: method.value,
                    onFallback: { Issue.record("descriptors are left open: \($0)") })
                for await _ in changes {}
                return true
            }
            await Task.yield()
            consumer.cancel()
            #expect(await consumer.value)
        }
    }

    /// The limits of the kernel's notifications; see `inotify(7)`.
    func systemLimit(_ name: String) throws -> Int {
        let text = try String(contentsOfFile: "/proc/sys/fs/inotify/" + name, encoding: .utf8)
        return try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }
}

extension FileWatcherTests.Method {
    var value: FileWatcher.Method {
        self == .inotify ? .automatic : .polling(every: .milliseconds(40))
    }
}

private func watch(
    _ folder: TemporaryFolder, roots: [String] = ["content", "theme"],
    method: FileWatcherTests.Method
) -> some AsyncIteratorProtocol<FileChange, Never> {
    FileWatcher.changes(
        in: roots.map { folder[$0] }, ignoring: [folder["content/public"]],
        method: method.value, onFallback: { Issue.record("polling because \($0)") }
    ).makeAsyncIterator()
}

extension AsyncIteratorProtocol where Failure == Never {
    fileprivate mutating func change() async -> Element? { await next(isolation: nil) }
}
