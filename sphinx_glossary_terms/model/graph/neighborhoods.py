"""The part of the glossary that a picture shows, as values; no drawing syntax."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.graph.paths import PREREQUISITES, Step
from sphinx_glossary_terms.model.page import GraphQuery
from sphinx_glossary_terms.model.reachability import Reachability
from sphinx_glossary_terms.model.relations import Side

NODE_LIMIT = 20
"""Nodes that can still be read at the width of a page (measured with real names)."""

MAP_NODES, MAP_EDGES = 60, 100
"""What can still be read in a map that has a page for itself (measured with real names)."""

TAG_EDGES = 2
"""Edges of a tag, the heaviest ones, that a map of tags has at least."""

CENTER, TERM, TAG = ":center", ":term", ":tag"
"""The role of a node that was not reached by a relation: where a graph begins, one term of a map, a tag. Names of
relation types have no colon."""


class GraphEdge(NamedTuple):
    """A relation as it is drawn, in the direction of its arrow.

    start: the node that it begins at, such as a prerequisite or a broader term; empty: the terms that
    did not fit, or on a map of tags those without a tag.
    end: the node that it ends at.
    relation: the name of its relation type; empty between tags.
    weight: between tags, the number of relations between the terms of both.
    """

    start: str
    end: str
    relation: str
    weight: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A graph around a term, of a learning path, or of a map.

    center: the term that it is around; a learning path and a map have none, but may have nodes that look like one.
    nodes: the ids of the terms (of a map of tags: the tags), each with the key of the side by which it was reached, or
    with one of the names above.
    edges: the relations between them.
    hidden: the number of terms that did not fit.
    """

    center: str
    nodes: tuple[tuple[str, str], ...]
    edges: tuple[GraphEdge, ...]
    hidden: int = 0


def neighborhood(glossary: Glossary, center: str, /, *, depth: int = 1, limit: int = NODE_LIMIT) -> Graph:
    """Every term at most `depth` relations away, breadth first, in the order of the relation table and of ids.

    Prerequisites that others imply are left out.
    """
    roles: dict[str, str] = {center: CENTER}
    edges: dict[tuple[str, str, str], None] = {}
    beyond: set[str] = set()
    frontier = [center]
    for _ in range(depth):
        reached: list[str] = []
        for here in frontier:
            for side in glossary.sides:
                for there in _drawn(glossary, here, side):
                    if there not in roles:
                        if len(roles) >= limit:
                            beyond.add(there)
                            continue
                        roles[there] = side.key
                        reached.append(there)
                    if side.type.symmetric:
                        # Drawn away from the center, and once.
                        away = (there, here, side.type.name) not in edges
                    else:
                        away = side.inverted == side.type.target_first
                    start, end = (here, there) if away else (there, here)
                    edges.setdefault((start, end, side.type.name))
        frontier = reached
        if not frontier:
            break
    return Graph(
        center=center,
        nodes=tuple(sorted(roles.items())),
        edges=tuple(GraphEdge(*edge) for edge in sorted(edges)),
        hidden=len(beyond),
    )


def _drawn(glossary: Glossary, here: str, side: Side) -> tuple[str, ...]:
    """The terms at the other end of one side that a drawing shows."""
    others = glossary.related(here, side)
    if side.type.name != PREREQUISITES.type.name or not others:
        return others
    prerequisites = glossary.reachability(PREREQUISITES)
    if not side.inverted:
        implied = {other for other, _way in prerequisites.implied(here)}
        return tuple(other for other in others if other not in implied)
    return tuple(other for other in others if all(end != here for end, _way in prerequisites.implied(other)))


def path_graph(
    glossary: Glossary, steps: Iterable[Step], goals: Collection[str], /, *, limit: int = NODE_LIMIT
) -> Graph:
    """A learning path from its last terms back, as far as they fit: what needs what, without what follows from it."""
    path = [term_id for step in steps for term_id in step]
    shown = path[-limit:]
    hidden = set(path[:-limit])
    edges = list(_edges_among(glossary, shown, {PREREQUISITES.type.name}))
    edges += [
        GraphEdge("", term_id, PREREQUISITES.type.name)
        for term_id in shown
        if not hidden.isdisjoint(glossary.related(term_id, PREREQUISITES))
    ]
    return Graph(
        center="",
        nodes=tuple((term_id, CENTER if term_id in goals else PREREQUISITES.key) for term_id in shown),
        edges=tuple(sorted(edges)),
        hidden=len(hidden),
    )


def _edges_among(glossary: Glossary, ids: Iterable[str], relations: Collection[str]) -> Iterable[GraphEdge]:
    """The relations of some types between some terms, without the prerequisites that others of them imply."""
    shown = dict.fromkeys(ids)

    def needed(term_id: str) -> list[str]:
        return [other for other in glossary.related(term_id, PREREQUISITES) if other in shown]

    reachability = Reachability(shown, needed)
    for side in glossary.sides:
        if side.inverted or side.type.name not in relations:
            continue
        for here in shown:
            implied: set[str] = set()
            if side == PREREQUISITES:
                implied = {other for other, _way in reachability.implied(here)}
            for there in glossary.related(here, side):
                if there not in shown or there in implied or (side.type.symmetric and there < here):
                    continue
                start, end = (there, here) if side.type.target_first else (here, there)
                yield GraphEdge(start, end, side.type.name)


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
        ids = [found for found in ids if found in terms and wanted.intersection(terms[found].tags)]
    return MapSelection(ids, starts, relations)


def _around(glossary: Glossary, starts: Iterable[str], relations: Collection[str], /, *, depth: int) -> list[str]:
    """The terms at most `depth` relations of some types away from others, these included: breadth first, by id."""
    found = dict.fromkeys(starts)
    frontier = list(found)
    for _ in range(depth):
        reached: dict[str, None] = {}
        for here in frontier:
            for side in glossary.sides:
                if side.type.name in relations:
                    reached |= dict.fromkeys(other for other in glossary.related(here, side) if other not in found)
        found |= reached
        frontier = list(reached)
        if not frontier:
            break
    return list(found)


def term_map(glossary: Glossary, ids: Iterable[str], starts: Collection[str], relations: Collection[str], /) -> Graph:
    """A map of some terms, in the order of ids. `starts` are those that it was drawn around."""
    return Graph(
        center="",
        nodes=tuple((term_id, CENTER if term_id in starts else TERM) for term_id in sorted(ids)),
        edges=tuple(sorted(_edges_among(glossary, ids, relations))),
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
    return Graph(center="", nodes=graph.nodes, edges=graph.edges, hidden=len(ids) - len(ranked))


def tag_map(
    glossary: Glossary, ids: Iterable[str], relations: Collection[str], /
) -> tuple[Graph, Counter[str], list[GraphEdge]]:
    """A map of the tags of some terms, the largest ones; how many terms each has; the edges, the heaviest first.

    Two tags are joined by as many relations as there are between a term of the one and a term of the other. Nearly all
    tags have some, so the map has only the heaviest edges of each. A relation inside a tag does not show. Terms without
    a tag stand under an empty one.
    """
    tags = {term_id: term.tags or ("",) for term_id in ids if (term := glossary.terms.get(term_id))}
    counts = Counter(tag for found in tags.values() for tag in found)
    ranked = sorted(counts, key=lambda tag: (-counts[tag], tag))
    shown = set(ranked[:MAP_NODES])
    weights: Counter[tuple[str, str]] = Counter()
    for side in glossary.sides:
        if side.inverted or side.type.name not in relations:
            continue
        for here in tags:
            for there in glossary.related(here, side):
                if there in tags and not (side.type.symmetric and there < here):
                    both = {(min(a, b), max(a, b)) for a in tags[here] for b in tags[there] if a != b}
                    weights.update(both)
    pairs = sorted((pair for pair in weights if shown.issuperset(pair)), key=lambda pair: (-weights[pair], pair))
    edges = [GraphEdge(*pair, "", weights[pair]) for pair in pairs]
    degrees: Counter[str] = Counter()
    drawn: list[GraphEdge] = []
    for edge in edges:
        if min(degrees[edge.start], degrees[edge.end]) < TAG_EDGES:
            drawn.append(edge)
            degrees.update((edge.start, edge.end))
    drawn = drawn[:MAP_EDGES]
    graph = Graph(
        center="",
        nodes=tuple((tag, TAG) for tag in sorted(shown)),
        edges=tuple(sorted(drawn)),
        hidden=len(ranked) - len(shown),
    )
    shown_edges = set(drawn)
    return graph, counts, [edge for place, edge in enumerate(edges) if place < MAP_EDGES or edge in shown_edges]
