import Basics
import Files
import Foundation
import Vault

/// The kinds of notes that `site new` can create.
package enum NoteKind: String, Sendable, CaseIterable {
    case note, subject, comparison
}

/// Creates a note from a template. It never replaces an existing file.
///
/// - Returns: the path below `content`.
/// - Throws: ``EnvironmentError`` if the title can't be a file name, or if the file exists.
package func createNote(
    title: String, section: String?, kind: NoteKind, content: String, date: String
) throws -> String {
    guard isDirectory(content) else {
        throw EnvironmentError(
            Files.kind(of: content).map { "\(content) is \($0), and notes lie in a folder" }
                ?? "there is no folder \(content)",
            help: "name the folder of notes by --content, or create it")
    }
    let title = title.trimmed
    // Obsidian refuses these characters in names, because links could not contain them.
    let forbidden = title.filter {
        "#|^:[]\\/\0\n\r\t".contains($0) || title.contains("%%") && $0 == "%"
    }
    guard !title.isEmpty, forbidden.isEmpty, !title.hasPrefix("."), !title.hasPrefix("_") else {
        throw EnvironmentError(
            "“\(title)” can't be a note's title",
            help:
                "a title is not empty, begins with neither . nor _, and holds none of # | ^ : [ ] \\ / %%"
        )
    }
    let section = (section ?? "").trimmed
    guard let relative = VaultPath.resolve(section + "/" + title + ".md", in: "") else {
        throw EnvironmentError(
            "the section “\(section)” lies outside \(content)",
            help: "name a folder below it by --in, such as Reference")
    }
    if let hidden = relative.folder.split(separator: "/").first(where: {
        $0.hasPrefix(".") || $0.hasPrefix("_")
    }) {
        throw EnvironmentError(
            "the section “\(section)” has a part “\(hidden)”, and such are never published",
            help: "name a folder by --in none of whose parts begins with . or _")
    }
    let text = template(kind, title: title, date: date)
    do throws(FileProblem) {
        try writeNewFile(relative.string, below: content, Array(text.utf8))
    } catch {
        if case .failed(EEXIST) = error.reason {
            throw EnvironmentError("\(relative) exists already", help: "choose another title")
        }
        throw EnvironmentError(
            "can't write \(relative): \(error)", help: "name another folder by --in")
    }
    return relative.string
}

private func template(_ kind: NoteKind, title: String, date: String) -> String {
    let id = slug(title)
    switch kind {
    case .note:
        return """
            ---
            description:
            tags: []
            created: \(date)
            ---

            What this note is about, in two sentences.

            ```python id=first title="What it shows"
            print("replace me")
            ```

            ```output
            replace me
            ```

            """
    case .subject:
        return """
            ---
            description:
            tags: []
            created: \(date)
            subject: {id: \(id), label: "\(title.replacing("\"", with: "\\\""))"}
            traits:
              # One line for each criterion in _model/criteria.yml, e.g.
              # model: {value: Preemptive, source: "https://…", as_of: "3.13"}
            ---

            What it is, and when to use it.

            ```python id=first title="The smallest use"
            print("replace me")
            ```

            """
    case .comparison:
        return """
            ---
            description:
            tags: []
            created: \(date)
            compare:
              subjects: []
              rows: []
            ---

            Who has to choose, and what decides.

            ```compare
            ```

            ## When to use the one

            ## When to use the other

            """
    }
}
