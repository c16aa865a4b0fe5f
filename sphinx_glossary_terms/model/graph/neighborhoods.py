"""The relations among some terms, and the graph of a learning path."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.graph.paths import PREREQUISITES, Step
from sphinx_glossary_terms.model.graph.values import CENTER, NODE_LIMIT, Graph, GraphEdge
from sphinx_glossary_terms.model.reachability import Reachability


def path_graph(
    glossary: Glossary, steps: Iterable[Step], goals: Collection[str], /, *, limit: int = NODE_LIMIT
) -> Graph:
    """A learning path from its last terms back, as far as they fit: what needs what, without what follows from it."""
    path = [term_id for step in steps for term_id in step]
    shown = path[-limit:]
    hidden = set(path[:-limit])
    edges = list(edges_among(glossary, shown, {PREREQUISITES.type.name}))
    edges += [
        GraphEdge("", term_id, PREREQUISITES.type.name)
        for term_id in shown
        if not hidden.isdisjoint(glossary.related(term_id, PREREQUISITES))
    ]
    return Graph(
        nodes=tuple((term_id, CENTER if term_id in goals else PREREQUISITES.key) for term_id in shown),
        edges=tuple(sorted(edges)),
        hidden=len(hidden),
    )


def edges_among(glossary: Glossary, ids: Iterable[str], relations: Collection[str], /) -> Iterable[GraphEdge]:
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
