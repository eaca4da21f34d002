internal import CTreeSitter
import Foundation

/// A tree-sitter grammar installed on this machine as a shared library `LANGUAGE-VERSION.so`.
package struct Grammar: Sendable, Hashable {
    package let name: String
    package let version: String
    package let path: String

    /// Returns the grammars in these folders. For each language, the first folder that has one
    /// counts, and in it the newest version.
    package static func find(in folders: [String]) -> [Grammar] {
        var found: [String: Grammar] = [:]
        for folder in folders {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            let here = names.compactMap { Grammar(file: $0, in: folder) }
            for grammar in here.sorted(by: { $0.isNewer(than: $1) })
            where found[grammar.name] == nil {
                found[grammar.name] = grammar
            }
        }
        return found.values.sorted { $0.name < $1.name }
    }

    private init?(file: String, in folder: String) {
        guard file.hasSuffix(".so"), let dash = file.lastIndex(of: "-") else { return nil }
        name = String(file[..<dash])
        version = String(file[file.index(after: dash)...].dropLast(3))
        path = folder + "/" + file
    }

    private func isNewer(than other: Grammar) -> Bool {
        version.compare(other.version, options: .numeric) == .orderedDescending
    }

    /// The library's function that returns the grammar's tables, which are never freed.
    typealias Entry = @Sendable @convention(c) () -> OpaquePointer?

    /// Returns nil if the library can't be loaded, is not a grammar, or needs another version of
    /// tree-sitter.
    func load() -> Entry? {
        guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL),
            let symbol = dlsym(library, "tree_sitter_" + name)
        else { return nil }
        let entry = unsafeBitCast(symbol, to: Entry.self)
        let readable =
            UInt32(
                TREE_SITTER_MIN_COMPATIBLE_LANGUAGE_VERSION)...UInt32(TREE_SITTER_LANGUAGE_VERSION)
        guard let tables = entry(), readable.contains(ts_language_version(tables)) else {
            return nil
        }
        return entry
    }
}
