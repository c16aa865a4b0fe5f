"""A browser for tests, a server on this machine, and Mermaid's files."""

from __future__ import annotations

import functools
import http
import http.server
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from benchmarks.npm import package

CHROMIUM = Path("/usr/bin/chromium")

needs_browser = pytest.mark.skipif(
    "NO_BROWSER" in os.environ or (not CHROMIUM.exists() and "CI" not in os.environ),
    reason=f"there is no browser at {CHROMIUM}, or this run is without one (NO_BROWSER)",
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/favicon.ico":  # Chromium asks for it by itself
            self.send_response(http.HTTPStatus.NO_CONTENT)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path, /) -> Iterator[str]:
    """The address of a folder."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-quic", "--disable-background-networking"]
        )
        yield browser
        browser.close()


def npm(name: str, /) -> Path:
    """The folder of a package of npm; the test is skipped where it cannot be had, but not in CI."""
    try:
        return package(name)
    except OSError as error:
        if "CI" in os.environ:
            raise
        pytest.skip(f"the npm registry cannot be reached: {error}")
