"""Tables in Markdown from a record."""

from pathlib import Path
from statistics import median

BEGIN = "<!-- Made by `make bench`; what is typed here is lost. -->"
END = "<!-- The end of what `make bench` makes. -->"
LABELS = {
    "cold": "everything new, with highlighting",
    "plain": "everything new, without highlighting",
    "warm": "site deleted, caches kept",
    "edited": "one note changed",
    "unchanged": "nothing changed",
    "search": "site deleted, caches kept, and a search index made",
}

# The builds beside which the floor runs.
FLOORED = ["cold", "plain"]


def tables(record: dict) -> str:
    sizes = {int(count): size for count, size in record["sizes"].items()}
    sizes = dict(sorted(sizes.items()))
    parts = ["### Builds", builds(sizes)]
    if any(values(size, mode, "floor", "wall") for size in sizes.values() for mode in FLOORED
           if mode in size["builds"]):
        parts += ["### The floor", floors(sizes)]
    parts += ["### Bounds", bounds(sizes), "### Growth", growth(sizes)]
    if any("edits" in size for size in sizes.values()):
        parts += ["### From saving a note to its new page", edits(sizes)]
    return "\n\n".join([*parts, where(sizes)])


def update_page(path: Path, record: dict) -> None:
    replace_made(path, BEGIN, END, tables(record))


def replace_made(path: Path, begin: str, end: str, text: str) -> None:
    """Replaces everything between the two comments and keeps the rest."""
    before, rest = path.read_text(encoding="utf-8").split(begin)
    after = rest.split(end)[1]
    path.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")


def builds(sizes: dict[int, dict]) -> str:
    rows = []
    for count, size in sizes.items():
        for mode, label in LABELS.items():
            if mode not in size["builds"]:
                continue
            cells = []
            for what, shown in (("wall", seconds), ("cpu", seconds), ("memory", megabytes)):
                for name in ("hugo", "site"):
                    found = values(size, mode, name, what)
                    cells.append(shown(median(found)) if found else "")
            both = ratios(size, mode, mode)
            cells.insert(2, spread(both) if both else "")
            rows.append([f"{count:,}", label, *cells])
    heads = ["Notes", "Build", "Hugo", "Ours", "Times faster", "Hugo, CPU", "Ours, CPU",
             "Hugo, memory", "Ours, memory"]
    return table(heads, rows, numbers_from=2)


def floors(sizes: dict[int, dict]) -> str:
    rows = []
    for count, size in sizes.items():
        for mode in FLOORED:
            found = floor_ratios(size, mode)
            if not found:
                continue
            cells = [f(median(values(size, mode, name, what)))
                     for what, f in (("wall", seconds), ("cpu", seconds))
                     for name in ("floor", "site")]
            cpu = [a / b for a, b in zip(values(size, mode, "site", "cpu"),
                                         values(size, mode, "floor", "cpu"))]
            rows.append([f"{count:,}", LABELS[mode], *cells, spread(found), spread(cpu)])
    heads = ["Notes", "Build", "Floor", "Ours", "Floor, CPU", "Ours, CPU",
             "Times the floor", "Times the floor, CPU"]
    return table(heads, rows, numbers_from=2)


def bounds(sizes: dict[int, dict]) -> str:
    rows = []

    def row(text: str, value: float, limit: float, shown: str, at_least: bool = False) -> None:
        met = value >= limit if at_least else value <= limit
        rows.append([text, shown, "met" if met else "**missed**"])

    for count, size in sizes.items():
        if count < 1000:
            continue
        highlighted = 10 if count >= 10_000 else 8
        for mode, base, limit, text in (
            ("cold", "cold", highlighted, f"with highlighting: 1/{highlighted} of Hugo's time"),
            ("plain", "plain", 5, "without highlighting: 1/5 of Hugo's time"),
            ("edited", "cold", 25, "one note changed: 1/25 of Hugo's first build"),
            ("unchanged", "cold", 30, "nothing changed: 1/30 of Hugo's first build"),
        ):
            if not {mode, base} <= size["builds"].keys():
                continue
            value = median(ratios(size, base, mode))
            row(f"{count:,} notes, {text}", value, limit, f"1/{value:.1f}", at_least=True)
        for mode, limit, text in (
            ("cold", 2.5, "with highlighting"), ("plain", 1.6, "without highlighting"),
        ):
            found = floor_ratios(size, mode) if count == 10_000 else []
            if found:
                row(f"{count:,} notes, {text}: {limit} times the floor", median(found), limit,
                    f"{median(found):.1f}")
        if count == 10_000 and "cold" in size["builds"]:
            peak = median(values(size, "cold", "site", "memory"))
            row(f"{count:,} notes: 300 MB", peak, 300, f"{peak:.0f} MB")
        if count >= 10_000 and "edits" in size:
            saved = median(size["edits"]["site"])
            row(f"{count:,} notes, new page after saving: 50 ms", saved, 0.05, seconds(saved))
    large = [count for count in sizes if count >= 1000 and "cold" in sizes[count]["builds"]]
    for count in large[1:]:
        first = large[0]
        factor = per_note(sizes, count, "site", "cold") / per_note(sizes, first, "site", "cold")
        text = f"time per note at {count:,} notes: 1.2 times that at {first:,}"
        row(text, factor, 1.2, f"{factor:.2f}")
        factor = sizes[count]["page bytes"]["site"] / sizes[first]["page bytes"]["site"]
        text = f"size of a page at {count:,} notes: 1.05 times that at {first:,}"
        row(text, factor, 1.05, f"{factor:.2f}")
    if not rows:
        return "None at this size."
    return table(["At most", "Measured", ""], rows, numbers_from=1)


def growth(sizes: dict[int, dict]) -> str:
    rows = []
    for count, size in sizes.items():
        times = [f"{per_note(sizes, count, name, mode) * 1000:.2f} ms"
                 if mode in size["builds"] else ""
                 for mode in ("cold", "plain") for name in ("hugo", "site")]
        pages = [f"{size['page bytes'][name]:,} B" for name in ("hugo", "site")]
        rows.append([f"{count:,}", *times, *pages])
    heads = ["Notes", "Hugo, per note", "Ours, per note", "Hugo, not highlighted",
             "Ours, not highlighted", "Hugo, a page", "Ours, a page"]
    return table(heads, rows, numbers_from=0)


def edits(sizes: dict[int, dict]) -> str:
    rows = []
    for count, size in sizes.items():
        for name, label in (("hugo", "Hugo"), ("site", "Ours")):
            times = size.get("edits", {}).get(name)
            if times:
                shown = [seconds(f(times)) for f in (median, min, max)]
                rows.append([f"{count:,}", label, *shown])
    return table(["Notes", "Server", "Median", "Fastest", "Slowest"], rows, numbers_from=2)


def where(sizes: dict[int, dict]) -> str:
    """Describes the measured programs, the machine and the date, once for sizes that share them."""
    alike: dict[tuple, list[int]] = {}
    for count, size in sizes.items():
        alike.setdefault(tuple(sorted(size["conditions"].items())), []).append(count)
    lines = []
    for key, counts in alike.items():
        told = dict(key)
        loads = [load for count in counts for load in sizes[count]["load"]]
        runs = [len(runs) for count in counts for runs in sizes[count]["builds"].values()]
        lines.append(
            f"{', '.join(f'{count:,}' for count in counts)} notes: measured on {told['date']}, "
            f"{span(runs)} builds of each kind: {told['processor']}, {told['cores']} cores, "
            f"{told['memory']}, {told['system']}, files on {told['disk']}; Hugo {told['hugo']}, "
            f"this program: {told['site']}. Load of the machine: {min(loads)} to {max(loads)}.")
    same = "; ".join(
        f"{size['same']['notes']:,} of {count:,} notes with " + ", ".join(
            f"{number:,} {what}" for what, number in size["same"].items() if what != "notes")
        for count, size in sizes.items())
    return "\n\n".join([*lines, f"Both sites held the same: {same}."])


def span(numbers: list[int]) -> str:
    low, high = min(numbers), max(numbers)
    return f"{low}" if low == high else f"{low} to {high}"


def values(size: dict, mode: str, name: str, what: str) -> list[float]:
    return [builds[name][what] for builds in size["builds"][mode] if name in builds]


def ratios(size: dict, hugo_mode: str, site_mode: str) -> list[float]:
    """Hugo's wall time over ours, round by round: a disturbance of a whole round cancels out."""
    pairs = zip(values(size, hugo_mode, "hugo", "wall"), values(size, site_mode, "site", "wall"))
    return [hugo / site for hugo, site in pairs]


def floor_ratios(size: dict, mode: str) -> list[float]:
    """Our wall time over the floor's, round by round; empty if the floor was not measured."""
    if mode not in size["builds"]:
        return []
    pairs = zip(values(size, mode, "site", "wall"), values(size, mode, "floor", "wall"))
    return [site / floor for site, floor in pairs]


def per_note(sizes: dict[int, dict], count: int, name: str, mode: str) -> float:
    return median(values(sizes[count], mode, name, "wall")) / count


def seconds(value: float) -> str:
    if value < 1:
        return f"{value * 1000:.0f} ms"
    return f"{value:.3g} s" if value < 100 else f"{value:.0f} s"


def megabytes(value: float) -> str:
    return f"{value:,.0f} MB"


def spread(factors: list[float]) -> str:
    return f"{median(factors):.1f} ({min(factors):.1f} to {max(factors):.1f})"


def table(heads: list[str], rows: list[list[str]], numbers_from: int) -> str:
    rules = [" --- " if column < numbers_from else " ---: " for column in range(len(heads))]
    lines = ["| " + " | ".join(heads) + " |", "|" + "|".join(rules) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])
