"""The built sites, a server for them, and a browser. Each is made once, when it is first needed."""

import atexit
import contextlib
import functools
import html.parser
import http.server
import os
import pathlib
import shutil
import subprocess
import tempfile
import threading
import unittest
import urllib.parse

from playwright.sync_api import sync_playwright

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
PROGRAM = os.environ.get("SITE", str(REPOSITORY / ".build/debug/site"))
SIZES = {"phone": (360, 740), "desk": (1280, 900)}


@functools.cache
def scratch():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="site-browser-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def site(name):
    """Returns the output folder of `handbook`, or of `vault`, which uses every construct."""
    content = {"handbook": REPOSITORY / "content", "vault": HERE / "vault"}[name]
    output = scratch() / "served" / "deep" / name
    arguments = ["build", "--frozen", "--content", content, "--output", output]
    output.parent.mkdir(parents=True, exist_ok=True)
    if name == "vault":
        arguments += ["--cache", scratch() / "cache", "--base-url", "https://example.org/notes/"]
    done = subprocess.run(
        [PROGRAM, *map(str, arguments)], cwd=REPOSITORY, capture_output=True, text=True, timeout=300)
    if done.returncode not in (0, 1) or not (output / "index.html").exists():
        raise RuntimeError(f"{name} can't be built:\n{done.stderr}")
    return output


def pages(name):
    """Returns all pages of a site, as paths below its folder."""
    folder = site(name)
    found = (path.relative_to(folder) for path in folder.rglob("*.html"))
    return sorted(str(path) for path in found if not str(path).startswith("pagefind"))


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@functools.cache
def server():
    """Returns the address that serves all sites, each under a sub-path."""
    for name in ("handbook", "vault"):
        site(name)
    handler = functools.partial(QuietHandler, directory=str(scratch() / "served"))
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    atexit.register(running.shutdown)
    return f"http://127.0.0.1:{running.server_port}/deep"


@functools.cache
def browser():
    driver = sync_playwright().start()
    started = driver.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        args=["--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"])

    def stop():
        with contextlib.suppress(Exception):
            started.close()
        driver.stop()

    atexit.register(stop)
    return started


class BrowserTest(unittest.TestCase):
    """`self.open(path)` opens a page in a new context, which is closed when the test ends."""

    site = "handbook"

    def new_page(self, size="desk", **options):
        width, height = SIZES[size]
        context = browser().new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(20_000)
        self.addCleanup(context.close)
        return context.new_page()

    def open(self, path, size="desk", site=None, **options):
        page = self.new_page(size, **options)
        page.goto(f"{server()}/{site or self.site}/{path}")
        return page


class Document(html.parser.HTMLParser):
    """Collects the ids of a page and every address in it."""

    ADDRESSES = {"href", "src", "data", "poster"}

    def __init__(self, text):
        super().__init__()
        self.ids, self.addresses, self.repeated_ids = set(), [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name == "id":
                (self.repeated_ids if value in self.ids else self.ids).add(value)
            elif name in self.ADDRESSES and value is not None:
                self.addresses.append(value)
            elif name == "http-equiv" and value == "refresh":
                self.addresses.append(dict(attributes)["content"].split("url=", 1)[1])


@functools.cache
def document(path):
    return Document(path.read_text(encoding="utf-8"))


def dead_addresses(name):
    """Returns a site's broken addresses by page: there is no such file, or no such id in it."""
    folder = site(name)
    for page in pages(name):
        for address in document(folder / page).addresses:
            parts = urllib.parse.urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            if parts.path.startswith("/"):
                yield f"{page}: {address} starts at the host's root"
                continue
            path = (folder / page).parent / urllib.parse.unquote(parts.path)
            target = path.resolve() if parts.path else folder / page
            if folder not in target.parents or not target.is_file():
                yield f"{page}: {address} leads to no file"
            elif parts.fragment and target.suffix == ".html":
                wanted = urllib.parse.unquote(parts.fragment)
                if wanted not in document(target).ids:
                    yield f"{page}: {address} names no id of {target.name}"
