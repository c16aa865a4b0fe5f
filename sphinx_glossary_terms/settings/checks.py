"""How a value of conf.py is checked: the value that is used, and what is wrong with the one that was set."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any, get_args

from sphinx_glossary_terms.model import relations
from sphinx_glossary_terms.model.names import split_list
from sphinx_glossary_terms.model.page import GraphQuery, IndexQuery, PathQuery
from sphinx_glossary_terms.model.term import TERM_OPTIONS
from sphinx_glossary_terms.settings import config

# Names that a project cannot give to a relation or a field: the other options of `term`, and the other directives.
_RESERVED = {*TERM_OPTIONS, "term", IndexQuery.kind, PathQuery.kind, GraphQuery.kind}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")
_ROW_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def language(value: object) -> tuple[str | None, list[str]]:
    """A code of a language, or None."""
    if value is None or (isinstance(value, str) and _LANGUAGE.fullmatch(value)):
        return value, []
    return None, [f"{value!r} is not a language code such as 'en'; it is ignored"]


def addresses(value: object) -> tuple[dict[str, str], list[str]]:
    """The addresses of a site by language, each with a slash at its end."""
    if isinstance(value, dict) and all(
        language(tag)[0] and isinstance(address, str) and address for tag, address in value.items()
    ):
        return {config.tag(tag): f"{address.rstrip('/')}/" for tag, address in value.items()}, []
    problem = "is not a dictionary of language codes and addresses, such as {'ja': '../ja/'}; it is ignored"
    return {}, [f"{value!r} {problem}"]


def _wrong(value: object, allowed: tuple[object, ...]) -> str:
    """What is wrong with a value that has to be one of some, or a text. `sphinx.config.ENUM` knows no numbers."""
    if not allowed:
        return "" if isinstance(value, str) and value.strip() else f"{value!r} is not a text"
    if any(type(value) is type(one) and value == one for one in allowed):
        return ""
    *others, last = map(repr, allowed)
    return f"{value!r} is not {', '.join(others)} or {last}"


def _one_of(value: object, allowed: tuple[object, ...], default: object) -> tuple[object, list[str]]:
    problem = _wrong(value, allowed)
    return (default, [f"{problem}; it is ignored"]) if problem else (value, [])


def autolink(value: object) -> tuple[object, list[str]]:
    """Which mentions in plain text become links."""
    return _one_of(value, ("section", "page", False), False)


def graph_output(value: object) -> tuple[object, list[str]]:
    """How graphs are drawn; `none`: not at all."""
    if value == "svg" and not config.renderer():
        problem = "'svg' needs the package merman, which is not installed, so browsers draw the graphs; run "
        return "mermaid", [problem + '`pip install "merman>=0.9,<0.10"`']
    return _one_of(value, ("mermaid", "svg", "none"), "mermaid")


def _names(value: object, what: str) -> tuple[set[str], list[str]]:
    """Names. A single one need not be a list, and one from the command line may be empty."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list | tuple | set) or not all(isinstance(name, str) for name in names):
        return set(), [f"{value!r} is not a list of {what}; it is ignored"]
    return {part for name in names for part in split_list(name)}, []


def checks(value: object) -> tuple[list[str], list[str]]:
    """Checks by their codes, in the order of the table of rules."""
    names, problems = _names(value, "checks such as ['orphan']")
    if not names:
        return [], problems
    # Imported here, so that a project without a term does not pay for it.
    from sphinx_glossary_terms.rules.table import RULES

    codes = [rule.code for rule in RULES]
    for name in sorted(names - {"all", *codes}):
        near = difflib.get_close_matches(name, codes, n=1)
        fix = f"did you mean {str(near[0])!r}?" if near else f"there are {', '.join(codes)}"
        problems.append(f"there is no check {name!r}; it is ignored; {fix}")
    return [code for code in codes if code in names or "all" in names], problems


def projects(value: object) -> tuple[list[str], list[str]]:
    """Keys of `intersphinx_mapping`, in order."""
    names, problems = _names(value, "keys of `intersphinx_mapping` such as ['ai']")
    return sorted(names), problems


_Keys = Mapping[str, tuple[object, ...]]
"""What each key of a row may be: one of these, or some text."""

_TEXT, _FLAG = (), (True, False)
_RELATION: _Keys = {
    "label": _TEXT,
    "inverse": _TEXT,
    "inverse_label": _TEXT,
    "symmetric": _FLAG,
    "acyclic": _FLAG,
    "edge": get_args(relations.Edge),
}
_FIELD: _Keys = {"label": _TEXT, "level": (*range(1, 7),), "folds": _FLAG}


def relation_rows(value: object) -> tuple[dict[str, Any], list[str]]:
    """The rows of relation types."""
    ours = {kind.name: ("label",) if kind.symmetric else ("label", "inverse_label") for kind in relations.BUILT_IN}
    return _table(value, _RELATION, {side.key for side in relations.sides(relations.BUILT_IN)}, ours)


def field_rows(value: object) -> tuple[dict[str, Any], list[str]]:
    """The rows of fields."""
    # A term also has parts with these names: its relations and its backlinks.
    return _table(value, _FIELD, {"relations", "uses"}, {field.name: ("label",) for field in relations.FIELDS})


def _table(
    value: object, keys: _Keys, taken: set[str], ours: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, Any], list[str]]:
    """The good rows of a table, and why each of the others is left out. `ours`: the labels of rows that there are."""
    if not isinstance(value, dict):
        return {}, [f"{value!r} is not a dictionary of rows; it is ignored"]
    rows: dict[str, Any] = {}
    problems: list[str] = []
    for name, row in value.items():
        names = [] if name in ours else [name]
        problem = _labels_problem(row, ours[name]) if name in ours else _problem(row, keys)
        if names and not problem and "inverse_label" in row:
            # This end has a key even if it has no name of its own: see `Side.key`.
            names.append(row.get("inverse", f"{name}-inverse"))
        for number, end in enumerate(names):
            if not isinstance(end, str) or not _ROW_NAME.fullmatch(end):
                problem = f"{end!r} cannot be a name; use lower-case letters, digits and hyphens"
            elif end in {*taken, *_RESERVED, *names[:number]}:
                problem = f"the name {end!r} is taken; choose another"
        if problem:
            problems.append(f"row {name!r}: {problem}; the row is omitted")
        else:
            rows[name] = row
            taken |= {*names}
    return rows, problems


def _labels_problem(row: object, labels: tuple[str, ...]) -> str:
    """What is wrong with a row for one of ours, whose labels can be replaced, and nothing else."""
    if not isinstance(row, dict) or not row or not {*row} <= {*labels}:
        return f"of this one, only {' and '.join(map(repr, labels))} can be replaced"
    return next(filter(None, (_wrong(text, _TEXT) for text in row.values())), "")


def _problem(row: object, keys: _Keys) -> str:
    if not isinstance(row, dict) or "label" not in row:
        return "a row is a dictionary with 'label', the heading that readers see"
    for key, value in row.items():
        if key not in keys:
            return f"unknown key {key!r}; there are {', '.join(keys)}"
        if problem := _wrong(value, keys[key]):
            return f"{key!r}: {problem}"
    is_symmetric = row.get("symmetric", False)
    if keys is _RELATION and (is_symmetric == ("inverse_label" in row) or (is_symmetric and "inverse" in row)):
        return "add either 'symmetric': True, or 'inverse_label', the heading that readers see at the other end"
    return ""
