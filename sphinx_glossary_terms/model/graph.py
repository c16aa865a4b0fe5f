"""Learning paths, what is built on a term, and relations as graphs: terms or tags, and the edges between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sphinx_glossary_terms.model.reachability import Reachability, strongly_connected_components
from sphinx_glossary_terms.model.relations import BUILT_IN, options, sides

if TYPE_CHECKING:
    from sphinx_glossary_terms.model.glossary import Glossary

NODE_LIMIT = 20
"""Nodes that can still be read at the width of a page (measured with real names)."""

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
    """A graph of a learning path, or of a map.

    nodes: the ids of the terms (of a map of tags: the tags), each with the key of the side by which it was reached, or
    with one of the names above.
    edges: the relations between them.
    hidden: the number of terms that did not fit.
    """

    nodes: tuple[tuple[str, str], ...]
    edges: tuple[GraphEdge, ...]
    hidden: int = 0


Step: TypeAlias = "tuple[str, ...]"
"""What is learned at once: one term, or the terms of a cycle."""

PREREQUISITES = options(BUILT_IN)["prerequisites"]
BROADER = options(BUILT_IN)["broader"]
LEADS_TO = next(side for side in sides(BUILT_IN) if side.type is PREREQUISITES.type and side.inverted)


def learning_path(glossary: Glossary, targets: Iterable[str], /, *, known: Collection[str] = ()) -> tuple[Step, ...]:
    """The prerequisites of some terms, theirs, and so on, each after what it needs; the terms themselves come too.

    Depth first, by id: what a term needs is right before it, so that a reader uses at once what was just read, and
    a new term moves few others. What is `known` is left out, with what only that leads to. Time: linear in the path.
    """
    skipped = frozenset(known)

    def needed(term_id: str) -> list[str]:
        return [other for other in glossary.related(term_id, PREREQUISITES) if other not in skipped]

    return tuple(strongly_connected_components((target for target in targets if target not in skipped), needed))


def dependents(glossary: Glossary, /) -> dict[str, int]:
    """How many other terms have each term on their learning path: how much is built on it."""
    reachability = glossary.reachability(LEADS_TO)
    return {term_id: reachability.count(term_id) for term_id in glossary.terms}


class Before(NamedTuple):
    """What to know before a term: its prerequisites, theirs, and so on, as far as they fit.

    steps: the ids of the terms. Each is in a step after all that it needs, as late as that allows.
    lines: what needs what among them, without what follows from it: a prerequisite, and the term that needs it.
    hidden: the number of the terms that did not fit.
    needs_hidden: the terms that need one of those.
    """

    steps: tuple[tuple[str, ...], ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    hidden: int = 0
    needs_hidden: tuple[str, ...] = ()


def before(glossary: Glossary, term_id: str, /, *, limit: int = NODE_LIMIT) -> Before:
    """What to know before a term. If not all of it fits, the terms that the fewest steps lead to are shown."""
    shown: dict[str, None] = {}
    queue = [term_id]
    for node in queue:
        for other in glossary.related(node, PREREQUISITES):
            if other != term_id and other not in shown and len(shown) < limit:
                shown[other] = None
                queue.append(other)

    def needed(node: str) -> list[str]:
        return [other for other in glossary.related(node, PREREQUISITES) if other in shown]

    reachability = Reachability(shown, needed)
    # From the end: a step counts what comes after it. The terms of a cycle need each other, and share a step.
    steps = dict.fromkeys(shown, 0)
    lines = []
    for component in reversed(reachability.components):
        step = max(steps[node] for node in component)
        steps.update(dict.fromkeys(component, step))
        for node in component:
            implied = {other for other, _way in reachability.implied(node)}
            for other in reachability.successors[node]:
                if other not in component and other not in implied:
                    lines.append((other, node))
                    steps[other] = max(steps[other], step + 1)
    ordered: list[list[str]] = [[] for _step in range(max(steps.values(), default=-1) + 1)]
    for node in sorted(shown):
        ordered[-1 - steps[node]].append(node)
    outside = {
        node
        for node in shown
        if any(other not in shown for other in glossary.related(node, PREREQUISITES) if other != term_id)
    }
    hidden = glossary.reachability(PREREQUISITES).count(term_id) - len(shown) if outside or len(shown) == limit else 0
    return Before(tuple(map(tuple, ordered)), tuple(sorted(lines)), hidden, tuple(sorted(outside)))


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
