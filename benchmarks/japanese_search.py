"""How many phrases of Japanese pages a search finds in Chromium, without and with the extension for it.

Of each kind 50 phrases are cut at random out of the documentation of this project, each on at most three pages. A
phrase is found if a page that has it is among the first three hits of Sphinx's own search page. So is the reading of a
term, of which all are tried, if the page of a term that is read so is among them: `python -m
benchmarks.japanese_search`.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from docutils import nodes
from playwright.sync_api import Page
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from benchmarks.browser import chromium, served
from sphinx_glossary_terms.domain.domain import glossary_domain

DOCS = Path(__file__).parents[1] / "docs"
EXTENSION = "sphinx_glossary_terms.japanese_search"
SIZE = 50

FINISHED = """document.querySelector('#search-results h2') && !document.querySelector('#search-results h2 span')
  && getComputedStyle(document.querySelector('#search-results ul.search')).visibility === "visible\""""
"""The heading has no dots, and the list is in order. (In Japanese, Sphinx does not show the number of hits.)"""

_KANJI, _KATAKANA, _HIRAGANA = "\u4e00-\u9fff\u3005", "\u30a1-\u30fa\u30fc", "\u3041-\u3096"
KINDS = {
    "whole words": re.compile(rf"(?<![{_KANJI}])[{_KANJI}]{{2,5}}(?![{_KANJI}])|(?<![{_KATAKANA}])[{_KATAKANA}]{{3,}}"),
    "parts of compounds": re.compile(rf"[{_KANJI}]{{4,}}|[{_KATAKANA}]{{5,}}|[{_KATAKANA}]{{2,}}[{_KANJI}]{{2,}}"),
    "verbs with endings": re.compile(rf"[{_KANJI}]{{1,2}}[{_HIRAGANA}]{{2,5}}(?![{_HIRAGANA}])"),
    "two characters": re.compile(rf"[{_KANJI}]{{2,}}|[{_KATAKANA}]{{2,}}"),
}


def build(folder: Path, *, with_extension: bool) -> tuple[Sphinx, Path]:
    """The documentation in Japanese."""
    html = folder / ("with" if with_extension else "without")
    own = ["myst_parser", "sphinx_glossary_terms", *([EXTENSION] if with_extension else [])]
    settings = {"language": "ja", "extensions": own, "glossary_terms_graph_output": "svg"}
    with docutils_namespace():
        app = Sphinx(DOCS, DOCS, html, folder / f"{html.name}-doctrees", "html", settings, status=None, warning=None)
        app.build()
    return app, html


def texts(app: Sphinx) -> dict[str, list[str]]:
    """The paragraphs of each page."""
    found = {}
    for docname in sorted(app.env.all_docs):
        paragraphs = app.env.get_doctree(docname).findall(nodes.paragraph)
        found[docname] = [unicodedata.normalize("NFKC", paragraph.astext()) for paragraph in paragraphs]
    return found


def phrases(pages: dict[str, list[str]], kind: str) -> Iterator[tuple[str, set[str]]]:
    """Phrases of a kind, each with the pages that have it."""
    whole = {docname: "\n".join(paragraphs) for docname, paragraphs in pages.items()}
    candidates = sorted({match for text in whole.values() for match in KINDS[kind].findall(text)})
    random.shuffle(candidates)
    for candidate in candidates:
        phrase = candidate
        if kind in {"parts of compounds", "two characters"}:
            length = 2 if kind == "two characters" else random.randint(2, len(candidate) - 1)
            start = random.randrange(len(candidate) - length + 1)
            phrase = candidate[start : start + length]
        having = {docname for docname, text in whole.items() if phrase in text}
        if 1 <= len(having) <= 3:
            yield phrase, having


def readings(app: Sphinx) -> Iterator[tuple[str, set[str]]]:
    """The readings of terms, each with the pages of the terms that are read so."""
    found: dict[str, set[str]] = {}
    for term in glossary_domain(app.env).glossary.terms.values():
        if term.preferred.reading:
            found.setdefault(term.preferred.reading, set()).add(term.docname)
    yield from sorted(found.items())


def is_in_three(page: Page, site: str, phrase: str, having: set[str]) -> bool:
    """Whether a page with a phrase is among the first three hits of the search page."""
    page.goto(f"{site}/search.html?q={phrase}")
    page.wait_for_function(FINISHED)
    hits = page.locator("#search-results li > a:first-child").evaluate_all("all => all.map(a => a.pathname)")
    return any(hit.removeprefix("/").removesuffix(".html") in having for hit in hits[:3])


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    random.seed(parser.parse_args().seed)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        sites = [build(Path(folder), with_extension=with_extension) for with_extension in (False, True)]
        pages = texts(sites[0][0])
        page = browser.new_page()
        print("| | without | with |\n|---|---|---|")
        rows = {kind: list(islice(phrases(pages, kind), SIZE)) for kind in KINDS}
        for kind, wanted in {**rows, "readings of terms": list(readings(sites[0][0]))}.items():
            found = []
            for _app, html in sites:
                with served(html) as site:
                    found.append(sum(is_in_three(page, site, *one) for one in wanted))
            print(f"| {kind} | {found[0]} of {len(wanted)} | {found[1]} of {len(wanted)} |", flush=True)
        sizes = [(html / "searchindex.js").stat().st_size / 1000 for _app, html in sites]
        print(f"| `searchindex.js` | {sizes[0]:.0f} kB | {sizes[1]:.0f} kB |")


if __name__ == "__main__":
    main()
