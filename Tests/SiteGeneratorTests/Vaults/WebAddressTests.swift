import Testing

/// Tests of the tests' own parser, with examples of the URL standard.
struct WebAddressTests {
    @Test(
        "An href is resolved as a browser does",
        arguments: [
            ("b.html", "deep/x/b.html", nil), ("../b.html", "deep/b.html", nil),
            ("../../../b.html", "b.html", nil), ("./b.html", "deep/x/b.html", nil),
            ("/b.html", "b.html", nil), ("", "deep/x/a.html", nil), ("#h", "deep/x/a.html", "h"),
            ("b.html#", "deep/x/b.html", ""), ("b.html?q#h", "deep/x/b.html", "h"),
            ("b%20c.html", "deep/x/b c.html", nil), ("b c.html", "deep/x/b c.html", nil),
            ("%2e%2E/b.html", "deep/b.html", nil), ("..\\b.html", "deep/b.html", nil),
            ("  b.html\n", "deep/x/b.html", nil), ("ü.html#ä", "deep/x/ü.html", "%C3%A4"),
            ("a:b.html", nil, nil), ("./a:b.html", "deep/x/a:b.html", nil),
            ("100%.html", "deep/x/100%.html", nil), ("x/", "deep/x/x/", nil), ("..", "deep/", nil),
        ] as [(String, String?, String?)])
    func resolving(href: String, file: String?, fragment: String?) {
        let page = WebAddress(host: "h", path: ["deep", "x", "a.html"])
        let address = page.resolving(href)
        #expect(address?.file == file)
        #expect(address?.fragment == fragment)
    }
}
