import Testing

@testable import Basics
@testable import SiteGenerator
@testable import Vault

@Suite("Sidebar")
struct SidebarTests {
    /// Returns the navigation of a vault with this many folders, subfolders of the first folder,
    /// and notes in the first subfolder.
    static func navigation(_ folders: Int, _ inner: Int, _ notes: Int) -> (Navigation, SitePlan) {
        func name(_ stem: String, _ number: Int) -> String { stem + String(1_000 + number) }
        var files: [String: String] = [:]
        for number in 0..<folders { files[name("a", number) + "/x.md"] = "" }
        for number in 0..<inner { files["a1000/" + name("b", number) + "/x.md"] = "" }
        for number in 0..<notes { files["a1000/b1000/" + name("n", number) + ".md"] = "" }
        let vault = makeVault(files)
        let plan = planSite(vault)
        return (Navigation(vault: vault, plan: plan, sections: []), plan)
    }

    static func html(_ page: String, in folder: String, of navigation: Navigation) -> String {
        let page = PagePath(page)
        let sidebar = Sidebar(navigation, for: page, in: folder)
        return String(decoding: sidebar.html(for: page), as: UTF8.self)
    }

    static func hrefs(_ html: String) -> [String] {
        html.matches(of: /href="([^"]*)"/).map { String($0.1) }
    }

    @Test(
        "Lists that fit are complete; otherwise the longest are cut, with a link to the whole list",
        arguments: [
            // The numbers of folders, subfolders and notes, then of all links and of links to whole
            // lists.
            (3, 2, 4, 11, 0),
            (10, 3, 35, 50, 0),
            (10, 3, 36, 51, 1),
            (24, 11, 38, 52, 2),
            (400, 300, 200, 52, 3),
            (1, 1, 5_000, 51, 1),
        ])
    func isBounded(folders: Int, inner: Int, notes: Int, links: Int, more: Int) {
        let (navigation, _) = Self.navigation(folders, inner, notes)
        let html = Self.html("a1000/b1000/n1000.html", in: "a1000/b1000", of: navigation)
        let listed = Self.hrefs(html)
        #expect(listed.count == links)
        #expect(html.matches(of: /class="nav-more"/).count == more)
        #expect(listed.count - more <= 50)
        #expect(html.matches(of: /aria-current="page"/).count == 1)
    }

    @Test("The page is in the middle of its neighbours, except near the ends")
    func isAroundThePage() throws {
        let (navigation, _) = Self.navigation(1, 1, 1_000)
        for (page, first, last) in [
            (1_000, 1_000, 1_046), (1_500, 1_477, 1_523), (1_999, 1_954, 1_999),
        ] {
            let html = Self.html("a1000/b1000/n\(page).html", in: "a1000/b1000", of: navigation)
            let notes = html.matches(of: /href="n(\d+).html"/).compactMap { Int($0.1) }
            #expect(notes == Array(first...last))
        }
    }

    @Test("The path to the page is always listed, however many folders are around it")
    func showsTheWay() {
        let (navigation, plan) = Self.navigation(300, 300, 1)
        for (folder, path) in plan.folderPaths where !folder.isEmpty {
            let html = Self.html(path.string, in: folder, of: navigation)
            #expect(html.contains(/aria-current="page"/), "\(folder)")
            #expect(Self.hrefs(html).count <= 60)
        }
    }
}
