"""The benchmarks measure what they say: the same prose in every project, edits that are edits, tables in order."""

from __future__ import annotations

import importlib.util
import json
from contextlib import suppress
from pathlib import Path

import pytest
from docutils import nodes

from benchmarks.generate import KINDS, NAMES, Entry, edit_definition, generate, id_of, rename, stale
from benchmarks.hostile import CASES
from benchmarks.model import measure
from benchmarks.projects import FAR, Size, entry_of, on_paper, rounds
from benchmarks.projects import Build as BuildOfProjects
from benchmarks.projects import report as report_of_projects
from benchmarks.report import Results, budgets, report, summary
from benchmarks.run import SCENARIOS, build
from sphinx_glossary_terms.rules.table import RULES
from sphinx_glossary_terms.untrusted.limits import UnusableError
from support.project import Project

TERMS = 40
NEEDS = [
    pytest.mark.skipif(
        importlib.util.find_spec("sphinx_needs") is None,
        reason="no sphinx-needs: .venv/bin/pip install --group bench",
    ),
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
        and not isinstance(paragraph.parent, nodes.field_body)  # the names of related terms
    }
    entries = [Entry.of(number) for number in range(TERMS)]
    prose = {text for entry in entries for text in [entry.definition, entry.fields["eli5"][1]]}
    prose |= {text for entry in entries for text in entry.fields["deep-dive"][1].split("\n\n")}
    assert prose <= found
    uses = found - prose
    assert len(uses) == 200
    assert all(NAMES[0] in text for text in uses)


def test_relations_may_go_to_anywhere() -> None:
    near, far = (Entry.of(9999, window=window).relations for window in (400, 9999))
    assert min(min(targets) for targets in near.values()) >= 9999 - 400
    assert min(min(targets) for targets in far.values()) < 9999 - 400


def test_relations_go_to_other_terms_before_and_never_twice_to_one() -> None:
    for number in (100, 1000, 9999):
        relations = Entry.of(number).relations
        targets = [target for found in relations.values() for target in found]
        assert len(set(targets)) == 6
        assert max(targets) < number
        assert Entry.of(number).relations == relations


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


@pytest.mark.slow
def test_a_process_is_measured(tmp_path: Path) -> None:
    generate("ours", TERMS, tmp_path / "source")
    steps = ("cold", "nothing", "name")
    cold, nothing, edited = (build(tmp_path, scenario) for scenario in SCENARIOS if scenario.name in steps)
    assert cold["cold pages"] == 1 + TERMS / 20 + 20
    assert cold["cold cpu"] > 0.1
    assert cold["cold memory"] > 10e6
    assert nothing["nothing pages"] == 0
    assert edited["name files"] == 1
    assert edited["name pages"] >= 21
    assert stale(tmp_path / "source", tmp_path / "html") == edited["name stale"] == 0


@pytest.fixture
def results() -> Results:
    """Measurements in which a term costs as much in a large glossary as in a small one, and ours half as much again."""
    names = [f"{scenario.name} {what}" for scenario in SCENARIOS for what in ("cpu", "wall", "memory", "pages")]
    names += ["name files", "name stale", "cold environment", "cold page", "cold output"]
    return Results(
        date="2026-01-01",
        runs=3,
        machine="abacus, 2 cores",
        shape="to neighbors",
        versions={"sphinx": "9", "sphinx-needs": ""},
        values={
            terms: {kind: {name: [cost * terms * i for i in (1, 1, 2)] for name in names} for kind, cost in COSTS}
            for terms in (1000, 2000)
        },
    )


COSTS = [("plain", 1), ("built-in", 2), ("ours", 3)]


def test_the_report_has_well_formed_tables(results: Results) -> None:
    text = report(results, [2000])
    tables = [part.splitlines() for part in text.split("\n\n") if part.startswith("|")]
    assert [len({line.count("|") for line in lines}) for lines in tables] == [1, 1]
    assert tables[0][2] == (
        "| cold build: CPU seconds | 2000 (2000-4000) 0.50x | 4000 (4000-8000) | 6000 (6000-12000) 1.50x |"
    )
    assert text.startswith("2026-01-01; abacus, 2 cores; relations to neighbors; sphinx 9.\n")
    met = {budget.what: (budget.measured, budget.met) for budget in budgets(results)}
    assert met["cold build, CPU: times the built-in glossary"] == (1.5, False)
    assert met["cold build, CPU a term beyond prose: growth"] == (1.0, True)


def test_the_summary_has_medians_and_ratios(results: Results) -> None:
    head, _line, first, *others = summary(results, 1000).splitlines()
    assert head == "| glossary of 1,000 terms | Sphinx's own `glossary` | this extension |"
    assert first == "| cold build: CPU seconds | 2000 | 3000 1.50x |"
    assert len(others) == 5


def test_the_plot_is_small_and_always_the_same(results: Results, tmp_path: Path) -> None:
    from benchmarks.plot import plot

    for name in ("once", "twice"):
        plot(results, tmp_path / name)
    svg = (tmp_path / "once").read_text(encoding="utf-8")
    assert svg == (tmp_path / "twice").read_text(encoding="utf-8")
    assert len(svg) < 40_000
    assert ">this extension</text>" in svg


def test_the_model_is_measured() -> None:
    found = measure(200)
    assert {rule.code for rule in RULES} <= set(found)
    assert min(found.values()) >= 0


@pytest.mark.parametrize("name", CASES)
def test_every_case_of_hostile_input_is_read_or_refused(name: str) -> None:
    with suppress(UnusableError):
        CASES[name][1](20)


@pytest.mark.slow
def test_a_glossary_as_several_projects(tmp_path: Path) -> None:
    """They have the same terms and relations, across the projects too, and come to rest."""
    terms, parts = 80, 2
    found = rounds(tmp_path / "several", terms, parts, 2)
    assert found[0].pages == parts * (1 + 2)  # an index, and two pages with terms
    assert found[-1].pages == 0
    assert all(done.cpu > 0 and done.memory > 1e6 for done in found)
    files = [
        json.loads((tmp_path / "several" / f"p{part}" / "html" / "glossary.json").read_text("utf-8"))
        for part in range(parts)
    ]
    here = {term_id for file in files for term_id in file["terms"]}
    assert len(here) == terms
    related = {
        (term_id, other.partition(":")[2] or other)
        for file in files
        for term_id, term in file["terms"].items()
        for key in ("prerequisites", "broader", "related")
        for other in term["relations"].get(key, ())
    }
    wanted = {
        (id_of(number, "ours"), id_of(target, "ours"))
        for number in range(terms)
        for targets in entry_of(number, terms).relations.values()
        for target in targets
    }
    assert wanted <= related
    assert any(
        min(targets, default=0) > number
        for number in range(0, terms, FAR)
        for targets in entry_of(number, terms).relations.values()
    )
    assert all(file["other_terms"] for file in files)


def test_the_table_of_several_projects() -> None:
    sizes = [
        Size(
            terms,
            [BuildOfProjects(1, terms / 100, terms * 1000, 3), BuildOfProjects(1, 1, 1, 0)],
            [BuildOfProjects(1, terms / 50, terms * 500, 3), BuildOfProjects(1, 1, 1, 0)],
            1e-5,
            1000,
        )
        for terms in (1000, 2000)
    ]
    table = report_of_projects(sizes, 8, 2)
    assert "| 2000 | 8 | 1 | 1.0 | 40.0 | 1 | 3 |" in table
    assert "| 2000 | ratio | all | | 2.00 | 0.50 | |" in table
    assert "| 25 | 40000 | 400 | 10 | 40 | 40 |" in table
    assert not [*on_paper(sizes[:1], 8)]
