"""A graph as SVG at build time. A style sheet of the page, or of a book, gives it colors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from sphinx_glossary_terms.doctree.nodes import CENTER, lang
from sphinx_glossary_terms.graphs.flowchart import LINE_HEIGHT, MIRRORED, Box, Flowchart, Group, Label, Line, width
from sphinx_glossary_terms.graphs.layers import Curve, Point, Size, Way, layered
from sphinx_glossary_terms.model.characters import visible

_BASELINE = 5
_MARGIN = 3
_HEADING = 11  # from the top of a group to the middle of its heading
_STRAIGHT = 0.5  # so many pixels to the side are no bend
_ARROW_GAP = 4  # from the end of a line to the box, where the head of its arrow ends
_AROUND = 3  # from the boxes of a group to its frame
_BETWEEN = 13  # from a group to what is below it, with an arrow between them
_GAP = 6  # between two rows of groups
_LANES = (6, 13)  # how far beside the groups lines to lower ones run
_PORT = 6  # between the ends of lines at the box of the term
_STEP = 11  # between two rows of a group
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
    places, curves = _stacked(chart, labels, sizes) if chart.groups else _map(chart, sizes)
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


def _stacked(chart: Flowchart, labels: dict[str, Label], sizes: Mapping[str, Size]) -> tuple[_Places, _Curves]:
    """What comes before the term, its box, and the frames below it in rows.

    Lines to the first row are short. Those to the others leave the box at its sides and run beside the rows above.
    """
    across, down = chart.layout.across, chart.layout.down
    frames = {group.key: _frame(group, labels[group.key], sizes, across, down) for group in chart.groups}
    rows = [[group.key for group in row] for row in chart.in_rows(labels)]
    (center,) = chart.boxes
    above = [group.key for group in chart.groups if all(group.key not in row for row in rows)]
    places: _Places = {}
    ways: list[tuple[Line, list[Point]]] = []
    top = 0.0
    for row in [*([key] for key in above), [center.key], *rows]:
        wides = [frames[key].width if key in frames else sizes[key][0] for key in row]
        high = max(frames[key].height if key in frames else sizes[key][1] for key in row)
        left = -(sum(wides) + 2 * across * (len(row) - 1)) / 2
        for key, wide in zip(row, wides, strict=True):
            own = frames[key].height if key in frames else high
            places[key] = Rectangle(left + wide / 2, top + own / 2, wide, own)
            left += wide + 2 * across
        top += high + (_BETWEEN if key == center.key or key in above else _GAP)
    for key, frame in frames.items():
        x, y = places[key].x, places[key].y - frame.height / 2
        places |= {name: place._replace(x=place.x + x, y=place.y + y) for name, place in frame.places.items()}
        ways += [(line, [Point(at.x + x, at.y + y) for at in points]) for line, points in frame.curves]
    edge = max(places[key].width / 2 + abs(places[key].x) for row in ([center.key], *rows) for key in row)
    found = {line.end if line.start == center.key else line.start: line for line in chart.lines}
    for key in [*above, *(rows[0] if rows else ())]:
        upper, lower = (places[end] for end in (found[key].start, found[key].end))
        way = [Point(upper.x, upper.y + upper.height / 2), Point(lower.x, lower.y - lower.height / 2)]
        if key not in above and len(rows[0]) > 1:
            way[0] = Point(upper.x + (_PORT if lower.x > upper.x else -_PORT), way[0].y)
        ways.append((found[key], way))
    sides = [*_sides(rows[1:])]
    space = (_LANES[1] - _LANES[0]) / max([1, *(number for _key, _side, number in sides)])
    ways += [
        (found[key], _around(places[center.key], places[key], side * (edge + _LANES[0] + number * space), number))
        for key, side, number in sides
    ]
    return places, [(line, Curve(points, None)) for line, points in ways]


def _sides(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, int, int]]:
    """On which side of what is above it the line to a frame runs, -1 or 1, and which one it is there."""
    counts = {-1: 0, 1: 0}
    for row in rows:
        sides = (-1, 1) if len(row) > 1 or counts[-1] <= counts[1] else (1,)
        for key, side in zip(row, sides, strict=False):
            yield key, side, counts[side]
            counts[side] += 1


def _around(center: Rectangle, frame: Rectangle, lane: float, number: int) -> list[Point]:
    """A line from a side of the box of the term to that of a frame below others; the lowest one is the outermost."""
    side = 1 if lane > 0 else -1
    from_, to = center.y - number * _PORT + _PORT / 2, frame.y - frame.height / 2 + _HEADING
    return [
        Point(center.x + side * center.width / 2, from_),
        Point(lane, from_),
        Point(lane, to),
        Point(frame.x + side * frame.width / 2, to),
    ]


class _Frame(NamedTuple):
    """A frame whose middle is at 0, with the places of its boxes and lines from its upper edge."""

    width: float
    height: float
    places: _Places
    curves: list[tuple[Line, list[Point]]]


def _frame(group: Group, label: Label, sizes: Mapping[str, Size], across: float, down: float) -> _Frame:
    """A frame with its boxes: in layers if lines join them, or else in its rows."""
    places: _Places = {}
    curves: list[tuple[Line, list[Point]]] = []
    top = 2.0 * _HEADING
    if any(line.is_drawn for line in group.lines):
        found = layered([sizes[box.key] for box in group.boxes], _ways(group.boxes, group.lines), across, _STEP)
        inside = [Rectangle(*at, *sizes[box.key]) for at, box in zip(found.places, group.boxes, strict=True)]
        (left, _top), (right, bottom) = _corners_of(inside, found.curves)
        shift = (left + right) / 2
        for box, place in zip(group.boxes, inside, strict=True):
            places[box.key] = place._replace(x=place.x - shift, y=place.y + top)
        curves = [
            (line, [Point(x - shift, y + top) for x, y in curve.points])
            for line, curve in zip(group.lines, found.curves, strict=True)
            if line.is_drawn
        ]
        wide, bottom = right - left, bottom + top
    else:
        wide = bottom = 0.0
        for row in group.rows:
            in_row = [sizes[box.key] for box in row]
            total, high = sum(size[0] for size in in_row) + across * (len(row) - 1), max(size[1] for size in in_row)
            left = -total / 2
            for box, (width, height) in zip(row, in_row, strict=True):
                places[box.key] = Rectangle(left + width / 2, top + high / 2, width, height)
                left += width + across
            bottom = top + high
            top = bottom + down
            wide = max(wide, total)
    return _Frame(max(label.width, wide) + 2 * _AROUND, bottom + _AROUND, places, curves)


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
    if not is_across and points[0].y == points[1].y and points[0].x != points[1].x:
        return f'<path class="{classes}" d="{_bent(points, tip=_ARROW_GAP * line.has_arrow)}"{arrow}/>'
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


def _bent(points: Sequence[Point], tip: float) -> str:
    """The path of a line to the side, down and back, with round corners; it ends before the head of its arrow."""
    start, lane, _corner, end = points
    side = 1 if lane.x > start.x else -1
    x, inside, last = _short(lane.x), _short(lane.x - side * _PORT), _short(end.x + side * tip)
    return (
        f"M{_short(start.x)},{_short(start.y)}H{inside}Q{x},{_short(start.y)} {x},{_short(start.y + _PORT)}"
        f"V{_short(end.y - _PORT)}Q{x},{_short(end.y)} {inside},{_short(end.y)}H{last}"
    )


def _short(value: float) -> str:
    """A number with no more digits than a drawing needs."""
    return f"{value:.1f}".removesuffix(".0")
