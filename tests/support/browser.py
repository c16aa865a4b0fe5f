"""Which tests need a browser, and what of npm they need."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.browser import CHROMIUM, LOCAL_MERMAID, chromium, put_mermaid, served
from benchmarks.npm import package

__all__ = ["LOCAL_MERMAID", "chromium", "needs_browser", "npm", "put_mermaid", "served"]

needs_browser = pytest.mark.skipif(
    "NO_BROWSER" in os.environ or (not CHROMIUM.exists() and "CI" not in os.environ),
    reason=f"there is no browser at {CHROMIUM}, or this run is without one (NO_BROWSER)",
)


def npm(name: str, /) -> Path:
    """The folder of a package of npm; the test is skipped where it cannot be had, but not in CI."""
    try:
        return package(name)
    except OSError as error:
        if "CI" in os.environ:
            raise
        pytest.skip(f"the npm registry cannot be reached: {error}")
