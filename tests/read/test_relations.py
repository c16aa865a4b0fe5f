"""Relations: lists in both directions, and the graph."""

from __future__ import annotations

import re

import pytest
from sphinxcontrib.mermaid import mermaid

from sphinx_glossary_terms.write.graphs.mermaid_script import MERMAID_VERSION
from support.output import graph, relation_lists
from support.pages import BREAD
from support.project import Project


def test_lists_in_both_directions(project: Project) -> None:
    project.write(BREAD)
    built = project.build()
    assert built.warnings == []
    assert relation_lists(built.page("bread")) == {
        "Prerequisites": ["Flour", "Yeast & co."],
        "Narrower terms": ["Loaf"],
        "Related terms": ["Beer"],
    }
    assert relation_lists(built.page("sub/yeast")) == {"Leads to": ["Bread"]}
    assert relation_lists(built.page("loaf")) == {"Broader terms": ["Bread"]}


def test_graph(project: Project) -> None:
    project.write(BREAD)
    built = project.build()
    assert graph(built.page("bread")) == (
        " LR\n"
        "accTitle: Connections of Bread\n"
        "accDescr: The lists below say everything that the graph says#46;\n"
        'n0("Beer"):::glossary-relation-type-related\n'
        'click n0 href "#term-beer"\n'
        'n1("Bread"):::center\n'
        'n2["Flour"]:::glossary-relation-type-prerequisites\n'
        'click n2 href "flour.html#term-flour"\n'
        'n3[["Loaf"]]:::glossary-relation-type-narrower\n'
        'click n3 href "loaf.html#term-loaf"\n'
        'n4["Yeast #38; co#46;"]:::glossary-relation-type-prerequisites\n'
        'click n4 href "sub/yeast.html#term-yeast"\n'
        "n1 -.- n0\n"
        "n1 ==> n3\n"
        "n2 --> n1\n"
        "n4 --> n1\n"
    )
    assert 'href "../bread.html#term-bread"' in graph(built.page("sub/yeast"))
    assert list(built.page("loaf").findall(mermaid)) == []


def test_graph_of_dirhtml(project: Project) -> None:
    project.write(BREAD)
    built = project.build("dirhtml")
    assert built.warnings == []
    assert 'href "../../bread/#term-bread"' in graph(built.page("sub/yeast"))
    assert 'href="../flour/#term-flour"' in built.text("bread/index.html")


def test_options_of_the_graph(project: Project) -> None:
    pages = dict(BREAD)
    pages["flour.md"] = "# Flour\n\n```{term}\n:graph-depth: 2\n:graph-direction: TB\n```\n\nGround.\n"
    project.write(pages)
    code = graph(project.build().page("flour"))
    assert code.startswith(" TB\n")
    assert [name for name in ("Beer", "Bread", "Loaf", "Yeast") if f'"{name}' in code] == [
        "Beer",
        "Bread",
        "Loaf",
        "Yeast",
    ]


def test_many_relations_are_all_listed_and_drawn_up_to_a_limit(project: Project) -> None:
    terms = "\n".join(f"## Part {number}\n\n```{{term}}\n```\n\nText.\n" for number in range(30))
    targets = ", ".join(f"part-{number}" for number in range(30))
    project.write({"index.md": f"# Whole\n\n```{{term}}\n:narrower: {targets}\n```\n\nText.\n\n{terms}"})
    built = project.build()
    code = graph(built.page("index"))
    assert code.count("==>") == 19
    assert 'more["#43;11 more"]:::more' in code
    assert 'click more href "#term-whole--relations"' in code
    assert len(relation_lists(built.page("index"))["Narrower terms"]) == 30


def test_a_safe_mermaid_unless_the_project_chose_one(project: Project) -> None:
    project.write(BREAD)
    assert f"mermaid@{MERMAID_VERSION}/" in project.build().text("bread.html")
    assert "mermaid@12.3.0/" in project.build(mermaid_version="12.3.0", out="other").text("bread.html")


def test_pages_without_a_graph_load_no_mermaid(project: Project) -> None:
    project.write(BREAD)
    built = project.build()
    assert "mermaid" not in built.text("index.html")
    assert "mermaid" not in built.text("loaf.html")


def test_several_graphs_on_a_page_are_drawn_as_they_come_into_view(project: Project) -> None:
    project.write(BREAD)
    built = project.build()
    assert "glossary-graphs.js" not in built.text("flour.html")
    assert "glossary-graphs.js" not in built.text("index.html")
    project.write(
        {"both.md": "# Both\n\n````{term} One\n:related: two\n\nText.\n````\n\n````{term} Two\nText.\n````\n"}
    )
    built = project.build()
    assert '<script src="_static/glossary-graphs.js' in built.text("both.html")
    drawn = project.build(glossary_terms_graph_output="svg")
    assert "glossary-graphs.js" not in drawn.text("both.html")
    assert "mermaid" not in re.sub(r"https?://\S+", "", drawn.text("both.html"))


@pytest.mark.parametrize("page", ["genindex", "search", "glossary-terms"])
def test_generated_pages_load_no_mermaid(project: Project, page: str) -> None:
    project.write(BREAD)
    built = project.build()
    assert "mermaid" in built.text("bread.html")
    assert "mermaid" not in built.text(f"{page}.html")
