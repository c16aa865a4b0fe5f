"""The comparison of two runs of a test suite."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from suites.__main__ import problems, row
from suites.compare import Excuse, Outcome, compare, read_outcomes
from suites.excuses import EXCUSES
from suites.run import Runs
from suites.suites import SUITES

PASSED = Outcome("passed")
SKIPPED = Outcome("skipped", "no graphviz")
LABEL = Outcome("failure", "assert {'glossary': 1} == {}")
CRASH = Outcome("error", "KeyError: 'refexplicit'")
EXCUSE = Excuse("sphinx-*", "tests.test_search::*", re.compile(r"^assert \{'glossary': 1\} == \{\}$"), "a domain more")


def junit(path: Path, *cases: str) -> Path:
    path.write_text(f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>", encoding="utf-8")
    return path


def case(name: str, inside: str = "") -> str:
    return f'<testcase classname="tests.test_a" name="{name}">{inside}</testcase>'


def test_outcomes_are_read_with_message_and_text(tmp_path: Path) -> None:
    file = junit(
        tmp_path / "junit.xml",
        case("passes"),
        case("fails", '<failure message="assert 1 == 2">E  assert</failure>'),
        case("is_skipped", '<skipped type="pytest.skip" message="no graphviz">here</skipped>'),
    )
    assert read_outcomes(file) == {
        "tests.test_a::passes": PASSED,
        "tests.test_a::fails": Outcome("failure", "assert 1 == 2\nE  assert"),
        "tests.test_a::is_skipped": Outcome("skipped", "no graphviz\nhere"),
    }


@pytest.mark.parametrize("turned", [False, True])
def test_a_test_that_passes_and_cannot_be_torn_down_has_failed(tmp_path: Path, turned: bool) -> None:
    cases = [case("both"), case("both", '<error message="in tear-down"/>')]
    outcomes = read_outcomes(junit(tmp_path / "junit.xml", *(reversed(cases) if turned else cases)))
    assert outcomes == {"tests.test_a::both": Outcome("error", "in tear-down\n")}


def test_a_failure_counts_before_a_skip_of_the_same_test(tmp_path: Path) -> None:
    file = junit(tmp_path / "junit.xml", case("both", '<skipped message="s"/><error message="e"/>'))
    assert read_outcomes(file)["tests.test_a::both"].failed


@pytest.mark.parametrize(
    ("without", "with_extension", "new"),
    [
        pytest.param(PASSED, PASSED, None, id="passes"),
        pytest.param(PASSED, CRASH, CRASH.text, id="fails"),
        pytest.param(LABEL, CRASH, None, id="fails without it too"),
        pytest.param(CRASH, PASSED, None, id="fails without it"),
        pytest.param(SKIPPED, SKIPPED, None, id="skipped"),
        pytest.param(SKIPPED, PASSED, None, id="no longer skipped"),
        pytest.param(SKIPPED, CRASH, CRASH.text, id="fails where it was skipped"),
        pytest.param(PASSED, SKIPPED, SKIPPED.text, id="skipped where it ran"),
        pytest.param(PASSED, None, "did not run", id="gone"),
        pytest.param(None, CRASH, CRASH.text, id="fails, and is not there without it"),
        pytest.param(None, PASSED, None, id="not there without it"),
    ],
)
def test_what_the_extension_breaks_is_new(
    without: Outcome | None, with_extension: Outcome | None, new: str | None
) -> None:
    runs = [{} if outcome is None else {"name": outcome} for outcome in (without, with_extension)]
    assert compare(runs[0], runs[1], []).new == ({} if new is None else {"name": new})


def test_an_excuse_is_for_what_is_compared() -> None:
    names = ["tests.test_search::a", "tests.test_search::b", "tests.test_html::c"]
    outcomes = dict(zip(names, [LABEL, CRASH, LABEL], strict=True))
    found = compare(dict.fromkeys(names, PASSED), outcomes, [EXCUSE])
    assert found.excused == {"tests.test_search::a": LABEL.text}
    assert found.new == {"tests.test_search::b": CRASH.text, "tests.test_html::c": LABEL.text}
    assert found.unused == ()


def test_an_excuse_that_nothing_needs_is_listed() -> None:
    names = ["tests.test_search::a"]
    assert compare(dict.fromkeys(names, PASSED), dict.fromkeys(names, CRASH), [EXCUSE]).unused == (EXCUSE,)


def test_an_excuse_belongs_to_suites() -> None:
    assert EXCUSE.belongs_to("sphinx-newest")
    assert not EXCUSE.belongs_to("myst-parser")


@pytest.mark.parametrize(
    ("text", "excused"),
    [
        ("""assert b'{"std":2,"sphinx_glossary_terms":3}' == b'{"std":2}'""", True),
        ("""assert b'{"std":2,"sphinx_glossary_terms":3,"terms":{}}' == b'{"std":2,"terms":{}}'""", True),
        ("""assert b'{"std":2,"sphinx_glossary_terms":3,"terms":{"a":0}}' == b'{"std":2,"terms":{}}'""", False),
        ("KeyError: 'refexplicit'", False),
    ],
)
def test_search_indices_may_differ_in_one_entry_alone(text: str, excused: bool) -> None:
    name = "tests.test_search::test_check_js_search_indexes[cpp]"
    found = compare({name: PASSED}, {name: Outcome("failure", text)}, EXCUSES)
    assert bool(found.excused) is excused


@pytest.mark.parametrize(
    ("outcome", "applications", "partly", "found"),
    [
        pytest.param(PASSED, 3, True, [], id="all is well"),
        pytest.param(CRASH, 3, True, ["sphinx-newest: tests.test_search::a\nKeyError: 'refexplicit'\n"], id="new"),
        pytest.param(LABEL, 3, False, [], id="excused"),
        pytest.param(
            PASSED, 3, False, ["sphinx-newest: no failure needs the excuse 'a domain more'"], id="unused excuse"
        ),
        pytest.param(
            PASSED,
            0,
            True,
            ["sphinx-newest: no application loaded the extension, so nothing was tested"],
            id="no application",
        ),
    ],
)
def test_what_must_not_be_is_said(outcome: Outcome, applications: int, partly: bool, found: list[str]) -> None:
    name = "tests.test_search::a"
    runs = Runs({name: PASSED}, {name: outcome}, applications)
    result = compare(runs.without, runs.with_extension, [EXCUSE])
    assert problems(SUITES["sphinx-newest"], runs, result, partly=partly) == found


def test_the_table_counts_failures_of_both_runs() -> None:
    runs = Runs({"a": CRASH, "b": PASSED, "c": PASSED}, {"a": CRASH, "b": CRASH, "c": PASSED}, 1508)
    result = compare(runs.without, runs.with_extension, [])
    assert row(SUITES["sphinx-newest"], runs, result) == "| sphinx-newest | 9.2.0 | 3 | 1 | 2 | 1 | 0 | 1,508 |"
