"""What excuses take away from contents, and what they leave."""

from __future__ import annotations

import json
import zlib
from typing import Any

import pytest

from hosts.compare import Difference, changed
from hosts.excuses import UNCHANGED, with_terms
from hosts.sphinx_build import ADVICE

TERMS = with_terms(["words"], "faq.rst")


def names(path: str, left: bytes, right: bytes, excuses: object = None) -> tuple[str, ...]:
    return changed(path, left, right, TERMS if excuses is None else UNCHANGED).excuses


def index(**parts: Any) -> bytes:
    data = {
        "docnames": ["faq", "intro"],
        "envversion": {"sphinx": 65},
        "terms": {"wind": [0, 1], "sea": 1},
        "titleterms": {},
        "alltitles": {"Intro": [[1, None]]},
        "indexentries": {"wind": [[1, "index-0", False]]},
        "objtypes": {"0": "py:function"},
        "objects": {"": [[1, 0, 1, "", "blow"]]},
    }
    return f"Search.setIndex({json.dumps(data | parts)})".encode()


NEW = {"docnames": ["faq", "intro", "words"]}


def test_only_our_versions_are_excused() -> None:
    ours = index(envversion={"sphinx": 65, "glossary": 1, "sphinx_glossary_terms": 3})
    assert names("searchindex.js", index(), ours, UNCHANGED) == ("search: versions",)
    assert names("searchindex.js", index(), index(envversion={"sphinx": 65, "other": 1}), UNCHANGED) == ()
    assert names("searchindex.js", index(), index(terms={"wind": [1]}), UNCHANGED) == ()


def test_the_search_page_loads_what_answers_questions() -> None:
    page = b"<head>%s\n</head>"
    assets = b"""
    <link rel="stylesheet" type="text/css" href="_static/glossary-search.css?v=33cc5753" />
    <script defer="defer" src="_static/glossary-search.js?v=616884ce"></script>"""
    assert names("search.html", page % b"", page % assets) == ("search page",)
    assert names("search.html", page % b"", page % assets, UNCHANGED) == ()


@pytest.mark.parametrize(
    "parts",
    [
        {"terms": {"wind": [0, 1, 2], "sea": [1, 2], "mast": 2}},
        {"alltitles": {"Intro": [[1, None]], "Words": [[2, None]]}},
        {"indexentries": {"wind": [[1, "index-0", False], [2, "term-wind", True]]}},
        {
            "objtypes": {"0": "glossary:term", "1": "py:function"},
            "objects": {"": [[1, 1, 1, "", "blow"], [2, 0, 1, "", "wind"]]},
        },
    ],
)
def test_search_finds_the_new_pages(parts: dict[str, Any]) -> None:
    assert names("searchindex.js", index(), index(**NEW, **parts)) == ("search",)


@pytest.mark.parametrize(
    "parts",
    [
        {"terms": {"wind": [0], "sea": 1}},
        {"alltitles": {}},
        {"indexentries": {}},
        {"objects": {}},
        {"titleterms": {"intro": 1}},
    ],
)
def test_search_has_to_find_the_others_as_before(parts: dict[str, Any]) -> None:
    assert names("searchindex.js", index(), index(**NEW, **parts)) == ()


def inventory(*lines: str) -> bytes:
    head = b"# Sphinx inventory version 2\n# Project: P\n# Version: 1\n# The remainder of this file is compressed.\n"
    return head + zlib.compress("".join(f"{line}\n" for line in lines).encode())


def test_inventory() -> None:
    before = inventory("intro std:doc -1 intro.html Intro")
    terms = ("intro std:doc -1 intro.html Intro", "two words glossary:term 1 words.html#term-two-words -")
    assert names("objects.inv", before, inventory(*terms)) == ("inventory",)
    assert names("objects.inv", before, inventory(*terms, "x std:label -1 intro.html#x X")) == ()
    assert changed("objects.inv", before, inventory("intro std:doc -1 intro.html Other"), UNCHANGED) == Difference(
        "objects.inv",
        "changed",
        diff="@@ -1 +1 @@\n-intro std:doc -1 intro.html Intro\n+intro std:doc -1 intro.html Other",
    )


def test_general_index() -> None:
    before = b'<a href="#W">W</a> <a href="intro.html#blow">blow()</a>'
    assert names("genindex.html", before, before + b'<a href="words.html#term-mast">mast</a>') == ("general index",)
    assert names("genindex.html", before, before + b'<a href="intro.html#mast">mast</a>') == ()
    assert names("genindex.html", before, before.replace(b"blow()", b"blow")) == ()


def test_the_sentence_need_not_be_the_last_message() -> None:
    before = b'#: a\nmsgid "A"\nmsgstr ""\n\n#: c\nmsgid "C"\nmsgstr ""\n'
    message = b'#: b\nmsgid "Hoist the :term:`mainsail` first."\nmsgstr ""\n\n'
    assert names("faq.pot", before, before.replace(b"#: c", message + b"#: c")) == ("reference",)
    assert names("faq.pot", before, before.replace(b"#: c", message + b"#: d")) == ()


@pytest.mark.parametrize(
    ("path", "before", "added"),
    [
        ("faq.html", b"<p>Why?</p>\n", b'<p>Hoist the <a href="words.html#x">mainsail</a> first.</p>\n'),
        ("faq.html", b"<head>", b'\n  <script defer src="_static/glossary-cards.js?v=1"></script>'),
        ("faq.html", b"<head>", b'\n<link rel="glossary" href="glossary-terms.html" />'),
        ("faq.txt", b"Why?\n", b"\nHoist the mainsail first.\n"),
        ("faq.pot", b'msgstr ""\n', b'\n#: ../faq.rst:9\nmsgid "Hoist the :term:`mainsail` first."\nmsgstr ""\n'),
        ("_sources/faq.rst.txt", b"Why?\n", b"\n\nHoist the :term:`mainsail` first.\n"),
    ],
)
def test_the_sentence_with_the_reference(path: str, before: bytes, added: bytes) -> None:
    assert names(path, before, before + added) == ("reference",)
    assert names(path, before, before + added + b"more") == ()
    assert names(f"deep/{path}", before, before + added) == ()


def test_a_similar_name_makes_no_new_warning() -> None:
    """Sphinx warned of the same reference before; the extension adds what it may have meant."""
    before = "index.md:3: WARNING: term not in glossary: 'mapping' [ref.term]"
    assert ADVICE.sub("", before.replace(" [", "; did you mean 'mainsail', 'mast'? [")) == before
    own = "index.md:3: WARNING: there is no term 'mapping'; did you mean 'mainsail'? [glossary.unknown-target]"
    assert ADVICE.sub("", own) == own
