"""`term-index` of the terms that a page or a folder uses, and of abbreviations: in every output, and never stale."""

from __future__ import annotations

import pytest
from docutils import nodes

from support.pages import pages_of
from support.project import Project

PAGES = pages_of("used")


WHERE = {
    "page": ["Bread"],
    ".": ["Bread", "Oven"],
    "/guide": ["Bread", "Oven"],
    "more": ["Oven"],
    "/words": ["Dough"],
    "/": ["Bread", "Dough", "Oven", "Tin"],
}


@pytest.mark.parametrize("builder", ["html", "text"])
def test_where(builder: str, project: Project) -> None:
    indexes = "".join(f"```{{term-index}}\n:used-on: {where}\n```\n\n" for where in WHERE)
    project.write({**PAGES, "guide/index.md": f"# Guide\n\nA {{term}}`bread`.\n\n{indexes}"})
    built = project.build(builder)
    assert built.warnings == []
    found = [box for box in built.page("guide/index").findall(nodes.container) if "glossary-index" in box["classes"]]
    names = [[term.astext().partition(" (")[0] for term in box.findall(nodes.term)] for box in found]
    assert dict(zip(WHERE, names, strict=True)) == WHERE


def test_abbreviations(project: Project) -> None:
    index = "```{term-index}\n:only: abbreviations\n"
    home = (
        f"# Home\n\n```{{toctree}}\nwords\n```\n\nIn the {{term}}`stove`.\n\n{index}```\n\n{index}:used-on: page\n```\n"
    )
    project.write({"index.md": home, "words.md": PAGES["words.md"]})
    built = project.build("text")
    assert built.warnings == []
    text = built.text("index.txt")
    assert text.count("BR → Bread") == 1
    assert text.count("OV → Oven") == 2
    assert "stove →" not in text
