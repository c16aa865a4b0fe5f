"""The part of the glossary that a picture shows, as values; no drawing syntax."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.paths import PREREQUISITES, Step
from sphinx_glossary_terms.model.reachability import Reachability

NODE_LIMIT = 20
"""Nodes that can still be read at the width of a page (measured with real names)."""


class GraphEdge(NamedTuple):
    """A relation as it is drawn, from left to right: what comes first (prerequisite, broader), then what follows."""

    start: str
    end: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The surroundings of one term: each term once, with the side of the relation by which it was reached.

    A learning path has no `centre` but goals, which look like one. `hidden` counts the terms that did not fit; an edge
    from no term (`""`) begins at them.
    """

    centre: str
    nodes: tuple[tuple[str, str], ...]
    edges: tuple[GraphEdge, ...]
    hidden: int = 0


def neighbourhood(glossary: Glossary, centre: str, /, *, depth: int = 1, limit: int = NODE_LIMIT) -> Graph:
    """Every term at most `depth` relations away, breadth first, in the order of the relation table and of ids."""
    roles: dict[str, str] = {centre: "centre"}
    edges: dict[tuple[str, str, str], None] = {}
    beyond: set[str] = set()
    frontier = [centre]
    for _ in range(depth):
        reached: list[str] = []
        for here in frontier:
            for side in glossary.sides:
                for there in glossary.related(here, side):
                    if there not in roles:
                        if len(roles) >= limit:
                            beyond.add(there)
                            continue
                        roles[there] = side.key
                        reached.append(there)
                    if side.type.symmetric:
                        # Drawn away from the centre, and once.
                        away = (there, here, side.type.name) not in edges
                    else:
                        away = side.inverted == side.type.target_first
                    start, end = (here, there) if away else (there, here)
                    edges.setdefault((start, end, side.type.name))
        frontier = reached
    return Graph(
        centre=centre,
        nodes=tuple(sorted(roles.items())),
        edges=tuple(GraphEdge(*edge) for edge in sorted(edges)),
        hidden=len(beyond),
    )


def path_graph(
    glossary: Glossary, steps: Iterable[Step], goals: Collection[str], /, *, limit: int = NODE_LIMIT
) -> Graph:
    """A learning path from its last terms back, as far as they fit: what needs what, without what follows from it."""
    path = [term_id for step in steps for term_id in step]
    shown = path[-limit:]
    drawn, hidden = set(shown), set(path[:-limit])

    def needed(term_id: str) -> list[str]:
        return [other for other in glossary.related(term_id, PREREQUISITES) if other in drawn]

    reachability = Reachability(shown, needed)
    edges: list[GraphEdge] = []
    for term_id in shown:
        implied = {other for other, _way in reachability.implied(term_id)}
        before = [other for other in needed(term_id) if other not in implied]
        before += [""] if not hidden.isdisjoint(glossary.related(term_id, PREREQUISITES)) else []
        edges += [GraphEdge(other, term_id, PREREQUISITES.type.name) for other in before]
    return Graph(
        centre="",
        nodes=tuple((term_id, "centre" if term_id in goals else PREREQUISITES.key) for term_id in shown),
        edges=tuple(sorted(edges)),
        hidden=len(hidden),
    )
