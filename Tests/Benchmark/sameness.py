"""Checks that two built sites have the same notes, headings, code blocks, links and tables."""

import posixpath
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Prose(HTMLParser):
    """Parses the content of the element of class "prose", which is the note's own text."""

    def __init__(self):
        super().__init__()
        self.depth = 0  # of open elements, counted from the prose; 0 outside
        self.heading: list[str] | None = None
        self.block: list[str] | None = None
        self.headings: list[tuple[str, str]] = []
        self.blocks: list[str] = []
        self.links: list[str] = []
        self.tables = self.spans = 0

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag in VOID:
            return
        if self.depth or "prose" in (values.get("class") or "").split():
            self.depth += 1
        if not self.depth:
            return
        if tag in ("h2", "h3", "h4"):
            self.heading, self.id = [], values.get("id") or ""
        elif tag == "pre":
            self.block = []
        elif tag == "span" and self.block is not None:
            # A span around each line is not highlighting.
            self.spans += values.get("class") not in ("line", "cl")
        elif tag == "table":
            self.tables += 1
        elif tag == "a" and not (values.get("href") or "#").startswith("#"):
            self.links.append(values["href"])

    def handle_data(self, data):
        for texts in (self.heading, self.block):
            if texts is not None:
                texts.append(data)

    def handle_endtag(self, tag):
        if tag in VOID or not self.depth:
            return
        self.depth -= 1
        if tag in ("h2", "h3", "h4") and self.heading is not None:
            self.headings.append(("".join(self.heading).strip(), self.id))
            self.heading = None
        elif tag == "pre" and self.block is not None:
            lines = "".join(self.block).split("\n")
            self.blocks.append("\n".join(line.rstrip() for line in lines).strip())
            self.block = None


def read_page(contender, note: str) -> Prose:
    page = contender.page(note)
    prose = Prose()
    prose.feed((contender.output / page).read_text(encoding="utf-8"))
    prose.links = [link_target(page, href) for href in prose.links]
    return prose


def link_target(page: str, href: str) -> str:
    """Returns the note and anchor that a link leads to, however the site names its pages."""
    parts = urlsplit(href)
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), unquote(parts.path)))
    path = path.removesuffix("/index.html").removesuffix(".html").strip("/")
    return f"{path}#{unquote(parts.fragment)}" if parts.fragment else path


def compare(contenders, notes: list[str]) -> tuple[dict[str, int], list[str]]:
    """Returns counts of the common content, and the differences (empty if there are none)."""
    counts = dict.fromkeys(("notes", "headings", "code blocks", "links", "tables"), 0)
    highlighted = [0 for _ in contenders]
    differences = []
    for note in notes:
        try:
            pages = [read_page(contender, note) for contender in contenders]
        except OSError as error:
            differences.append(f"{note}: {error}")
            continue
        for index, page in enumerate(pages):
            highlighted[index] += page.spans
        for what in ("headings", "blocks", "links", "tables"):
            first, second = (getattr(page, what) for page in pages)
            if first != second:
                differences.append(f"{note}: {what} differ: {first} and {second}")
        counts["notes"] += 1
        counts["headings"] += len(pages[0].headings)
        counts["code blocks"] += len(pages[0].blocks)
        counts["links"] += len(pages[0].links)
        counts["tables"] += pages[0].tables
    for contender, spans in zip(contenders, highlighted):
        if spans < counts["code blocks"]:
            differences.append(f"{contender.name} has not highlighted its code blocks")
    return counts, differences


def page_size(contender, notes: list[str]) -> int:
    """Returns the median size of a note's page in bytes."""
    sizes = sorted((contender.output / contender.page(note)).stat().st_size for note in notes)
    return sizes[len(sizes) // 2]


def notes_of(content: Path) -> list[str]:
    """Returns the paths of all notes without suffix; a folder's own note is "index"."""
    paths = (path.relative_to(content).with_suffix("") for path in content.rglob("*.md"))
    return sorted(str(path).replace("_index", "index") for path in paths)
