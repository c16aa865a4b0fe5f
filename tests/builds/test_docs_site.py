"""The documentation itself, built in both languages: the way from a page to the same page in the other language."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page

from support import ROOT
from support.browser import chromium, needs_browser

DOCS = ROOT / "docs"
SWITCH = ".sidebar-language a"
PAGES = ("index", "start", "glossary/large-language-model", "genindex", "search", "glossary-terms")


def build(folder: Path) -> None:
    """Both languages side by side, as the Makefile does."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html"]
    builds = [
        subprocess.Popen(
            [*command, "-D", f"language={code}", "-d", folder / f"doctrees-{code}", DOCS, folder / code],
            cwd=DOCS.parent,
        )
        for code in ("en", "ja")
    ]
    assert [process.wait() for process in builds] == [0, 0]


def alternates(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.eval_on_selector_all(
        "link[rel=alternate][hreflang]", "links => Object.fromEntries(links.map(link => [link.hreflang, link.href]))"
    )
    return found


@needs_browser
def test_every_page_leads_to_itself_in_the_other_language_and_back(tmp_path: Path) -> None:
    build(tmp_path)
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1200, "height": 800})
        for name in PAGES:
            english, japanese = ((tmp_path / code / f"{name}.html").as_uri() for code in ("en", "ja"))
            page.goto(english)
            assert alternates(page) == {"en": english, "ja": japanese, "x-default": english}
            for here, there, code, text in ((english, japanese, "ja", "日本語"), (japanese, english, "en", "English")):
                assert page.url == here
                link = page.locator(SWITCH)
                assert link.inner_text() == text
                assert link.get_attribute("lang") == link.get_attribute("hreflang") == code
                link.click()
                assert page.url == there
                assert page.locator("html").get_attribute("lang") == code
                assert alternates(page)["x-default"] == english
