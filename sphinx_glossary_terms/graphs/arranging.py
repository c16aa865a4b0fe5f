"""Where the groups around a term go: beside its name, or above and below it; and whether that is low enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice
from operator import itemgetter
from typing import NamedTuple, TypeVar

from sphinx_glossary_terms.graphs.layers import row_widths
from sphinx_glossary_terms.graphs.lines import BOLD, lines
from sphinx_glossary_terms.graphs.lines import width as width_of
from sphinx_glossary_terms.graphs.mermaid import visible
from sphinx_glossary_terms.graphs.neighbors import WIDTHS, Form, Group, Neighbors, Steps, kept

Item = TypeVar("Item")

COLUMNS = GROUP_COLUMNS, _FEWER_COLUMNS, _CENTER_COLUMNS = 26, 17, 12
"""How many columns of characters a line in a group has at most, where there is room and where there is less, and one of
the name in the middle."""

BETWEEN = 6
"""What is between two boxes of a row, in pixels."""

_LOW = 200
"""How high a wide form is before it is made lower, in pixels."""

_SHARES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.78)
"""How much of the room the left side may have, where there are two."""

_SCALE = 7 / 6
"""How many times as wide as its place a narrow form may be: then its text has 12 pixels."""


class Label(NamedTuple):
    """What a label shows: its lines, and how wide the widest is, in pixels."""

    lines: list[str]
    width: float


@lru_cache(10_000)
def label_of(text: str, columns: int, /) -> Label:
    """What a label shows, in lines of so many columns. Cached: one term is in the graphs of many others."""
    rows = lines(visible(text), columns)
    return Label(rows, max(map(width_of, rows)))


def name_of(chart: Neighbors, form: Form, /) -> Label:
    """What is shown of the name of the term."""
    label = label_of(chart.center.label.text, _CENTER_COLUMNS if form is Form.WIDE else GROUP_COLUMNS)
    return label._replace(width=BOLD * label.width)


class Sizes(NamedTuple):
    """What a group and its boxes show, and how large the boxes are in pixels."""

    heading: Label
    labels: list[Label]
    widths: list[float]
    heights: list[float]


class Laid(NamedTuple):
    """The boxes of a group in rows, and the size that the group needs in pixels.

    rows: how many boxes are in each row.
    has_lines: whether the lines between its boxes are shown.
    """

    sizes: Sizes
    rows: Sequence[int]
    has_lines: bool
    width: float
    height: float


class Sides(NamedTuple):
    """The groups at the left of the name, or above it, and the others."""

    before: list[tuple[Group, Laid]]
    after: list[tuple[Group, Laid]]


@dataclass(frozen=True, eq=False, kw_only=True)
class Look:
    """How large one of the ways to draw makes things, in pixels.

    lay: lays a group out for a width, with lines of so many columns.
    height: the height of a group with the lines between its boxes.
    around: the height of all but the groups in a narrow form.
    columns: how many columns a line has in a narrow form: the first that leave room for the lines between boxes.
    line: the height of a line.
    padding: what is beside the lines of a label, and what is above and below them.
    slope: what more is beside them in a box that is no rectangle.
    gap: what is between two groups of one side of a wide form.
    aside_wide: what is beside groups, lines and name in a wide form.
    aside_narrow: what is beside groups in a narrow form, if each side has one.
    reach: how long the lines at one side of the name are in a wide form.
    track: what each further group of a side takes of the width of a narrow form.
    frame: how much higher a form may be.
    """

    lay: Callable[[Group, int, float], Laid]
    height: Callable[[Sizes, Steps], float]
    around: Callable[[Neighbors], float]
    columns: tuple[int, ...]
    line: float
    padding: tuple[float, float]
    slope: float = 0
    gap: float
    aside_wide: float
    aside_narrow: float
    reach: float
    track: float
    frame: float = 0

    def size(self, label: Label, /) -> tuple[float, float]:
        """The size of a box."""
        return label.width + self.padding[0], self.line * len(label.lines) + self.padding[1]

    def fits(self, chart: Neighbors, form: Form, /) -> bool:
        """Whether a form is low enough, with lines between the boxes that have some."""
        limit = chart.height_limit(form) + self.frame
        # Most that do not fit are far too high: those need no layout.
        columns = GROUP_COLUMNS
        if form is Form.NARROW:
            columns = self.columns[0]
            limit -= self.around(chart)
        for group in chart.groups:
            if group.steps and self.height(sizes_of(group, self, columns), group.steps) > limit:
                return False
        if form is Form.WIDE:
            return self._height_of(self._beside(chart, limit)) <= limit
        room = self._narrow_room(chart)
        groups = sorted(chart.groups, key=lambda group: group.steps is not None)
        heights = (self._with_lines(group, room).height for group in groups)
        return all(height <= limit for height in accumulate(heights))

    def arranged(self, chart: Neighbors, form: Form, enough: float = _LOW, /) -> Sides:
        """The groups in their places: in a wide form the lowest of all that fit, or the first that are low `enough`."""
        if form is Form.WIDE:
            return self._beside(chart, enough)
        room = self._narrow_room(chart)
        laid = [(group, self._with_lines(group, room)) for group in chart.groups]
        return Sides([one for one in laid if one[0].is_before], [one for one in laid if not one[0].is_before])

    def _beside(self, chart: Neighbors, enough: float) -> Sides:
        left = [group for group in chart.groups if group.has_arrow and group.is_before]
        # Those without a direction are the last.
        others = sorted([group for group in chart.groups if group not in left], key=lambda group: not group.has_arrow)
        is_one_side = len(chart.groups) == 1 or not others or (not left and others[-1].has_arrow)
        name_width, _height = self.size(name_of(chart, Form.WIDE))
        room = WIDTHS[Form.WIDE] - self.aside_wide - name_width - self.reach * (1 if is_one_side else 2)
        tried = []
        for columns in (GROUP_COLUMNS, _FEWER_COLUMNS):
            shares = (float(bool(left)),) if is_one_side else self._shares(left, columns, room)
            for share in shares:
                sides = self._shared(left, others, columns, room, share)
                width = across(sides.before) + across(sides.after)
                lacks_lines = any(group.steps and not laid.has_lines for side in sides for group, laid in side)
                height = self._height_of(sides)
                if width <= room and not lacks_lines and height <= enough:
                    return sides
                tried.append(((max(0, width - room), lacks_lines, height, width), sides))
        return min(tried, key=itemgetter(0))[1]

    def _shares(self, left: Sequence[Group], columns: int, room: float) -> Sequence[float]:
        """How much of the room to try for the left side: one choice where boxes with lines need a certain width."""
        steps = [self.lay(group, columns, room).width + 1 for group in left if group.steps]
        if steps and (share := max(steps) / room) <= _SHARES[-1]:
            return (share,)
        return _SHARES

    def _shared(self, left: Sequence[Group], others: Sequence[Group], columns: int, room: float, share: float) -> Sides:
        """The groups, if so much of the room is for the left side; what has no direction is on the lower side."""
        sides = Sides([(group, self.lay(group, columns, room * share)) for group in left], [])
        used = max(across(sides.before), room * share)
        for group in others:
            if not group.has_arrow and down(sides.before, self.gap) < down(sides.after, self.gap):
                sides.before.append((group, self.lay(group, columns, used)))
            else:
                sides.after.append((group, self.lay(group, columns, room - used)))
        return sides

    def _narrow_room(self, chart: Neighbors) -> float:
        before = sum([group.is_before for group in chart.groups])
        return WIDTHS[Form.NARROW] - self.aside_narrow - self.track * (max(before, len(chart.groups) - before) - 1)

    def _with_lines(self, group: Group, room: float) -> Laid:
        """A group for a narrow form, with the lines between its boxes if there is room for them.

        It may be wider than its place, for which the style sheet makes it smaller.
        """
        if group.steps:
            for columns in self.columns:
                if (laid := self.lay(group, columns, _SCALE * room)).has_lines:
                    return laid
        return self.lay(group, self.columns[0], room)

    def _height_of(self, sides: Sides) -> float:
        """The height of sides beside one another."""
        return max(down(sides.before, self.gap), down(sides.after, self.gap))


@kept
def sizes_of(group: Group, look: Look, columns: int, /) -> Sizes:
    """The sizes of the boxes of a group, with lines of so many columns."""
    labels = [label_of(box.label.text, columns) for box in group.boxes]
    aside, above = look.padding
    widths = [label.width + aside for label in labels]
    if look.slope:
        sloped = [box.shape not in {"rectangle", "rounded"} for box in group.boxes]
        widths = [width + look.slope * is_sloped for width, is_sloped in zip(widths, sloped, strict=True)]
    heights = [look.line * len(label.lines) + above for label in labels]
    return Sizes(label_of(group.label.text, columns), labels, widths, heights)


@kept
def breadth(group: Group, look: Look, columns: int, /) -> float:
    """How wide the rows of a group are with the lines between its boxes."""
    assert group.steps is not None
    return max(row_widths(sizes_of(group, look, columns).widths, group.steps.sizes, group.steps.lines, BETWEEN))


def across(side: Iterable[tuple[Group, Laid]], /) -> float:
    """The width of groups that are below one another."""
    return max([laid.width for _group, laid in side], default=0)


def down(side: Sequence[tuple[Group, Laid]], gap: float, /) -> float:
    """The height of groups that are below one another."""
    return sum([laid.height for _group, laid in side]) + gap * max(0, len(side) - 1)


def packed(widths: Iterable[float], room: float, /) -> list[int]:
    """How many boxes are in each row, where each row has as many as it has room for, and at least one."""
    rows: list[int] = []
    left = 0.0
    for width in widths:
        if rows and width <= left:
            rows[-1] += 1
        else:
            rows.append(1)
            left = room
        left -= width + BETWEEN
    return rows


def in_rows(values: Iterable[Item], rows: Iterable[int], /) -> list[list[Item]]:
    """What there is for each box, in rows of so many."""
    left = iter(values)
    return [list(islice(left, count)) for count in rows]
