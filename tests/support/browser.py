"""A browser for tests, and what of npm they need in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.browser import LOCAL_MERMAID, chromium, put_mermaid, served
from benchmarks.npm import package
from support.needs import needs_browser

__all__ = ["LOCAL_MERMAID", "chromium", "needs_browser", "npm", "put_mermaid", "served"]


def npm(name: str, /) -> Path:
    """The folder of a package of npm; the test is skipped where it cannot be had, but not in CI."""
    try:
        return package(name)
    except OSError as error:
        if "CI" in os.environ:
            raise
        pytest.skip(f"no {name} from the npm registry ({error}): run it with a network")
