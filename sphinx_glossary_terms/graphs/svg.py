"""A graph as SVG at build time. A style sheet of the page, or of a book, gives it colors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from sphinx_glossary_terms.doctree.nodes import CENTER, lang
from sphinx_glossary_terms.graphs.flowchart import LINE_HEIGHT, MIRRORED, Box, Flowchart, Group, Line, width
from sphinx_glossary_terms.graphs.layers import Curve, Point, Size, Way, layered
from sphinx_glossary_terms.model.characters import visible

_BASELINE = 5
_MARGIN = 3
_HEADING = 16  # from the top of a group to the middle of its heading
_STRAIGHT = 0.5  # so many pixels to the side are no bend
_ARROW_GAP = 4  # from the end of a line to the box, where the head of its arrow ends
_AROUND = 4  # from the boxes of a group to its frame
_BETWEEN = 28  # from a group to what is below it
_STEP = 29  # between two rows of a group
# For a page without our style sheet: the rules of a style sheet go before attributes.
_INK = 'fill="currentColor" stroke="none"'


class Rectangle(NamedTuple):
    """The middle of a box, and its size."""

    x: float
    y: float
    width: float
    height: float


_Places: TypeAlias = "dict[str, Rectangle]"
_Curves: TypeAlias = "list[tuple[Line, Curve]]"


def draw(chart: Flowchart, anchor: str, /) -> str:
    """The SVG of a graph; its ids begin with an anchor that is unique on the page."""
    chart, labels = chart.arranged()
    padding = chart.layout.padding
    sizes = {key: (wide + 4 * padding, len(lines) * LINE_HEIGHT + 2 * padding) for key, (lines, wide) in labels.items()}
    places, curves = _stacked(chart, sizes) if chart.groups else _map(chart, sizes)
    texts = [
        (line.label, Rectangle(*curve.label, width(line.label), LINE_HEIGHT)) for line, curve in curves if curve.label
    ]
    all_places = [*places.values(), *(place for _label, place in texts)]
    (left, top), (right, bottom) = _corners_of(all_places, [curve for _line, curve in curves])
    across, down = map(_short, (right - left + 2 * _MARGIN, bottom - top + 2 * _MARGIN))
    is_across = chart.direction in MIRRORED
    parts = [
        *(_group(group, places[group.key], labels[group.key].lines) for group in chart.groups),
        *(_edge(line, curve.points, anchor, is_across=is_across) for line, curve in curves),
        *(_text([label], place, ' class="edge-label"') for label, place in texts),
        *(_node(box, places[box.key], labels[box.key].lines) for box in chart.all_boxes),
    ]
    hidden = ' aria-hidden="true"' if chart.is_listed else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}" viewBox="'
        f'{_short(left - _MARGIN)} {_short(top - _MARGIN)} {across} {down}" fill="none" stroke="currentColor" '
        f'text-anchor="middle" role="group"{hidden} aria-label="{escape(visible(chart.title))}">'
        f'<defs><marker id="{anchor}-arrow" viewBox="0 0 10 10" refX="6" refY="5" markerWidth="9" markerHeight="9" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path {_INK} d="M0 0 10 5 0 10z"/></marker></defs>'
        f"{''.join(parts)}</svg>"
    )


def _stacked(chart: Flowchart, sizes: Mapping[str, Size]) -> tuple[_Places, _Curves]:
    """Groups and boxes, one below the other in the order of the lines between them, which are straight."""
    groups = {group.key: group for group in chart.groups}
    places: _Places = {}
    curves: _Curves = []
    top = 0.0
    order = [key for line in chart.lines for key in (line.start, line.end)]
    for key in dict.fromkeys([*order, *groups, *(box.key for box in chart.boxes)]):
        wide, high = sizes[key]
        if group := groups.get(key):
            boxes = [sizes[box.key] for box in group.boxes]
            down = _STEP if any(line.is_drawn for line in group.lines) else 2 * chart.layout.across
            found = layered(boxes, _ways(group.boxes, group.lines), chart.layout.across, down)
            inside = [Rectangle(*point, *size) for point, size in zip(found.places, boxes, strict=True)]
            (left, _top), (right, bottom) = _corners_of(inside, found.curves)
            wide, high = max(wide, right - left) + 2 * _AROUND, bottom + 2 * _HEADING + _AROUND
            shift, below = (left + right) / 2, top + 2 * _HEADING
            for box, place in zip(group.boxes, inside, strict=True):
                places[box.key] = place._replace(x=place.x - shift, y=place.y + below)
            for line, curve in zip(group.lines, found.curves, strict=True):
                if line.is_drawn:
                    curves.append((line, Curve([Point(x - shift, y + below) for x, y in curve.points], None)))
        places[key] = Rectangle(0, top + high / 2, wide, high)
        top += high + _BETWEEN
    for line in (line for line in chart.lines if line.is_drawn):
        start, end = places[line.start], places[line.end]
        points = [Point(0, start.y + start.height / 2), Point(0, end.y - end.height / 2)]
        curves.append((line, Curve(points, None)))
    return places, curves


def _map(chart: Flowchart, sizes: Mapping[str, Size]) -> tuple[_Places, _Curves]:
    """Boxes in layers, in the direction of the chart."""
    is_across, is_back = chart.direction in MIRRORED, chart.direction == "RL"

    def turned(size: Size) -> Size:
        return (size[1], size[0]) if is_across else size

    def back(point: Point) -> Point:
        return Point(-point.y if is_back else point.y, point.x) if is_across else point

    ways = [
        way._replace(label=turned((width(line.label), LINE_HEIGHT))) if line.label else way
        for way, line in zip(_ways(chart.boxes, chart.lines), chart.lines, strict=True)
    ]
    boxes = [turned(sizes[box.key]) for box in chart.boxes]
    found = layered(boxes, ways, chart.layout.across, chart.layout.down, is_short=True)
    curves = [
        (line, Curve([back(point) for point in curve.points], curve.label and back(curve.label)))
        for line, curve in zip(chart.lines, found.curves, strict=True)
    ]
    places = zip(chart.boxes, found.places, strict=True)
    return {box.key: Rectangle(*back(point), *sizes[box.key]) for box, point in places}, curves


def _ways(boxes: Sequence[Box], joined: Sequence[Line]) -> list[Way]:
    numbers = {box.key: number for number, box in enumerate(boxes)}
    return [Way(numbers[line.start], numbers[line.end]) for line in joined]


def _corners_of(places: Iterable[Rectangle], curves: Iterable[Curve] = ()) -> tuple[Point, Point]:
    """The first and the last corner of what has some boxes and lines in it."""
    corners = [(box.x + side * box.width / 2, box.y + side * box.height / 2) for box in places for side in (-1, 1)]
    x, y = zip(*corners, *(point for curve in curves for point in curve.points), strict=True)
    return Point(min(x), min(y)), Point(max(x), max(y))


def _group(group: Group, place: Rectangle, label: Sequence[str]) -> str:
    heading = Rectangle(place.x, place.y - place.height / 2 + _HEADING, 0, 0)
    return f'<g class="group {group.css}"{lang(group.label.language)}>{_rect(place, 8)}{_text(label, heading)}</g>'


def _node(box: Box, place: Rectangle, label: Sequence[str]) -> str:
    """A box with its label, and its link."""
    marks = f'class="node {box.css}"{lang(box.label.language)}'
    content = _rect(place, 10 if box.css == CENTER else 4) + _text(label, place)
    if not box.address:
        return f"<g {marks}>{content}</g>"
    tab = ' tabindex="-1"' if box.is_listed else ""
    return f'<a {marks} href="{escape(box.address)}"{tab}>{content}</a>'


def _rect(place: Rectangle, radius: int) -> str:
    left, top = place.x - place.width / 2, place.y - place.height / 2
    size = f'width="{_short(place.width)}" height="{_short(place.height)}"'
    return f'<rect x="{_short(left)}" y="{_short(top)}" {size} rx="{radius}"/>'


def _text(label: Sequence[str], place: Rectangle, attributes: str = "") -> str:
    """A text in the middle of its place. A line ends in the space at which it was broken, so that a copy has it."""
    top = place.y + _BASELINE - LINE_HEIGHT * (len(label) - 1) / 2
    x = _short(place.x)
    parts = (
        f'<tspan x="{x}" y="{_short(top + LINE_HEIGHT * number)}">{escape(line)}</tspan>'
        for number, line in enumerate(label)
    )
    return f"<text{attributes} {_INK}>{''.join(parts)}</text>"


def _edge(line: Line, points: Sequence[Point], anchor: str, *, is_across: bool) -> str:
    """A line, which leaves a box and reaches the next one at a right angle."""
    classes = "edge" if line.edge == "solid" else f"edge {line.edge}"
    arrow = f' marker-end="url(#{anchor}-arrow)"' if line.has_arrow else ""
    # Along the direction of the layout, and across it.
    way = [(x, y) if is_across else (y, x) for x, y in points]
    if line.has_arrow:  # It ends where the head of its arrow begins.
        (start, _), (end, place) = way[0], way[-1]
        sign = 1 if start < end else -1
        tip = end - sign * _ARROW_GAP
        way = [*(point for point in way if sign * point[0] < sign * tip), (tip, place)]

    def at(along: float, across: float) -> str:
        return ",".join(map(_short, (along, across) if is_across else (across, along)))

    path = f"M{at(*way[0])}"
    for (start, from_), (end, to) in pairwise(way):
        middle = (start + end) / 2
        if abs(from_ - to) >= _STRAIGHT:
            path += f"C{at(middle, from_)} {at(middle, to)} {at(end, to)}"
        elif start != end:
            path += f"L{at(end, to)}"
    return f'<path class="{classes}" d="{path}"{arrow}/>'


def _short(value: float) -> str:
    """A number with no more digits than a drawing needs."""
    return f"{value:.1f}".removesuffix(".0")
