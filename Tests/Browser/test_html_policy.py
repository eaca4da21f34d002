"""No content of a vault can run scripts on its site, unless its settings say `html: allow`.

Pages are read twice: as they are, and with the Content-Security-Policy switched off, so that what
writes the pages is tested and not only what the browser makes of them."""

import functools
import json
import re
import subprocess
import unittest

import support
import vectors
from support import BrowserTest, PROGRAM, REPOSITORY, scratch

END = "The end of the note"

WATCH = """
window.ran = [];
window.pwned = (...what) => window.ran.push(String(what));
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = window.pwned;
"""

# Elements that the site itself writes, or allows an author to write.
ELEMENTS = set("""
    a abbr acronym address article aside audio b bdi bdo big blockquote body br button caption center
    circle cite code col colgroup data dd del details dfn dir div dl dt ellipse em fieldset figcaption
    figure font footer form g h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd
    label legend li line link main mark menu meta meter nav nobr object ol p path picture polygon
    polyline pre progress q rect rp rt ruby s samp script search section small source span strike
    strong sub summary sup svg table tbody td text tfoot th thead time title tr track tspan tt u ul
    use var video wbr
    math menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot mrow ms
    mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover
""".split())

AUDIT = """
(allowed) => {
    const found = [];
    const report = (rule, element) => found.push(`${rule}: ${element.outerHTML.slice(0, 200)}`);
    const here = location.protocol;
    for (const element of document.querySelectorAll("*")) {
        const name = element.localName;
        if (!allowed.includes(name)) report("element", element);
        if (name === "script") {
            const isOurs = /^(\\.\\.\\/)*assets\\//.test(element.getAttribute("src") ?? "");
            if (!isOurs && element.type !== "application/ld+json") report("script", element);
        }
        if (name === "iframe" && !element.src.startsWith("https://www.youtube-nocookie.com/embed/"))
            report("frame", element);
        if (name === "object" && element.type !== "application/pdf") report("object", element);
        if (name === "meta" && !document.head.contains(element)) report("meta", element);
        if (name === "link" && !document.head.contains(element)) report("link", element);
        for (const { localName, value } of element.attributes) {
            if (localName.startsWith("on")) report("handler", element);
            if (["srcdoc", "formaction", "background", "ping", "is"].includes(localName))
                report("attribute", element);
            if (localName === "style" && /url|expression|position|@|\\\\/i.test(value))
                report("style", element);
            if (["href", "src", "data", "action", "poster", "cite"].includes(localName)) {
                let protocol;
                try { protocol = new URL(value, document.baseURI).protocol } catch { continue }
                const isImage = element.matches("img, source") && /^data:image\\//.test(value);
                if (!isImage && ![here, "http:", "https:", "mailto:", "obsidian:"].includes(protocol))
                    report("scheme", element);
            }
        }
    }
    const shape = [...document.body.children].map((element) => element.localName).join(" ");
    if (!/^a header div footer( |$)/.test(shape)) found.push(`the body holds ${shape}`);
    if (document.querySelectorAll("main").length !== 1) found.push("there is one main");
    const shell = [...document.querySelector(".shell").children].map((child) => child.localName);
    if (!/^nav main( nav)?$/.test(shell.join(" "))) found.push(`the shell holds ${shell}`);
    if (document.documentElement.dataset.root === undefined) found.push("the root is known");
    return found;
}
"""


def quoted(text):
    return "\n".join("> " + line for line in text.split("\n"))


def item(text):
    return "- text " + text.replace("\n", "\n  ") + " text"


def groups(texts, size=60):
    texts = list(texts)
    return [texts[start:start + size] for start in range(0, len(texts), size)]


def notes():
    """Returns notes with vectors in their text, by path."""
    for name, form, texts in [
        ("blocks", quoted, vectors.html()), ("lines", item, vectors.html()),
        ("markdown", item, vectors.markdown()), ("soup", quoted, vectors.soups(400)),
        ("soup lines", item, vectors.soups(400, seed=11)),
    ]:
        for number, group in enumerate(groups(texts)):
            yield f"{name} {number}.md", "\n\n".join(map(form, group)) + f"\n\n{END}\n"
    # Without any text around them, so that they could affect the page.
    for number, text in enumerate(vectors.soups(40, seed=3)):
        yield f"bare {number}.md", f"{text}\n\n{text}\n\n# H\n\n{text}\n\n{END}\n"
    short = vectors.short()
    yield "headings.md", "\n\n".join(f"## {text}" for text in short) + f"\n\n{END}\n"
    yield "tables.md", "| a | b |\n|---|---|\n" + "\n".join(
        f"| {text.replace('|', '')} | x |" for text in short) + f"\n\n{END}\n"
    yield "callouts.md", "\n\n".join(
        f"> [!{text[:40]}|{text[:20]}]- {text}\n> {text}" for text in short) + f"\n\n{END}\n"
    yield "code.md", "\n\n".join(
        f"~~~{text} {{1}} title=\"{text}\"\n{text}\n~~~" for text in short) + "\n\n" + "\n\n".join(
        f"`{text}`" for text in short if "`" not in text) + "\n\n" + "\n\n".join(
        f"~~~{language}\n{text}\n~~~" for text in short[:40]
        for language in ("html", "text", "js", "mermaid", "vue")) + f"\n\n{END}\n"
    yield "links.md", "\n\n".join(
        f"[{text}](headings.md) ![{text}](x.png) [[headings|{text}]] [[headings#{text}]] "
        f"![[{text}.png]] x[^{index}] #{text} ==%%{text}%%== ^{index}\n\n[^{index}]: {text}"
        for index, text in enumerate(short)) + f"\n\n{END}\n"
    yield "embeds.md", "\n\n".join(
        f"![[bare {number}{part}]]" for number in range(40) for part in ("", "#H")
    ) + f"\n\n{END}\n"
    yield "math.md", "\n\n".join(
        f"$\\text{{{text}}}$ $$\\href{{javascript:pwned()}}{{{text}}}$$" for text in short
    ) + "\n\n" + "\n\n".join(f"${text}$" for text in [
        r"\href{javascript:pwned()}{x}", r"\style{position:fixed}{x}", r"\class{a}{x}",
        r"\color{red}{x}", r"\color{red\" onclick=\"pwned()}{x}", r"\cssId{page.main}{x}",
    ]) + f"\n\n{END}\n"
    yield "dot.md", "\n\n".join(
        f"```dot\ndigraph {{ a [{attribute}={json.dumps(text)}] }}\n```"
        for text in [*short[:12], *vectors.ADDRESSES[:10], "x\"><img src=x onerror=pwned()>"]
        for attribute in ("label", "URL", "tooltip", "fontname", "id", "class", "target", "color")
    ) + f"\n\n{END}\n"


def properties():
    for number, text in enumerate(vectors.short()[::2]):
        value = json.dumps(text)
        yield f"Properties/P {number}.md", (
            f"---\ntitle: {value}\ndescription: {value}\naliases: [{value}]\ntags: [{value}]\n"
            f"cssclasses: {value}\ncover: {value}\nimage: {value}\nother: {value}\n{value}: x\n"
            f"list: [{value}, {json.dumps(f'[[{text}]]')}, {json.dumps(f'https://a/{text}')}]\n"
            f"permalink: {json.dumps('p/' + text)}\ncreated: {value}\n---\n\n{END}\n")
    for number, address in enumerate(vectors.ADDRESSES):
        value = json.dumps(address)
        yield f"Properties/A {number}.md", (
            f"---\ncover: {value}\nimage: {value}\nlink: {value}\nmd: {json.dumps(f'[x]({address})')}\n"
            f"wiki: {json.dumps(f'[[{address}]]')}\n---\n\n{END}\n")


BASE = """
filters: file.folder == "Properties"
formulas:
  raw: html(other)
  link: link(other, other)
  address: link(link, other)
  shown: image(link)
  icon: icon(other)
  tag: 'html("<b " + other + ">" + other)'
views:
  - {type: table, name: NAME, order: [file.name, other, formula.raw, formula.link, formula.address,
     formula.shown, formula.icon, formula.tag, md, wiki]}
  - {type: cards, name: Cards, order: [file.name, formula.raw, formula.tag], image: cover}
  - {type: list, name: List, order: [formula.raw, other, formula.tag]}
"""

DRAWINGS = {
    "plain": '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>',
    "script": '<svg xmlns="http://www.w3.org/2000/svg"><script>pwned()</script></svg>',
    "load": '<svg xmlns="http://www.w3.org/2000/svg" onload="pwned()"/>',
    "prefix": '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>pwned()</s:script></s:svg>',
    "html": '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><h:script '
            'xmlns:h="http://www.w3.org/1999/xhtml">pwned()</h:script></foreignObject></svg>',
    "frame": '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><iframe src="javascript:'
             'parent.pwned()" xmlns="http://www.w3.org/1999/xhtml"/></foreignObject></svg>',
    "set": '<svg xmlns="http://www.w3.org/2000/svg"><a id="x"><set attributeName="href" '
           'to="javascript:pwned()"/><text y="9">x</text></a></svg>',
    "entity": '<!DOCTYPE svg [<!ENTITY x "&#60;script>pwned()&#60;/script>">]>'
              '<svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
    "default": '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "pwned()">]>'
               '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "broken": '<svg xmlns="http://www.w3.org/2000/svg"><script>pwned()</script><b></svg>',
    "sheet": '<?xml-stylesheet type="text/xsl" href="x.xsl"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "link": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">'
            '<a x:href="java&#10;script:pwned()"><text y="9">x</text></a></svg>',
    "use": '<svg xmlns="http://www.w3.org/2000/svg"><use href="data:image/svg+xml,x#y"/></svg>',
}
PAGES = {
    "page.html": "<script>pwned()</script>", "page.htm": "<img src=x onerror=pwned()>",
    "page.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><script>pwned()</script></html>',
    "page.xml": '<x xmlns="http://www.w3.org/1999/xhtml"><script>pwned()</script></x>',
    "page.gpx": '\ufeff <script xmlns="http://www.w3.org/1999/xhtml">pwned()</script>',
}


def write(folder, path, text):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def make_vault(folder, policy):
    for path, text in notes():
        write(folder, path, text)
    for path, text in properties():
        write(folder, path, text)
    for number, text in enumerate(vectors.short()[::4]):
        name = text.replace("/", "\u2215").replace("\0", "")[:60].strip(". ") or str(number)
        write(folder, f"Names/{name} {number}.md", END + "\n")
        write(folder, f"Names/{name} {number}.png", "")
        write(folder, f"{name[:40]}/F {number}.md", f"![[{name} {number}.png]]\n\n{END}\n")
    name = json.dumps('"><img src=x onerror=pwned()>')
    write(folder, "Table.base", BASE.replace("NAME", name))
    write(folder, "bases.md", f"```base{BASE.replace('NAME', name)}```\n\n![[Table.base]]\n\n{END}\n")
    for kind, text in DRAWINGS.items():
        write(folder, f"Files/{kind}.svg", text)
    for file, text in PAGES.items():
        write(folder, f"Files/{file}", text)
    write(folder, "files.md", "\n\n".join(
        f"![[{file}]] [x](Files/{file})"
        for file in [*(f"{kind}.svg" for kind in DRAWINGS), *PAGES]) + f"\n\n{END}\n")
    lines = [*vectors.short(), *(f"\x1b]8;;{a}\x1b\\x\x1b]8;;\x1b\\" for a in vectors.ADDRESSES)]
    code = "import sys\nfor line in " + json.dumps(lines) + ":\n    print(line)\nsys.stderr.write(line)\n"
    write(folder, "samples.md",
          f"```python id=out title=\"<img src=x onerror=pwned()>\"\n{code}```\n\n{END}\n")
    write(folder, "site.yml", f"html: {policy}\nbase-url: https://example.org/\nsamples: all\n"
          f"title: '<img src=x onerror=pwned()>'\ntagline: '</title><script>pwned()</script>'\n"
          f"author: '</script><script>pwned()</script>'\n")


@functools.cache
def built(policy):
    """Builds the site below the folder that is served."""
    content = scratch() / f"vault-{policy}"
    output = scratch() / "served" / "deep" / f"policy-{policy}"
    make_vault(content, policy)
    done = subprocess.run(
        [PROGRAM, "build", "--content", content, "--output", output, "--theme", REPOSITORY / "theme",
         "--cache", scratch() / "cache", "--format", "json"], cwd=scratch(), capture_output=True,
        text=True, timeout=600)
    if not (output / "index.html").exists():
        raise RuntimeError(done.stderr[-2000:])
    return output


class HTMLPolicy(BrowserTest):
    def read(self, policy, bypass, every=1):
        """Opens the pages in one tab, and checks the rules for each.

        Of pages of one kind, such as those of tags, one in `every` is enough."""
        folder = built(policy)
        page = self.new_page(bypass_csp=bypass)
        page.context.add_init_script(WATCH)
        foreign = []

        def route(route):
            request = route.request
            if request.url.startswith("http://127.0.0.1:"):
                return route.continue_()
            if request.resource_type not in ("image", "media") and not request.url.startswith(
                    "https://www.youtube-nocookie.com/"):
                foreign.append(f"{request.resource_type} {request.url}")
            return route.abort()

        page.context.route(lambda url: not url.startswith("http://127.0.0.1:"), route)
        page.on("dialog", lambda dialog: (foreign.append("a dialog"), dialog.dismiss()))
        address = f"{support.server()}/policy-{policy}"
        paths = sorted(path for path in folder.rglob("*.html") if "pagefind" not in path.parts)
        self.assertGreater(len(paths), 200)
        # Subfolders contain pages of tags, properties and names, hundreds of each kind.
        many = [path for path in paths if path.parent != folder]
        left_out = set(many) - set(many[::6 * every])
        paths = [path for path in paths if path not in left_out]
        bad = []
        for path in paths:
            text = path.read_text(encoding="utf-8")
            # A page that is served for any address refers to the site by absolute addresses.
            if 'http-equiv="refresh"' in text or path.name == "404.html":
                continue
            name = str(path.relative_to(folder))
            page.goto(f"{address}/{support.urllib.parse.quote(name)}", wait_until="load")
            found = page.evaluate(AUDIT, sorted(ELEMENTS))
            found += [f"ran {what}" for what in page.evaluate("window.ran")]
            # The note's text is in the right element, and so is the text after it. A text without
            # surrounding text may begin a block of code or HTML that lasts to its end.
            part = ".prose" if name.startswith("bare") else ".prose p"
            if END in text and "<article" in text and not page.evaluate(
                    f"[...document.querySelectorAll('main > article > {part}')]"
                    f".some((part) => part.textContent.includes({json.dumps(END)}))"):
                found.append("the text does not end in its place")
            bad += [f"{name}: {what}" for what in found]
        self.assertEqual(bad[:20], [], f"{len(bad)} in all")
        self.assertEqual(foreign, [])

    def test_safe_without_the_content_policy(self):
        self.read("safe", bypass=True)

    def test_safe_as_it_is_served(self):
        self.read("safe", bypass=False, every=4)

    def test_forbid_without_the_content_policy(self):
        self.read("forbid", bypass=True, every=2)

    def test_attachments_run_nothing_when_visited(self):
        folder = built("safe")
        published = {path.name for path in (folder / "files").iterdir()}
        self.assertEqual(published, {"plain.svg"})
        page = self.new_page(bypass_csp=True)
        page.context.add_init_script(WATCH)
        page.goto(f"{support.server()}/policy-safe/files/plain.svg")
        self.assertEqual(page.evaluate("window.ran"), [])

    def test_search_results_run_nothing(self):
        if not (built("safe") / "pagefind").exists():
            self.skipTest("there is no Pagefind here")
        page = self.new_page(bypass_csp=True)
        page.context.add_init_script(WATCH)
        page.goto(f"{support.server()}/policy-safe/search.html?q=pwned")
        page.wait_for_selector(".search-result")
        self.assertEqual(page.evaluate("window.ran"), [])
        self.assertEqual(page.evaluate("document.querySelectorAll('.search-result script').length"), 0)

    def test_the_content_policy_alone_stops_a_script(self):
        built("safe")
        page = self.new_page()
        page.context.add_init_script(WATCH)

        def spoil(route):
            answer = route.fetch()
            body = answer.text().replace(
                "</main>", "<script>pwned()</script><img src=x onerror=pwned()>"
                "<script src='data:,pwned()'></script><base href='https://evil.example/'>"
                "<iframe srcdoc='<script>parent.pwned()</script>'></iframe></main>")
            route.fulfill(response=answer, body=body)

        page.route("**/tables.html", spoil)
        page.goto(f"{support.server()}/policy-safe/tables.html", wait_until="load")
        self.assertGreater(page.evaluate("document.querySelectorAll('main script').length"), 1)
        page.wait_for_timeout(200)
        self.assertEqual(page.evaluate("window.ran"), [])
        self.assertTrue(page.evaluate("document.baseURI").startswith("http://127.0.0.1"))


class ContentPolicy(BrowserTest):
    """The site's own pages work under their content security policy."""

    def check(self, address, wanted):
        page = self.new_page()
        said = []
        page.on("console", lambda message: said.append(message.text)
                if "Content Security Policy" in message.text else None)
        page.goto(address, wait_until="load")
        page.wait_for_timeout(100)
        self.assertEqual(said, [], address)
        self.assertEqual(page.evaluate(wanted), True, address)

    def test_pages_work_under_it(self):
        for site in ("handbook", "vault"):
            for number, path in enumerate(support.pages(site)):
                text = (support.site(site) / path).read_text(encoding="utf-8")
                self.assertIn('http-equiv="Content-Security-Policy"', text, path)
                self.assertIsNone(re.search(r"<script>", text), path)
                # A page that is served for any address refers to scripts by absolute addresses.
                is_elsewhere = 'http-equiv="refresh"' in text or path == "404.html"
                if is_elsewhere or number % 5 and site == "handbook":
                    continue
                scripts = "document.documentElement.dataset.root !== undefined && " \
                    "!document.querySelector('.theme-button').hidden"
                self.check(f"{support.server()}/{site}/{support.urllib.parse.quote(path)}", scripts)

    def test_pages_work_from_the_file_system(self):
        for path in support.pages("handbook")[:6]:
            self.check(
                (support.site("handbook") / path).as_uri(),
                "!document.querySelector('.theme-button').hidden"
                " && getComputedStyle(document.body).margin !== '8px'")

    def test_the_search_runs_under_it(self):
        page = self.open("search.html?q=thread")
        page.wait_for_selector(".search-result, .search-status:not(:empty)")


if __name__ == "__main__":
    unittest.main()
