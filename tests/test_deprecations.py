"""A name that goes, in two releases: with a warning first, as the manual promises ("Deprecations")."""

from __future__ import annotations

import pytest

from sphinx_glossary_terms.read import directive
from sphinx_glossary_terms.settings import options
from support.project import CONF, Project

TERM = "# Terms\n\n```{term} bread\n:also: loaf\n\nBaked.\n```\n\nA {term}`loaf`.\n"


@pytest.fixture
def pretended(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The first of the two releases, in which `aliases` and `glossary_terms_hover_cards` have other names: `also`, `glossary_terms_cards`."""
    monkeypatch.setitem(directive.DEPRECATED, "also", "aliases")
    monkeypatch.setitem(options.DEPRECATED, "glossary_terms_cards", "glossary_terms_hover_cards")
    return monkeypatch


def test_former_names_work_for_a_release_with_a_warning(project: Project, pretended: pytest.MonkeyPatch) -> None:
    project.write({"conf.py": f"{CONF}glossary_terms_cards = False\n", "index.md": TERM})
    built = project.build()
    line = len(CONF.splitlines()) + 1
    assert built.warnings == [
        f"conf.py:{line}: WARNING: the option `glossary_terms_cards` is deprecated; rename it "
        "`glossary_terms_hover_cards` [glossary.config]",
        "index.md:3: WARNING: `:also:` of `term` is deprecated; write `:aliases:` [glossary.option]",
    ]
    assert 'href="#term-bread"' in built.text("index.html")
    assert "glossary-cards.js" not in built.text("index.html")

    project.write(
        {"conf.py": f"{CONF}glossary_terms_hover_cards = False\n", "index.md": TERM.replace("also", "aliases")}
    )
    assert project.build().warnings == []

    project.write({"conf.py": f"{CONF}glossary_terms_cards = False\n", "index.md": TERM})
    pretended.undo()
    config, option, *_unresolved = project.build().warnings
    assert "there is no option `glossary_terms_cards`" in config
    assert "`term` has no option `:also:`" in option


def test_the_new_name_goes_first(project: Project, pretended: pytest.MonkeyPatch) -> None:
    both = "glossary_terms_cards = False\nglossary_terms_hover_cards = True\n"
    text = TERM.replace(":also: loaf", ":also: bun\n:aliases: loaf")
    project.write({"conf.py": f"{CONF}{both}", "index.md": text})
    built = project.build()
    assert len(built.warnings) == 2
    assert 'href="#term-bread"' in built.text("index.html")
    assert "glossary-cards.js" in built.text("index.html")
