"""Relations: lists in both directions, and the graph."""

from __future__ import annotations

from pathlib import Path

from sphinxcontrib.mermaid import mermaid

from sphinx_glossary_terms.graphs.mermaid import MERMAID_VERSION
from support.output import graph, relation_lists
from support.pages import BREAD
from support.project import Project

PAGES = BREAD


def test_lists_in_both_directions(pages: Project) -> None:
    built = pages.build()
    assert built.warnings == []
    assert "Read first: Flour, Yeast & co." in built.page("bread").astext()
    assert relation_lists(built.page("bread")) == {"Narrower terms": ["Loaf"], "Related terms": ["Beer"]}
    assert relation_lists(built.page("sub/yeast")) == {"Leads to": ["Bread"]}
    assert relation_lists(built.page("loaf")) == {"Broader terms": ["Bread"]}


TEXT = Path(__file__).with_name("graph.txt").read_text(encoding="utf-8")


def test_graph(pages: Project) -> None:
    """What comes before, the term, and a frame for each other relation."""
    built = pages.build()
    (found,) = [
        code
        for node in built.page("bread").findall(mermaid)
        if "accTitle: Connections of Bread" in (code := str(node["code"]))
    ]
    assert found.partition("---\nflowchart")[2] == TEXT
    assert [len(list(built.page(page).findall(mermaid))) for page in ("flour", "sub/yeast", "loaf")] == [
        1,
        1,
        0,
    ]  # no-graph


def test_graph_of_dirhtml(pages: Project) -> None:
    built = pages.build("dirhtml")
    assert built.warnings == []
    assert 'href "../flour/#term-flour"' in graph(built.page("bread"))
    assert 'href="../flour/#term-flour"' in built.text("bread/index.html")


def test_a_safe_mermaid_unless_the_project_chose_one(pages: Project) -> None:
    built = pages.build()
    assert f"mermaid@{MERMAID_VERSION}/" in built.text("_static/glossary-mermaid.js")
    assert '<script type="module" src="_static/glossary-mermaid.js' in built.text("bread.html")
    other = pages.build(mermaid_version="12.3.0", out="other")
    assert "mermaid@12.3.0/" in other.text("_static/glossary-mermaid.js")
