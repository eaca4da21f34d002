import Foundation
import FoundationXML
import Testing

/// Pages and files of the site besides its notes: recent changes, feed, graph, sources, downloads.
struct ServicePageTests {
    private func build(_ files: [String: String], _ arguments: [String] = []) throws -> TinyVault {
        let vault = try TinyVault(files)
        let outcome = try vault.run("build", arguments)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return vault
    }

    @Test("Recent changes and the feed name the newest first")
    func recent() throws {
        let vault = try build([
            "Old & <odd>.md": "---\nupdated: 2024-01-01\n---\nOld text",
            "New.md": "---\nupdated: 2026-02-03T10:00:00+02:00\ntags: [a]\n---\nNew text",
            "Undated.md": "text",
        ])
        let page = try #require(vault.page("recent.html"))
        let new = try #require(page.range(of: "entry-title\" href=\"new.html"))
        let old = try #require(page.range(of: "entry-title\" href=\"old-and-odd.html"))
        #expect(new.lowerBound < old.lowerBound)
        let feed = try #require(vault.page("feed.xml"))
        #expect(XMLParser(data: Data(feed.utf8)).parse())
        #expect(feed.contains("<updated>2026-02-03T08:00:00Z</updated>"))
        #expect(feed.contains("<title>Old &amp; &lt;odd&gt;</title>"))
        let ids = feed.matches(of: /<id>([^<]*)<\/id>/).map { String($0.1) }
        #expect(ids.count == 3 && Set(ids).count == 3)
        #expect(
            ids.allSatisfy {
                $0.wholeMatch(
                    of: /urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}/)
                    != nil
            })
    }

    @Test("With a base URL, the feed, llms.txt and the page's metadata are absolute")
    func absolute() throws {
        let vault = try build(
            ["Sub/A.md": "---\nupdated: 2024-01-01\n---\nText"],
            ["--base-url", "https://example.org/x"])
        #expect(
            vault.page("feed.xml")?.contains("<id>https://example.org/x/sub/a.html</id>") == true)
        #expect(vault.page("llms.txt")?.contains("[A](https://example.org/x/sub/a.md)") == true)
        let page = try #require(vault.page("sub/a.html"))
        #expect(page.contains("<link rel=\"canonical\" href=\"https://example.org/x/sub/a.html\">"))
        let json = try #require(page.firstMatch(of: /ld\+json">(.*?)<\/script>/)).1
        let data = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        #expect(data?["url"] as? String == "https://example.org/x/sub/a.html")
        #expect(data?["dateModified"] as? String == "2024-01-01")
    }

    @Test("Each note's Markdown is published beside its page")
    func sources() throws {
        let text = "---\ntags: [a]\n---\nText with [[B]].\n"
        let vault = try build([
            "Sub/A.md": text, "B.md": "b", "Draft.md": "---\ndraft: true\n---\n",
        ])
        #expect(vault.page("sub/a.md") == text)
        #expect(vault.page("draft.md") == nil)
        #expect(vault.page("sub/a.html")?.contains("href=\"a.md\"") == true)
    }

    @Test("The graph of a note has at most sixteen neighbours")
    func localGraph() throws {
        var files = ["Hub.md": "", "Alone.md": "text"]
        for index in 0..<60 {
            files["N\(index).md"] = "[[Hub]]"; files["Hub.md"]? += "[[N\(index)]] "
        }
        let vault = try build(files)
        let graph = try #require(
            vault.page("hub.html")?.firstMatch(of: /<svg class="graph".*?<\/svg>/)
        ).0
        #expect(graph.matches(of: /<a href="n\d+\.html">/).count == 16)
        #expect(
            vault.page("n7.html")?.firstMatch(of: /<svg class="graph".*?hub\.html.*?<\/svg>/) != nil
        )
        #expect(vault.page("alone.html")?.contains("class=\"graph\"") == false)
        #expect(vault.page("graph.html")?.contains("61 notes and 60 links") == true)
    }

    @Test("A note may have the name of one of the site's own pages")
    func names() throws {
        let vault = try build(["Graph.md": "my graph", "Recent.md": "my news"])
        #expect(vault.page("graph.html")?.contains("my graph") == true)
        #expect(vault.page("recent.html")?.contains("my news") == true)
        #expect(vault.page("colophon.html")?.contains("<dt>Notes</dt><dd>2</dd>") == true)
    }

    @Test("A tag's page lists the tags below it")
    func nestedTags() throws {
        let vault = try build(["A.md": "#one/two/three"])
        #expect(vault.page("tags/one.html")?.contains("href=\"one/two.html\">#one/two<") == true)
        #expect(vault.page("tags/one.html")?.contains("one/two/three.html") == false)
        #expect(vault.page("tags/one/two.html")?.contains("href=\"two/three.html\"") == true)
    }

    @Test("A table's alignment is a class, and a sample's id differs from that of a heading")
    func markup() throws {
        let vault = try build([
            "A.md": "## Same\n\n| a |\n|--:|\n| b |\n\n```python id=same\nprint(1)\n```\n"
        ])
        let page = try #require(vault.page("a.html"))
        #expect(page.contains("<td class=\"align-right\">b</td>"))
        #expect(page.contains("id=\"sample-same\""))
        #expect(vault.page("samples/a/same.py") == "print(1)\n")
        #expect(page.contains("href=\"samples/a/same.py\" download"))
    }
}
