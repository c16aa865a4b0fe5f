"""The extension for the search of Japanese pages: both halves agree, and readers find what they look for."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.japanese_search import FINISHED
from sphinx_glossary_terms.japanese_search import COMMON, JapaneseSearch
from support.browser import script, served
from support.pages import data, pages_of
from support.project import CONF, Project

EXTENSION = "sphinx_glossary_terms.japanese_search"
WITH_SEARCH = CONF.replace('"sphinx_glossary_terms"', f'"sphinx_glossary_terms", "{EXTENSION}"')
FILES = pages_of("japanese-search")
# The parts of 能力の伸び, apart or together; a page whose title has one of them is good enough for Sphinx.
FILES |= {f"apart{number}.md": FILES["apart.md"] for number in range(8)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = Project(tmp_path_factory.mktemp("search"), WITH_SEARCH)
    project.write(FILES)
    with served(project.build(language="ja").outdir) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page()


def hits(page: Page, site: str, query: str) -> list[str]:
    page.goto(f"{site}/search.html?q={query}")
    page.wait_for_function(FINISHED)
    found = page.locator("#search-results li > a:first-child").evaluate_all("all => all.map(a => a.pathname)")
    return [path.removeprefix("/").removesuffix(".html") for path in found]


FOUND, FIRST = data(__file__, "tables/japanese.yaml").values()


def test_what_readers_find(page: Page, site: str) -> None:
    assert {query: sorted(hits(page, site, query)) for query in FOUND} == FOUND


def test_pages_that_have_the_whole_phrase_come_first(page: Page, site: str) -> None:
    for query in ("能力の伸び", "力の伸び"):
        assert hits(page, site, query)[:3] == ["title", "definition", "text"], query
    page.route(re.compile(r"\/\w+\.html$"), lambda route: route.abort())  # what only a server gives
    assert len(hits(page, site, "能力の伸び")) == 12


def test_a_question_finds_the_page_of_its_noun(page: Page, site: str) -> None:
    for query, wanted in FIRST.items():
        assert hits(page, site, query)[: len(wanted)] == wanted, query
        assert page.locator("input[name=q]").first.input_value() == query
        assert query in unquote(page.url)


def test_the_text_around_a_hit_is_shown(page: Page, site: str) -> None:
    for query in ("トークナイザー", "見つけます", "ＧＰＴ"):
        hits(page, site, query)
        summary = page.locator("#search-results li p").first
        summary.wait_for()
        assert unicodedata.normalize("NFKC", query) in unicodedata.normalize("NFKC", summary.inner_text())
    # A term is found as an object.
    hits(page, site, "前処理の段階")
    assert page.locator("#search-results li").first.inner_text() == "前処理の段階 (用語, in 用語)"
    # The name that was found is marked, and not the parts that it was found by.
    assert set(page.locator("#search-results p .highlighted").all_inner_texts()) == {"前処理の段階"}
    # Nor on its page, where Sphinx marks words.
    page.locator("#search-results li > a").first.click()
    page.locator(".highlighted").first.wait_for()
    assert set(page.locator(".highlighted").all_inner_texts()) == {"前処理", "段階"}


_OTHERS = "abcGPTé0123４５_ "


def _is_in_word(text: str, cut: int) -> bool:
    return 0 < cut < len(text) and text[cut - 1] in _OTHERS and text[cut] in _OTHERS


def _texts() -> list[str]:
    """Texts of all scripts, made at random."""
    source = random.Random(3)
    alphabets = ("ますでいるのことを", "ネコキャットー・", "学習機械木々〆〇𠮷", _OTHERS, "　、。-ﾊ")
    return ["".join(source.choice(source.choice(alphabets)) for _ in range(source.randint(1, 14))) for _ in range(1500)]


def test_both_halves_agree(page: Page, site: str) -> None:
    """Whatever part of a text is searched for, each token of the search is one of the text."""
    page.goto(f"{site}/search.html")
    search, source = JapaneseSearch({}), random.Random(5)
    pairs = []
    for text in _texts():
        start = source.randrange(len(text))
        end = source.randint(start + 1, len(text))
        # Parts of words in other letters are no words.
        if not any(_is_in_word(text, cut) for cut in (start, end)):
            pairs.append((text, text[start:end]))
    tokens = page.evaluate(script("tokens"), [query for _text, query in pairs])
    wrong = []
    for (text, query), wanted in zip(pairs, tokens, strict=True):
        indexed = {search.stem(word).lower() for word in search.split(text)}
        if all(len(word) == 1 for word in search.split(query)):
            continue  # nothing but what is left out, or a kanji, of which not every one is found by itself
        if not set(wanted) <= indexed:
            wrong.append((text, query, wanted))
    assert wrong == []
    assert sum(map(len, tokens)) > 1500


def test_no_token_is_a_part_of_another_or_of_a_word() -> None:
    """Sphinx's search takes parts of words for a match, and a word that begins with a hyphen excludes pages."""
    search = JapaneseSearch({})
    tokens = {search.stem(f"{before}{pair}") for before in ("", "学", "ま") for pair in COMMON}
    assert len(tokens) > 900
    assert all(len(token) > 2 and not token[0].isalnum() and token[0] != "-" for token in tokens)
    assert all(token[1:].isalnum() and json.dumps(token) == f'"{token}"' for token in tokens)
    assert not [(one, other) for one in tokens for other in tokens if one != other and one in other]


def test_pairs_do_not_share_tokens() -> None:
    search = JapaneseSearch({})
    pairs = [chr(one) + chr(other) for one in range(0x4E00, 0x4E80) for other in range(0x30A1, 0x30F0)]
    assert len({search.stem(pair) for pair in pairs}) > 0.99 * len(pairs)


def test_other_languages_stay_as_they_are(project: Project) -> None:
    project.write(FILES)
    before = project.build().files()
    project.write({"conf.py": WITH_SEARCH})
    after = project.clean().files()
    assert {name for name in before if before[name] != after[name]} <= {".buildinfo"}
