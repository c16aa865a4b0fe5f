"""The abbreviation of a term: with the name where that stands alone, and explained where a reference shows it."""

from __future__ import annotations

import pytest

from support.project import Project

FILES = {
    "index.md": """\
# Home

```{toctree}
model
other
```

{term}`LLM` and again {term}`LLM`, {term}`llm`, {term}`these <LLM>`, {term}`large language model`.
""",
    "model.md": """\
# Large language model

```{term}
:id: large-language-model
:abbreviation: LLM
:aliases: language model
:related: token
```

It continues text, as {term}`LLM` do.
""",
    "other.md": """\
# Other

```{term} token
:abbreviation: tok

A piece of text.
```

A text with one {term}`LLM`.
""",
}
JAPANESE: dict[str, dict[str | tuple[str, str], str]] = {
    "model": {
        "Large language model": "大規模言語モデル",
        "It continues text, as {term}`LLM` do.": "{term}`LLM` は続きを書く。",
    },
    "other": {"token": "トークン", "A text with one {term}`LLM`.": "{term}`LLM` のある文。"},
}


def test_the_name_stands_with_its_abbreviation(project: Project) -> None:
    project.write(FILES)
    built = project.build()
    assert not built.warnings
    page = built.text("model.html")
    behind = '<span class="glossary-abbreviation"> (LLM)</span>'
    assert f"<h1>Large language model{behind}" in page
    assert "<title>Large language model (LLM) " in page
    assert 'Also called: </span><span class="glossary-alias">language model</span></p>' in page
    assert "(&quot;LLM&quot;)\n" in page
    assert f"token{behind.replace('LLM', 'tok')}" in built.text("other.html")
    assert "Large language model (LLM)" in [row[1] for row in built.domain.get_objects()]
    assert "(LLM)" in built.text("_glossary/model.js")


def test_a_reference_explains_its_abbreviation(project: Project) -> None:
    project.write(FILES)
    page = project.build().text("index.html")
    explained = '<abbr title="Large language model"><span class="xref std std-term">LLM</span></abbr>'
    assert page.count(explained) == 2
    assert page.count("<abbr") == 3  # in any letter case, and never where the author wrote another text


@pytest.mark.parametrize(("builder", "page"), [("text", "index.txt"), ("latex", "test.tex")])
def test_elsewhere_an_abbreviation_is_text(project: Project, builder: str, page: str) -> None:
    project.write(FILES)
    text = project.build(builder).text(page)
    assert "LLM (Large" not in text
    assert "sphinxstyleabbreviation" not in text


def _abbreviation(text: str) -> tuple[str, dict[str | tuple[str, str], str]]:
    return "glossary-abbreviations", {("abbreviation", "large-language-model"): text}


def test_in_a_translation(project: Project) -> None:
    project.write(FILES)
    project.update_catalogs()
    for catalog, messages in JAPANESE.items():
        project.translate(catalog, messages)
    built = project.build(language="ja")
    assert not built.warnings
    page = built.text("model.html")
    assert "<title>大規模言語モデル（LLM） " in page
    assert '<abbr title="大規模言語モデル">' in built.text("other.html")
    project.translate(*_abbreviation("大言モ"))
    built = project.build(language="ja")
    assert "<title>大規模言語モデル（大言モ） " in built.text("model.html")
    assert "大言モ" in built.page("other").astext()
    assert "LLM" not in built.page("other").astext()
    project.translate(*_abbreviation("-"))
    built = project.build(language="ja")
    assert "<title>大規模言語モデル " in built.text("model.html")
    assert "大規模言語モデル のある文" in built.page("other").astext()


def test_in_a_text_without_a_translation(project: Project) -> None:
    """The name in the language of that text."""
    project.write(FILES)
    project.conf += "glossary_terms_source_language = 'en'\n"
    project.update_catalogs()
    for catalog, messages in JAPANESE.items():
        project.translate(catalog, messages)
    assert '<abbr title="Large language model">' in project.build(language="ja").text("index.html")


def test_a_term_has_one_abbreviation(project: Project) -> None:
    project.write({"index.md": "# A\n\n```{term} apple\n:abbreviation: A, B\n\nIt.\n```\n"})
    built = project.build()
    assert built.warnings == [
        "index.md:3: WARNING: `:abbreviation:` of `term` cannot be 'A, B'; write one, and others in `:aliases:` "
        "[glossary.option]"
    ]
    assert "Also called: B" in built.page("index").astext()
