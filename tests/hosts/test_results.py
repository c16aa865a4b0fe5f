"""The table says what was found."""

from __future__ import annotations

from hosts.projects import Host
from hosts.results import HEAD, Result, Step, markdown

HOST = Host("host", "1.0", "", docs="docs", page="why.rst", shows="a theme")


def row(result: Result) -> list[str]:
    head, rule, line = markdown([result]).splitlines()
    assert head.count("|") == rule.count("|") == line.count("|") == len(HEAD) + 1
    return [cell.strip() for cell in line.strip("|").split("|")][3:]


def test_a_host_that_builds_as_before() -> None:
    result = Result(HOST, Step(pages=7, seconds=(2.0, 2.5)), Step(pages=9), {"text": Step()})
    assert row(result) == ["no", "0", "0 of 7", "0", "1.25 of 2 s", "no", "0", "0 of 9", "0", "text: ok"]


def test_a_host_that_does_not() -> None:
    builders = {"latex": Step(crash=True), "text": Step(warnings=2, files=1)}
    result = Result(HOST, Step(pages=7, warnings=3, changed=2, files=1), Step(crash=True), builders)
    others = "latex: crash, text: 2 warnings and 1 files"
    assert row(result) == ["no", "3", "2 of 7", "1", "-", "yes", "-", "-", "-", others]


def test_a_host_that_cannot_be_built() -> None:
    assert row(Result(HOST)) == ["-"] * 10
