"""The graph of a term as values: its name, and one group for each relation, with the terms at its other end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum, auto
from functools import lru_cache
from typing import NamedTuple, Protocol, TypeAlias, TypeVar

from sphinx_glossary_terms.graphs.flowchart import Box
from sphinx_glossary_terms.graphs.lines import lines
from sphinx_glossary_terms.graphs.lines import width as width_of
from sphinx_glossary_terms.graphs.mermaid import visible
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.relations import Edge

GROUP_COLUMNS, FEWER_COLUMNS, CENTER_COLUMNS = 26, 17, 12
"""How many columns of characters a line in a group has at most, where there is room and where there is less, and one of
the name in the middle."""

LOW = 200
"""How high a wide form is before it is made lower, in pixels."""

_SHARES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.78)
"""How much of the room the left side may have, where there are two."""


class Form(Enum):
    """For which width a graph is drawn.

    The style sheet shows the one that fits the place; a text of 14 pixels keeps 12 in the narrowest place of each.
    """

    WIDE = "wide"
    """Groups beside the name: for the text column of a page, or for paper."""
    NARROW = "narrow"
    """Groups above and below it: for a phone, or for a reader of books."""


WIDTHS = {Form.WIDE: 720, Form.NARROW: 312}
"""How wide a form is at most, in pixels, unless a word needs more."""

_SCALE = 7 / 6
"""How many times as wide as its place a narrow form may be: then its text has 12 pixels."""

HEIGHTS = {Form.WIDE: 428, Form.NARROW: 612}
_LOWER_HEIGHTS = {Form.WIDE: 380, Form.NARROW: 560}
"""How high a form is at most, in pixels; the lower ones where many lists follow (see `Neighbors.height_limit`)."""


class Priority(IntEnum):
    """What gives way to what, where there is no room for all: the lowest first."""

    RELATED = auto()
    OTHER = auto()
    NEAR = auto()
    """What the term leads to, what is broader, and what is narrower."""
    BEFORE = auto()
    """What to know before it."""


class Steps(NamedTuple):
    """The boxes of a group in rows, each below what it needs.

    sizes: how many boxes are in each row.
    lines: what needs what: the numbers of two boxes.
    hidden: how many terms before these are left out.
    needs_hidden: the numbers of the boxes that need one of those.
    """

    sizes: tuple[int, ...]
    lines: tuple[tuple[int, int], ...]
    hidden: int = 0
    needs_hidden: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """A relation of a term. Each is equal to itself alone: what is computed for one is looked up by its identity.

    label: the heading of its list.
    css: its CSS class.
    boxes: the terms at its other end, and perhaps a box for those that do not fit.
    edge: how its line is drawn.
    has_arrow: whether its line has an arrow.
    is_before: whether the arrow leads to the name of the term, and not away from it.
    priority: when it gives way.
    rest: the address of the terms that do not fit.
    steps: how the boxes are ordered; None: by name alone.
    """

    label: LocalizedText
    css: str
    boxes: tuple[Box, ...]
    edge: Edge
    has_arrow: bool
    is_before: bool
    priority: Priority = Priority.OTHER
    rest: str = ""
    steps: Steps | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbors:
    """A term and those around it, with all that a drawing shows.

    title: its name for screen readers.
    description: its description for screen readers.
    center: the term itself.
    groups: its relations.
    is_mirrored: whether it is for a page that is read from right to left.
    is_low: whether it is lower, since many lists follow.
    """

    title: str
    description: str
    center: Box
    groups: tuple[Group, ...]
    is_mirrored: bool = False
    is_low: bool = False

    def height_limit(self, form: Form, /) -> float:
        """How high a form is at most, in pixels, unless what cannot be left out needs more."""
        return (_LOWER_HEIGHTS if self.is_low else HEIGHTS)[form]


class Laid(Protocol):
    """A group with its boxes in rows, and the size that they need."""

    @property
    def group(self) -> Group:
        """The group."""

    @property
    def width(self) -> float:
        """Its width in pixels."""

    @property
    def height(self) -> float:
        """Its height in pixels."""

    @property
    def has_lines(self) -> bool:
        """Whether it shows the lines between its boxes, or has none."""


AnyLaid = TypeVar("AnyLaid", bound=Laid)
Lay: TypeAlias = "Callable[[Group, float], AnyLaid]"
"""Lays a group out for a width."""


class _Sides(NamedTuple):
    """The groups at the left and at the right of the name, those without a direction, and how to share the room.

    shares: how much of the room the left side may have.
    """

    left: list[Group]
    right: list[Group]
    loose: list[Group]
    shares: Sequence[float]


def beside(
    chart: Neighbors, room: float, gap: float, lay_with: Callable[[int], Lay[AnyLaid]], /, *, enough: float = LOW
) -> tuple[list[AnyLaid], list[AnyLaid]]:
    """The groups at the left of the name and those at its right: the lowest of all that fit, or the first low `enough`.

    What has no direction is where there is room. `room` is that of both sides together, `gap` what is between two
    groups of one side; `lay_with` is given how many columns of characters a line may have.
    """
    best: tuple[tuple[float, bool, float, float], tuple[list[AnyLaid], list[AnyLaid]]] | None = None
    sides = _sides(chart)
    for columns in (GROUP_COLUMNS, FEWER_COLUMNS):
        lay = lay_with(columns)
        for share in _shares(sides, room, lay):
            arranged = _arranged(sides, room, gap, lay, share)
            width = across(arranged[0]) + across(arranged[1])
            lacks_lines = not all(laid.has_lines for side in arranged for laid in side)
            badness = (max(0, width - room), lacks_lines, height_of(arranged, gap), width)
            if best is None or badness < best[0]:
                best = badness, arranged
            if badness[:3] <= (0, False, enough):
                return arranged
    assert best is not None
    return best[1]


def _sides(chart: Neighbors) -> _Sides:
    sides = _Sides([], [], [], _SHARES if sides_of(chart) == 2 else ())
    for group in chart.groups:
        (sides.loose if not group.has_arrow else sides.left if group.is_before else sides.right).append(group)
    return sides if sides.shares else sides._replace(shares=(float(bool(sides.left)),))


def _shares(sides: _Sides, room: float, lay: Lay[AnyLaid]) -> Sequence[float]:
    """How much of the room to try for the left side. Boxes with lines need a certain width, so there is one choice."""
    steps = [lay(group, room).width + 1 for group in sides.left if group.steps]
    if len(sides.shares) > 1 and steps and (share := max(steps) / room) <= sides.shares[-1]:
        return (share,)
    return sides.shares


def _arranged(
    sides: _Sides, room: float, gap: float, lay: Lay[AnyLaid], share: float
) -> tuple[list[AnyLaid], list[AnyLaid]]:
    """The groups of both sides, if so much of the room is for the left one."""
    first = [lay(group, room * share) for group in sides.left]
    used = max(across(first), room * share)
    second = [lay(group, room - used) for group in sides.right]
    for group in sides.loose:
        if len(sides.shares) > 1 and down(first, gap) < down(second, gap):
            first.append(lay(group, used))
        else:
            second.append(lay(group, room - used))
    return first, second


def sides_of(chart: Neighbors, /) -> int:
    """On how many sides of the name there are groups."""
    kinds = {(group.has_arrow, group.is_before) for group in chart.groups}
    return 1 if len(chart.groups) == 1 or (len(kinds) == 1 and all(group.has_arrow for group in chart.groups)) else 2


def first_with_lines(lays: Iterable[Lay[AnyLaid]], group: Group, room: float, /) -> AnyLaid:
    """A group for a narrow form, laid out by the first that has room for the lines between its boxes, if any has.

    It may be wider than its place, for which the style sheet makes it smaller.
    """
    first, *others = lays
    if group.steps:
        for lay in (first, *others):
            if (laid := lay(group, _SCALE * room)).has_lines:
                return laid
    return first(group, room)


def across(blocks: Iterable[Laid], /) -> float:
    """The width of blocks that are below one another."""
    return max([block.width for block in blocks], default=0)


def down(blocks: Sequence[Laid], gap: float, /) -> float:
    """The height of blocks that are below one another."""
    return sum([block.height for block in blocks]) + gap * max(0, len(blocks) - 1)


class Label(NamedTuple):
    """What a label shows: its lines, and how wide the widest is, in pixels."""

    lines: list[str]
    width: float


@lru_cache(10_000)
def label_of(text: str, columns: int, /) -> Label:
    """What a label shows, in lines of so many columns; Cached: one term is in the graphs of many others."""
    rows = lines(visible(text), columns)
    return Label(rows, max(map(width_of, rows)))


def height_of(sides: Iterable[Sequence[Laid]], gap: float, /) -> float:
    """The height of blocks beside one another."""
    return max(down(side, gap) for side in sides)


def packed(widths: Iterable[float], room: float, gap: float, /) -> Iterator[list[int]]:
    """The numbers of boxes in rows that have room for them, in their order; at least one a row."""
    row: list[int] = []
    left = room
    for number, width in enumerate(widths):
        if row and width > left:
            yield row
            row, left = [], room
        row.append(number)
        left -= width + gap
    if row:
        yield row
