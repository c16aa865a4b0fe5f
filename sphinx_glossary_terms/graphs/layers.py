"""Boxes in rows, each below what its lines come from: a layered drawing, which crosses no box with a line.

The steps are those of K. Sugiyama, S. Tagawa and M. Toda, "Methods for visual understanding of hierarchical system
structures" (1981): a line that passes a row gets a place in it; each row is ordered by the means of its neighbors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TypeAlias

from sphinx_glossary_terms.graphs.layout import Point, Rectangle

Rows: TypeAlias = "list[list[int]]"

_SWEEPS = 4


class Layers:
    """A layered drawing of boxes of some widths and heights, so many in each step, so far apart.

    A line leads from a box to one of a later row. The size is known at once; places are computed when they are used,
    since most drawings are only compared by their size.
    """

    def __init__(
        self,
        sizes: Sequence[tuple[float, float]],
        steps: Sequence[int],
        lines: Sequence[tuple[int, int]],
        /,
        *,
        across: float,
        down: float,
    ) -> None:
        self._sizes, self._steps, self._lines = sizes, steps, lines
        self._across, self._down = across, down
        ends = [*accumulate(steps)]
        self._heights = [
            max([height for _width, height in sizes[end - step : end]]) for end, step in zip(ends, steps, strict=True)
        ]
        self.width = max(row_widths([width for width, _height in sizes], steps, lines, across))
        self.height = sum(self._heights) + down * (len(steps) - 1)

    @property
    def places(self) -> list[Rectangle]:
        """Where the boxes are, in their order."""
        return self._drawn[0]

    @property
    def lines(self) -> list[list[Point]]:
        """The points of each line, from the lower edge of a box to the upper edge of another, two in a row between."""
        return self._drawn[1]

    @cached_property
    def _drawn(self) -> tuple[list[Rectangle], list[list[Point]]]:
        sizes = self._sizes
        rows, ways = _rows(self._steps, self._lines)
        before, after = _neighbors(ways)
        for sweep in range(_SWEEPS):
            _order(rows if sweep % 2 == 0 else rows[::-1], before if sweep % 2 == 0 else after)
        widths = {item: sizes[item][0] if item < len(sizes) else 0.0 for row in rows for item in row}
        middles = _settled(rows, widths, before, after, self._across)
        places, tops, top = [Rectangle(0, 0, 0, 0)] * len(sizes), [], 0.0
        for row, height in zip(rows, self._heights, strict=True):
            tops.append((top, height))
            for item in row:
                if item < len(sizes):
                    places[item] = Rectangle(middles[item], top + height / 2, *sizes[item])
            top += height + self._down
        lines = []
        number_of = {item: number for number, row in enumerate(rows) for item in row}
        for start, *between, end in ways:
            points = [Point(places[start].x, places[start].y + places[start].height / 2)]
            for item in between:
                above, high = tops[number_of[item]]
                points += [Point(middles[item], above), Point(middles[item], above + high)]
            lines.append([*points, Point(places[end].x, places[end].y - places[end].height / 2)])
        return places, lines


def row_widths(
    widths: Sequence[float], steps: Sequence[int], lines: Iterable[tuple[int, int]], gap: float, /
) -> list[float]:
    """How wide each row is, with the places of lines that pass it."""
    row_of = [row for row, size in enumerate(steps) for _ in range(size)]
    totals = [-gap] * len(steps)
    for row, width in zip(row_of, widths, strict=True):
        totals[row] += width + gap
    for start, end in lines:
        for row in range(row_of[start] + 1, row_of[end]):
            totals[row] += gap
    return totals


def _rows(steps: Iterable[int], lines: Iterable[tuple[int, int]]) -> tuple[Rows, list[list[int]]]:
    """The items of each row, and the items of each line: boxes by their numbers, and places of lines by higher ones."""
    rows: Rows = []
    count = 0
    for size in steps:
        rows.append(list(range(count, count + size)))
        count += size
    row_of = {item: number for number, row in enumerate(rows) for item in row}
    ways = []
    for start, end in lines:
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
        positions = [places[other] for other in neighbors.get(item, ()) if other in places]
        return sum(positions) / len(positions) if positions else own[item]

    return mean


def _settled(
    rows: Rows, widths: dict[int, float], before: dict[int, list[int]], after: dict[int, list[int]], gap: float
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


def _width(row: Sequence[int], widths: dict[int, float], gap: float) -> float:
    return sum(widths[item] for item in row) + gap * (len(row) - 1)
