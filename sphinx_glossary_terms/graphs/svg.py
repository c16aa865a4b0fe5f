"""A map or a learning path as SVG at build time."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence

from sphinx_glossary_terms.doctree.classes import node_class
from sphinx_glossary_terms.graphs.flowchart import Flowchart, Line
from sphinx_glossary_terms.graphs.layout import LayoutEngine, Point
from sphinx_glossary_terms.graphs.lines import BOLD, lines, width
from sphinx_glossary_terms.graphs.mermaid import BRACKETS, visible
from sphinx_glossary_terms.graphs.routes import routes
from sphinx_glossary_terms.graphs.shapes import ARROW_GAP, corners, edge, frame, node, pair, text
from sphinx_glossary_terms.model.graph import CENTER

_LINE_HEIGHT = 24
_MARGIN = 8
_BEND = 0.4  # of the way of a line that turns: how far it goes on as it was
# A letter that is not in merman's table of widths, and the width that merman takes for each such letter, in pixels.
_LETTER, _LETTER_WIDTH = "é", 9.6


def draw(chart: Flowchart, engine: LayoutEngine, anchor: str, /) -> str:
    """The SVG of a flowchart; its ids begin with an anchor that is unique on the page.

    Raises:
        DrawingError: its layout cannot be computed.
    """
    names = [f"n{number}" for number in range(len(chart.boxes))]
    labels = [lines(visible(box.label.text)) for box in chart.boxes]
    edge_labels = [lines(visible(line.label)) if line.label else [] for line in chart.lines]
    ends = [(names[line.start], names[line.end]) for line in chart.lines]
    layout = engine.layout(_source(chart, names, labels, edge_labels), ends, names)
    ways = routes(layout, chart.lines, chart.is_flat)
    # Lines may reach beyond the boxes: around one of them, for instance.
    reached = [Point(*corner) for box in layout.boxes for corner in corners(box)]
    reached += [point for way in ways for point in way]
    reached += [Point(*corner) for curve in layout.curves if curve.label for corner in corners(curve.label)]
    left, top = min(point.x for point in reached) - _MARGIN, min(point.y for point in reached) - _MARGIN
    across, down = max(point.x for point in reached) + _MARGIN - left, max(point.y for point in reached) + _MARGIN - top
    # The order of reading is that of the keyboard: along the drawing, or from top to bottom.
    forth = -1 if chart.direction == "RL" else 1
    order = sorted(
        range(len(names)),
        key=lambda number: (
            (forth * layout.boxes[number].x, layout.boxes[number].y)
            if across >= down
            else (layout.boxes[number].y, forth * layout.boxes[number].x)
        ),
    )
    of_links = ' tabindex="-1"' if chart.is_listed else ""
    return frame(
        chart,
        (left, top, across, down),
        (
            *(_edge(line, way, anchor, chart.is_flat) for line, way in zip(chart.lines, ways, strict=True)),
            *(
                text(label, curve.label, _LINE_HEIGHT, 'class="edge-label" ')
                for label, curve in zip(edge_labels, layout.curves, strict=True)
                if curve.label
            ),
            *(
                node(chart.boxes[number], labels[number], layout.boxes[number], _LINE_HEIGHT, of_links)
                for number in order
            ),
        ),
        anchor,
        'role="group" aria-hidden="true"' if chart.is_listed else 'role="group"',
    )


def _source(
    chart: Flowchart, names: Sequence[str], labels: Sequence[list[str]], edge_labels: Sequence[list[str]]
) -> str:
    """Mermaid text for merman to lay out, with letters of one width instead of the labels.

    So boxes have the sizes that the labels need, by our own table of widths, and nothing in a label is read as markup.
    """
    options = json.dumps({"flowchart": chart.spacing})
    source = [f"%%{{init: {options}}}%%", f"flowchart {chart.direction}"]
    for name, box, label in zip(names, chart.boxes, labels, strict=True):
        left, right = BRACKETS[box.shape]
        bold = BOLD if box.css == node_class(CENTER) else 1
        source.append(f'{name}{left}"{_placeholder(label, bold)}"{right}')
    for line, label in zip(chart.lines, edge_labels, strict=True):
        between = f'-->|"{_placeholder(label)}"|' if label else "-->"
        source.append(f"{names[line.start]} {between} {names[line.end]}")
    return "\n".join(source)


def _placeholder(label: list[str], factor: float = 1) -> str:
    return "<br/>".join(_LETTER * (1 + int(factor * width(line) / _LETTER_WIDTH)) for line in label)


def _edge(line: Line, way: Sequence[Point], anchor: str, is_flat: bool) -> str:
    # No style attribute: a Content-Security-Policy would have to allow it.
    stroke = f' stroke-width="{line.width}"' if line.width else ""
    if line.has_arrow:
        way = [*way[:-1], _before(way[-1], way[-2])]
    return edge(line.edge, line.has_arrow, "".join(_path(way, is_flat)), anchor, stroke)


def _before(end: Point, start: Point) -> Point:
    """The point of a line where the head of its arrow begins."""
    dx, dy = end.x - start.x, end.y - start.y
    length = (dx * dx + dy * dy) ** 0.5 or 1
    return Point(end.x - dx / length * ARROW_GAP, end.y - dy / length * ARROW_GAP)


def _path(way: Sequence[Point], is_flat: bool) -> Iterator[str]:
    """A path along the points of a line: where it turns, it leaves and arrives in the direction of the drawing."""
    yield f"M{pair(way[0])}"
    for start, end in itertools.pairwise(way):
        dx, dy = end.x - start.x, end.y - start.y
        if not (dx if is_flat else dy):
            continue
        if not (dy if is_flat else dx):
            yield f"L{pair(end)}"
            continue
        bend = (dx * _BEND, 0) if is_flat else (0, dy * _BEND)
        leaving, arriving = Point(start.x + bend[0], start.y + bend[1]), Point(end.x - bend[0], end.y - bend[1])
        yield f"C{pair(leaving)} {pair(arriving)} {pair(end)}"
