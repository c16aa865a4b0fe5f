"""Relations: lists in both directions, and the graph."""

from __future__ import annotations

import re

import pytest
from sphinxcontrib.mermaid import mermaid

from sphinx_glossary_terms.graphs.mermaid_script import MERMAID_VERSION
from support.output import graph, relation_lists
from support.pages import BREAD
from support.project import Built, Project


def test_lists_in_both_directions(project: Project) -> None:
    project.write(BREAD)
    built = project.build()
    assert built.warnings == []
    assert "Read first: Flour, Yeast & co." in built.page("bread").astext()
    assert relation_lists(built.page("bread")) == {
        "Narrower terms": ["Loaf"],
        "Related terms": ["Beer"],
    }
    assert relation_lists(built.page("sub/yeast")) == {"Leads to": ["Bread"]}
    assert relation_lists(built.page("loaf")) == {"Broader terms": ["Bread"]}


GROUPS = (
    'subgraph g0["Prerequisites"]\n'
    "direction RL\n"
    'n0["Flour"]:::glossary-relation-type-prerequisites\n'
    'n1["Yeast #38; co#46;"]:::glossary-relation-type-prerequisites\n'
    "n1 ~~~ n0\n"
    "end\n"
    'click n0 href "flour.html#term-flour"\n'
    'click n1 href "sub/yeast.html#term-yeast"\n'
    'subgraph g1["Narrower terms"]\n'
    "direction RL\n"
    'n2[["Loaf"]]:::glossary-relation-type-narrower\n'
    "end\n"
    'click n2 href "loaf.html#term-loaf"\n'
    'subgraph g2["Related terms"]\n'
    "direction RL\n"
    'n3("Beer"):::glossary-relation-type-related\n'
    "end\n"
    'click n3 href "#term-beer"\n'
    'c("Bread"):::center\n'
)
CLASSES = (
    "class g0 glossary-relation-type-prerequisites\n"
    "class g1 glossary-relation-type-narrower\n"
    "class g2 glossary-relation-type-related\n"
)


def forms_of_bread(built: Built) -> list[str]:
    """The Mermaid text of each form of a graph, after the settings."""
    codes = [str(node["code"]).partition("---\nflowchart")[2] for node in built.page("bread").findall(mermaid)]
    return [code for code in codes if "Connections of Bread" in code]


def test_graph(project: Project) -> None:
    """One group and one line for each relation, beside the name, and above and below it."""
    project.write(BREAD)
    built = project.build()
    wide, narrow = forms_of_bread(built)
    head = "accTitle: Connections of Bread\naccDescr: Read first#58; Flour#44; Yeast #38; co#46;\n"
    assert wide == f" LR\n{head}{GROUPS}g0 -----------> c\nc ===========> g1\nc -..........- g2\n{CLASSES}"
    assert narrow == (
        f" TB\n{head}{GROUPS}"
        "g0 ~~~~~~~ c\nc ~~~~~~~ g1\ng1 ~~~~~~~ g2\ng1 ~~~~~~~ g2\n"
        f"g0 ------> c\nc ======> g1\nc -.....- g2\n{CLASSES}"
    )
    assert 'href "../bread.html#term-bread"' in graph(built.page("sub/yeast"))
    assert list(built.page("loaf").findall(mermaid)) == []


def test_graph_of_dirhtml(project: Project) -> None:
    project.write(BREAD)
    built = project.build("dirhtml")
    assert built.warnings == []
    assert 'href "../../bread/#term-bread"' in graph(built.page("sub/yeast"))
    assert 'href="../flour/#term-flour"' in built.text("bread/index.html")


def test_many_relations_are_all_listed_and_drawn_up_to_a_limit(project: Project) -> None:
    terms = "\n".join(f"## Part {number}\n\n```{{term}}\n```\n\nText.\n" for number in range(30))
    targets = ", ".join(f"part-{number}" for number in range(30))
    project.write({"index.md": f"# Whole\n\n```{{term}}\n:narrower: {targets}\n```\n\nText.\n\n{terms}"})
    built = project.build()
    code = graph(built.page("index"))
    assert code.count("]]:::") == 20
    assert '["#43;10 more"]:::more' in code
    assert 'click n20 href "#term-whole--relations-narrower"' in code
    assert 'id="term-whole--relations-narrower"' in built.text("index.html")
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


def test_the_script_of_graphs_is_where_browsers_draw(project: Project) -> None:
    project.write(BREAD)
    built = project.build()
    assert "glossary-graphs.js" not in built.text("loaf.html")
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
