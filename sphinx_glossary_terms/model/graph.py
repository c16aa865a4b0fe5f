"""The part of the glossary that a picture shows, as values; no drawing syntax."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_glossary_terms.model.glossary import Glossary

NODE_LIMIT = 20
"""Nodes that can still be read at the width of a page (measured with real names)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphEdge:
    """A relation as it is drawn, from left to right: what comes first (prerequisite, broader), then what follows."""

    start: str
    end: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The surroundings of one term: each term once, with the side of the relation by which it was reached.

    `hidden` counts the terms that did not fit.
    """

    centre: str
    nodes: tuple[tuple[str, str], ...]
    edges: tuple[GraphEdge, ...]
    hidden: int = 0


def neighbourhood(glossary: Glossary, centre: str, /, *, depth: int = 1, limit: int = NODE_LIMIT) -> Graph:
    """Every term at most `depth` relations away, breadth first, in the order of the relation table and of ids."""
    roles: dict[str, str] = {centre: "centre"}
    edges: dict[GraphEdge, None] = {}
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
                    edge = GraphEdge(start=here, end=there, relation=side.type.name)
                    back = GraphEdge(start=there, end=here, relation=side.type.name)
                    if side.type.symmetric:
                        # Drawn away from the centre, and once.
                        edges.setdefault(back if back in edges else edge)
                    else:
                        edges.setdefault(edge if side.inverted == side.type.target_first else back)
        frontier = reached
    return Graph(
        centre=centre,
        nodes=tuple(sorted(roles.items())),
        edges=tuple(sorted(edges, key=lambda edge: (edge.start, edge.end, edge.relation))),
        hidden=len(beyond),
    )
