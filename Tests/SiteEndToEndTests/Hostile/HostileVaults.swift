/// Vaults that are harmful.
extension HostileVault {
    static let all = data + bytes + depth + circles + paths + names + kinds

    /// The text has 50 MB only if the program is optimized.
    #if DEBUG
        private static let hugeSize = "1M"
    #else
        private static let hugeSize = "50M"
    #endif

    private static let bomb =
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + zip("bcdefghi", "abcdefgh").map { next, last in
            "\(next): &\(next) ["
                + [String](repeating: "*\(last)", count: 9).joined(separator: ", ")
                + "]\n"
        }.joined()

    static let data = [
        HostileVault(
            "broken YAML", ["A.md": "---\ntags: [a\ntitle: \"x\n---\nThe text stays."], status: 1,
            says: ["content/A.md:", "this is not valid YAML"], shows: ["a.html": "The text stays."]),
        HostileVault(
            "front matter without an end", ["A.md": "---\ntitle: x\nno end"], status: 1,
            says: ["content/A.md:1:1: error", "has no end"]),
        HostileVault(
            "an alias bomb in front matter", ["A.md": "---\n\(bomb)---\nThe text stays."],
            status: 1,
            says: ["yaml-too-large", "content/A.md:"], shows: ["a.html": "The text stays."]),
        HostileVault(
            "an alias bomb as keys", ["A.md": "---\n\(bomb)? *i\n: 1\n? *i\n: 2\n---\ntext"],
            status: 1, says: ["content/A.md:11:1: error", "an alias"]),
        HostileVault(
            "an alias bomb in keys of keys",
            ["A.md": "---\n\(bomb){[*i]: 1, [*i]: 2}: 3\n---\ntext"],
            status: 1, says: ["content/A.md:"]),
        HostileVault(
            "an alias bomb as short keys", ["A.md": "---\n\(bomb)*i : 1\n*h : 2\n---\ntext"],
            status: 1, says: ["content/A.md:"]),
        HostileVault(
            "an alias bomb in keys over lines",
            ["A.md": "---\n\(bomb)x: {[\n *i\n]: 1, [\n*i\n]: 2}\n---\ntext"],
            status: 1, says: ["content/A.md:"]),
        HostileVault(
            "harmless aliases and stars",
            [
                "A.md":
                    "---\nx: &a [1, 2]\ny: *a\nz: {q: *a}\n---\nStays",
                "B.md": "---\ndescription: |\n  see *this : and & that\n---\nStays",
            ], shows: ["a.html": "Stays", "b.html": "Stays"]),
        HostileVault(
            "an alias bomb in data", ["_model/criteria.yml": bomb], status: 1,
            says: ["content/_model/criteria.yml:", "yaml-too-large"]),
        HostileVault(
            "an alias bomb in a base", ["A.md": "```base\n\(bomb)filters: *i\n```\n"], status: 1,
            says: ["content/A.md:"]),
        HostileVault(
            "an alias to itself", ["A.md": "---\na: &a [*a]\n---\ntext"], status: 1,
            says: ["content/A.md:"]),
        HostileVault(
            "YAML ten thousand levels deep",
            ["A.md": "---\na: \(times("[", 10_000))\n---\ntext"], status: 1,
            says: ["content/A.md:"]),
        HostileVault(
            "YAML ten thousand blocks deep",
            ["A.md": "---\n\(times("- ", 10_000))a\n---\ntext"], status: 1,
            says: ["content/A.md:"]),
        HostileVault(
            "tags and claims of the wrong kinds",
            [
                "A.md":
                    "---\ntags: {a: [b, {c: d}]}\naliases: 7\nclaims: yes\nsubject: [1]\ncompare: x\nmeasures: []\ntraits: 3\n---\ntext"
            ], status: 1, says: ["content/A.md:"]),
        HostileVault(
            "twenty thousand properties",
            ["A.md": "---\n" + (0..<20_000).map { "p\($0): 1\n" }.joined() + "---\ntext"],
            status: 0, shows: ["a.html": "text"]),
    ]

    static let bytes = [
        HostileVault(
            "invalid UTF-8", script: #"printf 'a \xff\xfe b \xc3' > A.md"#,
            says: ["content/A.md:1:3: warning", "invalid-utf8"], shows: ["a.html": "a "]),
        HostileVault(
            "invalid UTF-8 in front matter",
            script: #"printf -- '---\ntags: [\xff]\n---\nStays' > A.md"#,
            shows: ["a.html": "Stays"]),
        HostileVault(
            "NUL bytes", script: #"printf 'a\0b\n\0\n\0' > A.md"#,
            says: ["content/A.md:1:2: warning", "nul-byte"], shows: ["a.html": "a�b"]),
        HostileVault(
            "NUL bytes in front matter",
            script: #"printf -- '---\ntitle: a\0b\n---\nStays' > A.md"#,
            status: 1, says: ["content/A.md:"], shows: ["a.html": "Stays"]),
        HostileVault(
            "line ends of Windows",
            ["A.md": "---\r\ntags: [win]\r\n---\r\n# H\r\n\r\n- a\r\n- b\r\n"],
            shows: ["a.html": "<li>b</li>", "tags/win.html": "A"]),
        HostileVault(
            "line ends of old Macs", ["A.md": "# H\r\r- a\r- b\r"], shows: ["a.html": "<li>b</li>"]),
        HostileVault(
            "a byte order mark", ["A.md": "\u{FEFF}---\ntags: [bom]\n---\n# H\n"],
            shows: ["tags/bom.html": "A", "a.html": "<h1"]),
        HostileVault(
            "UTF-16", script: "printf 'text in Windows' | iconv -t UTF-16 > A.md",
            says: ["content/A.md:1:"]),
        HostileVault(
            "a note that is a program", script: "head -c 300000 /bin/bash > A.md",
            says: ["content/A.md:"]),
        HostileVault("an empty note", ["A.md": ""], shows: ["a.html": "A"]),
        HostileVault(
            "a huge note",
            script: "yes 'Some *text* with a [[link]] and `code`.' | head -c \(hugeSize) > A.md",
            says: ["content/A.md:"], shows: ["a.html": "<em>text</em>"]),
        HostileVault(
            "a line of 1 MB", script: "head -c 1M /dev/zero | tr '\\0' x > A.md",
            shows: ["a.html": "xxxx"]),
    ]

    static let depth = [
        HostileVault("ten thousand quotes", ["A.md": times("> ", 10_000) + "end"]),
        HostileVault("ten thousand brackets", ["A.md": times("[", 10_000) + times("]", 10_000)]),
        HostileVault("ten thousand opened links", ["A.md": times("[[", 10_000)]),
        HostileVault("ten thousand opened images", ["A.md": times("![[", 10_000)]),
        HostileVault("ten thousand lists", ["A.md": times("- ", 10_000) + "end"]),
        HostileVault("ten thousand emphases", ["A.md": times("*a **b ", 10_000)]),
        HostileVault("ten thousand callouts", ["A.md": times("> [!note] a\n", 10_000)]),
        HostileVault("ten thousand footnotes in each other", ["A.md": times("^[", 10_000)]),
        HostileVault("ten thousand formulas", ["A.md": times("$x$ ", 10_000)]),
        HostileVault(
            "ten thousand HTML elements", ["A.md": times("<div><b>", 10_000)]),
        HostileVault(
            "ten thousand footnotes",
            ["A.md": (0..<10_000).map { "[^\($0)]: a\n\n[^\($0)]\n\n" }.joined()]),
        HostileVault(
            "a folder within a folder, 150 deep",
            script:
                "mkdir -p $(printf 'a/%.0s' {1..150}); echo x > $(printf 'a/%.0s' {1..150})N.md",
            says: ["more than 100 levels deep"]),
        HostileVault(
            "ten thousand brackets in options",
            ["A.md": "```python norun \(times("{", 10_000)) a=\"\(times("[", 10_000))\n```"],
            status: 1, says: ["option-invalid"]),
    ]

    static let circles = [
        HostileVault(
            "a note that embeds itself", ["A.md": "![[A]]"], says: ["embed-cycle"]),
        HostileVault(
            "notes that embed each other", ["A.md": "![[B]]", "B.md": "![[C]]", "C.md": "![[A]]"],
            says: ["embed-cycle"]),
        HostileVault(
            "embeds that multiply",
            Dictionary(
                uniqueKeysWithValues: (0..<12).map {
                    ("E\($0).md", times("![[E\($0 + 1)]]\n\n", 9) + "leaf")
                }), shows: ["e0.html": "leaf"]),
        HostileVault(
            "a chain of a thousand embeds",
            Dictionary(
                uniqueKeysWithValues: (0..<1_000).map { ("E\($0).md", "![[E\($0 + 1)]]") })),
        HostileVault(
            "symbolic links in circles",
            script:
                "ln -s b.md a.md; ln -s a.md b.md; mkdir d; ln -s . d/e; ln -s ../d d/f; ln -s .. g",
            says: ["path-outside"]),
        HostileVault(
            "symbolic links that lead out",
            script: "ln -s ../secret.txt A.md; ln -s / root; ln -s ../secret.txt s.png",
            says: [
                "content/A.md: warning: this symbolic link leads out of the vault", "content/root",
            ]),
        HostileVault(
            "data that lead out",
            script: "mkdir _model; ln -s ../../secret.txt _model/criteria.yml",
            says: ["_model/criteria.yml"]),
        HostileVault(
            "aliases of each other",
            ["A.md": "---\naliases: [B, A]\n---\n[[B]]", "B.md": "---\naliases: [A]\n---\n[[A]]"],
            says: ["content/A.md:"]),
    ]

    static let paths = [
        HostileVault(
            "links that climb",
            ["A.md": "[x](../../secret.txt) ![[../../secret.txt]] [[../secret]]"],
            says: ["link-missing"]),
        HostileVault(
            "links that climb by escapes",
            ["A.md": "[x](%2e%2e/%2e%2e/secret.txt) ![y](..%2fsecret.txt)"]),
        HostileVault(
            "an address that climbs", ["A.md": "---\npermalink: ../../evil\n---\nStays"], status: 1,
            says: ["content/A.md:2:12: error: a permalink can't lead out of the site"]),
        HostileVault(
            "an address from the root", ["A.md": "---\npermalink: /tmp/evil\n---\nStays"],
            shows: ["tmp/evil.html": "Stays"]),
        HostileVault(
            "an address with NUL", ["A.md": "---\npermalink: \"a\\0b\"\n---\nStays"]),
        HostileVault(
            "aliases that climb",
            ["A.md": "---\naliases: [../../evil, /etc/evil, \"..\", \"a/../../b\"]\n---\nx"]),
        HostileVault(
            "tags that climb",
            ["A.md": "---\ntags: [../../evil, \"..\", \"/etc/x\", \"a//b\"]\n---\nx"]),
        HostileVault(
            "code that climbs", ["A.md": "```python norun file=../../secret.txt\n```\n"], status: 1,
            says: ["path-outside", "leads out of the vault"]),
        HostileVault(
            "inputs that climb",
            ["A.md": "```python inputs=\"../../secret.txt /etc/passwd\"\nprint(1)\n```\n"],
            status: 1, says: ["sample-input"]),
        HostileVault(
            "samples' names that climb", ["A.md": "```python id=../../evil\nprint(1)\n```\n"],
            status: 1,
            says: ["option-invalid"]),
        HostileVault(
            "sections that climb", ["site.yml": "sections: [\"../..\", \"/\"]\ntitle: ../x\n"]),
    ]

    static let names = [
        HostileVault(
            "two notes of one address", ["A b.md": "one", "a-b.md": "two"], status: 1,
            says: ["slug-collision", "a-b"]),
        HostileVault(
            "names that differ in case", ["Note.md": "one", "NOTE.md": "two"], status: 1,
            says: ["slug-collision"]),
        HostileVault(
            "names that differ in how they are composed",
            script: #"echo a > $'e\u0301.md'; echo b > $'\u00e9.md'"#,
            status: 1, says: ["collision"]),
        HostileVault(
            "names that are markup",
            script:
                #"echo x > '<script>alert(1)<|script>.md'; mkdir '"><img src=x>'; echo y > '"><img src=x>/N.md'"#,
            hides: ["<script>alert", "<img src=x>"]),
        HostileVault(
            "titles that are markup",
            [
                "A.md":
                    "---\ntitle: \"</title><script>alert(1)</script>\"\ntags: [\"q<b>\"]\naliases: [\"<i>\"]\ndescription: '\"><script>alert(1)</script>'\n---\n[[index|<script>alert(1)</script>]]\n# <script>alert(1)</script>\n"
            ], hides: ["<script>alert"]),
        HostileVault(
            "names of all lengths",
            script:
                #"echo x > "$(printf 'a%.0s' {1..252}).md"; mkdir "$(printf 'b%.0s' {1..255})"; echo y > "$(printf 'b%.0s' {1..255})/N.md""#
        ),
        HostileVault(
            "names that are not UTF-8",
            script:
                #"echo x > $'caf\xe9.md'; echo y > $'\xff.png'; mkdir $'d\xfe'; echo z > $'d\xfe/N.md'"#
        ),
        HostileVault(
            "names with line breaks",
            script: #"echo x > $'a\nb.md'; echo y > $'\t.md'; echo z > ' .md'"#),
        HostileVault(
            "names of the site's own pages",
            [
                "404.md": "x", "search.md": "x", "tags.md": "x", "robots.txt.md": "x",
                "feed.xml.md": "x",
            ], status: 1, says: ["slug-collision"]),
    ]

    static let kinds = [
        HostileVault(
            "a pipe as a note", script: "mkfifo A.md B.png",
            says: ["content/A.md: warning: this is neither a file nor a folder"]),
        HostileVault(
            "a device as a note", script: "ln -s /dev/zero A.md; ln -s /dev/random B.md",
            says: ["content/A.md"]),
        HostileVault(
            "a folder as a note", script: "mkdir A.md; echo x > A.md/N.md",
            shows: ["a.md/n.html": "x"]),
        HostileVault(
            "a socket as a note",
            script: "python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"A.md\")'",
            says: ["content/A.md: warning"]),
        HostileVault(
            "a pipe among the records",
            ["A.md": "```sh id=a\necho hello\n```"],
            script: "mkdir -p _records/A; mkfifo _records/A/a.json _records/A/a.times.json",
            status: 1, says: ["record-invalid", "this is not a regular file"]),
    ]

    private static func times(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }
}
