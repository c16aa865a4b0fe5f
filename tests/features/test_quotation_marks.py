"""A name has the same quotation marks in its heading and wherever it is shown."""

from __future__ import annotations

import re
from html import unescape

import pytest

from support.pages import pages_of
from support.project import Project

PAGES = pages_of("quotation")


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "user’s “guide”"), ("de", "user’s „guide“"), ("fr", "user’s « guide »"), ("ja", 'user\'s "guide"')],
)
def test_the_same_everywhere(pages: Project, language: str, shown: str) -> None:
    """In links by an id, in lists and indexes; in a language that has others, those."""
    pages.update_catalogs()
    built = pages.build(language=language)
    assert built.warnings == []
    for page in ("index.html", "words.html"):
        text = unescape(re.sub(r"<[^>]*>", "", built.text(page)))
        found = {
            word.replace("\xa0", " ").replace("\u202f", " ") for word in re.findall(r"user.s .{0,2}guide.{0,2}", text)
        }
        assert any(word.startswith(shown) for word in found)
        assert not any(word.startswith("user's \"") for word in found) or shown == 'user\'s "guide"'
