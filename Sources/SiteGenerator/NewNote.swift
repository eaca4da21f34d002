import Foundation

/// What `site new` can make.
package enum NoteKind: String, Sendable, CaseIterable {
    case note, subject, comparison
}

/// Writes a new note from a template; never over an existing file.
///
/// - Returns: its path below `content`.
/// - Throws: ``EnvironmentError`` when the title can't name a file, or the file is there.
package func createNote(
    title: String, section: String?, kind: NoteKind, content: String, date: String
) throws -> String {
    let title = title.trimmed
    // What Obsidian refuses in a name, since links could not reach it.
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
    guard let relative = VaultPath.resolve((section ?? "") + "/" + title + ".md", in: "") else {
        throw EnvironmentError("the section “\(section ?? "")” lies outside \(content)")
    }
    let path = content + "/" + relative.string
    if fileExists(path) {
        throw EnvironmentError("\(relative) exists already", help: "choose another title")
    }
    do {
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
            withIntermediateDirectories: true)
    } catch {
        throw EnvironmentError("can't create the folder of \(relative): \(error)")
    }
    guard writeFile(path, Array(template(kind, title: title, date: date).utf8)) else {
        throw EnvironmentError("can't write \(relative): \(lastError())")
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
