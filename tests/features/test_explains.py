"""Names of other things that a term explains: the index and the search lead from them to the term, and no more."""

from __future__ import annotations

import re
from typing import Any

import pytest

from support.pages import pages_of
from support.project import Project

PAGES = pages_of("explains")
SETTINGS: dict[str, Any] = {"glossary_terms_autolink": "section"}


def test_they_lead_to_the_term(pages: Project) -> None:
    built = pages.build(**SETTINGS)
    assert built.warnings == []
    links = re.findall(
        r'<a class="[^"]*" href="terms.html#([\w-]+)"[^>]*>(?:<span[^>]*>)?([^<]*)', built.text("text.html")
    )
    # No plain text becomes a link to it. A term of that name goes before.
    assert [link for link in links if link[0].startswith("term-")] == [
        ("term-overfitting", "Overfitting"),
        ("term-overfitting", "underfitting"),
        ("term-fit", "fits"),
        ("term-overfitting", "Early stops"),
    ]
    index = re.sub(r"<[^>]*>", "", built.text("terms.html"))
    assert "underfitting: explained in Overfitting" in index
    assert "overtraining → Overfitting" in index
    assert "Also called: overtraining\n" in index
    assert "explained in Overfitting" in re.sub(r"<[^>]*>", "", built.text("glossary-terms.html"))
    assert "underfitting" in built.text("genindex.html")
    assert '"underfitting"' in built.text("searchindex.js")
    names = built.exported["terms"]["overfitting"]["names"]
    assert [name["text"] for name in names if name["kind"] == "explains"] == ["underfitting", "early stop", "fit"]
    assert 'data-explained="{name}: explained in {term}"' in built.text("search.html")


def test_in_other_formats(pages: Project) -> None:
    built = pages.build("glossary-export")
    assert "underfitting" not in built.text("glossary.ttl") + built.text("glossary.tbx")
    assert '"underfitting, early stop, fit"' in built.text("glossary.csv")
    assert "underfitting: explained in Overfitting" in pages.build("text").text("terms.txt")


@pytest.mark.parametrize("translation", ["学習不足|がくしゅうぶそく、早期終了|そうきしゅうりょう", "-"])
def test_in_a_translation(pages: Project, translation: str) -> None:
    pages.update_catalogs(warns=True)
    pages.translate("terms", {"Overfitting": "過学習"})
    pages.translate("glossary-readings", {("reading", "overfitting"): "かがくしゅう"})
    pages.translate("glossary-explains", {("explains", "overfitting"): translation})
    built = pages.build(language="ja")
    index = re.sub(r"<[^>]*>", "", built.text("terms.html"))
    assert ("学習不足：「過学習」で説明" in index) == (translation != "-")
    assert "underfitting：" not in index
    # A reference by the name in the source keeps leading there.
    assert 'href="terms.html#term-overfitting"' in built.text("text.html")
