"""How a value of conf.py is checked: the value that is used, and what is wrong with the one that was set."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

from sphinx_glossary_terms.model import relations
from sphinx_glossary_terms.model.page import GraphQuery, IndexQuery, PathQuery
from sphinx_glossary_terms.model.term import TERM_OPTIONS
from sphinx_glossary_terms.settings import config

# Names that a project cannot give to a relation or a field: the other options of `term`, and the other directives.
_RESERVED = {*TERM_OPTIONS, "term", IndexQuery.kind, PathQuery.kind, GraphQuery.kind}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")
ROW_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""The names that a project may give to its relations and fields."""


def language(value: object) -> tuple[str | None, list[str]]:
    """A code of a language, or None."""
    if value is None or (isinstance(value, str) and _LANGUAGE.fullmatch(value)):
        return value, []
    return None, [f"{value!r} is not a language code such as 'en'; it is ignored"]


def addresses(value: object) -> tuple[dict[str, str], list[str]]:
    """The addresses of a site by language, each with a slash at its end."""
    if not isinstance(value, Mapping):
        return {}, [f"{value!r} is not a dictionary such as {{'ja': '../ja/'}}; it is ignored"]
    problems, bases = [], {}
    for tag, address in value.items():
        if isinstance(tag, str) and _LANGUAGE.fullmatch(tag) and isinstance(address, str) and address:
            bases[config.tag(tag)] = f"{address.rstrip('/')}/"
        else:
            problems.append(f"{tag!r}: {address!r} is not a language code and an address; it is ignored")
    return bases, problems


def one_of(value: object, allowed: tuple[object, ...], default: object) -> tuple[object, list[str]]:
    """One of some values. With a number, `sphinx.config.ENUM` ends in a `TypeError`."""
    if any(type(value) is type(one) and value == one for one in allowed):
        return value, []
    *others, last = map(repr, allowed)
    return default, [f"{value!r} is not {', '.join(others)} or {last}; it is ignored"]


def autolink(value: object) -> tuple[object, list[str]]:
    """Which mentions in plain text become links."""
    return one_of(value, ("section", "page", False), False)


def graph_output(value: object) -> tuple[object, list[str]]:
    """How graphs are drawn."""
    if value == "svg" and not config.renderer():
        problem = "'svg' needs the package merman, which is not installed, so browsers draw the graphs; run "
        return "mermaid", [problem + '`pip install "merman>=0.9,<0.10"`']
    return one_of(value, ("mermaid", "svg"), "mermaid")


def _names(value: object, what: str) -> tuple[set[str], list[str]]:
    """Names. A single one need not be a list, and one from the command line may be empty."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list | tuple | set) or not all(isinstance(name, str) for name in names):
        return set(), [f"{value!r} is not a list of {what}; it is ignored"]
    return {name for name in names if name}, []


def checks(value: object) -> tuple[list[str], list[str]]:
    """Checks by their codes, in the order of the table of rules."""
    names, problems = _names(value, "checks such as ['orphan']")
    if not names:
        return [], problems
    # Imported here, so that a project without a term does not pay for it.
    from sphinx_glossary_terms.rules.table import RULES

    codes = [rule.code for rule in RULES]
    for name in sorted(names - {"all", *codes}):
        near = difflib.get_close_matches(name, codes, cutoff=0.5) or codes
        problems.append(f"there is no check {name!r}; it is ignored (did you mean {', '.join(near)}?)")
    return [code for code in codes if code in names or "all" in names], problems


def projects(value: object) -> tuple[list[str], list[str]]:
    """Keys of `intersphinx_mapping`, in order."""
    names, problems = _names(value, "keys of `intersphinx_mapping` such as ['ai']")
    return sorted(names), problems


def relation_rows(value: object) -> tuple[dict[str, Any], list[str]]:
    """The rows of relation types."""
    return _table(value, _relation_problem, taken={side.key for side in relations.sides(relations.BUILT_IN)})


def field_rows(value: object) -> tuple[dict[str, Any], list[str]]:
    """The rows of fields."""
    # A term also has parts with these names: its relations and its backlinks.
    return _table(value, _field_problem, taken={"relations", "uses", *(field.name for field in relations.FIELDS)})


def _table(
    value: object, row_problem: Callable[[Mapping[str, Any]], str], /, *, taken: set[str]
) -> tuple[dict[str, Any], list[str]]:
    """The good rows of a table, and why each of the others is left out."""
    if not isinstance(value, dict):
        return {}, [f"{value!r} is not a dictionary of rows; it is ignored"]
    rows: dict[str, Any] = {}
    problems: list[str] = []
    for name, row in value.items():
        problem = _name_problem(name, taken)
        if not problem and not isinstance(row, dict):
            problem = "a row is a dictionary such as {'label': '...'}"
        problem = problem or row_problem(row)
        other_end = None
        if not problem and "inverse_label" in row:
            # This end has a key even if it has no name of its own: see `Side.key`.
            other_end = row.get("inverse", f"{name}-inverse")
            problem = _name_problem(other_end, {*taken, name})
        if problem:
            problems.append(f"row {name!r}: {problem}; the row is omitted")
        else:
            rows[name] = row
            taken |= {name, other_end or name}
    return rows, problems


def _name_problem(name: object, taken: set[str]) -> str:
    if not isinstance(name, str) or not ROW_NAME.fullmatch(name):
        return f"{name!r} cannot be a name; use lower-case letters, digits and hyphens"
    if name in taken or name in _RESERVED:
        return f"the name {name!r} is taken; choose another"
    return ""


def _relation_problem(row: Mapping[str, Any]) -> str:
    known = {"label", "inverse", "inverse_label", "symmetric", "acyclic", "edge"}
    if problem := _unknown_key(row, known) or _label_problem(row, "label"):
        return problem
    for flag in ("symmetric", "acyclic"):
        if not isinstance(row.get(flag, False), bool):
            return f"'{flag}' is True or False"
    if row.get("symmetric") and ("inverse" in row or "inverse_label" in row):
        return "a symmetric relation has no inverse; remove 'symmetric', or 'inverse' and 'inverse_label'"
    if not row.get("symmetric") and (problem := _label_problem(row, "inverse_label")):
        return f"{problem} at the other end, or 'symmetric': True"
    if row.get("edge", "solid") not in get_args(relations.Edge):
        return f"'edge' is one of {', '.join(get_args(relations.Edge))}"
    return ""


def _field_problem(row: Mapping[str, Any]) -> str:
    if problem := _unknown_key(row, {"label", "level", "folds"}) or _label_problem(row, "label"):
        return problem
    level = row.get("level", 1)
    if type(level) is not int or level not in range(1, 7):
        return "'level' is the level of the heading, 1 to 6"
    return "" if isinstance(row.get("folds", False), bool) else "'folds' is True or False"


def _unknown_key(row: Mapping[str, Any], known: set[str]) -> str:
    unknown = sorted(set(row) - known, key=str)
    return f"unknown key {unknown[0]!r}; there are {', '.join(sorted(known))}" if unknown else ""


def _label_problem(row: Mapping[str, Any], key: str) -> str:
    label = row.get(key)
    return "" if isinstance(label, str) and label.strip() else f"add '{key}', the heading that readers see"
