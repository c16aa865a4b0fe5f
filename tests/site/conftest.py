"""Fixtures: a browser, for the tests that are marked with `needs_browser`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Browser

from support.browser import chromium, without_browser


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Where no browser is, its tests are skipped."""
    for item in items:
        if item.get_closest_marker("browser"):
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
