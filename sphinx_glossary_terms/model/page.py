"""What reading one page found of the glossary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from sphinx_glossary_terms.model.excerpt import Words
from sphinx_glossary_terms.model.term import Term

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


class Use(NamedTuple):
    """A place where a name is the target of a reference or a relation.

    Of a reference: `owner` is the id of the term in whose text it stands; `place` the number of a `Place` of its page;
    `context` the text around it, in a `language`, unless another one before it has the same place and target.
    """

    target: str
    source: str
    line: int
    owner: str = ""
    place: int = 0
    context: Words = ()
    language: str = ""


class Place(NamedTuple):
    """A section or an entry with references in it: its anchor, its title, and the language of that."""

    anchor: str
    title: Words
    language: str


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

    `has_directives` is false where it has nothing but references, which may all lead to Sphinx's own glossary.
    `uses` are these references one by one, and `places` where they stand, the first of which is the page as a whole;
    `named` the targets of those that have no text of their own, so that they may show a name. `headings` are those that
    are names of terms; `anchors` the ids of the terms to whose anchors other references lead, such as `ref`, and show
    their names.
    """

    has_directives: bool = False
    terms: tuple[Term, ...] = ()
    fields: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()
    places: tuple[Place, ...] = ()
    named: tuple[str, ...] = ()
    indexes: tuple[IndexQuery, ...] = ()
    paths: tuple[PathQuery, ...] = ()
    graphs: tuple[GraphQuery, ...] = ()
    headings: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
