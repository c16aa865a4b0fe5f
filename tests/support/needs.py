"""What some tests need beside Python: what is missing, and the command that brings it.

Where it is missing these tests are skipped, but not in CI.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


def needs(what: str, there: bool, command: str, /) -> pytest.MarkDecorator:
    """Skip a test where something is missing; the command installs it."""
    return pytest.mark.skipif(not there and "CI" not in os.environ, reason=f"no {what}: {command}")


EVERYDAY = "smoke or not (nightly or browser or slow)"
"""What is run where neither a marker nor a path is given."""

needs_themes = pytest.mark.skipif("NO_BROWSER" in os.environ, reason="no other themes: run it without NO_BROWSER")
needs_extensions = pytest.mark.skipif(
    "NO_BROWSER" in os.environ, reason="no other extensions: run it without NO_BROWSER"
)
needs_converter = needs("rsvg-convert", shutil.which("rsvg-convert") is not None, "apt-get install librsvg2-bin")
needs_bazel = needs("Bazel", shutil.which("bazel") is not None, "apt-get install bazel-bootstrap")

EPUBCHECK = next(filter(Path.exists, map(Path, ["/usr/share/java/epubcheck.jar", "/usr/bin/epubcheck"])), None)
needs_epubcheck = needs(
    "epubcheck", EPUBCHECK is not None and shutil.which("java") is not None, "apt-get install epubcheck"
)
