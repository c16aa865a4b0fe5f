"""Markup of every kind inside terms and fields, and terms inside other markup."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest
from docutils import nodes

from support.output import relation_lists
from support.pages import pages_of
from support.project import Project

BODY = Path(__file__).with_name("markup.md").read_text(encoding="utf-8")
ENTRY = "# Home\n\n`````{term} Thing\n" + BODY + "`````\n"
FIELD = "# Home\n\n``````{term} Thing\nDefined.\n\n`````{deep-dive}\n" + BODY + "`````\n``````\n"
SECTION = "# Thing\n\n```{term}\n```\n\n" + BODY

PIXEL = Path(__file__).with_name("pixel.png").read_bytes()

DOCUMENTS = {"entry": ENTRY, "field": FIELD, "section": SECTION}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("builder", ["html", "latex", "text"])
def test_markup_inside(project: Project, name: str, builder: str) -> None:
    project.write({"index.md": DOCUMENTS[name]})
    (project.source / "picture.png").write_bytes(PIXEL)
    built = project.build(builder, extensions=["myst_parser", "sphinx_glossary_terms", "sphinx.ext.mathjax"])
    assert built.warnings == []
    text = built.page("index").astext()
    pieces = ("paragraph", "WHO", "with a list", "table", 'code = "block"', "y = x^2", "An admonition", "A quotation.")
    assert [piece for piece in pieces if piece not in text] == []
    assert "The text of the footnote." in text
    assert len(list(built.page("index").findall(nodes.image))) == 1


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_definition_is_shown_elsewhere_without_what_needs_its_page(project: Project, name: str) -> None:
    project.write({"index.md": DOCUMENTS[name], "all.md": "---\norphan: true\n---\n\n# All\n\n```{term-index}\n```\n"})
    (project.source / "picture.png").write_bytes(PIXEL)
    html = project.build().text("all.html")
    if name == "field":
        assert "<p>Defined.</p>" in html
    else:
        assert "<strong>paragraph</strong>" in html
        assert "footnote" in html
        assert "footnote-reference" not in html


THING = "````{term} Thing\nDefined.\n\n```{eli5}\nEasy.\n```\n````\n"
INSIDE = {
    "a list": "- item\n\n" + indent(THING, "  "),
    "an admonition": f"`````{{note}}\n{THING}`````\n",
    "a quotation": indent(THING, "> ", lambda _line: True),
    "tabs": f"``````{{tab-set}}\n`````{{tab-item}} One\n{THING}`````\n``````\n",
    "a grid": f"``````{{grid}} 2\n`````{{grid-item-card}} One\n{THING}`````\n``````\n",
    "a dropdown": f"`````{{dropdown}} More\n{THING}`````\n",
}


@pytest.mark.parametrize("place", INSIDE)
def test_a_term_inside(project: Project, place: str) -> None:
    project.write({"index.md": f"# Home\n\n{INSIDE[place]}\n````{{term}} Other\n:related: thing\n\nText.\n````\n"})
    built = project.build(extensions=["myst_parser", "sphinx_design", "sphinx_glossary_terms"])
    assert built.warnings == []
    assert relation_lists(built.page("index")) == {"Related terms": ["Other"]}
    html = built.text("index.html")
    assert 'id="term-thing"' in html
    assert 'id="term-thing--eli5"' in html


def test_fields_inside_tabs_of_a_section(project: Project) -> None:
    project.write(pages_of("tabs"))
    built = project.build(extensions=["myst_parser", "sphinx_design", "sphinx_glossary_terms"])
    assert built.warnings == []
    html = built.text("index.html")
    assert html.index('id="term-thing--relations"') < html.index('id="term-thing--deep-dive"')
