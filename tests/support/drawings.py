"""Drawings as geometry: which lines pass under which boxes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple, TypeAlias

Point: TypeAlias = "tuple[float, float]"


class Box(NamedTuple):
    """A box with its label."""

    label: str
    left: float
    top: float
    right: float
    bottom: float

    def has(self, point: Point, margin: float = 0) -> bool:
        """Whether a point is inside, or at most so far outside."""
        across, down = point
        return self.left - margin < across < self.right + margin and self.top - margin < down < self.bottom + margin


def boxes(svg: str, /) -> list[Box]:
    """The boxes of a drawing that was made at build time."""
    found = []
    for _tag, content in re.findall(r'<(a|g) class="node [^>]*>(.*?)</\1>', svg):
        label = unescape(re.sub("<[^>]*>", "", content))
        if points := re.search(r'<polygon points="([^"]*)"', content):
            numbers = [float(number) for number in re.findall(r"-?[\d.]+", points[1])]
            box = Box(label, min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2]))
        else:
            ((left, top, across, down),) = re.findall(
                r'<rect x="(.*?)" y="(.*?)" width="(.*?)" height="(.*?)"', content
            )
            box = Box(label, float(left), float(top), float(left) + float(across), float(top) + float(down))
        found.append(box)
    return found


def lines(svg: str, /) -> list[list[Point]]:
    """The lines of a drawing, each as many points."""
    return [list(_points(path)) for path in re.findall(r'<path class="edge[^"]*" d="([^"]*)"', svg)]


def _points(path: str) -> Iterator[Point]:
    here: Point = (0, 0)
    for command, written in re.findall(r"([MLC])([^MLC]*)", path):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", written)]
        through = [here, *zip(numbers[::2], numbers[1::2], strict=True)]
        if command == "M":
            here = through[-1]
            yield here
            continue
        for step in range(1, 201):
            yield _on_curve(through, step / 200)
        here = through[-1]


def _on_curve(through: list[Point], part: float) -> Point:
    """De Casteljau's way to a point of a Bézier curve."""
    while len(through) > 1:
        through = [
            (x + (next_x - x) * part, y + (next_y - y) * part)
            for (x, y), (next_x, next_y) in itertools.pairwise(through)
        ]
    return through[0]


def ends(line: list[Point], all_boxes: list[Box], /) -> list[list[str]]:
    """The labels of the boxes at both ends of a line."""
    return [[box.label for box in all_boxes if box.has(end, 5)] for end in (line[0], line[-1])]


def crossed(svg: str, /) -> list[tuple[str, str, str]]:
    """The lines that pass under boxes that they do not join: both ends, and the box."""
    all_boxes, found = boxes(svg), set()
    for line in lines(svg):
        (start,), (end,) = ends(line, all_boxes)
        found |= {
            (start, end, box.label)
            for box in all_boxes
            if box.label not in {start, end} and any(box.has(point) for point in line)
        }
    return sorted(found)
