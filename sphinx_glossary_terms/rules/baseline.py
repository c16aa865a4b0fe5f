"""The baseline: findings that were there when a project turned checks on, so that only new ones are reported."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import NamedTuple, TypeAlias

from sphinx_glossary_terms.problems.problem import Problem
from sphinx_glossary_terms.untrusted.json_text import read_json
from sphinx_glossary_terms.untrusted.limits import UnusableError

FIX = "correct it, or remove it"

Key: TypeAlias = "tuple[str, ...]"
"""A finding without its place: its code, then the ids (or names) that it is about."""


class Comparison(NamedTuple):
    """What differs from the baseline.

    new: the problems that it does not have.
    gone: its findings that no longer occur and can be taken out.
    """

    new: list[Problem]
    gone: list[Key]


def key(problem: Problem, /) -> Key:
    """The key of a problem in a baseline."""
    return (problem.code, *problem.about)


def dump(keys: Iterable[Key], /) -> str:
    """The text of a baseline of all these findings: JSON, sorted, one line each, so that edits merge well."""
    rows = (json.dumps(row, ensure_ascii=False) for row in sorted(set(keys)))
    return "[\n" + ",\n".join(rows) + "\n]\n"


def load(content: bytes, /) -> frozenset[Key]:
    """The findings of a baseline.

    Raises:
        UnusableError: it is not a baseline.
    """
    rows = read_json(content, fix=FIX)
    wrong = [row for row in rows if not _is_key(row)] if isinstance(rows, list) else [rows]
    if wrong:
        raise UnusableError(f"{json.dumps(wrong[0], ensure_ascii=False)[:300]} is not a list of a code and ids; {FIX}")
    return frozenset(map(tuple, rows))


def _is_key(row: object) -> bool:
    return isinstance(row, list) and len(row) > 1 and all(isinstance(value, str) for value in row)


def compare(problems: Iterable[Problem], baseline: Collection[Key], /, *, checks: Collection[str]) -> Comparison:
    """What is new in comparison with a baseline, and what of it is gone; of the latter only what was looked for."""
    current = list(problems)
    occurring = {key(problem) for problem in current}
    return Comparison(
        new=[problem for problem in current if key(problem) not in baseline],
        gone=sorted(entry for entry in baseline if entry[0] in checks and entry not in occurring),
    )
