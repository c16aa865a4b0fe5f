"""Maps of the glossary as graphs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import NamedTuple

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.graph import CENTER, TERM, Graph, edges_among
from sphinx_glossary_terms.model.page import GraphQuery

MAP_NODES, MAP_EDGES = 60, 100
"""What can still be read in a map that has a page for itself (measured with real names)."""


class MapSelection(NamedTuple):
    """What a `term-graph` selects.

    ids: the terms.
    starts: those that the map is drawn around.
    relations: the names of the relation types.
    """

    ids: Collection[str]
    starts: Collection[str]
    relations: Collection[str]


def select(glossary: Glossary, query: GraphQuery, /) -> MapSelection:
    """The map of a `term-graph`. Names that cannot be found are left out."""
    terms, wanted = glossary.terms, set(query.tags)
    starts = list(dict.fromkeys(filter(None, map(glossary.target, query.around))))
    relations = query.relations or tuple(kind.name for kind in glossary.types)
    ids: Collection[str] = _around(glossary, starts, relations, depth=query.depth) if query.around else glossary.current
    if wanted:
        ids = [term_id for term_id in ids if term_id in terms and wanted.intersection(terms[term_id].tags)]
    return MapSelection(ids, starts, relations)


def _around(glossary: Glossary, starts: Iterable[str], relations: Collection[str], /, *, depth: int) -> list[str]:
    """The terms at most `depth` relations of some types away from others, these included: breadth first, by id."""
    ids = dict.fromkeys(starts)
    frontier = list(ids)
    for _ in range(depth):
        reached: dict[str, None] = {}
        for here in frontier:
            for side in glossary.sides:
                if side.type.name in relations:
                    reached |= dict.fromkeys(other for other in glossary.related(here, side) if other not in ids)
        ids |= reached
        frontier = list(reached)
        if not frontier:
            break
    return list(ids)


def term_map(glossary: Glossary, ids: Iterable[str], starts: Collection[str], relations: Collection[str], /) -> Graph:
    """A map of some terms, in the order of ids. `starts` are those that it was drawn around."""
    return Graph(
        nodes=tuple((term_id, CENTER if term_id in starts else TERM) for term_id in sorted(ids)),
        edges=tuple(sorted(edges_among(glossary, ids, relations))),
    )


def can_be_read(graph: Graph, /) -> bool:
    """Whether a map is small enough to be read."""
    return len(graph.nodes) <= MAP_NODES and len(graph.edges) <= MAP_EDGES


def part_of_map(
    glossary: Glossary, ids: Collection[str], starts: Collection[str], relations: Collection[str], /
) -> Graph:
    """As much of a map as can be read: the terms that it is drawn around, then those with most relations in it."""
    inside = set(ids)
    degrees = {
        term_id: sum(
            len(inside.intersection(glossary.related(term_id, side)))
            for side in glossary.sides
            if side.type.name in relations
        )
        for term_id in ids
    }
    ranked = sorted(ids, key=lambda term_id: (term_id not in starts, -degrees[term_id], term_id))[:MAP_NODES]
    graph = term_map(glossary, ranked, starts, relations)
    while not can_be_read(graph):
        ranked.pop()
        graph = term_map(glossary, ranked, starts, relations)
    return replace(graph, hidden=len(ids) - len(ranked))
