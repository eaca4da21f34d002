#!/usr/bin/env python3
"""Builds sites of very large notes and vaults with the release build: `make sizes`.

Quadratic time shows only at large sizes, and not in a debug build. So each text is built at one size
and at four times that size, and the processor times are compared: a ratio of 4 is linear, and 16 is
quadratic. No test passes or fails on an absolute time.
"""

import argparse
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / ".build/release/site"
FACTOR = 4
# Doubling the size twice takes 4 times as long if it is linear, and 16 times if it is quadratic.
MOST = 9
# The smaller note has this many bytes. It grows until it takes enough processor time for noise not
# to matter.
SMALLEST, LARGEST, ENOUGH = 250_000, 4_000_000, 0.2
# Seconds of processor time, which only end an endless run, and bytes of memory.
PATIENCE, MEMORY = 120, 6 << 30

# Each unit is repeated until the note has its size.
UNITS = [
    "words of a paragraph ", "word\n\n", "**a ", "*a **b ", "_a_ ", "~~a ", "==a ", "`a", "``a` ",
    "[", "![", "[[", "[[a|", "![[a", "[a](b) ", "[a][b] ", "[^a] ", "^[a ", "^[a] ", "[a]: b\n", "&amp;",
    "$a ", "$$ a\n\n", "%% a\n", "<a ", "<b>", "<!-- ", "<div>\n", "<div>\n\n", "<script>\n", "\\", "a@b.c ",
    "www.a.b ", "https://a.b/c ", "|a|b|\n|-|-|\n", "|a", "> ", "> a\n\n", "> [!note] a\n> b\n\n", "> > a\n",
    "- a\n", "- [ ] a\n", "1. ", "  - a\n", "# a\n\n", "## a\n\nb ^c\n\n", "#tag ", "a ^id\n\n", "```\na\n```\n\n",
    "```python norun\nx = 1\n```\n\n", "    code\n\n", "---\n\n", "a\\\n", "\u00e9\u65e5 ", "\t", "\u2028",
]


def repeated(unit):
    return lambda size: {"Note.md": unit * (size // len(unit.encode()))}


def numbered(text):
    """Returns a note of pieces that each have their own number."""
    return lambda size: {"Note.md": "".join(text.format(n) for n in range(size // len(text)))}


def notes(text, each=60):
    """Returns a vault of many small notes."""
    def files(size):
        count = max(8, size // 1_000)
        folder = "F{0}/" if each < count else ""
        return {
            folder.format(n % each) + f"N{n}.md": text.format(n, (n * 7 + 1) % count, count)
            for n in range(count)}
    return files


TEXTS = {repr(unit): repeated(unit) for unit in UNITS} | {
    "one line": lambda size: {"Note.md": "a" * size},
    "closed brackets": lambda size: {"Note.md": "[" * (size // 2) + "]" * (size // 2)},
    "nested images": lambda size: {"Note.md": "![" * (size // 5) + "](b" * (size // 5)},
    "headings of different names": numbered("# Heading {0}\n\n"),
    "headings of one name, and links to them": lambda size: {"Note.md": "# A\n\n[[#A]]\n\n" * (size // 15)},
    "blocks with names": numbered("Text ^b{0}\n\n"),
    "footnotes": numbered("[^{0}]: x\n\ny[^{0}]\n\n"),
    "references": numbered("[a{0}]: /x\n[a{0}]\n\n"),
    "tags": numbered("#tag{0} "),
    "dead links": numbered("[[Nobody {0}]]\n"),
    "properties": lambda size: {
        "Note.md": "---\n" + "".join(f"p{n}: {n}\n" for n in range(min(size // 20, 40_000))) + "---\n"},
    "a list in a property": lambda size: {
        "Note.md": "---\naliases:\n" + "".join(f"  - n{n}\n" for n in range(size // 40)) + "---\n"},
    "a wide table": lambda size: {"Note.md": "\n".join(
        unit * (size // 6) for unit in ("|a", "|-", "|b"))},
    "notes that link to each other": notes("[[N{1}]] and #tag{0}\n\n## H\n"),
    "notes that link to one": notes("[[N0]]\n"),
    "notes with aliases": notes("---\naliases: [Other {0}]\n---\n[[Other {1}]]\n"),
    "notes that embed one": notes("![[N0]]\n\nText.\n"),
    "notes of one tag": notes("#a\n"),
    "notes and a base": lambda size: notes("---\nn: {0}\n---\n")(size) | {
        "All.md": "```base\nviews:\n  - type: table\n    order: [file.name, n]\n    sort: [{property: n}]\n```\n"},
}


class Run:
    """A build in its own process, and its processor time."""

    def __init__(self, files, work):
        content, output = work / "content", work / "public"
        for folder in (content, output):
            shutil.rmtree(folder, ignore_errors=True)
        for path, text in files.items():
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            (content / path).write_text(text)
        with open(work / "said", "w+b") as said:
            process = subprocess.Popen(
                [PROGRAM, "build", "--content", content, "--output", output, "--theme", ROOT / "theme",
                 "--no-cache", "--no-search", "--samples", "none", "--quiet"],
                cwd=work, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                env={**os.environ, "HOME": str(work), "SITE_TOOLS": "/nonexistent"},
                preexec_fn=self.limit)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            self.said = said.read().decode(errors="replace")
        self.status = process.returncode
        self.seconds = usage.ru_utime + usage.ru_stime
        self.ended = self.status in (0, 1)

    @staticmethod
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE + 5))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    def failure(self):
        if self.status == -signal.SIGXCPU:
            return f"still ran after {PATIENCE} s of processor time"
        return f"ended with {self.status}: {self.said[-500:]}"


def try_text(name, files, work):
    """Returns None if the time is linear, else the reason why not.

    Noise can make one attempt fail, so there are three. Quadratic time fails in all of them.
    """
    size, worst = SMALLEST, ""
    small = Run(files(size), work)
    while small.ended and small.seconds < ENOUGH and size < LARGEST:
        size *= 2
        small = Run(files(size), work)
    for _ in range(3):
        if not small.ended:
            return f"{size:,} bytes {small.failure()}"
        large = Run(files(size * FACTOR), work)
        if not large.ended:
            return f"{size * FACTOR:,} bytes {large.failure()}"
        ratio = large.seconds / small.seconds
        print(f"{name}: {size:,} bytes {small.seconds:.2f} s, {FACTOR} times as many {large.seconds:.2f} s, "
              f"{ratio:.1f} times as long", flush=True)
        if ratio < MOST:
            return None
        worst = f"{FACTOR} times as many bytes took {ratio:.1f} times as long"
        small = Run(files(size), work)
    return worst


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="run only the texts whose name contains this")
    options = parser.parse_args()
    chosen = {name: files for name, files in TEXTS.items() if options.only in name}
    if not chosen:
        raise SystemExit(f"No text has a name with {options.only}.")
    failed = {}
    with tempfile.TemporaryDirectory(prefix="site-sizes-") as folder:
        for name, files in chosen.items():
            if problem := try_text(name, files, pathlib.Path(folder)):
                failed[name] = problem
    for name, problem in failed.items():
        print(f"FAILED {name}: {problem}")
    print(f"{len(chosen) - len(failed)} of {len(chosen)} texts take linear time")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
