"""What a person sees in a browser: the search of Sphinx, and no request to another host."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from support.browser import needs_browser, served
from support.project import Project

pytestmark = needs_browser


@pytest.fixture
def site(bilingual: Project) -> Iterator[str]:
    """The address of a site in both languages, under /html-en/ and /html-ja/."""
    for language in ("en", "ja"):
        bilingual.build(language=language)
    with served(bilingual.folder) as address:
        yield address


# A term that is the heading of its page is one hit with that page.
FIRST_HITS = [
    ("en", "language model", "model.html"),
    ("en", "LM", "model.html"),
    ("en", "models", "model.html"),
    ("en", "token", "sub/token.html#term-token"),
    ("ja", "言語モデル", "model.html"),
    ("ja", "モデル", "model.html"),
    ("ja", "げんごもでる", "model.html"),
    ("ja", "Language model", "model.html"),
    ("ja", "トークン", "sub/token.html#term-token"),
]


def test_a_term_is_the_first_hit_for_each_of_its_names(browser: Browser, site: str) -> None:
    page = browser.new_page()
    # The search page itself has no graph; whatever else asks for another host is not let out.
    page.route(lambda address: not address.startswith(site), lambda route: route.abort())
    found = []
    for language, query, _ in FIRST_HITS:
        page.goto(f"{site}/html-{language}/search.html?q={quote(query)}")
        address = page.locator("#search-results li a").first.get_attribute("href")
        found.append((language, query, (address or "").removeprefix("./")))
    assert found == FIRST_HITS
