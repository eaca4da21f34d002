"""Tests the preview in many tabs of one browser, as authors leave them open."""

import socket
import subprocess
import tempfile
import time
from pathlib import Path

from support import PROGRAM, REPOSITORY, BrowserTest, browser

TABS = 50


class PreviewTests(BrowserTest):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="site-preview-")
        self.addCleanup(folder.cleanup)
        self.content = Path(folder.name) / "content"
        self.content.mkdir()
        self.write("index.md", "home")
        lines = "\n\n".join(f"Line {number}." for number in range(200))
        for name in ("A", "B"):
            self.write(f"{name}.md", f"first\n\n{lines}")
        self.address = f"http://127.0.0.1:{self.serve(Path(folder.name))}"

    def write(self, name, text):
        (self.content / name).write_text(text, encoding="utf-8")

    def serve(self, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        log = open(folder / "log", "w+b")
        self.addCleanup(log.close)
        process = subprocess.Popen(
            [PROGRAM, "serve", "--content", str(self.content), "--output", str(folder / "public"),
             "--cache", str(folder / "cache"), "--port", str(port)],
            cwd=REPOSITORY, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

        def stop():
            process.terminate()
            process.wait(20)

        self.addCleanup(stop)
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return port
            self.assertIsNone(process.poll(), (folder / "log").read_text())
            time.sleep(0.05)
        self.fail("the preview does not answer")

    def test_fifty_tabs_reload_at_once_and_stay_where_they_were(self):
        context = browser().new_context(viewport={"width": 800, "height": 600})
        context.set_default_timeout(60_000)
        self.addCleanup(context.close)
        tabs = []
        for number in range(TABS):
            tab = context.new_page()
            # Every tab except the last one, which must not reload.
            tab.goto(f"{self.address}/{'b' if number == TABS - 1 else 'a'}.html")
            tab.evaluate("scrollTo(0, 700); window.before = true")
            tabs.append(tab)
        self.write("A.md", (self.content / "A.md").read_text().replace("first", "second"))
        for tab in tabs[:-1]:
            tab.get_by_text("second").wait_for(state="attached")
            self.assertIsNone(tab.evaluate("window.before ?? null"))
            tab.wait_for_function("scrollY > 600")
        self.assertTrue(tabs[-1].evaluate("window.before"))

        self.write("B.md", "---\ntags: [\n---\nfirst")
        for tab in tabs[:: TABS // 5]:
            dialog = tab.locator("site-overlay dialog")
            dialog.wait_for(state="visible")
            self.assertRegex(dialog.inner_text(), r"B\.md:\d+:\d+")
        self.write("B.md", "third")
        tabs[-1].get_by_text("third").wait_for(state="attached")
        tabs[0].locator("site-overlay dialog").wait_for(state="hidden")

    def test_the_tab_that_listens_may_be_closed(self):
        context = browser().new_context()
        context.set_default_timeout(60_000)
        self.addCleanup(context.close)
        first, second = context.new_page(), context.new_page()
        for tab in (first, second):
            tab.goto(f"{self.address}/a.html")
        first.close()
        self.write("A.md", "second")
        second.get_by_text("second").wait_for(state="attached")

    def test_only_what_the_last_save_broke_interrupts(self):
        self.write("B.md", "---\ntags: [\n---\nfirst")
        context = browser().new_context(viewport={"width": 800, "height": 600})
        context.set_default_timeout(60_000)
        self.addCleanup(context.close)
        tab = context.new_page()
        tab.goto(f"{self.address}/a.html")
        dialog, badge = tab.locator("site-overlay dialog"), tab.locator("site-overlay .badge")
        dialog.wait_for(state="visible")
        self.assertRegex(dialog.inner_text(), r"B\.md:\d+:\d+")
        self.assertNotIn("last build", dialog.inner_text())
        # What was closed stays closed on other pages.
        dialog.get_by_role("button", name="Close").click()
        tab.goto(f"{self.address}/index.html")
        badge.wait_for(state="visible")
        self.assertFalse(dialog.is_visible())
        # A note is saved that has nothing to do with it.
        self.write("A.md", "second")
        tab.goto(f"{self.address}/a.html")
        tab.get_by_text("second").wait_for(state="attached")
        badge.wait_for(state="visible")
        self.assertFalse(dialog.is_visible())
        self.assertEqual(badge.inner_text(), "1 error")
        badge.click()
        self.assertIn("B.md:", dialog.inner_text())
        self.write("B.md", "fine")
        dialog.wait_for(state="hidden")
        badge.wait_for(state="detached")
