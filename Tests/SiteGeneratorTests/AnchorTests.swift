import Markdown
import Testing

@testable import SiteGenerator
@testable import Vault

struct AnchorTests {
    private static let note = """
        # Title
        ## Setup
        ### Linux
        ## Usage
        ### Linux
        #### Linux
        ## C
        ## C++
        ## C#
        ## What's `new`, and **why**?
        ## See [[B|the other]]
        ## [GitHub](https://github.com) pages
        ## Größe & Maß
        ## 安装
        ## A: B | C # D
        ## Add emoji prefix
        ## Setup
        ## 100 % sure
        <a id="raw"></a><a name='old'></a>

        A paragraph. ^para
        - item ^item-1

        > quote

        ^Quote
        """

    @Test(
        "A place in a note is found by its text, its chain, its identifier or its block",
        arguments: [
            ("Setup", "setup"), ("setup", "setup"), ("  Setup ", "setup"),
            ("Linux", "linux"), ("Usage#Linux", "linux-1"), ("Title#Usage#Linux", "linux-1"),
            ("Usage#Linux#Linux", "linux-2"), ("Setup#Linux", "linux"),
            // A chain may leave out levels.
            ("Title#Linux", "linux"),
            ("Linux#Setup", nil), ("Setup#Windows", nil),
            ("C", "c"), ("C++", "c-1"), ("C#", "c-2"), ("c++", "c"),
            ("What's new, and why?", "whats-new-and-why"),
            ("whats-new-and-why", "whats-new-and-why"),
            ("What's `new`, and **why**?", "whats-new-and-why"),
            ("See the other", "see-the-other"), ("See B the other", "see-the-other"),
            ("GitHub pages", "github-pages"), ("GitHub https github.com pages", "github-pages"),
            ("Größe & Maß", "größe--maß"), ("größe maß", "größe--maß"),
            ("größe--maß", "größe--maß"),
            ("安装", "安装"), ("A B C D", "a-b--c--d"), ("A: B | C # D", "a-b--c--d"),
            ("add-emoji-prefix", "add-emoji-prefix"), ("setup-1", "setup-1"),
            ("100 % sure", "100--sure"), ("!!!", nil), ("Nowhere", nil),
            ("raw", "raw"), ("old", "old"), ("top", "top"),
            ("^para", "^para"), ("^PARA", "^para"), ("^item-1", "^item-1"), ("^quote", "^Quote"),
            ("Usage#^para", "^para"), ("^none", nil),
        ] as [(String, String?)])
    func places(subpath: String, expected: String?) {
        let vault = makeVault(["A.md": Self.note, "B.md": ""])
        switch vault.anchor(subpath, in: .note(0)) {
        case .heading(let id), .fragment(let id): #expect(id == expected)
        case .block(let id): #expect("^" + id == expected)
        case .missing: #expect(expected == nil)
        case .none: Issue.record("no anchor at all")
        }
    }

    @Test("A link within its own note needs no file name")
    func ownNote() {
        let vault = makeVault(["A.md": "## One\n[[#One]] [[#^b]] [x](#one) [y](#two)\n\ntext ^b"])
        let outcomes = vault.notes[0].markdown.links.map { vault.text(vault.resolve($0, from: 0)) }
        #expect(outcomes == ["A.md #one", "A.md ^b", "A.md #one", "A.md #?"])
    }

    @Test("All forms of block references lead to their block")
    func blocks() {
        let text = """
            End of a paragraph ^a

            - an item ^b
            - another
              with a last line
              ^c

            | table |
            |---|
            | cell |

            ^d

            > [!note] Callout

            ^e

            ```python
            code
            ```

            ^f

            ![[x.png]]^g

            ## Heading ^h
            """
        let vault = makeVault(["A.md": text], attachments: ["x.png"])
        for id in ["a", "b", "c", "d", "e", "f", "g", "h"] {
            #expect(vault.anchor("^" + id, in: .note(0)) == .block(id), "^\(id)")
        }
        #expect(vault.anchor("Heading", in: .note(0)) == .heading("heading"))
    }
}
