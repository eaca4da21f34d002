"""Whatever the names of notes are, their links lead to the right note in a browser."""

import pathlib
import random
import subprocess
import tempfile
import unicodedata
import unittest
import urllib.parse

from support import PROGRAM, REPOSITORY, BrowserTest, scratch, server

PIECES = [
    "a", "B", "note", "Note", "NOTE", "x y", "ä", "a\u0308", "É", "ß", "İ", "日本", "カ\u3099", "عربي",
    "\u200f", "🎉", "👩‍💻", " ", "&", "&amp;", "#", "%", "%20", "%2F", "'", '"', "?", "(", ")", "[",
    "]", "{", "}", "+", "_", "~", "$", "*", "`", "==", ",", ";", "@", ".", "..", "!", "<", ">", "|",
    "^", ":", "\\", "index", ".md", ".html", "C#", "C++", "%%",
]
NOTES, LINKS = 40, 5


def names(source):
    """Returns paths of notes without `.md`. Sometimes a folder has the name of a note."""
    found, folders = set(), [""]
    while len(found) < NOTES:
        name = "".join(source.choice(PIECES) for _ in range(source.randint(1, 4)))
        if name.startswith((".", "_")):
            continue
        folder = source.choice(folders)
        if source.random() < 0.2:
            folders.append(f"{folder}{name}/")
        found.add(unicodedata.normalize("NFC", folder + name))
    return sorted(found)


def built(seed):
    """Builds a site. Returns its folder below the server's, and each link's expected title."""
    source = random.Random(seed)
    notes = names(source)
    meant = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, note in enumerate(notes):
            path = pathlib.Path(folder, note + ".md")
            path.parent.mkdir(parents=True, exist_ok=True)
            lines = [f"---\ntitle: Title {number}\n---"]
            for link in range(LINKS):
                target = source.randrange(NOTES)
                text = f"link {number} {link}"
                address = urllib.parse.quote("/" + notes[target] + ".md", safe="/")
                lines.append(f"[{text}]({address})")
                meant[text] = f"Title {target}"
            path.write_text("\n\n".join(lines), encoding="utf-8")
        name = f"names-{seed}"
        output = scratch() / "served" / "deep" / name
        subprocess.run(
            [PROGRAM, "build", "--no-search", "--content", folder, "--output", output, "--cache",
             scratch() / "cache"], cwd=REPOSITORY, capture_output=True, text=True, timeout=300)
    return name, output, meant


# Follows all links of a page at once, as a reader would one by one.
FOLLOW = """async () => {
  const links = [...document.querySelectorAll('.prose a.internal')];
  return Promise.all(links.map(async link => {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const title = page.querySelector('h1')?.textContent.trim();
    return [link.textContent, answer.ok ? title : `status ${answer.status} of ${link.href}`];
  }));
}"""


class NameTests(BrowserTest):
    def test_links_lead_to_the_note_that_is_meant(self):
        address = server()
        for seed in (1, 2):
            name, output, meant = built(seed)
            page = self.new_page()
            found = {}
            for path in sorted(output.rglob("*.html")):
                relative = urllib.parse.quote(str(path.relative_to(output)))
                page.goto(f"{address}/{name}/{relative}")
                if not page.url.endswith(relative):
                    continue
                found.update(page.evaluate(FOLLOW))
            with self.subTest(seed=seed):
                self.assertEqual({text: found.get(text) for text in meant}, meant)


if __name__ == "__main__":
    unittest.main()
