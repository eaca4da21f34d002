import Foundation
import Testing

@testable import Basics
@testable import SiteGenerator
@testable import Vault

extension Publisher {
    /// Publishes the files in one step.
    fileprivate func publish(
        _ files: [OutputFile],
        complete: (String, PublishReport) async throws -> Void = { _, _ in }
    ) async throws -> PublishReport {
        let publication = try begin()
        return try await publication.finish(files.map(publication.write), complete: complete)
    }
}

struct PublisherTests {
    private func file(_ path: String, _ text: String) -> OutputFile {
        OutputFile(path: PagePath(path), content: .bytes(Array(text.utf8)))
    }

    private func publisher(_ folder: TemporaryFolder) throws -> Publisher {
        try Publisher(output: folder.path + "/public", inputs: [], jobs: 2)
    }

    @Test(
        "A changed file is written, an unchanged one keeps its inode and time, an old one is removed"
    )
    func incremental() async throws {
        let folder = try TemporaryFolder()
        let publisher = try publisher(folder)
        var report = try await publisher.publish([
            file("a.html", "1"), file("x/b.html", "2"), file("c.html", "3"),
        ])
        #expect(report.written.count == 4)  // and the marker
        func inode(_ name: String) throws -> NSNumber? {
            try FileManager.default.attributesOfItem(atPath: folder.path + "/public/" + name)[
                .systemFileNumber] as? NSNumber
        }
        let before = try inode("x/b.html")
        report = try await publisher.publish([file("a.html", "new"), file("x/b.html", "2")])
        #expect(report.written == [PagePath("a.html")])
        #expect(report.removed == [PagePath("c.html")])
        #expect(try inode("x/b.html") == before)
        #expect(folder.read("public/a.html") == "new")
        #expect(folder.read("public/c.html") == nil)
        report = try await publisher.publish([file("a.html", "new"), file("x/b.html", "2")])
        #expect(report.isUnchanged)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["public"])
    }

    @Test("A failure leaves the old site complete and nothing beside it")
    func failure() async throws {
        let folder = try TemporaryFolder()
        let publisher = try publisher(folder)
        _ = try await publisher.publish([file("a.html", "old")])
        await #expect(throws: EnvironmentError.self) {
            try await publisher.publish([file("a.html", "new")]) { _, _ in
                throw EnvironmentError("stop")
            }
        }
        await #expect(throws: EnvironmentError.self) {
            let source = OutputFile(path: PagePath("b"), content: .copy(of: "/nonexistent"))
            _ = try await publisher.publish([file("a.html", "new"), source])
        }
        #expect(folder.read("public/a.html") == "old")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["public"])
    }

    @Test("A folder that is not a site is never replaced")
    func foreignFolder() throws {
        let folder = try TemporaryFolder()
        try folder.write("public/precious.txt", "mine")
        #expect(throws: EnvironmentError.self) { try publisher(folder) }
        #expect(throws: EnvironmentError.self) {
            try Publisher(output: folder.path, inputs: [folder.path + "/public"], jobs: 1)
        }
        #expect(throws: EnvironmentError.self) { try Publisher(output: "/", inputs: [], jobs: 1) }
        #expect(folder.read("public/precious.txt") == "mine")
    }

    @Test("The target of a link in the output folder is not written to")
    func linkInOutput() async throws {
        let folder = try TemporaryFolder()
        let publisher = try publisher(folder)
        _ = try await publisher.publish([file("a.html", "old")])
        try folder.write("outside", "precious")
        try FileManager.default.removeItem(atPath: folder.path + "/public/a.html")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/public/a.html", withDestinationPath: folder.path + "/outside")
        _ = try await publisher.publish([file("a.html", "new")])
        #expect(folder.read("outside") == "precious")
        #expect(folder.read("public/a.html") == "new")
    }
}
