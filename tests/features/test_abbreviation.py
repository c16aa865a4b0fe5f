"""The abbreviation of a term: with the name where that stands alone, and explained where a reference shows it."""

from __future__ import annotations

from support.pages import PROJECTS, pages_of
from support.project import Project

PAGES = pages_of("abbreviation")


def test_the_name_stands_with_it_and_a_reference_explains_it(pages: Project) -> None:
    built = pages.build()
    assert not built.warnings
    page = built.text("model.html")
    behind = '<span class="glossary-abbreviation"> (LLM)</span>'
    assert f"<h1>Large language model{behind}" in page
    assert "<title>Large language model (LLM) " in page
    assert 'Also called: </span><span class="glossary-alias">language model</span></p>' in page
    assert f"token{behind.replace('LLM', 'tok')}" in built.text("other.html")
    assert "Large language model (LLM)" in [row[1] for row in built.domain.get_objects()]
    assert "(LLM)" in built.text("_glossary/model.js")
    page = built.text("index.html")
    explained = '<abbr title="Large language model"><span class="xref std std-term">LLM</span></abbr>'
    assert page.count(explained) == 2
    assert page.count("<abbr") == 3  # in any letter case, and never where the author wrote another text
    # Elsewhere it is text.
    assert "LLM (Large" not in pages.build("text").text("index.txt")
    assert "sphinxstyleabbreviation" not in pages.build("latex").text("test.tex")


def test_in_a_translation(pages: Project) -> None:
    pages.update_catalogs()
    pages.translate_all(PROJECTS / "abbreviation" / "ja.yaml")
    built = pages.build(language="ja", glossary_terms_source_language="en")
    assert not built.warnings
    assert "<title>大規模言語モデル（LLM） " in built.text("model.html")
    assert '<abbr title="大規模言語モデル">' in built.text("other.html")
    # In a text without a translation, the name in the language of that.
    assert '<abbr title="Large language model">' in built.text("index.html")
    for said, title, text in (
        ("大言モ", "大規模言語モデル（大言モ）", "大言モ"),
        ("-", "大規模言語モデル", "大規模言語モデル のある文"),
    ):
        pages.translate("glossary-abbreviations", {("abbreviation", "large-language-model"): said})
        built = pages.build(language="ja")
        assert f"<title>{title} " in built.text("model.html")
        assert text in built.page("other").astext()
        assert "LLM" not in built.page("other").astext()
