"""Names that should not be used: readers find the term by them and see that; who writes one is told what to write."""

from __future__ import annotations

import re

from support.pages import pages_of
from support.project import Project

PAGES = pages_of("avoided")
WARNINGS = [
    "entry.rst:10: WARNING: 'neurode' should not be used; write 'perceptron' [glossary.avoided-name]",
    *(
        f"index.md:11: WARNING: '{name}' should not be used; write 'Neural network' [glossary.avoided-name]"
        for name in ("neural net", "artificial brain")
    ),
]


def test_readers_find_the_term_by_them_and_writers_are_warned(pages: Project) -> None:
    built = pages.build()
    assert built.warnings == WARNINGS
    index = built.text("index.html")
    assert r'["neural net\nartificial brain"]' in index  # what the filter searches
    for name in ("neural net", "artificial brain", "our text"):
        assert re.search(rf'href="network.html#term-neural-network"><span[^>]*>{name}</span></a>', index)
    assert '"artificial brain"' in built.text("searchindex.js")
    assert "artificial brain" not in built.text("genindex.html") + built.text("glossary-terms.html")
    # The page of the term shows them.
    text = pages.build("text")
    assert "Avoid: neural net, artificial brain" in text.text("network.txt")
    assert "Avoid: neurode, perceptron machine" in text.text("entry.txt")


def test_in_a_translation(pages: Project) -> None:
    pages.update_catalogs(warns=True)
    pages.translate("network", {"Neural network": "ニューラルネットワーク"})
    pages.translate("glossary-avoid", {("avoid", "neural-network"): "神経網、神経回路"})
    pages.translate("index", {PAGES["index.md"].splitlines()[-1]: "{term}`神経網` {term}`ANN`"})
    built = pages.build(language="ja")
    assert "避けるべき名前：神経網、神経回路" in built.page("network").astext()
    assert "避けるべき名前：neurode、perceptron machine" in built.page("entry").astext()
    assert [line for line in built.warnings if "avoided-name" in line] == [
        WARNINGS[0],
        "index.md:11:<translated>:1: WARNING: '神経網' should not be used; write 'ニューラルネットワーク' [glossary.avoided-name]",
    ]
