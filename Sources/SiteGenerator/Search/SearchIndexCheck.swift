import Foundation
import Tools

/// Throws unless an index is whole: its files lie where an index has them, none is empty, and all are
/// there that its entry tells of.
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
    // Two pages with the same words share a fragment.
    guard (fragments == 0) == (pages == 0), fragments <= pages,
        languages.values.allSatisfy({ names.contains("pagefind.\($0.hash).pf_meta") })
    else { throw Tool.Failure(description: "its index is not whole") }
}

/// Nothing leads out of the folder, and nothing has a kind that Pagefind's files do not have.
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
