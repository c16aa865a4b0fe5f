"""How much of the graph of a term there is room for, and what gives way where there is not enough."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import NamedTuple

from sphinx_glossary_terms.graphs.flowchart import MORE, Box
from sphinx_glossary_terms.graphs.neighbors import Form, Group, Neighbors, Priority, Steps
from sphinx_glossary_terms.model.graph import NODE_LIMIT
from sphinx_glossary_terms.model.localize import LocalizedText

_FEW = 3
"""How many boxes of each group are shown before whole groups give way."""

_GIVING_WAY = (Priority.RELATED, Priority.OTHER, Priority.NEAR)


class _Part(NamedTuple):
    """How much of a graph is shown.

    limits: how many boxes each group of a priority may have.
    steps: how many steps before the term are left out.
    """

    limits: tuple[int, int, int]
    steps: int


class Fitting:
    """What is shown of a graph where there is no room for all; `more` is the label of a box for some that are not.

    Long groups are shortened first. Then groups give way: terms that are related, those of the project's own relations,
    what is broader, what is narrower and what it leads to; and the farthest steps at last. A group comes back where
    there is room for it. All forms of a graph share one such object, since they have many groups in common.
    """

    def __init__(self, chart: Neighbors, more: Callable[[int], LocalizedText], /) -> None:
        self._chart = chart
        self._parts = list(_parts(chart))
        self._shortened = cache(partial(_shortened, more=more))
        self._later = cache(partial(_later, more=more))

    def part(self, form: Form, fits: Callable[[Neighbors, Form], bool], /) -> Neighbors:
        """As much of it as fits into a form."""
        first = self._shown(self._parts[0])
        if len(self._parts) == 1 or fits(first, form):
            return first
        parts = self._parts[1:-1]
        part = self._parts[1 + bisect_left(parts, True, key=lambda part: fits(self._shown(part), form))]
        # One group may be too wide or too high where another one is not; but where steps are gone, none has room.
        back: list[Group] = []
        gone = {priority for priority, limit in zip(_GIVING_WAY, part.limits, strict=True) if not (limit or part.steps)}
        for group in sorted(self._chart.groups, key=lambda group: -group.priority):
            if group.priority in gone and fits(self._shown(part, [*back, group]), form):
                back.append(group)
        return self._shown(part, back)

    def _shown(self, part: _Part, back: Sequence[Group] = ()) -> Neighbors:
        """A part, with some boxes of the groups that come back."""
        groups = []
        for group in self._chart.groups:
            if group in back:
                groups.append(self._shortened(group, 1))
            elif group.steps is not None:
                groups.append(self._later(group, part.steps))
            elif group.priority is Priority.BEFORE:
                groups.append(self._shortened(group, max(part.limits[-1], 1)))
            elif limit := part.limits[_GIVING_WAY.index(group.priority)]:
                groups.append(self._shortened(group, limit))
        return replace(self._chart, groups=tuple(groups))


def _parts(chart: Neighbors) -> Iterator[_Part]:
    """From the most to the least that is shown."""
    limit = _limit(len(group.boxes) for group in chart.groups if group.steps is None)
    few = min(limit, _FEW)
    # One at least is shown where nothing else is.
    highest = max(group.priority for group in chart.groups)
    related, own, near = (int(highest <= priority) for priority in _GIVING_WAY)
    limits = {(count, count, count) for count in (limit, (limit + few) // 2, few)}
    limits |= {(related, few, few), (related, own, few), (related, own, 1), (related, own, near)}
    ordered = sorted(limits, reverse=True)
    yield from (_Part(part, 0) for part in ordered)
    steps = max((len(group.steps.sizes) for group in chart.groups if group.steps), default=1)
    yield from (_Part(ordered[-1], count) for count in range(1, steps))


def _shortened(group: Group, limit: int, more: Callable[[int], LocalizedText]) -> Group:
    """A group with at most so many boxes, and one that leads to the others."""
    count = len(group.boxes)
    # One or two more take hardly more room than the box that leads to them.
    if count <= limit + 2:
        return group
    return replace(group, boxes=(*group.boxes[:limit], _rest(group, count - limit, more)))


def _later(group: Group, dropped: int, more: Callable[[int], LocalizedText]) -> Group:
    """A group without its first steps; a box before the others leads to what is left out."""
    steps = group.steps
    if steps is None or not (dropped or steps.hidden):
        return group
    gone = sum(steps.sizes[:dropped])
    shift = gone - 1  # since that box is the first
    needs = {end for start, end in steps.lines if start < gone <= end}.union(steps.needs_hidden)
    lines = [(start - shift, end - shift) for start, end in steps.lines if start >= gone]
    lines += [(0, end - shift) for end in sorted(needs) if end >= gone]
    boxes = (_rest(group, steps.hidden + gone, more), *group.boxes[gone:])
    return replace(group, boxes=boxes, steps=Steps((1, *steps.sizes[dropped:]), tuple(lines)))


def _rest(group: Group, count: int, more: Callable[[int], LocalizedText]) -> Box:
    return Box(more(count), "rectangle", MORE, group.rest)


def _limit(counts: Iterable[int]) -> int:
    """How many boxes each group may have, so that all can be read: the longest groups are shortened first."""
    left, room = sorted(counts), NODE_LIMIT
    while left and left[0] * len(left) <= room:
        room -= left.pop(0)
    return max(1, room // len(left)) if left else NODE_LIMIT
