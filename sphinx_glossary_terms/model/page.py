"""What reading one page found of the glossary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sphinx_glossary_terms.model.term import Term
from sphinx_glossary_terms.model.wording import Use

Grouping = Literal["letter", "tag"]
PathForm = Literal["list", "graph"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexQuery:
    """What a `term-index` asks for: the grouping, and the tags of the terms to list (none: all)."""

    by: Grouping = "letter"
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PathQuery:
    """What a `term-path` asks for: its goals and what the reader knows, as written, and whether a graph comes first."""

    goals: tuple[str, ...]
    known: tuple[str, ...] = ()
    show: PathForm = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphQuery:
    """What a `term-graph` asks for: around which terms, as written, and how far; which tags and relation types.

    None of them means all.
    """

    around: tuple[str, ...] = ()
    depth: int = 1
    tags: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What reading a page found: its terms, fields by name, targets of `term` references, and what it has generated.

    `uses` are the references outside the text of terms, each with its place; `named` the targets of all those that have
    no text of their own, so that they may show a name. `headings` are those that are names of terms; `anchors` the ids
    of the terms to whose anchors other references lead, such as `ref`, and show their names.
    """

    terms: tuple[Term, ...] = ()
    fields: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()
    named: tuple[str, ...] = ()
    indexes: tuple[IndexQuery, ...] = ()
    paths: tuple[PathQuery, ...] = ()
    graphs: tuple[GraphQuery, ...] = ()
    headings: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
