"""The graph of a term as SVG: groups beside its name, or above and below it; that needs no layout engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sphinx_glossary_terms.doctree.language import lang
from sphinx_glossary_terms.graphs.arranging import (
    BETWEEN,
    COLUMNS,
    Laid,
    Look,
    Sizes,
    across,
    breadth,
    down,
    in_rows,
    name_of,
    packed,
    sizes_of,
)
from sphinx_glossary_terms.graphs.layers import layered
from sphinx_glossary_terms.graphs.layout import Point, Rectangle
from sphinx_glossary_terms.graphs.lines import BOLD
from sphinx_glossary_terms.graphs.neighbors import Form, Group, Neighbors, Steps, kept
from sphinx_glossary_terms.graphs.shapes import ARROW_GAP, edge, frame, node, pair, short, text

_LINE_HEIGHT = 20
_ACROSS, _DOWN = 10, 5  # from the text of a box to its edge
_INSIDE = 8  # from the edge of a group to its boxes
_BETWEEN_GROUPS = 8
_SLOPED = 16  # more than its text needs for the sides of a box that is no rectangle
_REACH = 42  # of lines beside the name
_STUB = 11  # of lines above and below it, to the first track
_TRACK = 9  # between two of these
_TURN = 5  # the radius where they turn
_MARGIN = 2
_LOWEST_LINE, _HIGHEST_LINE = 14, 24  # between two steps
_STEPS_HEIGHT = 386  # of the steps, if their lines can be short enough


class _Plan(NamedTuple):
    """What a form has: the name in lines, its place, the groups with theirs, and the path of the line of each."""

    name: list[str]
    center: Rectangle
    blocks: list[tuple[Group, Laid, Rectangle]]
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
        edge(group.edge, group.has_arrow, path, anchor)
        for (group, *_), path in zip(drawing.blocks, drawing.paths, strict=True)
    )
    parts = [
        mirror.turned(lines),
        *(element for block in drawing.blocks for element in _group(*block, mirror, anchor)),
        node(chart.center, drawing.name, mirror.place(drawing.center), _LINE_HEIGHT),
    ]
    # In a page, screen readers read the lists, and a keyboard reaches their links; but only the graph has
    # the prerequisites of prerequisites.
    hidden = ' aria-hidden="true"' if all(box.is_listed for group in chart.groups for box in group.boxes) else ""
    attributes = f'class="glossary-{form.value}" role="group"{hidden}'
    return frame(chart, size, parts, anchor, attributes)


@kept
def _lay(group: Group, columns: int, room: float) -> Laid:
    """A group with its lines, if there is room for these, or else in as few rows as there is room for."""
    sizes = sizes_of(group, _LOOK, columns)
    room -= 2 * _INSIDE
    heading = BOLD * sizes.heading.width
    if group.steps and (width := breadth(group, _LOOK, columns)) <= room:
        return Laid(sizes, group.steps.sizes, True, max(heading, width) + 2 * _INSIDE, _height(sizes, group.steps))
    rows = packed(sizes.widths, room)
    width = max([sum(row) + BETWEEN * (len(row) - 1) for row in in_rows(sizes.widths, rows)])
    height = _head(sizes) + sum(map(max, in_rows(sizes.heights, rows))) + BETWEEN * (len(rows) - 1)
    return Laid(sizes, rows, False, max(heading, width) + 2 * _INSIDE, height)


def _head(sizes: Sizes) -> float:
    return _LINE_HEIGHT * len(sizes.heading.lines) + BETWEEN + 2 * _INSIDE


def _height(sizes: Sizes, steps: Steps) -> float:
    heights = [max(row) for row in in_rows(sizes.heights, steps.sizes)]
    return _head(sizes) + sum(heights) + _between(heights) * (len(heights) - 1)


def _between(heights: Sequence[float]) -> float:
    """What is between two rows with lines; less where there are many."""
    gap = (_STEPS_HEIGHT - sum(heights)) / max(len(heights) - 1, 1)
    return min(max(gap, _LOWEST_LINE), _HIGHEST_LINE)


def _places(group: Group, laid: Laid) -> tuple[list[Rectangle], list[list[Point]]]:
    """Where the boxes of a group are, and the points of the lines between them."""
    sizes, heights = laid.sizes, in_rows(laid.sizes.heights, laid.rows)
    if laid.has_lines and group.steps:
        between = _between(list(map(max, heights)))
        return layered(sizes.widths, sizes.heights, group.steps, across=BETWEEN, down=between)
    places, top = [], 0.0
    for row, widths in zip(heights, in_rows(sizes.widths, laid.rows), strict=True):
        left = 0.0
        for width, height in zip(widths, row, strict=True):
            places.append(Rectangle(left + width / 2, top + max(row) / 2, width, height))
            left += width + BETWEEN
        top += max(row) + BETWEEN
    return places, []


def _around(chart: Neighbors) -> float:
    _width, name_height = _LOOK.size(name_of(chart, Form.NARROW))
    count = len(chart.groups)
    sides = len({group.is_before for group in chart.groups})
    return max(name_height, _TRACK * (count + 1)) + _BETWEEN_GROUPS * (count + sides)


_LOOK = Look(
    lay=_lay,
    height=_height,
    around=_around,
    columns=COLUMNS,
    line=_LINE_HEIGHT,
    padding=(2 * _ACROSS, 2 * _DOWN),
    slope=_SLOPED,
    gap=_BETWEEN_GROUPS,
    aside_wide=2 * _MARGIN,
    aside_narrow=2 * _MARGIN + _STUB + _TRACK,
    reach=_REACH,
    track=_TRACK,
)
fits = _LOOK.fits
"""Whether a form is low enough (see `Look.fits`)."""


def _stacked(
    side: Iterable[tuple[Group, Laid]], left: float, top: float, width: float
) -> Iterator[tuple[Group, Laid, Rectangle]]:
    for group, laid in side:
        yield group, laid, Rectangle(left + width / 2, top + laid.height / 2, width, laid.height)
        top += laid.height + _BETWEEN_GROUPS


def _wide(chart: Neighbors) -> _Plan:
    """The name between its groups."""
    before, after = _LOOK.arranged(chart, Form.WIDE)
    name = name_of(chart, Form.WIDE)
    name_width, name_height = _LOOK.size(name)
    height = max(down(before, _BETWEEN_GROUPS), down(after, _BETWEEN_GROUPS), name_height)
    left = across(before) + _REACH if before else 0
    right = left + name_width + _REACH
    blocks: list[tuple[Group, Laid, Rectangle]] = []
    paths = []
    for side, x, near, far in ((before, 0, left, across(before)), (after, right, left + name_width, right)):
        top = (height - down(side, _BETWEEN_GROUPS)) / 2
        for number, (group, laid, place) in enumerate(_stacked(side, x, top, across(side))):
            # Where the line meets the name: all of one side share its height.
            y = height / 2 + name_height * ((number + 0.5) / len(side) - 0.5) * 0.7
            start, end = (far, place.y), (near, y)
            if not group.is_before:
                start, end = end, start
            blocks.append((group, laid, place))
            paths.append(_bend(start, end, group.has_arrow))
    width = right + across(after) if after else left + name_width
    center = Rectangle(left + name_width / 2, height / 2, name_width, name_height)
    return _Plan(name.lines, center, blocks, paths, width, height)


def _narrow(chart: Neighbors) -> _Plan:
    """All below one another; the lines run beside them, each on a track of its own, so that none crosses another."""
    before, after = sides = _LOOK.arranged(chart, Form.NARROW)
    name = name_of(chart, Form.NARROW)
    name_width, name_height = _LOOK.size(name)
    left = _STUB + _TRACK * max(map(len, sides))
    width = max(across([*before, *after]), name_width)
    slots = _TRACK * len(chart.groups)
    height = max(name_height, slots + _TRACK)
    top = down(before, _BETWEEN_GROUPS) + 2 * _BETWEEN_GROUPS if before else 0
    blocks = [*_stacked(before, left, 0, width)]
    bottom = top + height + 2 * _BETWEEN_GROUPS
    blocks += _stacked(after, left, bottom, width)
    paths = []
    for number, (group, _laid, place) in enumerate(blocks):
        # The nearer to the name, the nearer is the track to the boxes.
        rank = len(before) - 1 - number if number < len(before) else number - len(before)
        slot = _TRACK * (rank + 0.5)
        y = top + (height - slots) / 2 + (slot if number < len(before) else slots - slot)
        ends = (place.y, y) if group.is_before else (y, place.y)
        paths.append(_around_boxes(left, left - _STUB - _TRACK * rank, *ends, group.has_arrow))
    center = Rectangle(left + width / 2, top + height / 2, width, height)
    end = bottom + down(after, _BETWEEN_GROUPS) if after else top + height
    return _Plan(name.lines, center, blocks, paths, left + width, end)


def _bend(start: tuple[float, float], end: tuple[float, float], has_arrow: bool) -> str:
    """From the side of something to the side of something beside it."""
    gap = ARROW_GAP * has_arrow
    x0, y0, y1 = short(start[0]), short(start[1]), short(end[1])
    x1 = short(end[0] - gap if end[0] > start[0] else end[0] + gap)
    middle = short((start[0] + end[0]) / 2)
    return f"M{x0},{y0}C{middle},{y0} {middle},{y1} {x1},{y1}"


def _around_boxes(left: float, track: float, start: float, end: float, has_arrow: bool) -> str:
    """From the left edge of something to a track, along it, and back to the left edge of something else."""
    turn = _TURN if end > start else -_TURN
    side, x, y0, y1 = short(left), short(track), short(start), short(end)
    return (
        f"M{side},{y0}H{short(track + _TURN)}Q{x},{y0} {x},{short(start + turn)}V{short(end - turn)}"
        f"Q{x},{y1} {short(track + _TURN)},{y1}H{short(left - ARROW_GAP * has_arrow)}"
    )


def _group(group: Group, laid: Laid, place: Rectangle, mirror: _Mirror, anchor: str) -> Iterator[str]:
    """A group: its frame, its heading, its boxes."""
    left, top = place.x - place.width / 2, place.y - place.height / 2
    side = mirror.place(place).x - place.width / 2
    size = f'x="{short(side)}" y="{short(top)}" width="{short(place.width)}" height="{short(place.height)}"'
    lines = laid.sizes.heading.lines
    head = _LINE_HEIGHT * len(lines)
    heading = mirror.place(Rectangle(left + _INSIDE, top + _INSIDE + head / 2 - 2, 0, head))
    label = text(
        laid.sizes.heading.lines, heading, _LINE_HEIGHT, f'text-anchor="{"end" if mirror.width else "start"}" '
    )
    language = lang(group.label.language)
    yield f'<g class="group {group.css}"><rect {size} rx="8"/><g{language}>{label}</g></g>'
    left += _INSIDE
    top += _INSIDE + head + BETWEEN
    places, ways = _places(group, laid)
    if laid.has_lines:
        # In the middle where the heading, or the group above it, is wider.
        left += (place.width - laid.width) / 2
        yield mirror.turned("".join(edge("solid", True, _through(points, left, top), anchor) for points in ways))
    for box, box_label, at in zip(group.boxes, laid.sizes.labels, places, strict=True):
        moved = mirror.place(at._replace(x=left + at.x, y=top + at.y))
        yield node(box, box_label.lines, moved, _LINE_HEIGHT, ' tabindex="-1"' if box.is_listed else "")


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
