"""The benchmarks measure what they say: the same prose in every project, edits that are edits, tables in order."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from docutils import nodes

from benchmarks.generate import KINDS, NAMES, WINDOW, Entry, edit_definition, generate, rename
from sphinx_glossary_terms.doctree.nodes import ancestors
from support.project import Project

TERMS = 40
HAS_NEEDS = importlib.util.find_spec("sphinx_needs") is not None
NEEDS = [
    pytest.mark.skipif(not HAS_NEEDS, reason="no sphinx-needs: .venv/bin/pip install --group bench"),
    pytest.mark.filterwarnings("ignore"),  # it uses what Sphinx 9 deprecates
]
EVERY_KIND = pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=NEEDS if kind == "needs" else ()) for kind in KINDS]
)


@EVERY_KIND
def test_every_kind_has_the_same_prose_and_no_mistake(project: Project, kind: str) -> None:
    generate(kind, TERMS, project.source)
    built = project.build(nitpicky=True)
    assert built.warnings == []
    found = {
        paragraph.astext()
        for document in built.resolved.values()
        for paragraph in document.findall(nodes.paragraph)
        if len(paragraph.astext().split()) > 20
        and not any("glossary-relation-lists" in node.get("classes", ()) for node in ancestors(paragraph))
    }
    entries = [Entry.of(number) for number in range(TERMS)]
    prose = {text for entry in entries for text in [entry.definition, entry.fields["eli5"][1]]}
    prose |= {text for entry in entries for text in entry.fields["deep-dive"][1].split("\n\n")}
    assert prose <= found
    uses = found - prose
    assert len(uses) == 200
    assert all(NAMES[0] in text for text in uses)


def test_relations_go_to_other_terms_before_and_never_twice_to_one() -> None:
    for number in (100, 1000, 9999):
        relations = Entry.of(number).relations
        targets = [target for found in relations.values() for target in found]
        assert len(set(targets)) == 6
        assert max(targets) < number
        assert Entry.of(number).relations == relations
        # To neighbors, or to anywhere.
        near, far = (min(map(min, Entry.of(number, window=window).relations.values())) for window in (WINDOW, number))
        assert near >= number - WINDOW
    assert far < number - WINDOW


@EVERY_KIND
def test_an_edit_changes_something_each_time_and_the_second_undoes_the_first(tmp_path: Path, kind: str) -> None:
    generate(kind, TERMS, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.md")}
    for edit in (edit_definition, rename):
        files = edit(tmp_path)
        assert files == sum(path.read_bytes() != text for path, text in before.items())
        assert (files == 1) == (edit is edit_definition or kind not in ("plain", "unused", "built-in"))
        assert edit(tmp_path) == files
        assert {path: path.read_bytes() for path in before} == before
