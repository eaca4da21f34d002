"""Tests the theme's scripts."""

from support import BrowserTest

NOTE = "comparisons/thread-vs-asyncio.html"


class SearchTests(BrowserTest):
    def test_search_finds_a_word_and_escape_closes_it(self):
        page = self.open(NOTE)
        page.keyboard.press("/")
        dialog = page.locator("dialog.search-dialog")
        dialog.wait_for(state="visible")
        page.keyboard.type("deadlock")
        page.locator(".search-result a").first.wait_for()
        titles = page.locator(".search-result").all_inner_texts()
        self.assertTrue(any("deadlock" in title.lower() for title in titles), titles)
        page.keyboard.press("Escape")
        dialog.wait_for(state="hidden")

    def test_a_hit_leads_to_its_page(self):
        page = self.open(NOTE)
        page.keyboard.press("Control+k")
        page.keyboard.type("deadlock")
        page.locator(".search-result a").first.click()
        page.wait_for_url(lambda url: NOTE not in url)
        self.assertGreater(page.locator("main h1").count(), 0)

    def test_the_search_page_takes_a_query(self):
        page = self.open("search.html?q=semaphore")
        page.locator(".search-result a").first.wait_for()


class KeyTests(BrowserTest):
    def test_a_question_mark_lists_the_keys(self):
        page = self.open(NOTE)
        page.keyboard.press("?")
        dialog = page.locator("dialog.help-dialog")
        dialog.wait_for(state="visible")
        page.keyboard.press("Escape")
        dialog.wait_for(state="hidden")

    def test_the_first_tab_stop_skips_to_the_text(self):
        page = self.open(NOTE)
        page.keyboard.press("Tab")
        self.assertEqual(page.evaluate("document.activeElement.className"), "skip-link")
        page.keyboard.press("Enter")
        self.assertTrue(page.url.endswith("#page.main"))

    def test_keys_can_be_switched_off(self):
        page = self.open(NOTE)
        page.evaluate("localStorage.keys = 'off'")
        page.reload()
        page.keyboard.press("?")
        self.assertEqual(page.locator("dialog.help-dialog").count(), 0)


class ThemeTests(BrowserTest):
    def test_the_colours_chosen_stay(self):
        page = self.open(NOTE, color_scheme="light")
        ground = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(ground)
        page.locator(".theme-button").click()
        page.locator(".theme-button").click()
        dark = page.evaluate(ground)
        self.assertNotEqual(light, dark)
        page.reload()
        self.assertEqual(page.evaluate(ground), dark)
        page.goto(page.url.replace(NOTE, "index.html"))
        self.assertEqual(page.evaluate("document.documentElement.dataset.theme"), "dark")


class CodeTests(BrowserTest):
    def test_code_is_copied_as_written(self):
        page = self.open(NOTE, permissions=["clipboard-read", "clipboard-write"])
        figure = page.locator("figure.code").first
        figure.hover()
        figure.locator(".copy-button").click()
        figure.locator(".copy-button.is-done").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        self.assertEqual(copied, figure.locator("code").evaluate("code => code.textContent"))
        self.assertGreater(len(copied), 10)


class ProvenanceTests(BrowserTest):
    """The host and date of a sample can be shown by mouse, keyboard and touch."""

    def details(self, **options):
        page = self.open(NOTE, **options)
        details = page.locator("details.provenance").first
        details.scroll_into_view_if_needed()
        return page, details.locator("summary"), details.locator("dl")

    def test_the_pointer_shows_it_and_may_go_there(self):
        page, summary, shown = self.details()
        shown.wait_for(state="hidden")
        summary.hover()
        shown.wait_for(state="visible")
        self.assertIn("bubblewrap", shown.inner_text())
        shown.hover()
        shown.wait_for(state="visible")
        page.mouse.move(0, 0)
        shown.wait_for(state="hidden")

    def test_escape_hides_it_until_the_pointer_comes_back(self):
        page, summary, shown = self.details()
        summary.hover()
        shown.wait_for(state="visible")
        page.keyboard.press("Escape")
        shown.wait_for(state="hidden")
        page.mouse.move(0, 0)
        summary.hover()
        shown.wait_for(state="visible")

    def test_the_tab_key_shows_it_and_escape_hides_it(self):
        page, summary, shown = self.details()
        # The focus is visible only if it comes by keyboard, so it starts at the element before.
        page.keyboard.press("Tab")
        summary.evaluate("""summary => {
            const all = [...document.querySelectorAll("a[href], button, summary, [tabindex='0']")]
                .filter(one => one.checkVisibility());
            all[all.indexOf(summary) - 1].focus();
        }""")
        page.keyboard.press("Tab")
        self.assertTrue(summary.evaluate("summary => summary === document.activeElement"))
        shown.wait_for(state="visible")
        page.keyboard.press("Escape")
        shown.wait_for(state="hidden")
        page.keyboard.press("Enter")
        self.assertTrue(summary.evaluate("summary => summary.parentElement.open"))

    def test_a_tap_shows_it_within_the_screen(self):
        page, summary, shown = self.details(size="phone", has_touch=True)
        summary.tap()
        shown.wait_for(state="visible")
        box = shown.bounding_box()
        self.assertGreaterEqual(box["x"], 0)
        self.assertLessEqual(box["x"] + box["width"], 360)
        summary.tap()
        shown.wait_for(state="hidden")


class PreviewTests(BrowserTest):
    def test_a_link_shows_what_it_leads_to(self):
        page = self.open(NOTE)
        page.locator("main .prose a.internal").first.hover()
        preview = page.locator(".preview")
        preview.wait_for(state="visible")
        self.assertGreater(len(preview.inner_text()), 20)
        page.keyboard.press("Escape")
        preview.wait_for(state="detached")


class NavigationTests(BrowserTest):
    def test_the_navigation_opens_and_closes_on_a_phone(self):
        page = self.open(NOTE, size="phone")
        link = page.locator("[id='page.navigation'] li a").first
        self.assertFalse(link.is_visible())
        page.locator(".menu-button").click()
        link.wait_for(state="visible")
        page.keyboard.press("Escape")
        link.wait_for(state="hidden")

    def test_previous_and_next_lead_back(self):
        page = self.open(NOTE)
        page.locator(".pager-next").click()
        page.wait_for_url(lambda url: NOTE not in url)
        page.locator(".pager-previous").click()
        page.wait_for_url(f"**/{NOTE}")


class PrintTests(BrowserTest):
    def test_paper_has_the_text_and_no_navigation(self):
        page = self.open(NOTE)
        page.emulate_media(media="print")
        for selector in (".site-header", ".sidebar", ".breadcrumbs", ".pager", ".page-tools"):
            with self.subTest(selector):
                for part in page.locator(selector).all():
                    self.assertFalse(part.is_visible())
        self.assertTrue(page.locator("main h1").is_visible())
        self.assertTrue(page.locator("main .prose p").first.is_visible())
