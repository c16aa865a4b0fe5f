"""What the manual promises to keep ("Versions and deprecations"): a change of it stands in the changelog."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sphinx_glossary_terms
from sphinx_glossary_terms import __main__ as command
from sphinx_glossary_terms.catalogs import translations as catalogs
from sphinx_glossary_terms.features.context import BlockAddress
from sphinx_glossary_terms.graphs.colors import style_sheet
from sphinx_glossary_terms.model import relations
from sphinx_glossary_terms.model.names import OTHERS
from sphinx_glossary_terms.model.problem import Code
from sphinx_glossary_terms.model.term import anchor_of
from sphinx_glossary_terms.programs.export_formats import FORMATS
from sphinx_glossary_terms.read.directives import directives_for
from sphinx_glossary_terms.settings.config import OPTIONS
from support import ROOT

LIST = Path(__file__).with_name("public.txt")
"""The public names of the last release; before the first one, those of today. `pytest --regen` writes it."""


def public_names() -> Iterator[str]:
    """The names that others depend on, each with what it is a name of."""
    for name, directive in directives_for(relations.FIELDS).items():
        yield f"directive {name}"
        yield from (f"directive {name} :{option}:" for option in directive.option_spec or ())
    yield from (f"conf.py {option.name} = {option.default!r}" for option in OPTIONS)
    yield from (f"warning glossary.{code.value}" for code in Code)
    yield from (f"export {name}" for name in FORMATS)
    schema = Path(sphinx_glossary_terms.__file__).parent / "programs" / "export" / "glossary.schema.json"
    content = json.loads(schema.read_text(encoding="utf-8"))
    yield from (f"glossary.json {name}" for name in content["properties"])
    yield from (f"glossary.json terms {name}" for name in content["$defs"]["term"]["properties"])
    yield f"anchor {anchor_of('ID')}"
    yield f"anchor {anchor_of('ID', 'FIELD')}"
    yield from (f"anchor {BlockAddress('', kind, 1, 2).anchor}" for kind in ("term-index", "term-path", "term-graph"))
    yield from (f"CSS {name}" for name in set(re.findall(r"(--glossary-[\w-]+):", style_sheet())))
    yield from (f"catalog {name}" for name in catalogs.CATALOGS)
    yield from (f"catalog {kind.catalog} context {kind.name}" for kind in OTHERS)
    yield f"catalog {catalogs.READINGS} context {catalogs.READING}"
    (commands,) = (action for action in command._parser()._actions if isinstance(action, argparse._SubParsersAction))
    for name, parser in commands.choices.items():
        yield from (f"command {name} {option}" for action in parser._actions for option in action.option_strings[-1:])


def not_in_changelog(before: set[str], after: set[str], changelog: str) -> list[str]:
    """The names that came or went and that the newest section of the changelog does not have as code."""
    newest = re.split(r"^## ", changelog, flags=re.MULTILINE)[1]
    written = set(re.findall(r"`([^`]+)`", newest))
    return sorted(name for name in before ^ after if not {name, *name.split()} & written)


def test_public_names_change_with_the_changelog(request: pytest.FixtureRequest) -> None:
    now = set(public_names())
    if request.config.getoption("regen"):
        LIST.write_text("".join(f"{name}\n" for name in sorted(now)), encoding="utf-8")
    before = set(LIST.read_text(encoding="utf-8").splitlines())
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert not_in_changelog(before, now, changelog) == []
