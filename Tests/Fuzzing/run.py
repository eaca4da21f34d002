#!/usr/bin/env python3
"""Feeds every parser with hostile input: `make fuzz FUZZ="--minutes 60"`.

Builds the fuzzers, gathers seeds from the handbook, the tests and the examples of Markdown's
specifications, and runs each target in turn in short slices, until the time is over. What crashes, takes
longer than a second or breaks a property lies in `.build-fuzz/found/TARGET/`, and stays there until
it is fixed; each is tried again first. Make a test of it.
"""

import argparse
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / ".build-fuzz"
PROGRAM = BUILD / "release/fuzz"

# For each target: the longest input in bytes, and its share of the time.
TARGETS = {
    "front-matter": (4_096, 1), "markdown": (4_096, 3), "options": (512, 1), "base": (4_096, 2),
    "settings": (4_096, 1), "records": (4_096, 2), "measurement": (8_192, 2), "trace": (2_048, 1),
    "frames": (4_096, 1), "rendered": (2_048, 3), "vault": (4_096, 4),
}
# The number of inputs that each target has processed.
EXECUTED = {}
# Every slice begins by reading all seeds, so their number is limited.
MOST_SEEDS = 120
# Seconds for one input. On an idle machine one second would be enough.
TIMEOUT = 10

WORDS = """
=== A.md|=== B.md|=== Sub/C.md|=== site.yml|=== _model/criteria.yml|=== x.png|---|- |> |> [!note] |
> [!claim] |[[|]]|![[|[[B]]|[[B#h|#^|^id|%%|==|$|$$|`= |~~~|```|```python id=a|```base|```compare|
```measure |```output|```dot|```mermaid|[^1]|[^1]: |[^|[\\\\^|[&#94;|^[|[x]: |<q-q>|<q-q |" q-q="|' q-q='|
javascript:|](javascript:a)|&#58;|&lt;|</script>|<!--|-->|<script>|#q-q/|tags: |aliases: |title: |
permalink: |cssclasses: |claims: |subject: |compare: |measures: |traits: |criteria: |id: |text: |
value: |source: |filters: |views: |formulas: |properties: |type: table|type: cards|file.name|
file.hasTag(|formula.|.map(|.filter(|if(|link(|html(|image(|icon(|date(|duration(|/a*/|&a|*a|<<: |!!|
? |: |{|}|[|]|| |\\\\|\\n|\\t|\\r\\n|\\x00|\\xff|\\xc3|\\xef\\xbb\\xbf|\\xf4\\x8f\\xbf\\xbc|\\x1b[31m|
\\x1b]8;;|runtime=|timeout=10s|args="|env.A=|file=a#b|inputs=|{1,3-5}|measure=m subject=s|../|//|
runtimes: |limits: |ignore: |base-url: |sections: |html: forbid|timeout: |max-timeout: |memory: |
max-memory: |output: |patience: |99999999999999999999s|1e308|1e19|-1e308|1e-320|5e-324|-0|
9223372036854775807|-9223372036854775808|18446744073709551616|0.0001ms|1025G|nan|inf|null|true|[]|{}|
"wallSeconds":|"moments":[|"lanes":[|"busy":"0.1..0.2"|"parent":|"omitted":{"afterLine":|
"ending":"exited |"timedOut |"signalled |"outOfMemory |"order":[[|"values":[|"history":[|"canary":[|
"regionCounts":[|"reportedValues":[|"reportedUnit":"|\\u0000|\\u001b|\\ud800|\\ufffe|\n=== |process+ |process- |
thread+ |thread- |task+ |task- |step |run |name |gone |"ending":"exited"|"pieces":[[|"output":|
"notes":|&#x10FFFC;|&#x10FFFD;|&#1114108;0&#1114109;|&#1;|&#xFFFE;|<script>|onerror=|srcdoc=|<svg |<iframe |
data:text/html,|vbscript:|<a href=|<img src=x |style=|formaction=
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10, help="of all targets together")
    parser.add_argument("--slice", type=float, default=60, help="seconds of one run")
    parser.add_argument("--target", choices=TARGETS, action="append", help="only this one")
    parser.add_argument("--prefix", default="", help="a command to run the fuzzers under")
    options = parser.parse_args()
    targets = options.target or list(TARGETS)
    build()
    dictionary = write_dictionary()
    failed = False
    for target in targets:
        gather_seeds(target)
        failed |= not try_found(target)
    turns = [target for target in targets for _ in range(TARGETS[target][1])]
    # Each target gets a turn, however short the time is.
    slice = min(options.slice, options.minutes * 60 / len(turns))
    ends = time.monotonic() + options.minutes * 60
    turn = 0
    while time.monotonic() < ends:
        target = turns[turn % len(turns)]
        seconds = min(slice, ends - time.monotonic())
        failed |= not run_slice(target, max(1, int(seconds)), dictionary, options.prefix)
        turn += 1
    print("inputs in all: " + ", ".join(f"{name} {count:,}" for name, count in EXECUTED.items()))
    return 1 if failed else 0


def build():
    subprocess.run(
        ["swift", "build", "-c", "release", "--scratch-path", str(BUILD), "--product", "fuzz",
         "-Xswiftc", "-sanitize=fuzzer", "-Xswiftc", "-parse-as-library",
         "-Xswiftc", "-enable-testing", "-Xswiftc", "-use-ld=lld"],
        cwd=ROOT, env={**os.environ, "SITE_FUZZING": "1"}, check=True)


def write_dictionary():
    path = BUILD / "dictionary"
    words = [word for word in WORDS.replace("|\n", "|").replace("\n", "").split("|") if word]
    lines = []
    for word in words:
        if "\\x" not in word:
            word = word.replace('"', '\\"').replace("\\n", "\\x0a").replace("\\t", "\\x09")
            word = word.replace("\\r", "\\x0d").replace("\\u", "\\\\u")
        lines.append(f'"{word}"')
    path.write_text("\n".join(lines) + "\n")
    return path


def gather_seeds(target):
    folder = BUILD / "seeds" / target
    if folder.exists():
        return
    folder.mkdir(parents=True)
    texts = list(seeds(target))
    texts = texts[:: -(-len(texts) // MOST_SEEDS)]
    for number, text in enumerate(texts):
        (folder / str(number)).write_bytes(text[: TARGETS[target][0]])
    print(f"{target}: {len(texts)} seeds", flush=True)


def seeds(target):
    notes = [path.read_bytes() for path in sorted(note_files())]
    if target == "front-matter":
        yield from (front_matter(note) for note in notes)
    elif target == "options":
        for note in notes:
            yield from re.findall(rb"^```([^`\n]+)$", note, re.M)
    elif target == "base":
        yield from code_blocks(ROOT / "Tests/SiteGeneratorTests", "Bases*.swift")
    elif target == "settings":
        yield from (path.read_bytes() for path in ROOT.glob("content/*.yml"))
        yield from (path.read_bytes() for path in ROOT.glob("content/_model/*.yml"))
        yield from LIMITS
    elif target == "records":
        records = sorted(ROOT.glob("content/_records/**/*.times.json"))
        for times in [path for path in records if "_measurements" not in path.parts][:200]:
            output = times.with_name(times.name.replace(".times.json", ".json"))
            if output.exists():
                yield compact(output) + b"\n=== " + compact(times)
    elif target == "measurement":
        for times in sorted(ROOT.glob("content/_records/_measurements/*.times.json")):
            output = times.with_name(times.name.replace(".times.json", ".json"))
            yield small_measurement(output, times)
    elif target == "trace":
        yield from TRACES
    elif target == "frames":
        yield from frames()
    elif target == "rendered":
        yield from (note[:1_500] for note in notes)
        yield from specification()
        yield from HTML
    elif target == "markdown":
        yield from notes
        yield from specification()
    else:
        model = b"".join(
            b"=== _model/" + path.name.encode() + b"\n" + path.read_bytes()
            for path in ROOT.glob("content/_model/*.yml"))
        for first, second in zip(notes, notes[1:] + notes[:1]):
            yield b"=== A.md\n" + first[:1_500] + b"\n=== Sub/B.md\n" + second[:1_500]
        yield b"=== A.md\n[[B]]\n" + model
        yield from (b"=== A.md\n" + text + b"\n=== B.md\n## h\n^id\n" for text in specification())


LIMITS = [
    b"limits:\n  timeout: 20s\n  max-timeout: 2m\n  memory: 256M\n  max-memory: 1G\n",
    b"limits: {output: 64K, patience: 500ms}\nhtml: forbid\nsamples: marked\n",
]

TRACES = [
    b"process+ 1000000100 7 1 MainProcess\nthread+ 1000000200 7 8 7 worker\n"
    b"run 1100000000 7 8 90000000\nthread- 1200000000 7 8\nprocess- 1900000000 7\n",
    b"process+ 1000000100 7 1 p\ntask+ 1000000300 7 1 0 7 fetch(3)\nstep 1000000400 1000000500 7 1\n"
    b"step 1000000900 1000001500 7 1\ntask- 1500000000 7 1 given\nname 7 9 x\ngone 1600000000 7 9\n",
]

HTML = [
    b"<a href=\"https://example.org\" onclick=x>y</a> <script>q</script> <svg onload=q><q-q></svg>\n",
    b"<details><summary>s</summary>\n\n**b**\n\n</details>\n\n<img src=x onerror=q q-q=1>\n",
    b"[x](javascript:q) ![y](data:text/html,q) <iframe srcdoc=\"<q-q>\"></iframe> <b style=\"x:url(q)\">\n",
]


def compact(path):
    return json.dumps(json.loads(path.read_bytes())).encode()


def small_measurement(output, times):
    """Returns a measurement with few rounds, which is short, under the target's name."""
    definition, data = json.loads(output.read_bytes()), json.loads(times.read_bytes())
    definition["name"] = "spawn"
    data["order"], data["history"] = data["order"][:2], data["history"][-1:]
    for series in data["values"]:
        for key, values in series.items():
            if isinstance(values, list):
                series[key] = values[:7]
    return json.dumps(definition).encode() + b"\n=== " + json.dumps(data).encode()


def frames():
    header = {
        "ending": "exited", "value": 0, "started": 1000, "wall": 2000, "user": 1, "system": 1,
        "processor": 2, "peakMemory": 1, "voluntarySwitches": 1, "involuntarySwitches": 1,
        "labelled": True, "group": 2, "artifact": False, "output": 6, "head": 6, "omittedBytes": 0,
        "omittedLines": 0, "notes": 0, "notesCut": False, "pieces": [[5, 1, 4], [9, 2, 2]]}
    for change in ({}, {"omittedBytes": 9, "omittedLines": 2, "head": 4}, {"ending": "timedOut"}):
        text = json.dumps({**header, **change}).encode()
        yield b"%d 6\n" % len(text) + text + b"a\nb\nc\n"
    notes = b"region 1000 900 2\n"
    text = json.dumps({**header, "notes": len(notes)}).encode()
    yield b"%d %d\n" % (len(text), 6 + len(notes)) + text + b"a\nb\nc\n" + notes


def note_files():
    yield from ROOT.glob("content/**/*.md")
    yield from ROOT.glob("Tests/Browser/vault/**/*.md")


def front_matter(note):
    match = re.match(rb"---\n(.*?)\n---", note, re.S)
    return match[1] if match else b"tags: [a, b]"


def code_blocks(folder, pattern):
    """Yields the texts in triple quotes in our own tests."""
    for path in sorted(folder.glob(pattern)):
        for text in re.findall(r'"""\n(.*?)"""', path.read_text(), re.S):
            yield "\n".join(line.strip(" ") if not line.strip() else line[12:]
                            for line in text.split("\n")).encode()


def specification():
    paths = sorted((ROOT / ".tools/conformance").glob("*.txt"))
    if not paths:
        raise SystemExit("The specifications are not in .tools/conformance: run .ci/conformance.")
    for path in paths:
        for text in re.findall(r"`{32} example.*?\n(.*?)\n\.\n", path.read_text(), re.S):
            yield text.replace("→", "\t").encode()


def environment(target):
    return {**os.environ, "FUZZ": target, "SWIFT_BACKTRACE": "enable=no"}


def try_found(target):
    """Tries earlier findings again, and returns true if all of them are fixed."""
    found = BUILD / "found" / target
    found.mkdir(parents=True, exist_ok=True)
    good = True
    for path in sorted(found.iterdir()):
        done = subprocess.run(
            [PROGRAM, f"-timeout={TIMEOUT}", path], env=environment(target), capture_output=True,
            text=True, errors="replace")
        if done.returncode == 0:
            print(f"{target}: {path.name} is fixed", flush=True)
            path.unlink()
        else:
            print(f"{target}: {path.name} still fails: {reason(done.stderr)}", flush=True)
            good = False
    return good


def run_slice(target, seconds, dictionary, prefix):
    corpus = BUILD / "corpus" / target
    corpus.mkdir(parents=True, exist_ok=True)
    found = BUILD / "found" / target
    done = subprocess.run(
        shlex.split(prefix) + [
            str(PROGRAM), str(corpus), str(BUILD / "seeds" / target), f"-max_total_time={seconds}",
            f"-timeout={TIMEOUT}", f"-max_len={TARGETS[target][0]}", f"-dict={dictionary}",
            f"-artifact_prefix={found}/", "-rss_limit_mb=3000", "-print_final_stats=1",
            "-use_value_profile=1" if target in ("options", "base", "trace", "frames") else "-use_value_profile=0",
            "-reload=0"],
        env=environment(target), capture_output=True, text=True, errors="replace")
    runs = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    EXECUTED[target] = EXECUTED.get(target, 0) + int(runs[1] if runs else 0)
    coverage = re.findall(r"cov: (\d+)", done.stderr)
    report = f"{time.strftime('%H:%M:%S')} {target}: {seconds} s, " \
        f"{runs[1] if runs else '?'} inputs, {coverage[-1] if coverage else '?'} places reached"
    if done.returncode != 0:
        report += f", FOUND {reason(done.stderr)}"
    print(report, flush=True)
    return done.returncode == 0


def reason(errors):
    for pattern in (r"Fatal error: (.*)", r"ERROR: libFuzzer: (.*)", r"ERROR: (.*)"):
        match = re.search(pattern, errors)
        if match:
            return match[1][:500]
    return (errors.strip().splitlines() or ["nothing was said"])[-1][:500]


if __name__ == "__main__":
    sys.exit(main())
