"""Both forms of `term`, their options and their fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes

from sphinx_glossary_terms.doctree.nodes import find
from support.output import lines, relation_lists
from support.pages import ENTRY
from support.project import Project

SECTION = Path(__file__).with_name("section.md").read_text(encoding="utf-8")


def parts(document: nodes.Node) -> list[str]:
    """The headed parts of a page in order: rubrics, and headings of sections."""
    return [
        node.astext()
        for node in find(document, nodes.rubric, nodes.title, nodes.term)
        if "glossary-relation" not in node["classes"]
    ]


def test_entry(project: Project) -> None:
    project.write({"index.md": ENTRY})
    built = project.build()
    assert built.warnings == []
    term = built.domain.glossary.terms["sourdough"]
    assert term.name == "Sourdough"
    assert [alias.text for alias in term.aliases] == ["levain bread", "wild bread"]
    assert [name.text for name in term.names if name.kind == "hidden"] == ["sourdo"]
    assert (term.preferred.reading, term.tags, term.line) == ("sower", ("bread",), 3)
    assert parts(built.page("index")) == [
        "Kitchen",
        "Sourdough",
        "Explain like I'm five",
        "Connections",
        "Deep dive",
        "Sources",
        "Starter",
        "Connections",
    ]
    html = built.text("index.html")
    assert '<dt id="term-sourdough">' in html
    assert "levain bread" in html
    assert "sourdo<" not in html
    assert "Read first: Starter" in built.page("index").astext()
    assert relation_lists(built.page("index")) == {"Leads to": ["Sourdough"]}


def test_section(project: Project) -> None:
    project.write({"index.md": SECTION})
    built = project.build()
    assert built.warnings == []
    # The graph and the lists come before the first subheading, the deep dive stays where its author put it.
    headings = ("Sourdough", "Explain like I'm five", "Connections", "Shaping", "Deep dive", "Starter")
    assert parts(built.page("index")) == [*headings, "Connections"]
    html = built.text("index.html")
    assert '<section class="glossary-section" id="term-sourdough">' in html
    assert 'id="term-sourdough--deep-dive"' in html
    (names, *_) = lines(built.page("index"), "glossary-names")
    assert names.astext() == "Also called: levain bread, wild bread"
    assert built.domain.glossary.terms["starter"].source_name == "Starter"
    # Headings of fields have a level.
    assert "Explain like I'm five</h2>" in html
    assert '<h3 class="glossary-field-title rubric">Deep dive</h3>' in html


def test_domain_names_of_directives_colon_fences_and_option_blocks(project: Project) -> None:
    options = "---\naliases: levain\ntags: [bread, slow]\n---\n"
    fields = ":::{eli5}\nBubbles.\n:::\n\n:::{glossary:deep-dive}\nAcid.\n:::\n"
    project.write({"index.md": f"# Kitchen\n\n::::{{glossary:term}} Sourdough\n{options}Bread.\n\n{fields}::::\n"})
    built = project.build()
    assert built.warnings == []
    term = built.domain.glossary.terms["sourdough"]
    assert ([alias.text for alias in term.aliases], term.tags) == (["levain"], ("bread", "slow"))
    assert parts(built.page("index")) == ["Kitchen", "Sourdough", "Explain like I'm five", "Deep dive"]


@pytest.mark.parametrize("before", ["(my-label)=\n\n", ""])
def test_anchor_of_a_section_is_its_first_id(project: Project, before: str) -> None:
    project.write(
        {
            "index.md": f"# Home\n\n[](#term-loaf) {{ref}}`term-loaf` {{ref}}`text <term-roll>`\n\n"
            f"{before}## Loaf\n\n```{{term}}\n```\n\nText.\n\n````{{term}} Roll\nText.\n````\n"
        }
    )
    built = project.build()
    assert built.warnings == []
    assert '<section class="glossary-section" id="term-loaf">' in built.text("index.html")
    assert '<a class="reference internal" href="#term-loaf"><span class="std std-ref">Loaf</span></a>' in built.text(
        "index.html"
    )


def test_name_and_class(project: Project) -> None:
    section = (
        "# Loaf\n\n```{term}\n:name: my-loaf\n:class: special\n```\n\nSee {ref}`my-loaf`, {ref}`roll <my-roll>`.\n"
    )
    entry = "```{term} Roll\n:name: my-roll\n:class: small\n\nText.\n```\n"
    project.write({"index.md": f"{section}\n{entry}"})
    built = project.build()
    assert built.warnings == []
    html = built.text("index.html")
    assert '<section class="special glossary-section" id="term-loaf">' in html
    assert 'href="#my-loaf"><span class="std std-ref">Loaf</span>' in html
    assert 'glossary glossary-entry small"' in html
    assert 'id="my-roll"' in html


def test_the_order_of_the_transforms_does_not_depend_on_that_of_their_registration(project: Project) -> None:
    project.write({"index.md": "# Home\n"})
    ours = [
        kind.default_priority
        for kind in project.build().app.registry.get_transforms()
        if kind.__module__.startswith("sphinx_glossary_terms.")
    ]
    assert len(set(ours)) == len(ours) == 6
