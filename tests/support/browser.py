"""A browser for tests, and what of npm they need in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from benchmarks.browser import CHROMIUM, LOCAL_MERMAID, chromium, put_mermaid, served
from benchmarks.npm import package
from support.needs import needs

__all__ = [
    "LOCAL_MERMAID",
    "THEMES",
    "chromium",
    "needs_browser",
    "npm",
    "problems_of",
    "put_mermaid",
    "served",
    "without_browser",
]

needs_browser = pytest.mark.browser
"""The tier of tests with a browser; those are skipped where there is none (`tests/site/conftest.py`)."""
if "NO_BROWSER" in os.environ:
    without_browser = pytest.mark.skip(reason="no browser: run it without NO_BROWSER")
else:
    without_browser = needs("Chromium", CHROMIUM.exists(), "apt-get install chromium-headless-shell")

THEMES = ["basic", "alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme"]
"""The themes in which pages are tried."""


def problems_of(page: Page, site: str, /) -> list[str]:
    """What must not happen on a page: requests to others, errors, dialogs. The list grows while the page is used."""
    found: list[str] = []
    own = (site, "data:", "blob:", "file:")
    page.on("request", lambda request: None if request.url.startswith(own) else found.append(request.url))
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("dialog", lambda dialog: found.append(dialog.message))
    return found


def npm(name: str, /) -> Path:
    """The folder of a package of npm; the test is skipped where it cannot be had, but not in CI."""
    try:
        return package(name)
    except OSError as error:
        if "CI" in os.environ:
            raise
        pytest.skip(f"no {name} from the npm registry ({error}): run it with a network")
