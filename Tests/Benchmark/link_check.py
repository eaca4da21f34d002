"""Times `site check` on a vault of many links: link_check.py [--notes 6000] [--links 40000].

The notes are those of the comparison with Hugo, each with a list of further links at its end, so
that the vault has as many links as was asked for. One in a hundred of these leads nowhere.
"""

import argparse
import re
import subprocess
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median

from contenders import ROOT
from corpus import Corpus, write
from measuring import environment

LINK = re.compile(r"\[\[")


def write_vault(folder: Path, notes: int, links: int) -> int:
    """Returns the number of broken links."""
    corpus = Corpus(notes, "site")
    texts = [corpus.note(i) for i in range(notes)]
    lacking = links - sum(len(LINK.findall(text)) for text in texts)
    if lacking < 0:
        raise SystemExit(f"{notes} notes have more than {links} links already")
    random = Random(1)
    lists: list[list[str]] = [[] for _ in range(notes)]
    for number in range(lacking):
        target = corpus.name(random.randrange(notes))
        wrong = "x" if number % 100 == 99 else ""
        lists[random.randrange(notes)].append(f"- [[{target}{wrong}]]\n")
    for i, text in enumerate(texts):
        path = folder / corpus.path(i)
        path.parent.mkdir(parents=True, exist_ok=True)
        write(str(path), text + "\n" + "".join(lists[i]))
    return lacking // 100


def check(program: str, content: Path, cache: Path) -> tuple[float, str]:
    """Returns the wall seconds and the last line of the output."""
    command = [
        program, "check", "--content", str(content), "--cache", str(cache),
        "--theme", str(ROOT / "theme"), "--samples", "none", "--format", "json"]
    start = time.perf_counter()
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True, env=environment(content))
    wall = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}\nended with {done.returncode}:\n{done.stderr}")
    return wall, done.stderr.strip().splitlines()[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=6000)
    parser.add_argument("--links", type=int, default=40_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--site", default=str(ROOT / ".build/release/site"))
    parser.add_argument("--keep", help="a folder to leave the notes in")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        content = Path(arguments.keep or scratch) / "content"
        dead = write_vault(content, arguments.notes, arguments.links)
        walls = []
        for _ in range(arguments.rounds):
            wall, said = check(arguments.site, content, Path(scratch) / "cache")
            walls.append(wall)
    print(f"{arguments.notes:,} notes, {arguments.links:,} links, {dead} of them dead: {said}")
    print(f"wall: median {median(walls):.2f} s, from {min(walls):.2f} to {max(walls):.2f} s")


if __name__ == "__main__":
    main()
