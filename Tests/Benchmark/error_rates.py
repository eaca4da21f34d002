"""Writes the error rates of measurements: the record of the experiment and the handbook's table.

Run by `make aa` after the experiment. What it found goes to content/_records/_error-rates.json, and
the table to "How We Measure"; without results there is only the table to make anew.
"""

import argparse
import datetime
import json
from math import comb
from pathlib import Path
from statistics import median

from machine import machine
from report import replace_made, table

ROOT = Path(__file__).resolve().parents[2]
RECORD = ROOT / "content/_records/_error-rates.json"
PAGE = ROOT / "content/Measuring/How We Measure.md"
BEGIN = "<!-- Made by `make aa`; what is typed here is lost. -->"
END = "<!-- The end of what `make aa` makes. -->"
# The fields of a trial that are kept; see Trial in
# Tests/Experiments/Measurement/MeasurementExperiment.swift.
FIELDS = ["decision", "bareDecision", "ratio", "lower", "upper", "isRepeated", "otherCores"]
# The decisions that are counted for each kind of trial. The aim limits the first kind from above and
# the second from below.
SOUGHT = {"same": {"faster", "slower"}, "slower": {"slower"}}
AIMS = {"same": 0.02, "slower": 0.75}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", nargs="?", type=Path, help="what the experiment wrote")
    arguments = parser.parse_args()
    if arguments.results:
        write(record(arguments.results))
    replace_made(PAGE, BEGIN, END, report(json.loads(RECORD.read_text(encoding="utf-8"))))


def record(results: Path) -> dict:
    trials = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    # The newest trial's settings; trials with other settings belong to another experiment.
    settings = {key: trials[-1][key] for key in ("language", "slowdown")}
    date = datetime.date.fromtimestamp(results.stat().st_mtime).isoformat()
    kinds = {}
    for kind in SOUGHT:
        own = [trial for trial in trials
               if trial["kind"] == kind and settings.items() <= trial.items()]
        kinds[kind] = [[short(trial.get(field)) for field in FIELDS] for trial in own]
    rounds = sorted({trial["rounds"] for trial in trials if settings.items() <= trial.items()})
    return {"conditions": {"date": date, **settings, "rounds": rounds, **machine()},
            "fields": FIELDS, "trials": kinds}


def short(value):
    return round(value, 4) if isinstance(value, float) else value


def write(found: dict) -> None:
    """Writes one trial per line, so that versions of the file can be compared."""
    lines = {kind: ",\n".join(f"      {json.dumps(trial)}" for trial in trials)
             for kind, trials in found["trials"].items()}
    trials = ",\n".join(f"    {json.dumps(kind)}: [\n{text}\n    ]" for kind, text in lines.items())
    conditions = json.dumps(found["conditions"], indent=2, sort_keys=True).replace("\n", "\n  ")
    RECORD.write_text(
        f'{{\n  "conditions": {conditions},\n  "fields": {json.dumps(found["fields"])},\n'
        f'  "trials": {{\n{trials}\n  }}\n}}\n', encoding="utf-8")


def report(found: dict) -> str:
    told = found["conditions"]
    trials = {kind: [dict(zip(found["fields"], trial)) for trial in values]
              for kind, values in found["trials"].items()}
    labels = {"same": ("itself", "at most"),
              "slower": (f"one that does {told['slowdown']} % more", "at least")}
    rows = []
    for kind, (label, bound) in labels.items():
        count, claims = len(trials[kind]), found_in(trials[kind], kind)
        low, high = interval(claims, count)
        rows.append([
            label, f"{count:,}", f"{claims:,}", share(claims / count),
            f"{share(low)} to {share(high)}", f"{bound} {share(AIMS[kind])}",
            met(low, high, kind)])
    heads = ["A program against", "Measured", "Difference found", "Rate", "95 % interval", "Aim",
             "Verdict"]
    return "\n\n".join([table(heads, rows, numbers_from=1), details(trials, told)])


def details(trials: dict[str, list[dict]], told: dict) -> str:
    everything = [trial for values in trials.values() for trial in values]
    refused = sum(trial["decision"] == "refused" for trial in everything)
    repeated = sum(trial["isRepeated"] for trial in everything)
    kept_back = found_in(trials["same"], "same", "bareDecision") - found_in(trials["same"], "same")
    widths = [(trial["upper"] - trial["lower"]) / 2 / trial["ratio"] for trial in everything
              if trial["ratio"]]
    rounds = " to ".join(f"{number}" for number in sorted({told["rounds"][0], told["rounds"][-1]}))
    program = {"c": "C", "python": "Python"}[told["language"]]
    return (
        f"Half of the intervals were narrower than ± {share(median(widths))}. Measured a second "
        f"time, since the machine was noisy: {repeated:,} of {len(everything):,}; refused even "
        f"then: {refused:,}. Differences of the program from itself that a refusal kept back: "
        f"{kept_back:,}. Measured on {told['date']}: programs in {program} of about ten "
        f"milliseconds, {rounds} rounds; {told['processor']}, {told['cores']} cores, "
        f"{told['memory']}, {told['system']}, nothing else running.")


def found_in(trials: list[dict], kind: str, field: str = "decision") -> int:
    return sum(trial[field] in SOUGHT[kind] for trial in trials)


def met(low: float, high: float, kind: str) -> str:
    """Judges an aim like a claim: the whole interval has to lie on one side of it."""
    aim, isUpper = AIMS[kind], kind == "same"
    if high <= aim if isUpper else low >= aim:
        return "met"
    return "**missed**" if (low > aim if isUpper else high < aim) else "undecided"


def interval(successes: int, trials: int, level: float = 0.95) -> tuple[float, float]:
    """Returns the interval of rates that fit the observation (Clopper and Pearson, 1934)."""
    tail = (1 - level) / 2

    def at_most(count: int, rate: float) -> float:
        return sum(comb(trials, k) * rate ** k * (1 - rate) ** (trials - k)
                   for k in range(count + 1))

    low = 0 if successes == 0 else root(lambda rate: at_most(successes - 1, rate) - (1 - tail))
    high = 1 if successes == trials else root(lambda rate: at_most(successes, rate) - tail)
    return low, high


def root(falling) -> float:
    """Returns the zero between 0 and 1 of a decreasing function."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return low


def share(part: float) -> str:
    text = f"{part * 100:.1f}"
    return f"{text.removesuffix('.0')} %"


if __name__ == "__main__":
    main()
