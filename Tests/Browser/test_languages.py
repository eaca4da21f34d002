"""Notes in scripts without spaces between words, and in those that run from right to left."""

import functools
import subprocess
import urllib.parse

import support

NOTES = {
    "Chinese.md": "# 笔记\n\n今天我们讨论无人机飞行的原理。人工智能改变了世界。\n",
    "Japanese.md": "# 日本語\n\nこれは日本国憲法についての文章です。\n",
    "Korean.md": "# 한국어\n\n인공지능은 세상을 바꾼다. 비행 원리.\n",
    "Thai.md": "# ไทย\n\nปัญญาประดิษฐ์เปลี่ยนโลก\n",
    "English.md": "# English\n\nA flying machine over mountains.\n",
    "Hebrew.md": "# עברית\n\nפסקה עם `code` ו-English.\n\n- פריט\n\n> [!note] כותרת\n> טקסט\n\nLatin first.\n",
}
QUERIES = {
    "chinese.html": ["飞行", "飞", "人", "原理", "智能", "世界", "人工智能", "改变"],
    "japanese.html": ["憲法"], "korean.html": ["비행"], "thai.html": ["โลก"],
    "english.html": ["flying"], "hebrew.html": ["פסקה"],
}


@functools.cache
def languages():
    folder = support.scratch() / "languages"
    folder.mkdir()
    for name, text in NOTES.items():
        (folder / name).write_text(text)
    output = support.scratch() / "served" / "deep" / "languages"
    output.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [support.PROGRAM, "build", "--content", folder, "--output", output, "--cache",
         support.scratch() / "cache-languages"],
        cwd=support.REPOSITORY, check=True, capture_output=True, timeout=300)
    return "languages"


class LanguageTests(support.BrowserTest):
    def test_words_are_found_in_each_language_from_one_search_page(self):
        name = languages()
        for path, queries in QUERIES.items():
            for query in queries:
                with self.subTest(query):
                    quoted = urllib.parse.quote(query)
                    page = self.open(f"search.html?q={quoted}", site=name)
                    page.wait_for_selector(".search-status:not(:empty)")
                    found = page.locator(".search-result .hit-page").evaluate_all(
                        "links => links.map((link) => link.getAttribute('href'))")
                    self.assertIn(path, found)

    def test_blocks_run_as_their_text_does_and_code_never_from_right_to_left(self):
        name = languages()
        for size in support.SIZES:
            page = self.open("hebrew.html", size=size, site=name)
            direction = lambda what: page.locator(what).first.evaluate(
                "element => getComputedStyle(element).direction")
            for what, expected in {
                "html": "rtl", ".prose ul": "rtl", ".callout": "rtl", ".breadcrumbs": "rtl",
                ".prose > p": "rtl", ".prose > p:last-of-type": "ltr", ".prose code": "ltr",
            }.items():
                self.assertEqual(direction(what), expected, f"{what}, {size}")
            overflow = page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth")
            self.assertFalse(overflow, size)
