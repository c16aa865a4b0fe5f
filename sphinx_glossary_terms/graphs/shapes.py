"""The parts of a drawing as SVG: boxes, texts, the frame. A style sheet of the page, or of a book, does the rest."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from sphinx_glossary_terms.doctree.language import lang
from sphinx_glossary_terms.graphs.flowchart import Box, Flowchart
from sphinx_glossary_terms.graphs.layout import Point, Rectangle
from sphinx_glossary_terms.graphs.mermaid import visible
from sphinx_glossary_terms.graphs.neighbors import Neighbors
from sphinx_glossary_terms.model.relations import Edge

ARROW_GAP = 4
"""How many pixels the end of a line is from the box at which the head of its arrow ends."""

_BASELINE = 5.5
_SIDE = 8  # of a box with double sides
# For a page without our style sheet: the rules of a style sheet go before attributes.
_INK = 'fill="currentColor" stroke="none"'


def frame(
    chart: Flowchart | Neighbors, view: Iterable[float], content: Iterable[str], anchor: str, attributes: str, /
) -> str:
    """A whole drawing of a chart; its ids begin with an anchor that is unique on the page."""
    left, top, across, down = map(short, view)
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}" '
            f'viewBox="{left} {top} {across} {down}" fill="none" stroke="currentColor" '
            f'text-anchor="middle" {attributes} aria-label="{escape(visible(chart.title))}" '
            # Without the class, Sphinx's highlighting of a search stops here with an error: there is no place to mark.
            f'aria-describedby="{anchor}-desc"><desc id="{anchor}-desc" class="nohighlight">'
            f"{escape(visible(chart.description))}</desc>"
            f'<defs><marker id="{anchor}-arrow" viewBox="0 0 10 10" refX="6" refY="5" markerWidth="9" '
            f'markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path {_INK} d="M0 0 10 5 0 10z"/></marker>'
            "</defs>",
            *content,
            "</svg>",
        )
    )


def corners(place: Rectangle, /) -> tuple[tuple[float, float], tuple[float, float]]:
    """The first and the last corner of a place."""
    dx, dy = place.width / 2, place.height / 2
    return (place.x - dx, place.y - dy), (place.x + dx, place.y + dy)


def node(box: Box, label: list[str], place: Rectangle, line_height: float, /, attributes: str = "") -> str:
    """A box with its label, and its link."""
    marks = f'class="node {box.css}"{lang(box.label.language)}'
    content = _shape(box, place) + text(label, place, line_height)
    if box.address:
        return f'<a {marks} href="{escape(box.address)}"{attributes}>{content}</a>'
    return f"<g {marks}>{content}</g>"


def _shape(box: Box, place: Rectangle) -> str:
    (left, top), (right, bottom) = corners(place)
    if box.shape in {"rectangle", "rounded"}:
        corner = ' rx="14"' if box.shape == "rounded" else ""
        size = f'width="{short(place.width)}" height="{short(place.height)}"'
        return f'<rect x="{short(left)}" y="{short(top)}" {size}{corner}/>'
    if box.shape == "hexagon":
        side = place.height / 4
        points = [(left, place.y), (left + side, top), (right - side, top), (right, place.y)]
        points += [(right - side, bottom), (left + side, bottom)]
    else:
        # The outline, and the two sides inside it; both clockwise, or there would be a hole between these sides.
        points = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top), (right - _SIDE, top)]
        points += [(right - _SIDE, bottom), (left + _SIDE, bottom), (left + _SIDE, top)]
    return f'<polygon points="{" ".join(pair(Point(*point)) for point in points)}"/>'


def edge(kind: Edge, has_arrow: bool, path: str, anchor: str, /, attributes: str = "") -> str:
    """A line; `anchor` is that of the drawing."""
    classes = "edge" if kind == "solid" else f"edge {kind}"
    arrow = f' marker-end="url(#{anchor}-arrow)"' if has_arrow else ""
    return f'<path class="{classes}" d="{path}"{attributes}{arrow}/>'


def text(label: list[str], place: Rectangle, line_height: float, /, attributes: str = "") -> str:
    """A text in the middle of its place."""
    top = place.y + _BASELINE - line_height * (len(label) - 1) / 2
    x = short(place.x)
    if len(label) == 1:
        return f'<text {attributes}{_INK} x="{x}" y="{short(top)}">{escape(label[0])}</text>'
    # A line ends in the space at which it was broken, or in none: so the text can be copied as it is.
    parts = (
        f'<tspan x="{x}" y="{short(top + line_height * number)}">{escape(line)}</tspan>'
        for number, line in enumerate(label)
    )
    return f"<text {attributes}{_INK}>{''.join(parts)}</text>"


def pair(point: Point, /) -> str:
    """A point in a path."""
    return f"{short(point.x)},{short(point.y)}"


def short(value: float, /) -> str:
    """A number with no more digits than a drawing needs."""
    return f"{value:.1f}".removesuffix(".0")
