import Foundation
import Glibc
import Testing

/// An empty folder that is deleted with the value. Paths in it are relative.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("preview-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.resolvingSymlinksInPath().path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    subscript(name: String) -> String { path + "/" + name }

    /// Opens, writes and closes the file itself, as simple editors do.
    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    func append(_ name: String, _ text: String) throws {
        let file = try #require(fopen(self[name], "a"))
        fputs(text, file)
        fclose(file)
    }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        let parent = (self[name] as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(
            atPath: parent, withIntermediateDirectories: true)
        let file = try #require(fopen(self[name], "w"), "can't write \(name)")
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    func read(_ name: String) throws -> String {
        try String(contentsOfFile: self[name], encoding: .utf8)
    }

    /// Returns the paths of everything in it, sorted.
    func names() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
    }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(
            atPath: self[name], withIntermediateDirectories: true)
    }

    func rename(_ old: String, _ new: String) throws {
        try #require(Glibc.rename(self[old], self[new]) == 0)
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: self[name])
    }

    func makePipe(_ name: String) throws {
        try #require(mkfifo(self[name], 0o600) == 0)
    }

    func link(_ name: String, to target: String) throws {
        try #require(symlink(target, self[name]) == 0)
    }
}

/// Exchanges two folders in one step. Swift's Glibc module lacks `renameat2`, so it is looked up.
func exchange(_ a: String, _ b: String) throws {
    typealias RenameAt2 =
        @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    let symbol = try #require(dlsym(nil, "renameat2"))
    let exchange: UInt32 = 2
    let status = unsafeBitCast(symbol, to: RenameAt2.self)(AT_FDCWD, a, AT_FDCWD, b, exchange)
    try #require(status == 0)
}
