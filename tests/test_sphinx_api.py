"""What the package uses of Sphinx is documented by Sphinx, or listed in ARCHITECTURE.md with the test that guards it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import ROOT

# What Sphinx describes in "Sphinx API", "Extending Sphinx" and the tutorials, and docutils in its guides for extensions;
# what is only a type in a signature changes nothing when it goes.
DOCUMENTED = {*Path(__file__).with_name("documented.txt").read_text(encoding="utf-8").split()}
TABLE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## What Sphinx does not document")[2]
LISTED = set(re.findall(r"`((?:sphinx|docutils|sphinxcontrib)\.[\w.]+)`", TABLE))


def imported() -> Iterator[str]:
    """Everything that a module of the package imports from Sphinx, docutils and sphinxcontrib."""
    for file in (ROOT / "sphinx_glossary_terms").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            else:
                continue
            yield from (name for name in names if name.partition(".")[0] in {"sphinx", "docutils", "sphinxcontrib"})


def is_documented(name: str) -> bool:
    return name in DOCUMENTED or name.startswith(("docutils.nodes.", "sphinx.addnodes."))


def test_what_is_not_documented_is_listed() -> None:
    undocumented = {name for name in imported() if not is_documented(name)}
    assert {name.removesuffix(".directives") for name in undocumented} == LISTED


@pytest.mark.parametrize("test", re.findall(r"`(tests/[\w/]+\.py::\w+)`", TABLE))
def test_the_test_that_guards_it_exists(test: str) -> None:
    file, _, name = test.partition("::")
    assert f"\ndef {name}(" in (ROOT / file).read_text(encoding="utf-8")
