"""axe-core finds nothing against WCAG 2.2 AA, and nothing is wider than a narrow phone."""

from axe_playwright_python.sync_playwright import Axe

from support import SIZES, BrowserTest, pages, server, site

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}

KINDS = [
    "handbook/index.html", "handbook/comparisons/thread-vs-asyncio.html",
    "handbook/comparisons/index.html", "handbook/measuring/how-we-measure.html",
    "handbook/reference/glossary.html", "handbook/search.html", "handbook/404.html",
    "handbook/recent.html", "handbook/graph.html", "handbook/claims.html",
    "handbook/measurements.html", "handbook/samples.html", "handbook/criteria.html",
    "handbook/matrix.html", "vault/everything.html", "vault/tags/index.html",
    "vault/tags/nested.html", "vault/notes.html", "handbook/reference/bases.html",
    "handbook/comparisons/every-mechanism-compared.html",
    "handbook/compare/threads-vs-asyncio.html",
]


def existing(paths):
    return [path for path in paths if (site("handbook").parent / path).exists()]


class AccessibilityTests(BrowserTest):
    def check(self, scheme, size):
        site("vault")
        page = self.new_page(size, color_scheme=scheme, reduced_motion="reduce")
        axe = Axe()
        for path in existing(KINDS):
            with self.subTest(page=path):
                page.goto(f"{server()}/{path}")
                found = axe.run(page, options=RULES).response["violations"]
                seen = [
                    f"{one['id']}: {node['html'][:160]} ({node['failureSummary'][:300]})"
                    for one in found for node in one["nodes"][:4]
                ]
                self.assertEqual(seen, [])

    def test_light_on_a_phone(self):
        self.check("light", "phone")

    def test_dark_on_a_phone(self):
        self.check("dark", "phone")

    def test_light_on_a_desk(self):
        self.check("light", "desk")

    def test_dark_on_a_desk(self):
        self.check("dark", "desk")


# Lists the elements that are too wide, for the message.
WIDEST = """width => [...document.querySelectorAll("main *")]
    .filter((one) => one.getBoundingClientRect().right > width + 1)
    .slice(0, 8).map((one) => one.outerHTML.slice(0, 120)).join("\\n")"""


class WidthTests(BrowserTest):
    def test_no_page_is_wider_than_a_phone(self):
        page = self.new_page("phone")
        width = SIZES["phone"][0]
        for name in ("handbook", "vault"):
            server()
            for path in pages(name):
                if self.is_redirect(name, path):
                    continue
                with self.subTest(page=f"{name}/{path}"):
                    page.goto(f"{server()}/{name}/{path}")
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    self.assertLessEqual(wide, width, page.evaluate(WIDEST, width))

    def is_redirect(self, name, path):
        return 'http-equiv="refresh"' in (site(name) / path).read_text(encoding="utf-8")[:600]
