"""Excerpts: where they are cut."""

from __future__ import annotations

import pytest

from sphinx_glossary_terms.model.excerpt import NameReference, Title, Words, excerpt, joined

TOKEN = NameReference("token", "token")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("one two three four ", TOKEN, " five six seven"), ("…four ", TOKEN, " five six…")),
        (("one two three four five ", TOKEN), ("…four five ", TOKEN)),
        (("a ", TOKEN, " two three four five six"), ("a ", TOKEN, " two three…")),
        ((TOKEN, " eight wor", "ds.no"), (TOKEN, " eight words.no")),  # as many columns as there are
        ((TOKEN, " eight wor", "ds.not"), (TOKEN, " eight wor…")),
        ((TOKEN, NameReference("x", "much too long a name")), (TOKEN, "…")),
        ((TOKEN, " a ", NameReference("x", "much too long a name")), (TOKEN, " a…")),
        ((TOKEN, " 文 one two three four"), (TOKEN, " 文 one two…")),
        ((TOKEN, " one文章の続きを書く"), (TOKEN, " one文章の続き…")),
        ((TOKEN, " 文章カタカナカタカナ"), (TOKEN, " 文章…")),
        ((TOKEN, "。 "), ()),
    ],
)
def test_a_cut(words: Words, expected: Words) -> None:
    place = words.index(TOKEN)
    assert excerpt(words, place, width=20) == expected


def test_words_in_one_line() -> None:
    assert joined(()) == joined((" ",)) == joined(("", "\n")) == ()
    assert joined((" ", TOKEN, " ")) == (TOKEN,)
    assert joined((" a\n", " b", TOKEN, "\tc\n", Title("page", "x"))) == ("a b", TOKEN, " c ", Title("page", "x"))
