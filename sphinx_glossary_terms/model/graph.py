"""Learning paths, what comes before a term, and maps: terms, and the edges between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import NamedTuple, TypeAlias

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.page import GraphQuery
from sphinx_glossary_terms.model.relations import BUILT_IN, Reachability, options, strongly_connected_components

NODE_LIMIT = 20
"""Nodes that can still be read at the width of a page (measured with real names)."""

MAX_BEFORE, MAX_STEP, MAX_NAMES = 9, 3, 6
"""What a graph of 350 pixels has room for: boxes before its term, boxes in a row of them, names in a frame below it."""

CENTER, TERM = ":center", ":term"
"""The role of a node that was not reached by a relation: where a graph begins, one term of a map. Names of relation
types have no colon."""


class GraphEdge(NamedTuple):
    """A relation as it is drawn, in the direction of its arrow.

    start: the term that it begins at, such as a prerequisite or a broader term; empty: the terms that did not fit.
    end: the term that it ends at.
    relation: the name of its relation type.
    """

    start: str
    end: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A graph of a learning path, or of a map.

    nodes: the ids of the terms, each with the key of the side by which it was reached, or with one of the names above.
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


def learning_path(glossary: Glossary, targets: Iterable[str], /, *, known: Collection[str] = ()) -> tuple[Step, ...]:
    """The prerequisites of some terms, theirs, and so on, each after what it needs; the terms themselves come too.

    Depth first, by id: what a term needs is right before it, so that a reader uses at once what was just read, and
    a new term moves few others. What is `known` is left out, with what only that leads to. Time: linear in the path.
    """
    skipped = frozenset(known)

    def needed(term_id: str) -> list[str]:
        return [other for other in glossary.related(term_id, PREREQUISITES) if other not in skipped]

    return tuple(strongly_connected_components((target for target in targets if target not in skipped), needed))


_Needs: TypeAlias = "Mapping[str, tuple[str, ...]]"
"""What each term needs to be known."""


class Before(NamedTuple):
    """What to know before a term: its prerequisites, theirs, and so on, as far as they fit.

    steps: the ids of the terms. Each is in a step after all that it needs, as late as that allows.
    lines: what needs what among them, without what follows from it: a prerequisite, and the term that needs it.
    hidden: the number of the terms that did not fit.
    needs_hidden: those of the first step that need one of those, or else all that do.
    """

    steps: tuple[tuple[str, ...], ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    hidden: int = 0
    needs_hidden: tuple[str, ...] = ()


def before(glossary: Glossary, term_id: str, names: int, /) -> Before:
    """What to know before a term: the terms that the fewest steps lead to, as long as they fit.

    The graph has to fit on a screen: the more `names` there are below the term, the fewer rows there are above it, but
    as many as its own prerequisites need. If one more term would be left, it is shown, too: a box that says so would
    need as much room. A term with more prerequisites of its own than fit has nothing.
    """
    needs: _Needs = glossary.ends.get(PREREQUISITES.key, {})
    count = glossary.reachability(PREREQUISITES).count(term_id)
    direct = set(needs.get(term_id, ()))
    if len(direct) > MAX_BEFORE:
        return Before()
    most = max(1, 4 - (names + 2) // 4)
    tried = (_steps(needs, term_id, MAX_BEFORE, rows, MAX_STEP) for rows in range(most, MAX_BEFORE))
    fitting = next((found for found in tried if direct <= found.keys()), None)
    steps = fitting or _steps(needs, term_id, MAX_BEFORE, most, MAX_STEP)
    if count - len(steps) == 1:
        steps = _steps(needs, term_id, count, count, count)
    numbers = range(max(steps.values(), default=-1), -1, -1)
    ordered = tuple([tuple(sorted([node for node in steps if steps[node] == step])) for step in numbers])
    hidden = count - len(steps)
    known = {term_id, *steps}
    outside = [node for node in sorted(steps) if hidden and not known.issuperset(needs.get(node, ()))]
    first = [node for node in outside if node in ordered[0]]
    return Before(ordered, tuple(sorted(reduced(steps, needs))), hidden, tuple(first or outside))


def _steps(needs: _Needs, term_id: str, most: int, rows: int, row: int) -> dict[str, int]:
    """How many steps each term is before the end: one more than the last of those that need it.

    most, rows, row: how many terms there are at most; in how many steps; in one of these, but for the last one.
    """
    steps: dict[str, int] = {}
    queue = [term_id]
    is_full = False
    while not is_full and len(steps) < most:
        # Breadth first, each time from the beginning: a term that has moved may have made room.
        is_full = True
        for other in [other for node in queue for other in needs.get(node, ()) if other not in queue]:
            step = max([steps[user] + 1 for user in steps if other in needs.get(user, ())], default=0)
            moved = _with_step(steps, other, step, needs, rows)
            sizes = Counter(moved.values())
            if moved and max((sizes[number] for number in sizes if number), default=0) <= row:
                steps, is_full = moved, False
                queue.append(other)
                break
    return steps


def _with_step(steps: dict[str, int], node: str, step: int, needs: _Needs, rows: int) -> dict[str, int]:
    """The steps of some terms with one more, which moves those that it needs; none if there are too many of them."""
    moved = dict(steps)
    left = [(node, step)]
    while left:
        node, step = left.pop()
        if step >= rows:  # or a circle
            return {}
        if moved.get(node, -1) < step:
            moved[node] = step
            left += [(other, step + 1) for other in needs.get(node, ()) if other in moved]
    return moved


def reduced(shown: Collection[str], needs: _Needs, /) -> list[tuple[str, str]]:
    """What needs what among some terms, without what follows from it: the other one, and the term that needs it.

    The transitive reduction (Aho, Garey and Ullman, 1972). In a circle nothing follows: either line could go, but not
    both.
    """
    among = Reachability(shown, lambda node: [way for way in needs.get(node, ()) if way in shown])

    def follows(other: str, node: str) -> bool:
        ways = (way for way in among.successors[node] if among.reaches(way, other))
        return any(not among.reaches(way, node) and not among.reaches(other, way) for way in ways)

    return [(other, node) for node in shown for other in among.successors[node] if not follows(other, node)]


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
    kept = set(reduced(shown, glossary.ends.get(PREREQUISITES.key, {})))
    sides = [side for side in glossary.sides if not side.inverted and side.type.name in relations]
    for side, here in product(sides, shown):
        for there in glossary.related(here, side):
            is_other_end = there not in shown or (side.type.symmetric and there < here)
            if not is_other_end and (side != PREREQUISITES or (there, here) in kept):
                start, end = (there, here) if side.type.target_first else (here, there)
                yield GraphEdge(start, end, side.type.name)


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
    sides = [side for side in glossary.sides if side.type.name in relations]
    ids = frontier = dict.fromkeys(starts)
    while frontier and depth:
        ends = (end for here in frontier for side in sides for end in glossary.related(here, side))
        frontier = dict.fromkeys(end for end in ends if end not in ids)
        ids, depth = ids | frontier, depth - 1
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
    sides = [side for side in glossary.sides if side.type.name in relations]
    degrees = {here: sum(len(inside.intersection(glossary.related(here, side))) for side in sides) for here in ids}
    ranked = sorted(ids, key=lambda term_id: (term_id not in starts, -degrees[term_id], term_id))[:MAP_NODES]
    while not can_be_read(graph := term_map(glossary, ranked, starts, relations)):
        ranked.pop()
    return replace(graph, hidden=len(ids) - len(ranked))
