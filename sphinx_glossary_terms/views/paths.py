"""Learning paths with the names and the definitions of their terms."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sphinx_glossary_terms.model.graph import PREREQUISITES, Graph, learning_path, path_graph
from sphinx_glossary_terms.model.inline import Inline
from sphinx_glossary_terms.model.page import Page, PathQuery
from sphinx_glossary_terms.views.addresses import BlockAddress
from sphinx_glossary_terms.views.links import Link, Links
from sphinx_glossary_terms.views.sides import SideView


class PathItem(NamedTuple):
    """A term of a learning path.

    link: the term.
    is_goal: whether the path leads to it.
    definition: its definition.
    definition_language: the language of that; empty: that of the build.
    """

    link: Link
    is_goal: bool
    definition: Inline
    definition_language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PathView:
    """A learning path.

    goals: the terms that it leads to.
    steps: its terms in order; several are one step where they need each other.
    graph: its graph; None without `:show: graph`.
    sides: the sides of relations in the graph.
    """

    goals: tuple[Link, ...]
    steps: tuple[tuple[PathItem, ...], ...]
    graph: Graph | None
    sides: tuple[SideView, ...] = ()

    @property
    def texts(self) -> tuple[tuple[Inline, str], ...]:
        """The definitions of its terms, each with its language."""
        items = (item for step in self.steps for item in step)
        return tuple((item.definition, item.definition_language) for item in items if item.definition)


class Paths:
    """Makes the learning paths of one build. `listings` are the pages that may have one."""

    def __init__(self, links: Links, listings: Mapping[str, Page], /) -> None:
        self._links = links
        self._listings = listings

    def view(self, query: PathQuery, /) -> PathView:
        """A learning path to one or more terms."""
        links, glossary = self._links, self._links.glossary
        goals, known = (list(filter(None, map(glossary.target, texts))) for texts in (query.goals, query.known))
        steps = learning_path(glossary, goals, known=known)
        graph = path_graph(glossary, steps, goals) if steps and query.show == "graph" else None
        return PathView(
            goals=tuple(map(links.to, dict.fromkeys(goals))),
            steps=tuple(tuple(self._item(term_id, goals) for term_id in step) for step in steps),
            graph=graph,
            sides=(SideView.of(PREREQUISITES),) if graph else (),
        )

    def place(self, term_id: str, /) -> BlockAddress | None:
        """Where the learning path to a term is: of several, the one that leads to the fewest others."""
        return self._places.get(term_id)

    @cached_property
    def _places(self) -> dict[str, BlockAddress]:
        found: list[tuple[int, str, int, list[str]]] = []
        for docname, page in self._listings.items():
            for number, query in page.numbered_queries():
                if isinstance(query, PathQuery):
                    goals = [*filter(None, map(self._links.glossary.target, query.goals))]
                    found.append((len(goals), docname, number, goals))
        # The first one is written last.
        return {
            goal: BlockAddress(docname, PathQuery.kind, number)
            for _count, docname, number, goals in sorted(found, reverse=True)
            for goal in goals
        }

    def _item(self, term_id: str, goals: Collection[str]) -> PathItem:
        glossary = self._links.glossary
        term = glossary.terms.get(term_id) or glossary.entries[term_id]
        definition = self._links.definition(term)
        return PathItem(self._links.to(term_id), term_id in goals, definition, term.definition_language)
