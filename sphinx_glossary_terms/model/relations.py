"""The tables of relation types and of fields, the two sides of a relation, and what can be reached along one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Edge = Literal["solid", "thick", "dotted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationType:
    """One row of the table.

    name: the option that authors write.
    label: the heading of the list of terms at the other end, in English.
    inverse: the option that declares the same relation from the other end; empty if there is none.
    inverse_label: the heading of the list at the other end, in English.
    symmetric: whether it is the same from both ends.
    acyclic: whether it must not go in a circle.
    edge: how a graph draws it.
    target_first: whether a graph draws it from the target to the term that names it: what one needs comes before what
    needs it.
    rank: decides between two types for the same two terms: the lower is the stronger. Those of a project begin with 2,
    in the order of their table.
    """

    name: str
    label: str
    inverse: str = ""
    inverse_label: str = ""
    symmetric: bool = False
    acyclic: bool = False
    edge: Edge = "solid"
    target_first: bool = False
    rank: int = 2

    def __post_init__(self) -> None:
        """Refuse a type without a heading at one of its ends."""
        if self.symmetric == bool(self.inverse_label) or (self.symmetric and self.inverse):
            end = "the heading that readers see at the other end"
            raise ValueError(f"add either 'symmetric': True, or 'inverse_label', {end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A relation type seen from one of its ends.

    key: its name in CSS classes and options: that of the type, that of its inverse, or `<name>-inverse`.
    type: the relation type.
    inverted: whether it is seen from the end of the target.
    """

    key: str
    type: RelationType
    inverted: bool

    @property
    def label(self) -> str:
        """The heading of the list of terms at the other end, in English."""
        return self.type.inverse_label if self.inverted else self.type.label

    @property
    def is_along_arrow(self) -> bool:
        """Whether it names what is at the head of the arrow: "x leads to y"."""
        return self.inverted == (self.type.target_first and not self.type.symmetric)


BUILT_IN: tuple[RelationType, ...] = (
    RelationType(
        name="prerequisites",
        label="Read first",
        inverse_label="Leads to",
        acyclic=True,
        target_first=True,
        rank=1,
    ),
    RelationType(
        name="broader",
        label="Broader terms",
        inverse="narrower",
        inverse_label="Narrower terms",
        acyclic=True,
        edge="thick",
        target_first=True,
        rank=0,
    ),
    RelationType(name="related", label="Related terms", symmetric=True, edge="dotted", rank=999),
)


def sides(types: Iterable[RelationType], /) -> tuple[Side, ...]:
    """Every side of every type, in the order in which a reader meets them."""
    result: list[Side] = []
    for kind in types:
        result.append(Side(key=kind.name, type=kind, inverted=False))
        if not kind.symmetric:
            result.append(Side(key=kind.inverse or f"{kind.name}-inverse", type=kind, inverted=True))
    return tuple(result)


def options(types: Iterable[RelationType], /) -> dict[str, Side]:
    """The options that declare a relation."""
    return {side.key: side for side in sides(types) if not side.inverted or side.type.inverse}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldType:
    """One row of the table.

    name: the directive that authors write.
    label: the heading that readers see, in English.
    level: the level of that heading; 0: one below its section.
    after_relations: whether the relations of a term come before it.
    folds: whether readers can fold it.
    """

    name: str
    label: str
    level: int = 0
    after_relations: bool = False
    folds: bool = False


FIELDS: tuple[FieldType, ...] = (
    FieldType(name="eli5", label="Explain like I'm five"),
    FieldType(name="deep-dive", label="Deep dive", after_relations=True, folds=True),
    FieldType(name="sources", label="Sources", after_relations=True),
)

OWN_LABELS = frozenset((*(side.label for side in sides(BUILT_IN)), *(field.label for field in FIELDS)))
"""The labels that are in the extension's own catalog; those of a project are in a catalog of that."""

Successors: TypeAlias = "Callable[[str], Iterable[str]]"


def strongly_connected_components(starts: Iterable[str], successors: Successors, /) -> Iterator[tuple[str, ...]]:
    """Every component that can be reached, after those that it leads to; depth first in the order given.

    Gabow's path-based algorithm ("Path-based depth-first search", 2000), linear. Inside a component nodes are sorted.
    """
    number: dict[str, int] = {}
    work: list[tuple[str, Iterator[str]]] = []
    unassigned: list[str] = []
    roots: list[str] = []

    def enter(node: str) -> None:
        number[node] = len(number)
        work.append((node, iter(successors(node))))
        unassigned.append(node)
        roots.append(node)

    for start in starts:
        if start not in number:
            enter(start)
        while work:
            node, rest = work[-1]
            for other in rest:
                if other not in number:
                    enter(other)
                    break
                while number[roots[-1]] > number[other]:
                    roots.pop()
            else:
                work.pop()
                if roots[-1] == node:
                    roots.pop()
                    members = [unassigned.pop()]
                    while members[-1] != node:
                        members.append(unassigned.pop())
                    # Above every number: an edge to what has its component already closes no cycle.
                    number.update(dict.fromkeys(members, sys.maxsize))
                    yield tuple(sorted(members))


class Reachability:
    """The transitive closure of what can be reached from some nodes, as one bit set for each component.

    `components` come after those that they lead to, so that one pass is enough; `successors` are the single steps.
    """

    def __init__(self, starts: Iterable[str], successors: Successors, /) -> None:
        self.successors: dict[str, tuple[str, ...]] = {}
        self._component: dict[str, int] = {}
        self._reached: list[int] = []

        def noted(node: str) -> tuple[str, ...]:
            return self.successors.setdefault(node, tuple(successors(node)))

        self.components = tuple(strongly_connected_components(starts, noted))
        self._extra = {number: len(nodes) - 1 for number, nodes in enumerate(self.components) if len(nodes) > 1}
        for number, members in enumerate(self.components):
            self._component.update(dict.fromkeys(members, number))
            reached = 0
            for component in {self._component[end] for start in members for end in self.successors[start]}:
                reached |= 1 << component | (self._reached[component] if component < number else 0)
            self._reached.append(reached)

    def reaches(self, start: str, end: str, /) -> bool:
        """Whether one or more steps lead from one node to another."""
        known = start in self._component and end in self._component
        return known and bool(self._reached[self._component[start]] >> self._component[end] & 1)

    def count(self, start: str, /) -> int:
        """How many other nodes can be reached from one."""
        component = self._component[start]
        reached = self._reached[component]
        more = sum(extra for number, extra in self._extra.items() if reached >> number & 1)
        return reached.bit_count() + more - (reached >> component & 1)


def shortest_cycle(component: Iterable[str], successors: Successors, /) -> tuple[str, ...]:
    """A shortest cycle of a strongly connected component, from its smallest node; of several the smallest one.

    A breadth-first search from each node finds the shortest cycle through it, in what the searches before it have left.
    """
    left = set(component)
    after = {node: sorted(left.intersection(successors(node))) for node in left}
    before: dict[str, list[str]] = {node: [] for node in left}
    for node, others in after.items():
        for other in others:
            before[other].append(node)
    best: tuple[str, ...] = ()
    for start in sorted(left):
        if start not in left or len(best) == 2:
            continue
        best = _cycle_through(start, after, left, len(best)) or best
        # All cycles through this node are known. Without it and without nodes that are on no other cycle, few are left.
        gone = [start]
        while gone:
            node = gone.pop()
            left.discard(node)
            for edges, reverse in ((after, before), (before, after)):
                gone += [other for other in edges[node] if other in left and left.isdisjoint(reverse[other])]
    return best


def _cycle_through(start: str, after: dict[str, list[str]], left: set[str], limit: int) -> tuple[str, ...]:
    """The shortest cycle through a node, if it has fewer nodes than the limit (0: any number); breadth first."""
    parents = {start: ""}
    layer = [start]
    length = 1
    while layer and (not limit or length < limit):
        following: list[str] = []
        for node in layer:
            for other in after[node]:
                if other == start:
                    return _path(parents, node)
                if other in left and other not in parents:
                    parents[other] = node
                    following.append(other)
        layer = following
        length += 1
    return ()


def _path(parents: dict[str, str], end: str) -> tuple[str, ...]:
    path = [end]
    while parents[path[-1]]:
        path.append(parents[path[-1]])
    return tuple(reversed(path))
