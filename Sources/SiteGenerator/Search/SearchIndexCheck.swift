import Foundation
import Tools

/// Throws if an index is not complete: its files must have the paths of an index, none may be
/// empty, and all that its entry file names must exist.
func checkIndex(_ files: [(path: String, content: Data)]) throws {
    let names = Set(files.map(\.path))
    guard names.count == files.count else {
        throw Tool.Failure(description: "its index has a file twice")
    }
    for (path, content) in files {
        guard isIndexPath(path) else {
            throw Tool.Failure(description: "its index has a file \(path.debugDescription)")
        }
        guard !content.isEmpty else {
            throw Tool.Failure(description: "\(path) of its index is empty")
        }
    }
    guard let entry = files.first(where: { $0.path == "pagefind-entry.json" })?.content,
        let languages = try? JSONDecoder().decode(IndexEntry.self, from: entry).languages,
        names.contains("pagefind.js")
    else { throw Tool.Failure(description: "its index has no entry") }
    let fragments = names.count { $0.hasPrefix("fragment/") }
    let pages = languages.values.reduce(0) { $0 + $1.pageCount }
    // Pages with the same words share a fragment.
    guard (fragments == 0) == (pages == 0), fragments <= pages,
        languages.values.allSatisfy({ names.contains("pagefind.\($0.hash).pf_meta") })
    else { throw Tool.Failure(description: "its index is not complete") }
}

/// Returns false for paths that lead out of the folder, and for file types that Pagefind doesn't
/// write.
private func isIndexPath(_ path: String) -> Bool {
    path.wholeMatch(
        of:
            /(?:(?:fragment|index|filter)\/)?[A-Za-z0-9][A-Za-z0-9_.-]*\.(?:js|json|pagefind|pf_[a-z]+)/
    ) != nil
}

private struct IndexEntry: Decodable {
    struct Language: Decodable {
        var hash: String
        var pageCount: Int

        enum CodingKeys: String, CodingKey {
            case hash
            case pageCount = "page_count"
        }
    }

    var languages: [String: Language]
}
