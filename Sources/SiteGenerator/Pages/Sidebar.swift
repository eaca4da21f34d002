import Basics
import Evidence
import Files
import Vault

/// The sidebar of all pages of one folder. It is written once: the pages differ only in the link
/// that is marked as the current page and, in a large folder, in the notes that are listed. The
/// number of entries is limited.
struct Sidebar {
    /// The values that pages with the same sidebar have in common. Links are relative, so the pages
    /// must lie in the same folder of the site.
    struct Key: Equatable {
        var folder: String
        var pageFolder: Substring

        init(_ page: PagePath, in folder: String) {
            self.folder = folder
            pageFolder = page.folder
        }
    }

    fileprivate struct Part {
        var html: [UInt8] = []
        /// The page of each link, and the offset at which the mark of the current page is inserted.
        var marks: [(page: PagePath, offset: Int)] = []
    }

    /// The HTML before and after the notes of the folder itself.
    private var head = Part()
    private var tail = Part()
    /// The notes of the folder itself, one part for each.
    private var notes: [Part] = []
    private var place: [PagePath: Int] = [:]
    private var linkToAll: [UInt8] = []
    private var isAfterNotes = false

    /// The maximum number of links in total. The longest lists are shortened until they fit.
    private static let linkLimit = 50
    /// The minimum length of a list that is shortened.
    private static let leastCount = 6

    /// The maximum number of entries in each list.
    private let listLimit: Int

    init(_ navigation: Navigation, for page: PagePath, in folder: String) {
        listLimit = Self.listLimit(navigation, folder)
        head.html.append("<ul class=\"nav-tree\">" as StaticString)
        if let root = navigation.folders[""] {
            add(root, named: "", current: folder, page: page, of: navigation)
        }
        write("</ul>")
    }

    func html(for page: PagePath) -> [UInt8] {
        var html: [UInt8] = []
        let shown = window(of: notes, around: place[page])
        html.reserveCapacity(
            shown.reduce(head.html.count + tail.html.count + 128) { $0 + $1.html.count })
        write(head, current: page, to: &html)
        for note in shown { write(note, current: page, to: &html) }
        if shown.count < notes.count { html += linkToAll }
        write(tail, current: page, to: &html)
        return html
    }

    private func write(_ part: Part, current page: PagePath, to html: inout [UInt8]) {
        var start = 0
        for mark in part.marks where mark.page == page {
            html += part.html[start..<mark.offset]
            html.append(" aria-current=\"page\"" as StaticString)
            start = mark.offset
        }
        html += part.html[start...]
    }
}

extension Sidebar {
    private mutating func add(
        _ folder: Navigation.Folder, named name: String, current: String, page: PagePath,
        of navigation: Navigation
    ) {
        let linkToAll = Self.linkToAll(folder.notes.count, at: page.href(to: folder.path))
        let items = folder.notes.map { item in
            var part = Part()
            part.html.append("<li>" as StaticString)
            part.add(item.title, item.path, from: page)
            part.html.append("</li>" as StaticString)
            return part
        }
        if name == current {
            notes = items
            for (index, item) in folder.notes.enumerated() { place[item.path] = index }
            self.linkToAll = Array(linkToAll.utf8)
            isAfterNotes = true
        } else {
            let shown = window(of: items, around: nil)
            for part in shown { write(part) }
            if shown.count < items.count { write(linkToAll) }
        }
        let isOnPath = { (path: String) in current == path || current.hasPrefix(path + "/") }
        let shown = window(
            of: folder.folders, around: folder.folders.firstIndex(where: isOnPath))
        for path in shown {
            guard let child = navigation.folders[path] else { continue }
            let isOpen = isOnPath(path)
            write(isOpen ? "<li class=\"nav-folder is-open\">" : "<li class=\"nav-folder\">")
            var link = Part()
            link.add(child.title, child.path, from: page)
            write(link)
            if isOpen {
                write("<ul>")
                add(child, named: path, current: current, page: page, of: navigation)
                write("</ul>")
            }
            write("</li>")
        }
        if shown.count < folder.folders.count {
            write(Self.linkToAll(folder.folders.count, at: page.href(to: folder.path)))
        }
    }

    private static func linkToAll(_ count: Int, at href: String) -> String {
        "<li class=\"nav-more\"><a href=\"\(href)\">All \(formatCount(count))</a></li>"
    }

    private mutating func write(_ html: String) {
        if isAfterNotes { tail.html.append(html) } else { head.html.append(html) }
    }

    private mutating func write(_ part: Part) {
        if isAfterNotes { tail.add(part) } else { head.add(part) }
    }

    /// Returns the maximum length of the lists on the path to `folder` for which all of them fit.
    private static func listLimit(_ navigation: Navigation, _ folder: String) -> Int {
        var counts: [Int] = []
        var path: String? = folder
        while let name = path {
            if let folder = navigation.folders[name] {
                counts += [folder.notes.count, folder.folders.count]
            }
            path = name.isEmpty ? nil : String(VaultPath(name).folder)
        }
        return (leastCount..<linkLimit).last { limit in
            counts.reduce(0) { $0 + min($1, limit) } <= linkLimit
        } ?? leastCount
    }

    private func window<Item>(of items: [Item], around place: Int?) -> ArraySlice<Item> {
        if items.count <= listLimit { return items[...] }
        let start = max(0, min((place ?? 0) - listLimit / 2, items.count - listLimit))
        return items[start..<(start + listLimit)]
    }
}

extension Sidebar.Part {
    fileprivate mutating func add(_ title: String, _ path: PagePath, from page: PagePath) {
        html.append("<a href=\"" as StaticString)
        html.append(page.href(to: path))
        html.append("\"" as StaticString)
        marks.append((path, html.count))
        html.append(">" as StaticString)
        html.append(escaped: title)
        html.append("</a>" as StaticString)
    }

    fileprivate mutating func add(_ other: Self) {
        marks += other.marks.map { ($0.page, $0.offset + html.count) }
        html += other.html
    }
}
