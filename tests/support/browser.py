"""A browser for tests, and what of npm they need in it: `tests/site/conftest.py` has the fixtures."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.browser import CHROMIUM, LOCAL_MERMAID, chromium, put_mermaid, served
from benchmarks.npm import package
from support import ROOT
from support.needs import needs

__all__ = ["LOCAL_MERMAID", "THEMES", "browser", "local_mermaid", "npm", "opened", "problems_of", "script", "served"]

THEMES = ["basic", "alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme"]
"""The themes in which pages are tried."""

if "NO_BROWSER" in os.environ:
    without_browser = pytest.mark.skip(reason="no browser: run it without NO_BROWSER")
else:
    without_browser = needs("Chromium", CHROMIUM.exists(), "apt-get install chromium-headless-shell")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """What uses the browser is of the tier `browser`; where there is none, it is skipped."""
    for item in items:
        if isinstance(item, pytest.Function) and "browser" in item.fixturenames:
            item.add_marker("browser")
            item.add_marker(without_browser)


@pytest.fixture(scope="session")
def started_browser() -> Iterator[Browser]:
    """One browser for a whole run: Playwright can drive only one at a time in a process."""
    with chromium() as started:
        yield started


@pytest.fixture
def browser(started_browser: Browser) -> Iterator[Browser]:
    """The browser; what a test leaves open in it is closed."""
    yield started_browser
    for context in started_browser.contexts:
        context.close()


def problems_of(page: Page, site: str, /) -> list[str]:
    """What must not happen on a page: requests to others, errors, dialogs. The list grows while the page is used."""
    found: list[str] = []
    own = (site, "data:", "blob:", "file:")
    page.on("request", lambda request: None if request.url.startswith(own) else found.append(request.url))
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("dialog", lambda dialog: found.append(dialog.message))
    return found


@contextmanager
def opened(
    browser: Browser, folder: Path, path: str = "index.html", /, *, at: str = "", **options: Any
) -> Iterator[Page]:
    """A page of a site on a server, without such problems; `at` is where its other addresses begin."""
    with served(folder) as site:
        page = browser.new_page(base_url=f"{site}/{at}", **options)
        problems = problems_of(page, site)
        page.goto(path)
        yield page
        assert problems == []
        page.close()


def script(name: str, /) -> str:
    """What a page is asked: a function in JavaScript."""
    return (ROOT / "tests" / "site" / "scripts" / f"{name}.js").read_text(encoding="utf-8")


def npm(name: str, /) -> Path:
    """The folder of a package of npm; the test is skipped where it cannot be had, but not in CI."""
    try:
        return package(name)
    except OSError as error:
        if "CI" in os.environ:
            raise
        pytest.skip(f"no {name} from the npm registry ({error}): run it with a network")


def local_mermaid(static: Path, /) -> None:
    """Mermaid from the site itself: among the static files of a project."""
    npm("mermaid")
    put_mermaid(static)
