"""Every address leads somewhere, from the file system, from a sub-path, and without JavaScript."""

import unittest

from support import BrowserTest, dead_addresses, document, pages, server, site


class LinkTests(unittest.TestCase):
    def test_every_internal_address_and_fragment_exists(self):
        for name in ("handbook", "vault"):
            with self.subTest(site=name):
                self.assertGreater(len(pages(name)), 10)
                self.assertEqual(list(dead_addresses(name)), [])

    def test_no_id_stands_twice_in_a_page(self):
        for name in ("handbook", "vault"):
            for page in pages(name):
                with self.subTest(page=f"{name}/{page}"):
                    self.assertEqual(document(site(name) / page).repeated_ids, set())


class AddressTests(BrowserTest):
    WALK = [
        "comparisons/thread-vs-asyncio.html", "comparisons/index.html", "tags/index.html",
        "index.html",
    ]

    def visit(self, start, **options):
        page = self.new_page(**options)
        missing = []
        page.on("requestfailed", lambda request: missing.append(request.url))
        page.on("response", lambda one: missing.append(one.url) if one.status >= 400 else None)
        for path in self.WALK:
            if not (site("handbook") / path).exists():
                continue
            page.goto(f"{start}/{path}")
            link = page.locator(".sidebar a:not([aria-current])").first
            address = link.get_attribute("href")
            page.goto(page.evaluate("address => new URL(address, location.href).href", address))
            self.assertGreater(len(page.locator("h1").first.inner_text()), 2)
            fonts = page.evaluate("getComputedStyle(document.body).fontFamily")
            self.assertNotIn("Times", fonts.split(",")[0])
        self.assertEqual(missing, [])

    def test_the_site_works_from_the_file_system(self):
        self.visit(site("handbook").as_uri())

    def test_the_site_works_from_a_sub_path(self):
        self.visit(f"{server()}/handbook")

    def test_the_site_works_without_javascript(self):
        self.visit(f"{server()}/handbook", java_script_enabled=False)

    def test_the_navigation_opens_without_javascript(self):
        page = self.open(self.WALK[0], size="phone", java_script_enabled=False)
        link = page.locator("[id='page.navigation'] li a").first
        self.assertFalse(link.is_visible())
        page.locator(".menu-button").click()
        link.wait_for(state="visible")

    def test_an_alias_leads_to_its_note(self):
        page = self.open("vault/old-name.html".removeprefix("vault/"), site="vault")
        page.wait_for_url("**/everything.html")
