"""`term-index`, the page `glossary-terms`, the general index and the search."""

from __future__ import annotations

import re

import pytest
from docutils import nodes

from support.output import links, rows
from support.pages import pages_of
from support.project import Project

TERMS = pages_of("index")["terms.md"]


def test_by_letter_and_the_generated_pages(project: Project) -> None:
    project.write({"index.md": "# Home\n\n```{toctree}\nsub/terms\n```\n\n```{term-index}\n```\n"})
    project.write({"sub/terms.md": f"# Terms\n\n{TERMS}"})
    built = project.build(html_split_index=True)
    assert built.warnings == []
    assert rows(built.page("index")) == [
        *("[D]", "Dough (paste) | Flour and water."),
        *("[E]", "Éclair | Filled with cream, made of dough."),
        *("[P]", "paste → Dough"),
        *("[#]", "3-strand braid | A shape."),
    ]
    html = built.text("index.html")
    assert "<em>cream</em>" in html
    assert ("dough", "sub/terms.html#term-dough") in links(built.page("index"))
    assert ("D", "#glossary-index-0") in links(built.page("index"))
    assert 'id="glossary-index-0"' in html
    html = built.text("glossary-terms.html")
    found = re.findall(r'href="(.*?)">\s*<code class="xref">(.*?)</code>', html)
    assert [name for _address, name in found] == ["Dough", "Éclair", "paste", "3-strand braid"]
    assert ("sub/terms.html#term-eclair", "Éclair") in found
    assert "Filled with cream, made of dough." in html
    assert "glossary-terms.css" in built.text("genindex-D.html")


def test_the_general_index_has_names_and_aliases(project: Project) -> None:
    """And, where it has any, their style sheet."""
    project.write({"index.md": f"# Home\n\n{TERMS}"})
    html = project.build().text("genindex.html")
    for name in ("Éclair", "Dough", "paste", "3-strand braid"):
        assert f">{name}</a>" in html
    assert "glossary-terms.css" in html
    project.write({"index.md": "# Home\n\n```{index} Dough\n```\n"})
    assert "glossary-terms.css" not in project.build().text("genindex.html")


def test_by_tag_and_for_tags(project: Project) -> None:
    indexes = "```{term-index}\n:by: tag\n```\n\n```{term-index}\n:tags: basic\n```\n"
    project.write({"index.md": f"# Home\n\n{indexes}\n{TERMS}"})
    built = project.build()
    assert built.warnings == []
    assert rows(built.page("index")) == [
        "[basic]",
        "Dough (paste) | Flour and water.",
        "[sweet]",
        "Dough (paste) | Flour and water.",
        "Éclair | Filled with cream, made of dough.",
    ]
    html = built.text("index.html")
    assert 'id="glossary-index-1-0"' in html
    assert html.count('id="glossary-index-0"') == 1
    # Tags that an author names are in the order in which they stand.
    project.write({"index.md": f"# Home\n\n```{{term-index}}\n:by: tag\n:tags: sweet, basic\n```\n\n{TERMS}"})
    assert [row for row in rows(project.build().page("index")) if row[0] == "["] == ["[sweet]", "[basic]"]


@pytest.mark.parametrize("graphs", ["mermaid", "svg"])
def test_an_index_on_paper_does_not_depend_on_who_draws_graphs(project: Project, graphs: str) -> None:
    project.write({"index.md": f"# Home\n\n```{{term-index}}\n```\n\n{TERMS}"})
    built = project.build("latex", glossary_terms_graph_output=graphs)
    headings = [rubric.astext() for rubric in built.page("index").findall(nodes.rubric)]
    assert [heading for heading in headings if len(heading) < 4] == ["D", "E", "P", "#"]
