"""Questions to the search of the manual, half of which were written before what answers them: `make content`.

`questions.tsv`: the language, the question, the terms that it asks for, when it was written (before or after the
names that answer it, or by a reviewer), its kind (a concept, a keyword or a symptom), and whether any of its terms is
enough.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from support.browser import browser, served, started_browser

__all__ = ["browser", "started_browser"]

with Path(__file__).with_name("questions.tsv").open(encoding="utf-8") as table:
    QUESTIONS = list(csv.DictReader(table, delimiter="\t"))
BUILT = Path(__file__).parents[1] / "build" / "html"
LINKS = "[...document.querySelectorAll('.glossary-search a, #search-results li > a')].map((link) => link.href)"
# Of 33 and 31: (first, among the first three). What no term is called by, such as "token limit", is not found.
LEAST = {"en": (30, 30), "ja": (28, 28)}


def terms_of(addresses: list[str]) -> list[str]:
    """The terms that links lead to, or the pages."""
    names = (re.sub(r".*#(?:search-)?term-|.*/|\.html.*", "", address) for address in addresses)
    return list(dict.fromkeys(names))


@pytest.mark.parametrize("language", LEAST)
def test_what_readers_ask_for_comes_first(browser: Browser, language: str) -> None:
    found: Counter[str] = Counter()
    with served(BUILT / language) as site:
        page = browser.new_page()
        for row in QUESTIONS:
            if row["language"] != language or row["any"] == "yes":
                continue
            page.goto(f"{site}/search.html?q={quote(row['question'])}")
            page.wait_for_load_state("networkidle")
            page.wait_for_selector("#search-results > h2:not(:has(span))", state="attached")
            wanted, hits = set(row["terms"].split(",")), terms_of(page.evaluate(LINKS))
            found["first"] += wanted == set(hits[: len(wanted)])
            found["in three"] += wanted <= set(hits[:3])
        page.close()
    assert (found["first"], found["in three"]) >= LEAST[language], found
