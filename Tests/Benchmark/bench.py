"""Builds the same notes with Hugo and with this program, in turn, and compares time and memory.

In the same rounds runs the floor: a program that only reads and parses the notes, and writes as many files.

The record goes to content/_records/_speed.json, and the tables to the handbook's page about it.
A run adds its results to the record and keeps the others, so that a long comparison can be made in
parts: --sizes 10000 --modes cold --edits 0, then --modes plain, and so on.
"""

import argparse
import datetime
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from contenders import MODES, ROOT, Floor, Hugo, Site, build_floor, find_hugo
from corpus import Corpus, write
from machine import machine
from measuring import RunFailed, run
from report import tables, update_page
from sameness import compare, notes_of, page_size
from serving import time_edits

# Without the `_` it would be removed as a record that belongs to no sample.
RECORD = ROOT / "content/_records/_speed.json"
PAGE = ROOT / "content/Measuring/How fast is it.md"


def main() -> int:
    arguments = parse_arguments()
    hugo = find_hugo()
    if hugo is None:
        print("Hugo is missing: .ci/setup bench", file=sys.stderr)
        return 2
    try:
        record = measure(arguments, site_program(arguments.site), hugo)
    except RunFailed as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    if arguments.record and RECORD.exists():
        record = merged(json.loads(RECORD.read_text(encoding="utf-8")), record)
    print(tables(record))
    if arguments.record:
        write(str(RECORD), json.dumps(record, indent=2, sort_keys=True) + "\n")
        update_page(PAGE, record)
    return 0


def parse_arguments() -> argparse.Namespace:
    def numbers(text: str) -> list[int]:
        return [int(part) for part in text.split(",")]

    def modes(text: str) -> list[str]:
        chosen = text.split(",") if text else []
        if not set(chosen) <= set(MODES):
            raise argparse.ArgumentTypeError(f"choose from {','.join(MODES)}")
        return [mode for mode in MODES if mode in chosen]

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--sizes", type=numbers, default=[100, 1000, 10000, 50000], metavar="N,N",
        help="how many notes (default: 100,1000,10000,50000)")
    parser.add_argument(
        "--modes", type=modes, default=MODES, metavar="MODE,MODE",
        help=f"which builds (default: {','.join(MODES)})")
    parser.add_argument("--runs", type=int, default=3, help="builds of each kind (default: 3)")
    parser.add_argument(
        "--edits", type=int, default=10, help="notes saved while serving (default: 10; 0: none)")
    parser.add_argument("--site", type=Path, help="a built program (default: builds it)")
    parser.add_argument(
        "--work", type=Path, default=ROOT / ".cache/bench", help="folder for notes and sites")
    parser.add_argument(
        "--no-record", dest="record", action="store_false", help="print only, write nothing")
    return parser.parse_args()


def site_program(given: Path | None) -> Path:
    if given:
        return given.resolve()
    command = ["swift", "build", "-c", "release", "--product", "site", "--quiet"]
    subprocess.run(command, cwd=ROOT, check=True)
    return ROOT / ".build/release/site"


def measure(arguments: argparse.Namespace, program: Path, hugo: Path) -> dict:
    record = {"sizes": {}}
    arguments.work.mkdir(parents=True, exist_ok=True)
    for count in arguments.sizes:
        folder = arguments.work / str(count)
        shutil.rmtree(folder, ignore_errors=True)
        sites = [Hugo("hugo", hugo, folder / "hugo"), Site("site", program, folder / "site")]
        floor = Floor("floor", build_floor(arguments.work), folder / "floor")
        floor.other = sites[1]
        size = measure_size(sites, floor, count, arguments)
        size["conditions"] = conditions(arguments, hugo)
        record["sizes"][str(count)] = size
    # Deleted only at the end: after files were deleted, ext4 is slow to create new ones.
    shutil.rmtree(arguments.work)
    return record


def merged(old: dict, new: dict) -> dict:
    """Returns the new results, and the earlier ones that were not measured again."""
    for count, size in new["sizes"].items():
        known = old["sizes"].get(count, {})
        builds = known.get("builds", {}) | size["builds"]
        old["sizes"][count] = known | size | {"builds": builds}
    return old


def measure_size(
    contenders: list, floor: Floor, count: int, arguments: argparse.Namespace
) -> dict:
    say(f"{count} notes: writing them")
    corpora = {}
    for contender in [*contenders, floor]:
        corpora[contender.name] = Corpus(count, contender.flavour)
        corpora[contender.name].write(str(contender.content))
    notes = notes_of(contenders[0].content)
    result = {"load": [round(os.getloadavg()[0], 1)], "builds": {}}

    if "cold" not in arguments.modes or not arguments.runs:
        for contender in contenders:
            run(contender.build(), contender.folder)
        compare_sites(contenders, notes, result)
    for number in range(arguments.runs):
        say(f"{count} notes: round {number + 1} of {arguments.runs}")
        for mode in arguments.modes:
            timed = {
                c.name: timed_build(c, mode, corpora[c.name], number)
                for c in [*contenders, floor] if mode in c.modes}
            result["builds"].setdefault(mode, []).append(timed)
            if "same" not in result:
                compare_sites(contenders, notes, result)
    if arguments.edits:
        result["edits"] = {}
        for contender in contenders:
            say(f"{count} notes: {contender.name} serves")
            run(contender.build(), contender.folder)
            times = time_edits(contender, corpora[contender.name], arguments.edits)
            result["edits"][contender.name] = times
    result["load"].append(round(os.getloadavg()[0], 1))
    return result


def compare_sites(contenders: list, notes: list[str], result: dict) -> None:
    say(f"{len(notes)} notes: comparing the two sites")
    # Some thousand notes are as informative as fifty thousand.
    compared = notes[:: max(1, len(notes) // 3000)]
    result["same"], differences = compare(contenders, compared)
    if differences:
        shown = "\n".join(differences[:5])
        raise RunFailed(f"the sites differ in {len(differences)} places:\n{shown}")
    result["page bytes"] = {c.name: page_size(c, notes) for c in contenders}


def timed_build(contender, mode: str, corpus: Corpus, number: int) -> dict[str, float]:
    """Runs one build. The builds of a round are in the order of `MODES`."""
    if mode == "cold":
        contender.forget_all()
    elif mode in ("warm", "search"):
        contender.forget_output()
    elif mode == "plain":
        contender.forget_all_but_highlighting()
    elif mode == "edited":
        note = (number + 1) * corpus.count // 7 % corpus.count
        write(str(contender.content / corpus.path(note)), corpus.note(note, number + 1))
        # The next build does not trust a file that changed at the moment when it was read.
        time.sleep(0.2)
    result = run(contender.build(mode), contender.folder)
    if mode == "edited":
        page = contender.output / contender.page(corpus.path(note).removesuffix(".md"))
        if f"marker{number + 1}x" not in page.read_text(encoding="utf-8"):
            raise RunFailed(f"{contender.name} built without the edit: {page}")
    return result


def conditions(arguments: argparse.Namespace, hugo: Path) -> dict:
    def output(*command: str) -> str:
        return subprocess.run(command, capture_output=True, text=True, cwd=ROOT).stdout.strip()

    # Changes to the notes by this program are not changes of the program that is measured.
    is_changed = output("git", "status", "--porcelain", "--", "Package.swift", "Sources", "theme")
    return {
        "date": datetime.date.today().isoformat(),
        **machine(),
        "hugo": output(str(hugo), "version").split("-")[0].removeprefix("hugo "),
        # The commit of a program that was passed as an argument is unknown.
        "site": "a given build" if arguments.site
        else "commit " + output("git", "rev-parse", "--short", "HEAD")
        + (" with changes" if is_changed else ""),
        "disk": output("findmnt", "--noheadings", "--first-only", "--output", "FSTYPE", "--target",
                       str(arguments.work)),
    }


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
