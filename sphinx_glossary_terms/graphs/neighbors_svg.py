"""The graph of a term as SVG: groups beside its name, or above and below it; that needs no layout engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from sphinx_glossary_terms.doctree.language import lang
from sphinx_glossary_terms.graphs.flowchart import Box
from sphinx_glossary_terms.graphs.layout import Rectangle
from sphinx_glossary_terms.graphs.lines import BOLD
from sphinx_glossary_terms.graphs.neighbors import (
    CENTER_COLUMNS,
    GROUP_COLUMNS,
    WIDTHS,
    Form,
    Group,
    Label,
    Lay,
    Neighbors,
    across,
    beside,
    down,
    height_of,
    is_low,
    label_of,
    packed,
    sides_of,
)
from sphinx_glossary_terms.graphs.shapes import ARROW_GAP, edge, frame, node, short, text

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


class _SizedBox(NamedTuple):
    """A box with its label in lines, and the size that they need."""

    box: Box
    label: list[str]
    width: float
    height: float


class _LaidGroup(NamedTuple):
    """A group with its heading in lines, its boxes in rows, and the size that they need."""

    group: Group
    heading: list[str]
    rows: list[list[_SizedBox]]
    width: float
    height: float


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
        *(part for block, place in drawing.blocks for part in _group(block, place, mirror)),
        node(drawing.name.box, drawing.name.label, mirror.place(drawing.center), _LINE_HEIGHT),
    ]
    # In a page, screen readers read the lists, which say the same, and a keyboard reaches their links.
    attributes = f'class="glossary-{form.value}" role="group" aria-hidden="true"'
    return frame(size, parts, anchor=anchor, title=chart.title, description=chart.description, attributes=attributes)


def _item(box: Box, columns: int, factor: float = 1) -> _SizedBox:
    label, width = label_of(box.label.text, columns)
    slope = 0 if box.shape in {"rectangle", "rounded"} else _SLOPED
    return _SizedBox(box, label, factor * width + 2 * _ACROSS + slope, _LINE_HEIGHT * len(label) + 2 * _DOWN)


def _lay_with(chart: Neighbors, columns: int) -> Lay[_LaidGroup]:
    items = {group.css: [_item(box, columns) for box in group.boxes] for group in chart.groups}
    return lambda group, room: _block(group, label_of(group.label.text, columns), items[group.css], room)


def _block(group: Group, heading: Label, items: list[_SizedBox], room: float) -> _LaidGroup:
    numbers = packed((item.width for item in items), room - 2 * _INSIDE, _BETWEEN)
    rows = [[items[number] for number in row] for row in numbers]
    width_ = max(
        BOLD * heading.width,
        *(sum(item.width for item in row) + _BETWEEN * (len(row) - 1) for row in rows),
    )
    height = _LINE_HEIGHT * len(heading.lines) + sum(_BETWEEN + max(item.height for item in row) for row in rows)
    return _LaidGroup(group, heading.lines, rows, width_ + 2 * _INSIDE, height + 2 * _INSIDE)


def _stacked(
    blocks: Iterable[_LaidGroup], left: float, top: float, width_: float
) -> Iterator[tuple[_LaidGroup, Rectangle]]:
    for block in blocks:
        yield block, Rectangle(left + width_ / 2, top + block.height / 2, width_, block.height)
        top += block.height + _BETWEEN_GROUPS


def is_wide_form_low(chart: Neighbors, /) -> bool:
    """Whether the wide form is low enough."""
    room = _room(chart, _item(chart.center, CENTER_COLUMNS, BOLD))
    return is_low(chart, room, _BETWEEN_GROUPS, partial(_lay_with, chart))


def _room(chart: Neighbors, name: _SizedBox) -> float:
    return WIDTHS[Form.WIDE] - 2 * _MARGIN - name.width - sides_of(chart) * _REACH


def _wide(chart: Neighbors) -> _Plan:
    """The name between its groups."""
    name = _item(chart.center, CENTER_COLUMNS, BOLD)
    before, after = beside(chart, _room(chart, name), _BETWEEN_GROUPS, partial(_lay_with, chart))
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
    lay = _lay_with(chart, GROUP_COLUMNS)
    before, after = ([lay(group, room) for group in side] for side in (above, below))
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


def _group(block: _LaidGroup, place: Rectangle, mirror: _Mirror) -> Iterator[str]:
    """A group: its frame, its heading, its boxes."""
    left, top = place.x - place.width / 2, place.y - place.height / 2
    side = mirror.place(place).x - place.width / 2
    size = f'x="{short(side)}" y="{short(top)}" width="{short(place.width)}" height="{short(place.height)}"'
    head = _LINE_HEIGHT * len(block.heading)
    heading = mirror.place(Rectangle(left + _INSIDE, top + _INSIDE + head / 2 - 2, 0, head))
    label = text(block.heading, heading, _LINE_HEIGHT, f'text-anchor="{"end" if mirror.width else "start"}" ')
    language = lang(block.group.label.language)
    yield f'<g class="group {block.group.css}"><rect {size} rx="8"/><g{language}>{label}</g></g>'
    top += _INSIDE + head
    for row in block.rows:
        x, height = left + _INSIDE, max(item.height for item in row)
        top += _BETWEEN
        for item in row:
            at = mirror.place(Rectangle(x + item.width / 2, top + height / 2, item.width, item.height))
            yield node(item.box, item.label, at, _LINE_HEIGHT, ' tabindex="-1"')
            x += item.width + _BETWEEN
        top += height
