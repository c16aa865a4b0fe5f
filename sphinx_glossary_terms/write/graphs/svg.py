"""A graph as SVG at build time: a style sheet of the page, or of a book, does the rest."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from html import escape

from sphinx_glossary_terms.model.graph.neighborhoods import CENTER
from sphinx_glossary_terms.write.classes import node_class
from sphinx_glossary_terms.write.graphs.flowchart import Box, Flowchart, Line
from sphinx_glossary_terms.write.graphs.layout import Box as Place
from sphinx_glossary_terms.write.graphs.layout import LayoutEngine, Point
from sphinx_glossary_terms.write.graphs.lines import lines, width
from sphinx_glossary_terms.write.graphs.mermaid import BRACKETS, visible
from sphinx_glossary_terms.write.graphs.routes import routes

_LINE_HEIGHT = 24
_BASELINE = 5.5
_MARGIN = 8
_BEND = 0.4  # of the way of a line that turns: how far it goes on as it was
_ARROW_GAP = 4  # between the end of a line and the box at which the head of its arrow ends
_SIDE = 8  # of a box with double sides
# A letter that is not in merman's table of widths, and the width that merman takes for each such letter, in pixels.
_LETTER, _LETTER_WIDTH = "é", 9.6
_BOLD = 1.12  # times as wide
# For a page without our style sheet: the rules of a style sheet go before attributes.
_INK = 'fill="currentColor" stroke="none"'


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
    corners = [Point(*corner) for box in layout.boxes for corner in _corners(box)]
    corners += [point for way in ways for point in way]
    corners += [Point(*corner) for curve in layout.curves if curve.label for corner in _corners(curve.label)]
    left, top = min(point.x for point in corners) - _MARGIN, min(point.y for point in corners) - _MARGIN
    across, down = max(point.x for point in corners) + _MARGIN - left, max(point.y for point in corners) + _MARGIN - top
    # The order of reading is that of the keyboard: from left to right, or from top to bottom.
    order = sorted(
        range(len(names)),
        key=lambda number: layout.boxes[number][:2] if across >= down else layout.boxes[number][1::-1],
    )
    size = f'width="{_number(across)}" height="{_number(down)}"'
    view = f'viewBox="{_number(left)} {_number(top)} {_number(across)} {_number(down)}"'
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" style="--glossary-width:{_number(across)}px" {size} {view} '
            'fill="none" stroke="currentColor" text-anchor="middle" role="group" '
            f'aria-label="{escape(visible(chart.title))}" aria-describedby="{anchor}-desc">'
            f'<desc id="{anchor}-desc">{escape(visible(chart.description))}</desc><defs><marker id="{anchor}-arrow" '
            'viewBox="0 0 10 10" refX="6" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" '
            f'orient="auto"><path {_INK} d="M0 0 10 5 0 10z"/></marker></defs>',
            *(_edge(line, way, anchor, chart.is_flat) for line, way in zip(chart.lines, ways, strict=True)),
            *(
                _text(label, curve.label, 'class="edge-label" ')
                for label, curve in zip(edge_labels, layout.curves, strict=True)
                if curve.label
            ),
            *(_node(chart.boxes[number], labels[number], layout.boxes[number]) for number in order),
            "</svg>",
        )
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
        bold = _BOLD if box.css == node_class(CENTER) else 1
        source.append(f'{name}{left}"{_placeholder(label, bold)}"{right}')
    for line, label in zip(chart.lines, edge_labels, strict=True):
        between = f'-->|"{_placeholder(label)}"|' if label else "-->"
        source.append(f"{names[line.start]} {between} {names[line.end]}")
    return "\n".join(source)


def _placeholder(label: list[str], factor: float = 1) -> str:
    return "<br/>".join(_LETTER * (1 + int(factor * width(line) / _LETTER_WIDTH)) for line in label)


def _corners(place: Place) -> tuple[tuple[float, float], tuple[float, float]]:
    dx, dy = place.width / 2, place.height / 2
    return (place.x - dx, place.y - dy), (place.x + dx, place.y + dy)


def _edge(line: Line, way: Sequence[Point], anchor: str, is_flat: bool) -> str:
    classes = "edge" if line.edge == "solid" else f"edge {line.edge}"
    style = f' style="stroke-width:{line.width}px"' if line.width else ""
    arrow = f' marker-end="url(#{anchor}-arrow)"' if line.has_arrow else ""
    if line.has_arrow:
        way = [*way[:-1], _before(way[-1], way[-2])]
    return f'<path class="{classes}" d="{"".join(_path(way, is_flat))}"{style}{arrow}/>'


def _before(end: Point, start: Point) -> Point:
    """The point of a line where the head of its arrow begins."""
    dx, dy = end.x - start.x, end.y - start.y
    length = (dx * dx + dy * dy) ** 0.5 or 1
    return Point(end.x - dx / length * _ARROW_GAP, end.y - dy / length * _ARROW_GAP)


def _path(way: Sequence[Point], is_flat: bool) -> Iterator[str]:
    """A path along the points of a line: where it turns, it leaves and arrives in the direction of the drawing."""
    yield f"M{_pair(way[0])}"
    for start, end in itertools.pairwise(way):
        dx, dy = end.x - start.x, end.y - start.y
        if not (dx if is_flat else dy):
            continue
        if not (dy if is_flat else dx):
            yield f"L{_pair(end)}"
            continue
        bend = (dx * _BEND, 0) if is_flat else (0, dy * _BEND)
        leaving, arriving = Point(start.x + bend[0], start.y + bend[1]), Point(end.x - bend[0], end.y - bend[1])
        yield f"C{_pair(leaving)} {_pair(arriving)} {_pair(end)}"


def _node(box: Box, label: list[str], place: Place) -> str:
    language = f' lang="{escape(box.label.language)}"' if box.label.language else ""
    attributes = f'class="node {box.css}"{language}'
    content = _shape(box, place) + _text(label, place)
    if box.address:
        return f'<a {attributes} href="{escape(box.address)}">{content}</a>'
    return f"<g {attributes}>{content}</g>"


def _shape(box: Box, place: Place) -> str:
    (left, top), (right, bottom) = _corners(place)
    if box.shape in {"rectangle", "rounded"}:
        corner = ' rx="14"' if box.shape == "rounded" else ""
        size = f'width="{_number(place.width)}" height="{_number(place.height)}"'
        return f'<rect x="{_number(left)}" y="{_number(top)}" {size}{corner}/>'
    if box.shape == "hexagon":
        side = place.height / 4
        points = [(left, place.y), (left + side, top), (right - side, top), (right, place.y)]
        points += [(right - side, bottom), (left + side, bottom)]
    else:
        # The outline, and the two sides inside it.
        points = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top), (left + _SIDE, top)]
        points += [(left + _SIDE, bottom), (right - _SIDE, bottom), (right - _SIDE, top)]
    return f'<polygon points="{" ".join(_pair(Point(*point)) for point in points)}"/>'


def _text(label: list[str], place: Place, attributes: str = "") -> str:
    top = place.y + _BASELINE - _LINE_HEIGHT * (len(label) - 1) / 2
    x = _number(place.x)
    if len(label) == 1:
        return f'<text {attributes}{_INK} x="{x}" y="{_number(top)}">{escape(label[0])}</text>'
    # A line ends in the space at which it was broken, or in none: so the text can be copied as it is.
    parts = (
        f'<tspan x="{x}" y="{_number(top + _LINE_HEIGHT * number)}">{escape(line)}</tspan>'
        for number, line in enumerate(label)
    )
    return f"<text {attributes}{_INK}>{''.join(parts)}</text>"


def _pair(point: Point) -> str:
    return f"{_number(point.x)},{_number(point.y)}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
