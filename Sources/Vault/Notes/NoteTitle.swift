import Markdown

/// The title of a note: the front matter's `title`; else its first heading of level 1, when the
/// file's name says nothing of its own (`index`, `README`, its folder's name) or the same in kebab case;
/// else the file's name.
struct NoteTitle {
    let text: String
    /// True if the author gave it; false if it is the file's name.
    let isOwn: Bool

    init(_ path: VaultPath, _ frontMatter: FrontMatter, _ headings: [Heading]) {
        if let title = frontMatter.title?.text {
            (text, isOwn) = (title, true)
            return
        }
        let stem = String(path.stem)
        let folder = VaultPath(String(path.folder)).name
        let isNameless = ["index", "readme"].contains(stem.lowercased())
        let isFolders = isNameless || !folder.isEmpty && stem.folded == String(folder).folded
        if let heading = headings.first(where: { $0.level == 1 && !$0.isQuoted })?.text,
            !heading.isEmpty, isFolders || stem.spells(heading)
        {
            (text, isOwn) = (heading, true)
        } else if isNameless {
            (text, isOwn) = (folder.isEmpty ? "Home" : String(folder), false)
        } else {
            (text, isOwn) = (stem, false)
        }
    }
}

extension String {
    /// True if this is `title` in kebab or snake case.
    fileprivate func spells(_ title: String) -> Bool {
        guard !contains(where: { $0.isWhitespace || $0.isUppercase }) else { return false }
        return slug(replacing("_", with: "-")) == slug(title)
    }
}
