"""Tests of the benchmark: `python3 -m unittest` in this folder runs them."""

import argparse
import json
import re
import tempfile
import unittest
from pathlib import Path

import bench
import error_rates
import sandbox_cost
from contenders import ROOT, find_hugo
from corpus import Corpus
from report import BEGIN, END, tables, update_page
from sameness import link_target

SITES = [ROOT / ".build" / kind / "site" for kind in ("release", "debug")]
SITE = next((path for path in SITES if path.exists()), None)


class CorpusTests(unittest.TestCase):
    def test_a_note_is_always_the_same(self):
        self.assertEqual(Corpus(300, "site").note(7), Corpus(300, "site").note(7))

    def test_flavours_differ_in_links_only(self):
        for i in range(20):
            site, hugo = (Corpus(100, flavour).note(i) for flavour in ("site", "hugo"))
            self.assertGreaterEqual(site.count("[["), 3)
            self.assertEqual(
                re.sub(r"\[\[.*?\]\]", "LINK", site), re.sub(r"\[[^]]*\]\(.*?\)", "LINK", hugo))

    def test_notes_are_as_long_as_promised(self):
        for i in range(50):
            text = re.sub(r"(?s)```.*?```|^---.*?---", "", Corpus(100, "site").note(i))
            words = len(re.sub(r"(?m)^\|.*", "", text).split())
            self.assertTrue(400 <= words <= 900, (i, words))

    def test_no_folder_grows(self):
        for count in (100, 1000, 10_000, 50_000):
            corpus = Corpus(count, "site")
            folders = [corpus.folder(i) for i in range(count)]
            self.assertLessEqual(max(folders.count(f) for f in folders[::997]), 41, count)

    def test_no_two_notes_share_a_name_or_a_code_block(self):
        corpus = Corpus(500, "site")
        self.assertEqual(len({corpus.name(i) for i in range(500)}), 500)
        blocks = [b for i in range(500) for b in corpus.note(i).split("```")[1::2]]
        self.assertEqual(len(set(blocks)), len(blocks))


class ReportTests(unittest.TestCase):
    def test_links_are_compared_by_the_note_they_lead_to(self):
        for page, href, target in (
            ("a/b.html", "c.html#d", "a/c#d"),
            ("a/b.html", "../e/f.html", "e/f"),
            ("a/b/index.html", "/e/f/#g", "e/f#g"),
            ("a/index.html", "b/index.html", "a/b"),
        ):
            self.assertEqual(link_target(page, href), target)

    def test_bounds_are_met_or_missed(self):
        for factor, words in ((10, "met"), (5, "**missed**")):
            line = next(x for x in tables(record(factor)).split("\n") if "1/8" in x)
            self.assertEqual(line, f"| 1,000 notes, with highlighting: 1/8 of Hugo's time "
                                   f"| 1/{factor:.1f} | {words} |")

    def test_a_part_measured_anew_replaces_itself_alone(self):
        old, new = record(9), record(5)
        new["sizes"]["1000"]["builds"] = {"cold": new["sizes"]["1000"]["builds"]["cold"]}
        new["sizes"]["100"] = record(7)["sizes"]["1000"]
        both = bench.merged(old, new)["sizes"]
        walls = {mode: runs[0]["hugo"]["wall"] for mode, runs in both["1000"]["builds"].items()}
        self.assertEqual(walls, {mode: 5 if mode == "cold" else 9 for mode in bench.MODES})
        self.assertEqual(set(both), {"100", "1000"})

    def test_what_was_not_measured_is_left_out(self):
        part = record(9)
        for mode in ("edited", "unchanged", "warm", "plain", "search"):
            del part["sizes"]["1000"]["builds"][mode]
        text = tables(part)
        self.assertIn("1/8", text)
        self.assertNotIn("1/5", text)

    def test_our_time_is_shown_beside_the_floor(self):
        both = record(9)
        for mode in ("cold", "plain"):
            both["sizes"]["1000"]["builds"][mode][0]["floor"] = {
                "wall": 0.5, "cpu": 0.25, "memory": 1}
        both["sizes"]["10000"] = both["sizes"]["1000"]
        text = tables(both)
        self.assertIn(
            "| 1,000 | everything new, with highlighting | 500 ms | 1 s | 250 ms | 1 s "
            "| 2.0 (2.0 to 2.0) | 4.0 (4.0 to 4.0) |", text)
        self.assertIn("| 10,000 notes, with highlighting: 2.5 times the floor | 2.0 | met |", text)
        self.assertIn(
            "| 10,000 notes, without highlighting: 1.6 times the floor | 2.0 | **missed** |", text)
        self.assertNotIn("floor", tables(record(9)))

    def test_what_only_one_can_do_stands_on_a_line_of_its_own(self):
        own = record(9)
        for run in own["sizes"]["1000"]["builds"]["search"]:
            del run["hugo"]
        line = next(x for x in tables(own).split("\n") if "a search index made" in x)
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        self.assertEqual(
            cells, ["1,000", "site deleted, caches kept, and a search index made",
                    "", "1 s", "", "", "1 s", "", "10 MB"])

    def test_the_page_keeps_what_is_around_the_tables(self):
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "page.md"
            page.write_text(f"Before.\n\n{BEGIN}\nold\n{END}\n\nAfter.\n")
            for _ in range(2):
                update_page(page, record(9))
            text = page.read_text()
            self.assertTrue(text.startswith("Before.") and text.endswith("After.\n"))
            self.assertNotIn("old", text)
            self.assertEqual(text.count("### Bounds"), 1)


class ErrorRateTests(unittest.TestCase):
    def test_intervals_are_those_of_clopper_and_pearson(self):
        # Computed by scipy.stats.binomtest(k, n).proportion_ci().
        for successes, trials, low, high in (
            (0, 200, 0, 0.018275), (200, 200, 0.981725, 1), (5, 10, 0.187086, 0.812914),
            (1, 20, 0.001265, 0.248733),
        ):
            found = error_rates.interval(successes, trials)
            self.assertAlmostEqual(found[0], low, 5)
            self.assertAlmostEqual(found[1], high, 5)

    def test_an_aim_is_met_by_the_whole_interval_only(self):
        for kind, successes, trials, words in (
            ("same", 0, 200, "met"), ("same", 0, 100, "undecided"), ("same", 5, 50, "**missed**"),
            ("slower", 190, 200, "met"), ("slower", 8, 10, "undecided"),
            ("slower", 20, 50, "**missed**"),
        ):
            self.assertEqual(
                error_rates.met(*error_rates.interval(successes, trials), kind), words)

    def test_the_table_counts_what_the_trials_say(self):
        with tempfile.TemporaryDirectory() as folder:
            results = Path(folder) / "results.jsonl"
            results.write_text("".join(
                json.dumps(trial(kind, decision, language)) + "\n"
                for kind, decision, language in (
                    ("same", "same", "python"), ("same", "faster", "c"), ("same", "refused", "c"),
                    ("slower", "slower", "c"), ("slower", "faster", "c"))))
            text = error_rates.report(error_rates.record(results))
        self.assertIn("| itself | 2 | 1 | 50 % |", text)
        self.assertIn("| one that does 10 % more | 2 | 1 | 50 % |", text)
        self.assertIn("refused even then: 1.", text)


class SandboxCostTests(unittest.TestCase):
    def test_the_table_has_a_row_for_each_way_to_start(self):
        figure = {"value": 12.345, "lower": 11, "upper": 13}
        gain = {"value": -0.0014, "lower": -0.042, "upper": 0.0244}
        by_hand = {"name": "by hand", "median": figure, "values": [12.345, 11]}
        inside = {"name": "inside", "median": figure, "difference": gain,
                  "ratio": {"value": 1.001, "lower": 0.949, "upper": 1.037}, "values": [1, 2]}
        text = sandbox_cost.report({
            "conditions": dict.fromkeys(["date", "processor", "cores", "memory", "system"], "?"),
            "sandbox": "bubblewrap", "samplesPerRound": 25, "emptyProgram": [by_hand, inside],
            "trivialSamples": [{"samples": 500, "atATime": 1, "costs": [by_hand]}]})
        self.assertIn("| an empty program | by hand | 12.3 [11.0, 13.0] |  |  |", text)
        self.assertIn("| 1.001 [0.949, 1.037] × | −0.001 [−0.042, 0.024] |", text)
        self.assertIn("| 500 samples of one line, one at a time | by hand |", text)
        self.assertIn("2 rounds of the empty program", text)

    def test_the_record_keeps_values_on_one_line(self):
        found = {"a": {"values": [1.5, 2]}, "b": [{"c": "d", "values": [3]}], "e": []}
        text = sandbox_cost.one_list_a_line(found)
        self.assertEqual(json.loads(text), found)
        self.assertIn("[1.5, 2]", text)


def trial(kind: str, decision: str, language: str) -> dict:
    return {
        "kind": kind, "decision": decision, "language": language, "slowdown": 10, "rounds": 20,
        "bareDecision": "slower", "ratio": 1.0, "lower": 0.98, "upper": 1.02, "isRepeated": False,
        "otherCores": 0.02}


def record(factor: float) -> dict:
    def run(wall: float) -> dict:
        return {"wall": wall, "cpu": wall, "memory": 10}

    size = {
        "load": [0.1], "same": {"notes": 1, "links": 2},
        "page bytes": {"hugo": 100, "site": 100},
        "builds": {mode: [{"hugo": run(factor), "site": run(1)}] for mode in bench.MODES},
        "conditions": dict.fromkeys(
            ["date", "processor", "cores", "memory", "system", "disk", "hugo", "site", "runs"],
            "?"),
    }
    return {"sizes": {"1000": size}}


@unittest.skipUnless(find_hugo() and SITE, "needs Hugo (.ci/setup bench) and a built program")
class BenchTests(unittest.TestCase):
    def test_thirty_notes(self):
        with tempfile.TemporaryDirectory() as folder:
            arguments = argparse.Namespace(
                sizes=[30], modes=bench.MODES, runs=1, edits=1, work=Path(folder) / "work", site=SITE,
                record=False)
            result = bench.measure(arguments, SITE, find_hugo())
        size = result["sizes"]["30"]
        self.assertEqual(size["same"]["notes"], 30 + 4 + 1)  # and folders, and home
        self.assertGreater(size["same"]["links"], 90)
        for mode in ("cold", "plain"):
            self.assertGreater(size["builds"][mode][0]["floor"]["cpu"], 0)
        self.assertIn("| 30 | nothing changed |", tables(result))


if __name__ == "__main__":
    unittest.main()
