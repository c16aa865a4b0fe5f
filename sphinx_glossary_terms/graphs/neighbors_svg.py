"""The graph of a term as SVG: groups beside its name, or above and below it; that needs no layout engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from sphinx_glossary_terms.doctree.language import lang
from sphinx_glossary_terms.graphs.flowchart import Box
from sphinx_glossary_terms.graphs.layers import Layers
from sphinx_glossary_terms.graphs.layout import Point, Rectangle
from sphinx_glossary_terms.graphs.lines import BOLD
from sphinx_glossary_terms.graphs.neighbors import (
    CENTER_COLUMNS,
    FEWER_COLUMNS,
    GROUP_COLUMNS,
    LOW,
    WIDTHS,
    Form,
    Group,
    Lay,
    Neighbors,
    across,
    beside,
    down,
    first_with_lines,
    height_of,
    label_of,
    packed,
    sides_of,
)
from sphinx_glossary_terms.graphs.shapes import ARROW_GAP, edge, frame, node, pair, short, text

_LINE_HEIGHT = 20
_ACROSS, _DOWN = 10, 5  # from the text of a box to its edge
_BETWEEN = 6  # two boxes
_INSIDE = 8  # from the edge of a group to its boxes
_BETWEEN_GROUPS = 8
_SLOPED = 16  # more than its text needs for the sides of a box that is no rectangle
_REACH = 42  # of lines beside the name
_STUB = 11  # of lines above and below it, to the first track
_TRACK = 9  # between two of these
_TURN = 5  # the radius where they turn
_MARGIN = 2
_LOWEST_LINE, _HIGHEST_LINE = 14, 24  # between two steps
_STEPS_ASIDE = 2 * _INSIDE + _LINE_HEIGHT + _BETWEEN  # what is above and below the steps
_STEPS_HEIGHT = 386  # of the steps, if their lines can be short enough


class _SizedBox(NamedTuple):
    """A box with its label in lines, and the size that they need."""

    box: Box
    label: list[str]
    width: float
    height: float


class _Rows(NamedTuple):
    """The places of boxes that no lines connect, and the size that they need."""

    places: list[Rectangle]
    width: float
    height: float


class _LaidGroup(NamedTuple):
    """A group with its heading in lines, its boxes, their layout below the heading, and the size that they need."""

    group: Group
    heading: list[str]
    items: list[_SizedBox]
    layout: Layers | _Rows
    width: float
    height: float

    @property
    def has_lines(self) -> bool:
        """Whether it shows the lines between its boxes, or has none."""
        return isinstance(self.layout, Layers) or not self.group.steps


class _Plan(NamedTuple):
    """What a form has: the name and its place, the groups with theirs, and the path of the line of each."""

    name: _SizedBox
    center: Rectangle
    blocks: list[tuple[_LaidGroup, Rectangle]]
    paths: list[str]
    width: float
    height: float


class _Mirror(NamedTuple):
    """Turns a drawing of some width around for readers from right to left; it stays as it is if the width is 0."""

    width: float

    def place(self, place: Rectangle) -> Rectangle:
        """Where something is after that."""
        return place._replace(x=self.width - place.x) if self.width else place

    def turned(self, lines: str) -> str:
        """Lines after that."""
        return f'<g transform="matrix(-1 0 0 1 {short(self.width)} 0)">{lines}</g>' if self.width else lines


def draw(chart: Neighbors, form: Form, anchor: str, /) -> str:
    """The SVG of a form; its ids begin with an anchor that is unique on the page."""
    drawing = _wide(chart) if form is Form.WIDE else _narrow(chart)
    size = (-_MARGIN, -_MARGIN, drawing.width + 2 * _MARGIN, drawing.height + 2 * _MARGIN)
    mirror = _Mirror(drawing.width if chart.is_mirrored else 0)
    lines = "".join(
        edge(block.group.edge, block.group.has_arrow, path, anchor)
        for (block, _), path in zip(drawing.blocks, drawing.paths, strict=True)
    )
    parts = [
        mirror.turned(lines),
        *(element for block, place in drawing.blocks for element in _group(block, place, mirror, anchor)),
        node(drawing.name.box, drawing.name.label, mirror.place(drawing.center), _LINE_HEIGHT),
    ]
    # In a page, screen readers read the lists, and a keyboard reaches their links; but only the graph has
    # the prerequisites of prerequisites.
    hidden = ' aria-hidden="true"' if all(box.is_listed for group in chart.groups for box in group.boxes) else ""
    attributes = f'class="glossary-{form.value}" role="group"{hidden}'
    return frame(size, parts, anchor=anchor, title=chart.title, description=chart.description, attributes=attributes)


def _item(box: Box, columns: int, factor: float = 1) -> _SizedBox:
    label, width = label_of(box.label.text, columns)
    slope = 0 if box.shape in {"rectangle", "rounded"} else _SLOPED
    return _SizedBox(box, label, factor * width + 2 * _ACROSS + slope, _LINE_HEIGHT * len(label) + 2 * _DOWN)


def _lay_with(columns: int) -> Lay[_LaidGroup]:
    return lambda group, room: _laid(group, columns, room - 2 * _INSIDE)


@lru_cache(5000)
def _laid(group: Group, columns: int, room: float) -> _LaidGroup:
    """A group with its lines, if there is room for these, or else in as few rows as there is room for."""
    laid: Layers | _Rows | None = _layers(group, columns) if group.steps else None
    if laid is None or laid.width > room:
        laid = _rows(_items(group, columns), room)
    heading = label_of(group.label.text, columns)
    head = _LINE_HEIGHT * len(heading.lines) + _BETWEEN
    width_ = max(BOLD * heading.width, laid.width) + 2 * _INSIDE
    height = head + laid.height + 2 * _INSIDE
    return _LaidGroup(group, heading.lines, _items(group, columns), laid, width_, height)


@lru_cache(1000)
def _items(group: Group, columns: int) -> list[_SizedBox]:
    return [_item(box, columns) for box in group.boxes]


@lru_cache(1000)
def _layers(group: Group, columns: int) -> Layers:
    """Boxes in the rows of their steps, nearer to each other where there are many."""
    assert group.steps is not None
    items, steps = _items(group, columns), group.steps
    starts = [*accumulate(steps.sizes, initial=0)]
    rows = [max(item.height for item in items[start:end]) for start, end in pairwise(starts)]
    gap = (_STEPS_HEIGHT - sum(rows)) / max(len(rows) - 1, 1)
    down_ = min(max(gap, _LOWEST_LINE), _HIGHEST_LINE)
    return Layers([(item.width, item.height) for item in items], steps.sizes, steps.lines, across=_BETWEEN, down=down_)


def _rows(items: list[_SizedBox], room: float) -> _Rows:
    """Boxes in as few rows as there is room for."""
    places: list[Rectangle] = []
    width_ = top = 0.0
    for row in packed((item.width for item in items), room, _BETWEEN):
        height = max(items[number].height for number in row)
        left = 0.0
        for number in row:
            places.append(Rectangle(left + items[number].width / 2, top + height / 2, *items[number][2:]))
            left += items[number].width + _BETWEEN
        width_ = max(width_, left - _BETWEEN)
        top += height + _BETWEEN
    return _Rows(places, width_, top - _BETWEEN)


def _stacked(
    blocks: Iterable[_LaidGroup], left: float, top: float, width_: float
) -> Iterator[tuple[_LaidGroup, Rectangle]]:
    for block in blocks:
        yield block, Rectangle(left + width_ / 2, top + block.height / 2, width_, block.height)
        top += block.height + _BETWEEN_GROUPS


def fits(chart: Neighbors, form: Form, /) -> bool:
    """Whether a form is low enough, with lines between the boxes that have some."""
    limit = chart.height_limit(form)
    if any(group.steps and _STEPS_ASIDE + _layers(group, GROUP_COLUMNS).height > limit for group in chart.groups):
        return False
    return (_wide(chart, enough=limit) if form is Form.WIDE else _narrow(chart)).height <= limit


def _room(chart: Neighbors, name: _SizedBox) -> float:
    return WIDTHS[Form.WIDE] - 2 * _MARGIN - name.width - sides_of(chart) * _REACH


def _wide(chart: Neighbors, *, enough: float = LOW) -> _Plan:
    """The name between its groups."""
    name = _item(chart.center, CENTER_COLUMNS, BOLD)
    before, after = beside(chart, _room(chart, name), _BETWEEN_GROUPS, _lay_with, enough=enough)
    height = max(height_of((before, after), _BETWEEN_GROUPS), name.height)
    left = across(before) + _REACH if before else 0
    right = left + name.width + _REACH
    blocks: list[tuple[_LaidGroup, Rectangle]] = []
    paths = []
    for side, x, near, far in ((before, 0, left, across(before)), (after, right, left + name.width, right)):
        top = (height - down(side, _BETWEEN_GROUPS)) / 2
        for number, (block, place) in enumerate(_stacked(side, x, top, across(side))):
            # Where the line meets the name: all of one side share its height.
            y = height / 2 + name.height * ((number + 0.5) / len(side) - 0.5) * 0.7
            start, end = (far, place.y), (near, y)
            if not block.group.is_before:
                start, end = end, start
            blocks.append((block, place))
            paths.append(_bend(start, end, block.group.has_arrow))
    width_ = right + across(after) if after else left + name.width
    return _Plan(
        name, Rectangle(left + name.width / 2, height / 2, name.width, name.height), blocks, paths, width_, height
    )


def _narrow(chart: Neighbors) -> _Plan:
    """All below one another; the lines run beside them, each on a track of its own, so that none crosses another."""
    name = _item(chart.center, GROUP_COLUMNS, BOLD)
    above, below = ([group for group in chart.groups if group.is_before == is_before] for is_before in (True, False))
    left = _STUB + _TRACK * max(len(above), len(below))
    room = WIDTHS[Form.NARROW] - 2 * _MARGIN - left
    lays = [_lay_with(columns) for columns in (GROUP_COLUMNS, FEWER_COLUMNS, CENTER_COLUMNS)]
    before, after = ([first_with_lines(lays, group, room) for group in side] for side in (above, below))
    width_ = max(across([*before, *after]), name.width)
    slots = _TRACK * len(chart.groups)
    height = max(name.height, slots + _TRACK)
    top = down(before, _BETWEEN_GROUPS) + 2 * _BETWEEN_GROUPS if before else 0
    bottom = top + height + 2 * _BETWEEN_GROUPS
    blocks = [*_stacked(before, left, 0, width_), *_stacked(after, left, bottom, width_)]
    paths = []
    for number, (block, place) in enumerate(blocks):
        # The nearer to the name, the nearer is the track to the boxes.
        rank = len(before) - 1 - number if number < len(before) else number - len(before)
        slot = _TRACK * (rank + 0.5)
        y = top + (height - slots) / 2 + (slot if number < len(before) else slots - slot)
        start, end = (place.y, y) if block.group.is_before else (y, place.y)
        paths.append(_around(left, left - _STUB - _TRACK * rank, start, end, block.group.has_arrow))
    end_of_all = bottom + down(after, _BETWEEN_GROUPS) if after else top + height
    center = Rectangle(left + width_ / 2, top + height / 2, width_, height)
    return _Plan(name, center, blocks, paths, left + width_, end_of_all)


def _bend(start: tuple[float, float], end: tuple[float, float], has_arrow: bool) -> str:
    """From the side of something to the side of something beside it."""
    gap = ARROW_GAP * has_arrow
    x0, y0, y1 = short(start[0]), short(start[1]), short(end[1])
    x1 = short(end[0] - gap if end[0] > start[0] else end[0] + gap)
    middle = short((start[0] + end[0]) / 2)
    return f"M{x0},{y0}C{middle},{y0} {middle},{y1} {x1},{y1}"


def _around(left: float, track: float, start: float, end: float, has_arrow: bool) -> str:
    """From the left edge of something to a track, along it, and back to the left edge of something else."""
    turn = _TURN if end > start else -_TURN
    side, x, y0, y1 = short(left), short(track), short(start), short(end)
    return (
        f"M{side},{y0}H{short(track + _TURN)}Q{x},{y0} {x},{short(start + turn)}V{short(end - turn)}"
        f"Q{x},{y1} {short(track + _TURN)},{y1}H{short(left - ARROW_GAP * has_arrow)}"
    )


def _group(block: _LaidGroup, place: Rectangle, mirror: _Mirror, anchor: str) -> Iterator[str]:
    """A group: its frame, its heading, its boxes."""
    left, top = place.x - place.width / 2, place.y - place.height / 2
    side = mirror.place(place).x - place.width / 2
    size = f'x="{short(side)}" y="{short(top)}" width="{short(place.width)}" height="{short(place.height)}"'
    head = _LINE_HEIGHT * len(block.heading)
    heading = mirror.place(Rectangle(left + _INSIDE, top + _INSIDE + head / 2 - 2, 0, head))
    label = text(block.heading, heading, _LINE_HEIGHT, f'text-anchor="{"end" if mirror.width else "start"}" ')
    language = lang(block.group.label.language)
    yield f'<g class="group {block.group.css}"><rect {size} rx="8"/><g{language}>{label}</g></g>'
    left += _INSIDE
    top += _INSIDE + head + _BETWEEN
    if isinstance(block.layout, Layers):
        # In the middle where the heading, or the group above it, is wider.
        left += (place.width - block.width) / 2
        paths = "".join(edge("solid", True, _through(points, left, top), anchor) for points in block.layout.lines)
        yield mirror.turned(paths)
    for item, at in zip(block.items, block.layout.places, strict=True):
        moved = mirror.place(at._replace(x=left + at.x, y=top + at.y))
        yield node(item.box, item.label, moved, _LINE_HEIGHT, ' tabindex="-1"' if item.box.is_listed else "")


def _through(points: list[Point], left: float, top: float) -> str:
    """A line down through some points: straight beside a box, and bent between two rows."""
    (x, y), *others = points
    path = f"M{short(left + x)},{short(top + y)}"
    for number, point in enumerate(others):
        is_last = number == len(others) - 1
        at = Point(left + point.x, top + point.y - ARROW_GAP * is_last)
        middle = short((top + y + at.y) / 2)
        path += f"V{short(at.y)}" if point.x == x else f"C{short(left + x)},{middle} {short(at.x)},{middle} {pair(at)}"
        x, y = point
    return path
