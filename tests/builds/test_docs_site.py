"""The documentation itself, built in both languages: the way from a page to the same page in the other one, its maps."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from support import ROOT
from support.browser import needs_browser

pytestmark = pytest.mark.slow

DOCS = ROOT / "docs"
SWITCH = ".sidebar-language a"
PAGES = ("index", "start", "glossary/large-language-model", "genindex", "search", "glossary-terms")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both languages side by side, as the Makefile makes them; in CI it has done so a moment ago (`.ci/run`)."""
    folder = ROOT / "build" if "CI" in os.environ else tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html"]
    builds = [
        subprocess.Popen(
            [*command, "-D", f"language={code}", "-d", folder / "doctrees" / code, DOCS, folder / "html" / code],
            cwd=DOCS.parent,
        )
        for code in ("en", "ja")
    ]
    assert [process.wait() for process in builds] == [0, 0]
    return folder / "html"


def alternates(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.eval_on_selector_all(
        "link[rel=alternate][hreflang]", "links => Object.fromEntries(links.map(link => [link.hreflang, link.href]))"
    )
    return found


@needs_browser
def test_every_page_leads_to_itself_in_the_other_language_and_back(site: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    for name in PAGES:
        english, japanese = ((site / code / f"{name}.html").as_uri() for code in ("en", "ja"))
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
