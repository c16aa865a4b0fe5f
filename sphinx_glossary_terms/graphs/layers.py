"""Boxes in rows, each below what its lines come from: a layered drawing, which crosses no box with a line.

The steps are those of K. Sugiyama, S. Tagawa and M. Toda, "Methods for visual understanding of hierarchical system
structures" (1981): a line that passes a row gets a place in it; each row is ordered by the means of its neighbors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice, pairwise
from typing import TypeAlias

from sphinx_glossary_terms.graphs.layout import Point, Rectangle
from sphinx_glossary_terms.graphs.neighbors import Steps

Rows: TypeAlias = "list[list[int]]"

_SWEEPS = 4


def layered(
    widths: Sequence[float], heights: Sequence[float], steps: Steps, /, *, across: float, down: float
) -> tuple[list[Rectangle], list[list[Point]]]:
    """Where boxes of some widths and heights are, so far apart; and the points of each line.

    A line leads from the lower edge of a box to the upper edge of one in a later row, with two points in each row
    between.
    """
    rows, ways = _rows(steps)
    before, after = _neighbors(ways)
    for sweep in range(_SWEEPS):
        _order(rows if sweep % 2 == 0 else rows[::-1], before if sweep % 2 == 0 else after)
    count = len(widths)
    all_widths = [*widths, *[0.0] * (sum(map(len, rows)) - count)]
    middles = _settled(rows, all_widths, before, after, across)
    places: dict[int, Rectangle] = {}
    top = 0.0
    for row in rows:
        high = max(heights[item] for item in row if item < count)
        for item in row:
            height = heights[item] if item < count else high
            places[item] = Rectangle(middles[item], top + high / 2, all_widths[item], height)
        top += high + down
    lines = []
    for way in ways:
        ends = [(places[start], places[end]) for start, end in pairwise(way)]
        points = [(Point(s.x, s.y + s.height / 2), Point(e.x, e.y - e.height / 2)) for s, e in ends]
        lines.append([*chain(*points)])
    return [places[item] for item in range(count)], lines


def row_widths(
    widths: Iterable[float], rows: Sequence[int], lines: Iterable[tuple[int, int]], gap: float, /
) -> list[float]:
    """How wide rows of so many boxes are, with the places of lines that pass them."""
    left = iter(widths)
    totals = [sum([width + gap for width in islice(left, size)], -gap) for size in rows]
    row_of = [row for row, size in enumerate(rows) for _ in range(size)]
    for start, end in lines:
        for row in range(row_of[start] + 1, row_of[end]):
            totals[row] += gap
    return totals


def _rows(steps: Steps) -> tuple[Rows, list[list[int]]]:
    """The items of each row, and the items of each line: boxes by their numbers, and places of lines by higher ones."""
    rows: Rows = []
    count = 0
    for size in steps.sizes:
        rows.append(list(range(count, count + size)))
        count += size
    row_of = {item: number for number, row in enumerate(rows) for item in row}
    ways = []
    for start, end in steps.lines:
        way = [start]
        for row in rows[row_of[start] + 1 : row_of[end]]:
            row.append(count)
            way.append(count)
            count += 1
        ways.append([*way, end])
    return rows, ways


def _neighbors(ways: Iterable[Sequence[int]]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """What each item is connected with in the row above, and in the row below."""
    before: dict[int, list[int]] = {}
    after: dict[int, list[int]] = {}
    for way in ways:
        for start, end in pairwise(way):
            before.setdefault(end, []).append(start)
            after.setdefault(start, []).append(end)
    return before, after


def _order(rows: Rows, neighbors: dict[int, list[int]]) -> None:
    """Order each row by the means of the places in the row before that its items are connected with."""
    for previous, row in pairwise(rows):
        positions = {item: number + (1 - len(previous)) / 2 for number, item in enumerate(previous)}
        own = {item: number + (1 - len(row)) / 2 for number, item in enumerate(row)}
        row.sort(key=_mean_of(neighbors, positions, own))


def _mean_of(
    neighbors: dict[int, list[int]], places: dict[int, float], own: dict[int, float]
) -> Callable[[int], float]:
    """The mean of the places of what an item is connected with; its own where that is nothing."""

    def mean(item: int) -> float:
        positions = [places[other] for other in neighbors.get(item, ())]
        return sum(positions) / len(positions) if positions else own[item]

    return mean


def _settled(
    rows: Rows, widths: Sequence[float], before: dict[int, list[int]], after: dict[int, list[int]], gap: float
) -> dict[int, float]:
    """The middle of each item: as near as may be to the mean of those that it is connected with."""
    width = max(_width(row, widths, gap) for row in rows)
    middles: dict[int, float] = {}
    for row in rows:
        left = (width - _width(row, widths, gap)) / 2
        for item in row:
            middles[item] = left + widths[item] / 2
            left += widths[item] + gap
    for sweep in range(_SWEEPS):
        neighbors = after if sweep % 2 == 0 else before
        for row in rows[-2::-1] if sweep % 2 == 0 else rows[1:]:
            wanted = list(map(_mean_of(neighbors, middles, middles), row))
            middles.update(zip(row, _apart(wanted, [widths[item] for item in row], gap, width), strict=True))
    return middles


def _apart(wanted: Sequence[float], widths: Sequence[float], gap: float, width: float) -> list[float]:
    """The middles of items of one row that do not touch, inside the width of the drawing."""

    def pushed(wanted: Sequence[float], widths: Sequence[float]) -> list[float]:
        """From the first to the last, each no nearer to the one before than the gap."""
        middles: list[float] = []
        edge, rest = 0.0, sum(widths) + gap * (len(widths) - 1)
        for middle, size in zip(wanted, widths, strict=True):
            edge = max(edge, min(middle - size / 2, width - rest))
            middles.append(edge + size / 2)
            edge, rest = edge + size + gap, rest - size - gap
        return middles

    from_left = pushed(wanted, widths)
    from_right = pushed([width - middle for middle in reversed(wanted)], widths[::-1])
    return [(left + width - right) / 2 for left, right in zip(from_left, reversed(from_right), strict=True)]


def _width(row: Sequence[int], widths: Sequence[float], gap: float) -> float:
    return sum(widths[item] for item in row) + gap * (len(row) - 1)
