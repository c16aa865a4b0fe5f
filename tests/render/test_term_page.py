"""What a reader sees of a term beside its author's text: tags, a definition that stands out, fields that fold."""

from __future__ import annotations

import re
import zipfile

import pytest
from docutils import nodes

from support.output import links
from support.project import Built, Project

FIELDS = "```{deep-dive}\nLactic acid.\n```\n\n```{eli5}\nPets.\n```\n"
RST_FIELDS = ".. deep-dive::\n\n   Lactic acid.\n\n.. eli5::\n\n   Pets.\n"
INDENTED = "\n".join(f"   {line}".rstrip() for line in RST_FIELDS.splitlines())
PAGES = {
    "md": {
        "index.md": "# Home\n\n```{toctree}\nbread\nkitchen\ntags\n```\n",
        "bread.md": f"# Bread\n\n```{{term}}\n:aliases: loaf\n:tags: baked, rare\n```\n\nBaked dough.\n\nMore.\n\n{FIELDS}",
        "kitchen.md": f"# Kitchen\n\n````{{term}} Roll\n:tags: baked\n\nSmall.\n\n{FIELDS}````\n\n````{{term}} Oven\nHot.\n````\n",
        "tags.md": "# Tags\n\n```{term-index}\n:by: tag\n:tags: baked\n```\n",
    },
    "rst": {
        "index.rst": "Home\n====\n\n.. toctree::\n\n   bread\n   kitchen\n   tags\n",
        "bread.rst": f"Bread\n=====\n\n.. term::\n   :aliases: loaf\n   :tags: baked, rare\n\nBaked dough.\n\nMore.\n\n{RST_FIELDS}",
        "kitchen.rst": f"Kitchen\n=======\n\n.. term:: Roll\n   :tags: baked\n\n   Small.\n\n{INDENTED}\n\n.. term:: Oven\n\n   Hot.\n",
        "tags.rst": "Tags\n====\n\n.. term-index::\n   :by: tag\n   :tags: baked\n",
    },
}


@pytest.fixture(params=["md", pytest.param("rst", marks=pytest.mark.slow)])
def both(request: pytest.FixtureRequest, project: Project) -> Project:
    project.write(PAGES[request.param])
    return project


def lines_of_tags(built: Built, page: str) -> list[nodes.paragraph]:
    return [node for node in built.page(page).findall(nodes.paragraph) if "glossary-term-tags" in node["classes"]]


def test_tags_lead_to_where_they_are_listed(both: Project) -> None:
    built = both.build()
    assert built.warnings == []
    (line,) = lines_of_tags(built, "bread")
    assert line.astext() == "Tags: baked, rare"
    # The index leaves out the other one, so there is nothing to link to.
    assert links(line) == [("baked", "tags.html#glossary-index-0")]
    assert 'id="glossary-index-0"' in built.text("tags.html")
    # The second term there has no tag, and no line.
    assert [line.astext() for line in lines_of_tags(built, "kitchen")] == ["Tags: baked"]


def test_tags_follow_their_index(project: Project) -> None:
    project.write(PAGES["md"])
    project.build()
    project.write({"tags.md": "# Tags\n\n```{term-index}\n```\n\n```{term-index}\n:by: tag\n```\n"})
    built = project.build()
    assert {"bread", "kitchen"} <= set(built.written)
    expected = [("baked", "tags.html#glossary-index-1-0"), ("rare", "tags.html#glossary-index-1-1")]
    assert links(lines_of_tags(built, "bread")[0]) == expected
    assert built.text("bread.html") == project.clean().text("bread.html")


def test_tags_in_japanese(project: Project) -> None:
    project.write(PAGES["md"])
    project.update_catalogs()
    project.translate("glossary-labels", {("tag", "baked"): "焼き物"})
    built = project.build(language="ja")
    (line,) = lines_of_tags(built, "bread")
    assert line.astext() == "タグ：焼き物、rare"
    html = built.text("bread.html")
    assert ">焼き物</a>" in html
    assert '<span class="glossary-tag" lang="en">rare</span>' in html


@pytest.mark.parametrize(("language", "line"), [("en", "Tags: baked, rare"), ("ja", "タグ：baked、rare")])
@pytest.mark.parametrize("builder", ["text", "man", "texinfo", "latex"])
def test_tags_in_every_output(both: Project, builder: str, language: str, line: str) -> None:
    built = both.build(builder, language=language)
    assert built.warnings == []
    name = {"text": "bread.txt", "man": "test.1", "texinfo": "test.texi", "latex": "test.tex"}[builder]
    text = built.text(name)
    label = line.partition("baked")[0].strip()
    assert re.search(rf"{label}.{{0,200}}baked.{{0,120}}rare", text, re.DOTALL)
    assert "<details" not in text
    assert "Lactic acid." in text
    if builder == "latex":
        targets = set(re.findall(r"\\hyperref\[(\\detokenize\{[^}]*\})\]", text))
        assert targets <= set(re.findall(r"\\label\{(\\detokenize\{[^}]*\})\}", text))


def test_only_the_definition_of_a_section_stands_out(both: Project) -> None:
    built = both.build()
    marked = {
        page: re.findall(r'<p class="glossary-definition">(.*?)</p>', built.text(f"{page}.html"))
        for page in ("bread", "kitchen")
    }
    assert marked == {"bread": ["Baked dough."], "kitchen": []}


DETAILS = re.compile(
    r'<details class="glossary-field glossary-field-type-([a-z-]+)"( open)?><summary>(.*?)</summary>(.*?)</details>',
    re.DOTALL,
)


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
@pytest.mark.parametrize(("language", "label"), [("en", "Deep dive"), ("ja", "さらに詳しく")])
def test_a_deep_dive_folds(both: Project, builder: str, language: str, label: str) -> None:
    built = both.build(builder, language=language)
    assert built.warnings == []
    html = "".join(path.read_text(encoding="utf-8") for path in sorted(built.outdir.rglob("*.html")))
    found = DETAILS.findall(html)
    # Open in the section of a term, closed in an entry.
    assert [(field, state) for field, state, *_ in found] == [("deep-dive", " open"), ("deep-dive", "")]
    level = 3 if builder == "singlehtml" else 2  # one below that of the page, which is in the home page there
    for term, (_field, _state, summary, content) in zip(("bread", "roll"), found, strict=True):
        assert f">{label}</h{level}>" in summary
        # A browser opens it only for what is in the folded part itself.
        assert f'id="term-{term}--deep-dive"' in content
        assert "Lactic acid." in content
    assert '<div class="glossary-field glossary-field-type-eli5 docutils container" id="term-bread--eli5">' in html


def test_the_search_finds_what_is_folded(both: Project) -> None:
    index = both.build().text("searchindex.js")
    assert '"lactic"' in index
    assert '"detail' not in index


def test_a_book_has_nothing_to_fold(both: Project) -> None:
    built = both.build("epub", epub_copyright="x")
    assert built.warnings == []
    with zipfile.ZipFile(next(built.outdir.glob("*.epub"))) as book:
        names = book.namelist()
        page = book.read("kitchen.xhtml").decode()
        style_sheet = book.read("_static/glossary-terms.css").decode()
    assert [name for name in names if name.startswith("_static/glossary")] == ["_static/glossary-terms.css"]
    assert "<details" not in page
    assert "summary" not in style_sheet
    assert 'id="term-roll--deep-dive"' in page
    assert 'href="tags.xhtml#glossary-index-0"' in page


def test_the_style_sheet_of_a_site_folds_fields(both: Project) -> None:
    built = both.build()
    assert "summary" in built.text("_static/glossary-terms.css")
    assert "glossary-terms.css" in built.text("bread.html")
    assert "glossary-terms.css" not in built.text("index.html")


OWN = {"proof": {"label": "Proof", "folds": True}, "note-of": {"label": "Note", "folds": False}}


def test_a_field_of_a_project_can_fold(project: Project) -> None:
    project.write(
        {"index.md": "# A\n\n```{term}\n```\n\nText.\n\n```{proof}\nQ.E.D.\n```\n\n```{note-of}\nAside.\n```\n"}
    )
    built = project.build(glossary_terms_fields=OWN)
    assert built.warnings == []
    assert [(name, state) for name, state, *_ in DETAILS.findall(built.text("index.html"))] == [("proof", " open")]


def test_folds_is_a_switch(project: Project) -> None:
    project.write({"index.md": "# A\n"})
    warnings = project.build(glossary_terms_fields={"proof": {"label": "Proof", "folds": "yes"}}).warnings
    assert warnings == [
        "WARNING: conf.py: glossary_terms_fields: row 'proof': 'folds' is True or False; the row is omitted "
        "[glossary.config]"
    ]
