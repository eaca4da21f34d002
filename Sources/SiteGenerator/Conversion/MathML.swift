import Evidence
import Files
import Markdown

extension Converter {
    /// Converts TeX formulas to MathML with latex2mathml. The kind is `block` or `inline`. An
    /// answer with an error has the form described in ``ConversionError``.
    static let math = Converter(
        cache: .math, module: "latex2mathml", script: mathScript, toolName: "latex2mathml",
        loss: "formulas are shown as TeX",
        help: "pip install latex2mathml", markup: .math)
}

private let mathScript = #"""
    import re
    from html import unescape
    from xml.etree.ElementTree import tostring
    from latex2mathml.converter import convert_to_element

    # Environments that latex2mathml lacks, each with one that is displayed in the same way. As in
    # Obsidian, equations are not numbered.
    ENVIRONMENTS = {
        **dict.fromkeys(("aligned", "eqnarray", "eqnarray*"), "split"),
        **dict.fromkeys(("gather", "gather*", "gathered", "multline", "multline*"), "matrix"),
        **dict.fromkeys(("align", "flalign", "flalign*"), "align*"),
        "dcases": "cases", "subarray": "array",
    }
    KNOWN = {
        "array", "cases", "smallmatrix", "split", "align*", "equation", "equation*", "math",
        "displaymath", *(k + "matrix" + s for k in ("", *"pbBvV") for s in ("", "*")),
    }
    # Commands that latex2mathml lacks, alone or after \big.
    SIGNS = {
        r"\vert": "|", r"\Vert": "‖", r"\arg": "arg", r"\textvisiblespace": "␣", r"\dag": "†",
        r"\ddag": "‡", r"\textdegree": "°", r"\P": "¶", r"\copyright": "©", r"\nonumber": "",
        r"\notag": "", r"\allowbreak": "", r"\hfill": "",
    }
    # The first capital letter, small letter and digit of styles that browsers display only with
    # these characters.
    ALPHABETS = {
        "bold": (0x1D400, 0x1D41A, 0x1D7CE), "bold-italic": (0x1D468, 0x1D482, 0x1D7CE),
        "sans-serif": (0x1D5A0, 0x1D5BA, 0x1D7E2), "monospace": (0x1D670, 0x1D68A, 0x1D7F6),
    }
    # Operators whose limits are displayed above and below them if there is room.
    LIMITS = {
        "lim", "max", "min", "sup", "inf", "gcd", "det", "Pr", "plim", "lim\u2006inf", "lim\u2006sup",
        "inj\u2006lim", "proj\u2006lim", "arg\u2009max", "arg\u2009min", *"∑∏∐⋂⋃⋁⋀⨀⨁⨂⨄⨆",
    }
    UNDER = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
    MISTAKES = {
        "NumeratorNotFoundError": ("a fraction has no numerator", r"write both, as in \frac{a}{b}"),
        "DenominatorNotFoundError":
            ("a fraction has no denominator", r"write both, as in \frac{a}{b}"),
        "ExtraLeftOrMissingRightError": (
            r"\left and \right do not pair", r"write \right. where there is no sign to close with"),
        "MissingSuperScriptOrSubscriptError": (
            "nothing follows a ^ or _", r"put what is meant after it; the sign itself is \_"),
        "DoubleSubscriptsError":
            ("one sign has two subscripts", "put the first into braces: {a_b}_c"),
        "DoubleSuperscriptsError":
            ("one sign has two superscripts", "put the first into braces: {a^b}^c"),
        "NoAvailableTokensError":
            ("the last command lacks its argument", r"put it into braces, as in \sqrt{x}"),
        "MissingEndError": (r"a \begin has no \end", r"add an \end of the same name"),
        "InvalidAlignmentError":
            ("columns are not given by l, c, r and |", r"as in \begin{array}{l|r}"),
        "LimitsMustFollowMathOperatorError":
            (r"\limits does not follow an operator", r"as in \sum\limits_{i}"),
    }

    def mistake_answer(tex, place, mistake, cure):
        return "\0%d %s\t%s\n" % (len(tex[:place].encode()), mistake, cure)

    def unbalanced(tex):
        opened = []
        for brace in re.finditer(r"\\.|%.*|[{}]", tex, re.DOTALL):
            if brace[0] == "{": opened.append(brace.start())
            elif brace[0] == "}":
                if not opened: return brace.start(), "a } has no {"
                opened.pop()
        return (opened[-1], "a { has no }") if opened else None

    def operator(match):
        name = match[2].replace(r"\,", " ")
        plain = re.fullmatch(r"[a-zA-Z\s]+", name)
        return "\\operatorname%s{%s}" % (match[1], name) if plain else r"\mathrm{%s}" % name

    # Formulas of chemistry, as far as they need no more than signs, numbers and charges.
    ARROWS = {
        "<=>": r"\rightleftharpoons ", "<=>>": r"\rightleftharpoons ", "<->": r"\leftrightarrow ",
        "->": r"\rightarrow ", "<-": r"\leftarrow ",
    }
    CHEMISTRY = re.compile(
        r"(?P<arrow>\s*(?:<=>>?|<->|->|<-)\s*)|(?P<plus>\s+\+\s+)|(?P<phase>\s+[v^](?=\s|$))"
        r"|\^\{(?P<up>[^{}]*)\}|\^(?P<charge>[0-9]*[+-])|_\{(?P<down>[^{}]*)\}|_(?P<low>[0-9]+)"
        r"|(?P<number>[0-9]+(?:[/.][0-9]+)?)|(?P<sign>[+-])(?=[\s)\]]|$)|(?P<word>[A-Za-z]+)"
        r"|(?P<mark>[()\[\]*.=#-])|(?P<space>\s+)")
    MARKS = {"*": r"\cdot ", ".": r"\cdot ", "#": r"\equiv "}

    def chemistry(match):
        result, end, previous = "", 0, " "
        for part in CHEMISTRY.finditer(match[1]):
            if part.start() != end: return match[0]
            end = part.end()
            kind, text = part.lastgroup, part[part.lastgroup]
            if kind == "arrow":
                # What stands over an arrow is beyond this.
                if match[1][end:end + 1] == "[": return match[0]
                result += ARROWS[text.strip()]
            elif kind == "plus": result += "+"
            elif kind == "phase": result += r"\downarrow " if "v" in text else r"\uparrow "
            elif kind in ("up", "charge", "sign"): result += "^{%s}" % text
            elif kind in ("down", "low"): result += "_{%s}" % text
            elif kind == "number":
                below = previous.isalpha() or previous in ")]"
                result += ("_{%s}" if below else r"%s\,") % text
            elif kind == "word": result += r"\mathrm{%s}" % text
            elif kind == "mark": result += MARKS.get(text, text)
            else: result += r"\ "
            previous = part[0][-1]
        return "{%s}" % result if end == len(match[1]) else match[0]

    # A `[` behind these would be read as their columns; it begins a cell.
    PLAIN = re.compile(
        r"(\\begin\s*\{(?!array\b|subarray\b|[pbBvV]?matrix\*)[a-zA-Z]+\*?\})(?=\s*\[)")
    ROW_SPACE = re.compile(r"\\\\\[\s*-?[0-9.]+\s*(?:pt|em|ex|mm|cm|in|mu|px)\s*\]")

    def known(tex):
        tex = re.sub(r"\\require\s*\{[^{}]*\}", "", tex)
        tex = re.sub(r"\\ce\s*\{((?:[^{}]|\{[^{}]*\})*)\}", chemistry, tex)
        tex = ROW_SPACE.sub(r"\\\\", PLAIN.sub(r"\1{}", tex))
        tex = re.sub(r"\\begin\s*\{align(ed)?at\*?\}\s*\{\d+\}", r"\\begin{split}", tex)
        tex = re.sub(r"\\end\s*\{align(ed)?at\*?\}", r"\\end{split}", tex)
        tex = re.sub(r"\\label\s*\{[^}]*\}", "", tex)
        tex = re.sub(r"\\operatorname(\*?)\s*\{([^{}]*)\}", operator, tex)
        return re.sub(
            r"\\(begin|end)\s*\{([a-zA-Z]+\*?)\}",
            lambda m: "\\%s{%s}" % (m[1], ENVIRONMENTS.get(m[2], m[2])), tex)

    def styled(text, style):
        for first, count, start in zip("Aa0", (26, 26, 10), ALPHABETS[style]):
            text = "".join(
                chr(start + ord(c) - ord(first)) if 0 <= ord(c) - ord(first) < count else c
                for c in text)
        return text

    # latex2mathml writes characters as entities, trusts every text, and writes attributes that
    # browsers ignore.
    def fix(element, stacks):
        text = element.text or ""
        if element.tag in ("mi", "mo"): text = SIGNS.get(text, text)
        element.text = unescape(text)
        if element.tag == "mtext": element.text = re.sub(r"\\([_%#$&{}])", r"\1", element.text)
        for name, value in list(element.items()): element.set(name, unescape(value))
        style = element.get("mathvariant")
        if style in ALPHABETS and element.tag in ("mi", "mn"):
            element.text = styled(element.text, style)
            del element.attrib["mathvariant"]
        if element.tag in UNDER and element[0].tag == "mo":
            sign = element[0]
            has_limits = unescape(sign.text or "") in LIMITS or sign.get("movablelimits") == "true"
            if has_limits and stacks:
                element.tag = UNDER[element.tag]
                sign.set("movablelimits", "true")
        side = element.attrib.pop("columnalign", None)
        if side in ("left", "right"): element.set("style", "text-align: " + side)
        if not re.match("https?://", element.get("href", "https://")): del element.attrib["href"]

    def answer(display, tex):
        if not tex: return ""
        if mistake := unbalanced(tex):
            return mistake_answer(tex, *mistake, r"a brace that is to be seen is written \{ or \}")
        source = known(tex)
        try:
            math = convert_to_element(source, display=display)
        except (MemoryError, RecursionError): raise
        except Exception as error:
            return mistake_answer(tex, 0, *MISTAKES.get(
                type(error).__name__, ("latex2mathml can't convert this", "write it otherwise")))
        environments = re.findall(r"\\begin\s*\{([a-zA-Z]+\*?)\}", source)
        unknown = ["\\begin{%s}" % name for name in environments if name not in KNOWN]
        stacks = display == "block" and r"\nolimits" not in tex
        for element in math.iter():
            fix(element, stacks)
            text = element.text
            if element.tag in ("mi", "mo") and re.fullmatch(r"\\[a-zA-Z]+|\\end\{.*\}", text):
                unknown.append(text)
        html = tostring(math, encoding="unicode")
        if not unknown: return html
        place = re.search(re.escape(unknown[0]) + r"(?![a-zA-Z])", tex)
        return mistake_answer(
            tex, place.start() if place else 0, "there is no command " + unknown[0],
            r"write it in others, or define it in the formula by \newcommand") + html

    frames(answer)
    """#
