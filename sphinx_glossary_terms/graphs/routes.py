"""The ways of lines from box to box: they turn only beside boxes, so that none passes under one that it does not join.

The layout puts boxes into ranks. For each rank that a line passes it has a point beside the boxes, but in the middle of
the rank: a curve along such points cuts the corners of wide boxes. So a line goes straight as far as the boxes of the
rank do, and turns between that rank and the next one. `static/glossary-maps.js` does the same in browsers.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence

from sphinx_glossary_terms.graphs.flowchart import Line
from sphinx_glossary_terms.graphs.layout import Layout, Point, Rectangle

_CLEAR = 8
"""The least distance between a box and a line that turns beside it, in pixels."""


class _Ranks:
    """Boxes, and labels of lines, by where the middle of their rank is."""

    def __init__(self, boxes: Iterable[Rectangle], /) -> None:
        self._boxes = list(boxes)
        self._found: dict[float, list[Rectangle]] = {}

    def at(self, place: Rectangle | Point, /) -> list[Rectangle]:
        """What is in the rank of a place; numbers of one rank may differ in their last digits."""
        if place.x not in self._found:
            self._found[place.x] = [box for box in self._boxes if abs(box.x - place.x) < 1]
        return self._found[place.x]


def routes(layout: Layout, lines: Sequence[Line], is_flat: bool, /) -> list[list[Point]]:
    """The points of each line in the order of the text. Between two of them it is straight, or turns once and back."""
    boxes = [_turned(box, is_flat) for box in layout.boxes]
    labels = [curve.label and _turned(curve.label, is_flat) for curve in layout.curves]
    ranks = _Ranks([*boxes, *filter(None, labels)])
    joined = Counter(frozenset((line.start, line.end)) for line in lines)
    ways = []
    for line, curve, label in zip(lines, layout.curves, labels, strict=True):
        # Only a line that others accompany, or that has a label, needs a place of its own between two ranks.
        passed = [Point(point.x, point.y) if is_flat else Point(point.y, point.x) for point in curve.points[1:-1]]
        if joined[frozenset((line.start, line.end))] == 1:
            passed = [point for point in passed if ranks.at(point)]
        way = _way(boxes[line.start], passed, boxes[line.end], ranks, label)
        ways.append([point if is_flat else Point(point.y, point.x) for point in way])
    return ways


def _way(
    start: Rectangle, passed: Iterable[Point], end: Rectangle, ranks: _Ranks, label: Rectangle | None
) -> list[Point]:
    ahead = 1 if end.x > start.x else -1
    stops = [Point(start.x, start.y), *passed, Point(end.x, end.y)]
    way = [Point(start.x + ahead * start.width / 2, start.y)]
    for here, there in itertools.pairwise(stops):
        low, high = sorted((here.y, there.y))
        for stop, side in ((here, ahead), (there, -ahead)):
            between = (
                box.width / 2 + _CLEAR
                for box in ranks.at(stop)
                if box is not label and box.y - box.height / 2 < high + _CLEAR and box.y + box.height / 2 > low - _CLEAR
            )
            way.append(Point(stop.x + side * max(between, default=0), stop.y))
    way.append(Point(end.x - ahead * end.width / 2, end.y))
    return way


def _turned(box: Rectangle, is_flat: bool) -> Rectangle:
    return box if is_flat else Rectangle(box.y, box.x, box.height, box.width)
