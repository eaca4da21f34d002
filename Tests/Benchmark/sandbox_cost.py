"""Writes the cost of the sandbox: the record of the experiment, and the handbook's table.

Run by `make sandbox-cost` after the experiment. What it found goes to
content/_records/_sandbox-cost.json, and the table to "How We Measure"; without results there is only
the table to make anew.
"""

import argparse
import datetime
import json
from pathlib import Path

from machine import machine
from report import replace_made, table

ROOT = Path(__file__).resolve().parents[2]
RECORD = ROOT / "content/_records/_sandbox-cost.json"
PAGE = ROOT / "content/Measuring/How We Measure.md"
BEGIN = "<!-- Made by `make sandbox-cost`; what is typed here is lost. -->"
END = "<!-- The end of what `make sandbox-cost` makes. -->"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", nargs="?", type=Path, help="what the experiment wrote")
    arguments = parser.parse_args()
    if arguments.results:
        date = datetime.date.fromtimestamp(arguments.results.stat().st_mtime).isoformat()
        found = json.loads(arguments.results.read_text(encoding="utf-8"))
        record = {"conditions": {"date": date, **machine()}, **found}
        RECORD.write_text(one_list_a_line(record), encoding="utf-8")
    replace_made(PAGE, BEGIN, END, report(json.loads(RECORD.read_text(encoding="utf-8"))))


def one_list_a_line(record: dict) -> str:
    """Returns pretty-printed JSON with each list of values on one line."""
    lists = []

    def hidden(value):
        if isinstance(value, dict):
            return {key: hidden(part) for key, part in value.items()}
        if isinstance(value, list) and all(isinstance(part, float | int) for part in value):
            lists.append(json.dumps(value))
            return f"list {len(lists) - 1}"
        return [hidden(part) for part in value] if isinstance(value, list) else value

    text = json.dumps(hidden(record), indent=2, sort_keys=True)
    for number, values in enumerate(lists):
        text = text.replace(f'"list {number}"', values)
    return text + "\n"


def report(found: dict) -> str:
    rows = [row("an empty program", cost) for cost in found["emptyProgram"]]
    for batch in found["trivialSamples"]:
        what = f"{batch['samples']:,} samples of one line, {words(batch['atATime'])}"
        rows += [row(what, cost) for cost in batch["costs"]]
    told = found["conditions"]
    rounds = len(found["emptyProgram"][0]["values"])
    heads = ["What", "How", "Time", "Times by hand", "More than by hand"]
    return "\n\n".join([
        table(heads, rows, numbers_from=2),
        f"Medians with their 95 % intervals, in milliseconds: {rounds:,} rounds of the empty "
        f"program, and rounds of {found['samplesPerRound']} samples. Sandbox: {found['sandbox']}. "
        f"Measured on {told['date']}: {told['processor']}, {told['cores']} cores, "
        f"{told['memory']}, {told['system']}, nothing else running."])


def words(at_a_time: int) -> str:
    return "one at a time" if at_a_time == 1 else f"{at_a_time} at a time"


def row(what: str, cost: dict) -> list[str]:
    ratio, difference = cost.get("ratio"), cost.get("difference")
    return [what, cost["name"], figure(cost["median"]),
            f"{figure(ratio)} ×" if ratio else "", figure(difference) if difference else ""]


def figure(found: dict) -> str:
    digits = 1 if abs(found["value"]) >= 10 else 3 if abs(found["value"]) < 2 else 2
    values = [found["value"], found["lower"], found["upper"]]
    value, lower, upper = (f"{number:.{digits}f}".replace("-", "−") for number in values)
    return f"{value} [{lower}, {upper}]"


if __name__ == "__main__":
    main()
