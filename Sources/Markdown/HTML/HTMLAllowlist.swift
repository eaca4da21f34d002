/// The elements and attributes that an author's own HTML may use under `html: safe`.
///
/// None of them runs a script, sends data, fetches more than an image or a film, or changes how the
/// rest of the page is parsed. So there is no element with raw text as its content, none of SVG or
/// MathML, and none that an HTML parser moves elsewhere.
enum HTMLAllowlist {
    /// The way in which an HTML parser treats the element, as far as it affects nesting.
    enum Kind {
        /// It ends an open paragraph, as a block does.
        case block
        case inline
        /// It has no content and no end tag.
        case void
        /// A table or a part of it other than a cell. It may contain only the parts of a table
        /// below it.
        case tablePart
    }

    static let elements: [String: Kind] = {
        var kinds: [String: Kind] = [:]
        for name in """
        address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption
        figure footer h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav ol p pre search
        section summary ul td th caption
        """.words {
            kinds[name] = .block
        }
        for name in """
        a abbr acronym audio b bdi bdo big cite code data del dfn em font i ins kbd label mark
        meter nobr output picture progress q rp rt ruby s samp small span strike strong sub sup
        time tt u var video
        """.words {
            kinds[name] = .inline
        }
        for name in "br col hr img input source track wbr".words { kinds[name] = .void }
        for name in "table thead tbody tfoot tr colgroup".words { kinds[name] = .tablePart }
        // These can cover the page, or are reserved for the page itself.
        for name in "dialog fieldset legend main output label".words { kinds[name] = nil }
        return kinds
    }()

    /// The elements that may contain each of these directly.
    static let parents: [String: Set<String>] = [
        "li": ["ul", "ol", "menu", "dir"],
        "dt": ["dl"], "dd": ["dl"],
        "thead": ["table"], "tbody": ["table"], "tfoot": ["table"], "colgroup": ["table"],
        "caption": ["table"], "col": ["colgroup", "table"],
        "tr": ["table", "thead", "tbody", "tfoot"],
        "td": ["tr"], "th": ["tr"],
        "source": ["picture", "audio", "video"], "track": ["audio", "video"],
        "summary": ["details"], "rt": ["ruby"], "rp": ["ruby"],
    ]

    /// Elements whose end tag may be left out. An element that can't be inside them ends them.
    static let endsByItself: Set<String> = [
        "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "caption", "colgroup",
        "rt", "rp",
    ]

    /// The kinds of values that an attribute may have.
    enum Value {
        /// Any text that is shown or read out.
        case text
        /// Names, numbers and the like: only letters, digits and harmless signs.
        case word
        case length
        case colour
        case link
        case media
        case mediaSet
        case style
        case identifier
        /// No value: the attribute is present or not.
        case flag
        case oneOf(Set<String>)
    }

    static func value(of attribute: String, in element: String) -> Value? {
        if let value = own[element]?[attribute] { return value }
        if let value = common[attribute] { return value }
        return attribute.hasPrefix("aria-") && attribute != "aria-owns" ? .text : nil
    }

    /// What an attribute holds in any HTML, when that is addresses.
    static func address(_ attribute: String, in element: String) -> Value? {
        if let value = own[element]?[attribute] { return value }
        switch (element, attribute) {
        case ("area", "href"): return .link
        case ("embed", "src"), ("iframe", "src"), ("object", "data"), ("input", "src"):
            return .media
        default: return nil
        }
    }

    private static let common: [String: Value] = [
        "title": .text, "lang": .word, "dir": .oneOf(["ltr", "rtl", "auto"]), "class": .word,
        "id": .identifier, "style": .style, "role": .word, "hidden": .flag,
        "align": .oneOf(["left", "right", "center", "justify", "top", "middle", "bottom"]),
    ]

    private static let cell: [String: Value] = [
        "colspan": .length, "rowspan": .length, "scope": .word, "headers": .word, "abbr": .text,
        "width": .length, "height": .length, "valign": .word, "bgcolor": .colour, "nowrap": .flag,
    ]
    private static let part: [String: Value] = [
        "valign": .word, "bgcolor": .colour, "span": .length,
    ]
    private static let gauge: [String: Value] = [
        "value": .length, "min": .length, "max": .length, "low": .length, "high": .length,
        "optimum": .length,
    ]
    private static let film: [String: Value] = [
        "src": .media, "poster": .media, "width": .length, "height": .length, "controls": .flag,
        "loop": .flag, "muted": .flag, "playsinline": .flag, "autoplay": .flag,
        "preload": .oneOf(["none", "metadata", "auto", ""]),
    ]

    private static let own: [String: [String: Value]] = [
        "a": [
            "href": .link, "name": .identifier, "rel": .word, "hreflang": .word,
            "target": .oneOf(["_blank", "_self"]), "download": .text,
        ],
        "audio": film, "video": film,
        "blockquote": ["cite": .link], "q": ["cite": .link],
        "br": ["clear": .word],
        "col": part.merging(["width": .length]) { $1 }, "colgroup": part,
        "data": ["value": .text], "time": ["datetime": .text],
        "del": ["cite": .link, "datetime": .text], "ins": ["cite": .link, "datetime": .text],
        "details": ["open": .flag, "name": .identifier],
        "div": ["width": .length, "height": .length],
        "font": ["color": .colour, "face": .word, "size": .word],
        "hr": ["width": .length, "size": .length, "color": .colour, "noshade": .flag],
        "img": [
            "src": .media, "srcset": .mediaSet, "sizes": .text, "alt": .text, "width": .length,
            "height": .length, "loading": .oneOf(["lazy", "eager"]), "border": .length,
            "decoding": .oneOf(["async", "sync", "auto"]), "hspace": .length, "vspace": .length,
        ],
        "input": ["type": .oneOf(["checkbox"]), "checked": .flag, "disabled": .flag],
        "li": ["value": .length, "type": .word],
        "meter": gauge, "progress": gauge,
        "ol": ["start": .length, "type": .word, "reversed": .flag], "ul": ["type": .word],
        "source": [
            "src": .media, "srcset": .mediaSet, "sizes": .text, "type": .text, "media": .text,
            "width": .length, "height": .length,
        ],
        "table": [
            "border": .length, "cellpadding": .length, "cellspacing": .length, "width": .length,
            "height": .length, "bgcolor": .colour, "summary": .text, "rules": .word, "frame": .word,
        ],
        "td": cell, "th": cell,
        "tr": part, "thead": part, "tbody": part, "tfoot": part,
        "track": [
            "src": .media, "kind": .word, "srclang": .word, "label": .text, "default": .flag,
        ],
    ]
}

extension String {
    fileprivate var words: [String] { split(whereSeparator: \.isWhitespace).map(String.init) }
}
