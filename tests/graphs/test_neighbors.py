"""The layout of the graph of a term, without a build."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_terms.graphs.flowchart import Box
from sphinx_glossary_terms.graphs.neighbors import (
    GROUP_COLUMNS,
    HIGHEST,
    Group,
    Neighbors,
    beside,
    height_of,
    is_low,
    packed,
)
from sphinx_glossary_terms.model.localize import LocalizedText

ROOM, GAP, ROW = 500, 6, 30


class Rows(NamedTuple):
    """A group laid out in rows; a character is eight pixels wide."""

    group: Group
    width: float
    height: float


def lay_with(columns: int) -> Callable[[Group, float], Rows]:
    """With fewer columns, labels have two lines: they are half as wide, and higher."""
    size, lines = (8.0, 1) if columns == GROUP_COLUMNS else (4.0, 2)

    def lay(group: Group, room: float) -> Rows:
        widths = [size * len(box.label.text) for box in group.boxes]
        rows = list(packed(widths, room, GAP))
        width = max(sum(widths[number] for number in row) + GAP * (len(row) - 1) for row in rows)
        return Rows(group, width, 40 + ROW * lines * len(rows))

    return lay


@st.composite
def charts(draw: st.DrawFn) -> Neighbors:
    """A term with up to five relations."""
    groups = []
    for number in range(draw(st.integers(1, 5))):
        lengths = draw(st.lists(st.integers(1, 70), min_size=1, max_size=12))
        boxes = tuple(Box(LocalizedText("x" * length, ""), "rounded", "node", "") for length in lengths)
        label = LocalizedText(f"relation {number}", "")
        groups.append(Group(label, f"r{number}", boxes, "solid", draw(st.booleans()), draw(st.booleans())))
    center = Box(LocalizedText("center", ""), "rounded", "node", "")
    return Neighbors(title="", description="", center=center, groups=tuple(groups))


@given(charts())
def test_what_is_low_enough_is_drawn_so(chart: Neighbors) -> None:
    """A graph shows as many terms as there is room for in the drawing that is made of it, not in another one."""
    if is_low(chart, ROOM, GAP, lay_with):
        assert height_of(beside(chart, ROOM, GAP, lay_with), GAP) <= HIGHEST
