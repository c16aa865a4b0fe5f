"""A browser for tests, and what of npm they need in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.browser import LOCAL_MERMAID, chromium, put_mermaid, served
from benchmarks.npm import package
from support.needs import needs_browser

__all__ = ["LOCAL_MERMAID", "THEMES", "chromium", "needs_browser", "npm", "put_mermaid", "served"]


THEMES = ["basic", "alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme", "shibuya"]
"""The themes in which pages are tried."""


def npm(name: str, /) -> Path:
    """The folder of a package of npm; the test is skipped where it cannot be had, but not in CI."""
    try:
        return package(name)
    except OSError as error:
        if "CI" in os.environ:
            raise
        pytest.skip(f"no {name} from the npm registry ({error}): run it with a network")
