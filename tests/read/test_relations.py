"""Relations: lists in both directions, and the graph."""

from __future__ import annotations

from sphinxcontrib.mermaid import mermaid

from sphinx_glossary_terms.graphs.mermaid import MERMAID_VERSION
from support.output import graph, relation_lists
from support.pages import BREAD
from support.project import Project


def test_lists_in_both_directions(project: Project) -> None:
    project.write(BREAD)
    built = project.build()
    assert built.warnings == []
    assert "Read first: Flour, Yeast & co." in built.page("bread").astext()
    assert relation_lists(built.page("bread")) == {"Narrower terms": ["Loaf"], "Related terms": ["Beer"]}
    assert relation_lists(built.page("sub/yeast")) == {"Leads to": ["Bread"]}
    assert relation_lists(built.page("loaf")) == {"Broader terms": ["Bread"]}


TEXT = (
    " TB\naccTitle: Connections of Bread\n"
    'subgraph g0["Read first"]\ndirection TB\nn0["Flour"]\nn1["Yeast #38; co#46;"]\nend\n'
    'subgraph g1["Narrower terms"]\ndirection TB\nn2["Loaf"]\nend\n'
    'subgraph g2["Related terms"]\ndirection TB\nn3["Beer"]\nend\n'
    'n4("Bread")\n'
    "g0 -------> n4\nn4 ======== g1\ng1 ~~~~~~~~ g2\n"
    'click n0 href "flour.html#term-flour"\nclick n1 href "sub/yeast.html#term-yeast"\n'
    'click n2 href "loaf.html#term-loaf"\nclick n3 href "#term-beer"\n'
    "class g0,n0,n1 glossary-relation-type-prerequisites\n"
    "class g1,n2 glossary-relation-type-narrower\n"
    "class g2,n3 glossary-relation-type-related\n"
    "class n4 glossary-center\n"
)


def test_graph(project: Project) -> None:
    """What comes before, the term, and a frame for each other relation, one below the other; none of two boxes."""
    project.write(BREAD)
    built = project.build()
    (found,) = [
        code
        for node in built.page("bread").findall(mermaid)
        if "accTitle: Connections of Bread" in (code := str(node["code"]))
    ]
    assert found.partition("---\nflowchart")[2] == TEXT
    assert [page for page in ("flour", "sub/yeast", "loaf") if list(built.page(page).findall(mermaid))] == []


def test_graph_of_dirhtml(project: Project) -> None:
    project.write(BREAD)
    built = project.build("dirhtml")
    assert built.warnings == []
    assert 'href "../flour/#term-flour"' in graph(built.page("bread"))
    assert 'href="../flour/#term-flour"' in built.text("bread/index.html")


def test_a_safe_mermaid_unless_the_project_chose_one(project: Project) -> None:
    project.write(BREAD)
    built = project.build()
    assert f"mermaid@{MERMAID_VERSION}/" in built.text("_static/glossary-mermaid.js")
    assert '<script type="module" src="_static/glossary-mermaid.js' in built.text("bread.html")
    other = project.build(mermaid_version="12.3.0", out="other")
    assert "mermaid@12.3.0/" in other.text("_static/glossary-mermaid.js")
