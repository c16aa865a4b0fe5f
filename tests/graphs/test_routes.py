"""The lines of maps and learning paths pass under no box that they do not join."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_glossary_terms.graphs import svg
from sphinx_glossary_terms.graphs.flowchart import Box, Flowchart, Line
from sphinx_glossary_terms.graphs.layout import LayoutEngine
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.page import GraphDirection
from sphinx_glossary_terms.model.relations import Shape
from support import drawings
from support.attack import examples


@pytest.fixture(scope="module")
def engine() -> LayoutEngine:
    return LayoutEngine()


@st.composite
def charts(draw: st.DrawFn) -> Flowchart:
    """Boxes of many widths, and any lines between them."""
    sizes = draw(st.lists(st.integers(0, 60), min_size=2, max_size=24))
    shapes = st.sampled_from(get_args(Shape))
    boxes = tuple(
        Box(LocalizedText(f"B{number}" + " word" * (size // 5), ""), draw(shapes), "term", "")
        for number, size in enumerate(sizes)
    )
    numbers = st.integers(0, len(boxes) - 1)
    pairs = draw(st.lists(st.tuples(numbers, numbers).filter(lambda pair: pair[0] != pair[1]), max_size=40))
    labels = draw(st.sampled_from(["", "12", "a relation"]))
    lines = tuple(Line(start, end, "solid", draw(st.booleans()), labels, 0) for start, end in pairs)
    direction = draw(st.sampled_from(get_args(GraphDirection)))
    return Flowchart(direction=direction, title="T", description="D", boxes=boxes, lines=lines)


@settings(max_examples=examples(100, 100, 400))
@given(chart=charts())
def test_no_line_passes_under_a_box(engine: LayoutEngine, chart: Flowchart) -> None:
    drawn = svg.draw(chart, engine, "x")
    assert drawings.crossed(drawn) == []
    boxes, lines = drawings.boxes(drawn), drawings.lines(drawn)
    names = [box.label.text for box in chart.boxes]
    assert [drawings.ends(line, boxes) for line in lines] == [
        [[names[line.start]], [names[line.end]]] for line in chart.lines
    ]
