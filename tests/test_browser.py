"""What a person sees in a browser: the search of Sphinx, and no request to another host."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import Project
from playwright.sync_api import sync_playwright
from test_japanese import bilingual

__all__ = ["bilingual"]

CHROMIUM = Path("/usr/bin/chromium")

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists() and "CI" not in os.environ, reason=f"there is no browser at {CHROMIUM}"
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(bilingual: Project) -> Iterator[str]:
    """The address of a site in both languages, under /html-en/ and /html-ja/."""
    for language in ("en", "ja"):
        bilingual.build(language=language)
    handler = functools.partial(Quiet, directory=str(bilingual.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


FIRST_HITS = [
    ("en", "language model", "model.html"),
    ("en", "LM", "model.html#term-language-model"),
    ("en", "models", "model.html#term-language-model"),
    ("en", "token", "sub/token.html#term-token"),
    ("ja", "言語モデル", "model.html#term-language-model"),
    ("ja", "モデル", "model.html#term-language-model"),
    ("ja", "げんごもでる", "model.html#term-language-model"),
    ("ja", "Language model", "model.html#term-language-model"),
    ("ja", "トークン", "sub/token.html#term-token"),
]


def test_a_term_is_the_first_hit_for_each_of_its_names(site: str) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-quic", "--disable-background-networking"]
        )
        page = browser.new_page()
        # The search page itself has no graph; whatever else asks for another host is not let out.
        page.route(lambda address: not address.startswith(site), lambda route: route.abort())
        found = []
        for language, query, _ in FIRST_HITS:
            page.goto(f"{site}/html-{language}/search.html?q={quote(query)}")
            address = page.locator("#search-results li a").first.get_attribute("href")
            found.append((language, query, (address or "").removeprefix("./")))
        browser.close()
    assert found == FIRST_HITS
