"""A browser, a server on this machine, and Mermaid's files for a project: to measure and to test in Chromium."""

from __future__ import annotations

import functools
import http
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.npm import package

# The shell is the same browser without windows: to open a page in it takes a quarter of the time.
BROWSERS = [Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium")]
CHROMIUM = next(filter(Path.exists, BROWSERS), BROWSERS[-1])
# Text as on a desk also in the shell.
OPTIONS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--font-render-hinting=slight"]
LOCAL_MERMAID = "mermaid/mermaid.esm.min.mjs"
"""The value of `mermaid_use_local` after `put_mermaid`."""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def do_GET(self) -> None:
        """Send a file."""
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
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
        yield browser
        browser.close()


def put_mermaid(static: Path, /) -> None:
    """Have Mermaid among the static files of a project; raises OSError if it cannot be had."""
    files, target = package("mermaid") / "dist", static / "mermaid"
    if not target.exists():
        (target / "chunks").mkdir(parents=True)
        (target / "mermaid.esm.min.mjs").symlink_to(files / "mermaid.esm.min.mjs")
        (target / "chunks" / "mermaid.esm.min").symlink_to(files / "chunks" / "mermaid.esm.min")
