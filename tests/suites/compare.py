"""Compares two runs of a test suite by the JUnit files that pytest wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from xml.etree import ElementTree

FAILED = frozenset({"failure", "error"})


@dataclass(frozen=True)
class Outcome:
    """How a test ended, and what pytest said of it."""

    status: str
    text: str = ""

    @property
    def failed(self) -> bool:
        return self.status in FAILED


@dataclass(frozen=True)
class Excuse:
    """A failure that is known to be harmless: it applies to a test only while the failure shows the pattern."""

    suites: str
    tests: str
    """Patterns for names, as of files."""
    shows: re.Pattern[str]
    why: str

    def belongs_to(self, suite: str, /) -> bool:
        return fnmatchcase(suite, self.suites)

    def applies(self, name: str, text: str, /) -> bool:
        return fnmatchcase(name, self.tests) and self.shows.search(text) is not None


@dataclass(frozen=True)
class Comparison:
    """What the extension changed: texts of failures by names of tests."""

    new: Mapping[str, str]
    excused: Mapping[str, str]
    unused: tuple[Excuse, ...]


def read_outcomes(junit: Path, /) -> dict[str, Outcome]:
    """The outcomes by name. A test whose tear-down failed has two entries, of which the failure counts."""
    outcomes: dict[str, Outcome] = {}
    for case in ElementTree.parse(junit).iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        outcome = _outcome(case)
        if name not in outcomes or outcome.failed:
            outcomes[name] = outcome
    return outcomes


def _outcome(case: ElementTree.Element, /) -> Outcome:
    parts = sorted(
        (part for part in case if part.tag in {*FAILED, "skipped"}), key=lambda part: part.tag in FAILED, reverse=True
    )
    if not parts:
        return Outcome("passed")
    return Outcome(parts[0].tag, "\n".join(f"{part.get('message', '')}\n{part.text or ''}" for part in parts))


def compare(
    without: Mapping[str, Outcome], with_extension: Mapping[str, Outcome], excuses: Iterable[Excuse], /
) -> Comparison:
    """Failures with the extension that are not there without it; tests that did not run or were skipped count too."""
    changed: dict[str, str] = {}
    for name, outcome in without.items():
        if name not in with_extension:
            changed[name] = "did not run"
        elif not outcome.failed and with_extension[name].status not in {outcome.status, "passed"}:
            changed[name] = with_extension[name].text
    for name, outcome in with_extension.items():
        if name not in without and outcome.failed:
            changed[name] = outcome.text
    excuses = tuple(excuses)
    used = {name: [excuse for excuse in excuses if excuse.applies(name, text)] for name, text in changed.items()}
    return Comparison(
        new={name: text for name, text in changed.items() if not used[name]},
        excused={name: text for name, text in changed.items() if used[name]},
        unused=tuple(excuse for excuse in excuses if not any(excuse in found for found in used.values())),
    )
