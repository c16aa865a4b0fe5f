"""A graph as SVG at build time. A style sheet of the page, or of a book, gives it colors."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape

from sphinx_glossary_terms.doctree.language import lang
from sphinx_glossary_terms.doctree.nodes import CENTER
from sphinx_glossary_terms.graphs.flowchart import Box, Flowchart, Group, Line
from sphinx_glossary_terms.graphs.layout import Curve, LayoutEngine, Point, Rectangle
from sphinx_glossary_terms.graphs.mermaid import HEADER, body, names_of, visible
from sphinx_glossary_terms.model.characters import HAN, HIRAGANA, KATAKANA

FONT_SIZE = 14
"""The font size of labels in drawings, in pixels, as in the style sheet."""

_LINE_HEIGHT = 21
_BASELINE = 5
_MARGIN = 4
_HEADING = 16  # from the top of a group to the middle of its heading
_ARROW_GAP = 4  # from the end of a line to the box, where the head of its arrow ends
# As many pixels as most fonts need for what a browser wraps at the width of the text.
_LONGEST_IN_GROUP, _LONGEST = 84, 230
_PADDING = 4  # from the boxes of a group to its frame, more than merman has
# merman makes no label less than 120 pixels wide, so it lays out a graph that is three times as large. What it adds
# inside of groups, in pixels, stays the same.
_SCALE = 3
_ADDED = 25
# A letter that is not in merman's table of widths, and the width that merman takes for each such letter.
_LETTER, _LETTER_WIDTH = "é", 0.6 * FONT_SIZE
# For a page without our style sheet: the rules of a style sheet go before attributes.
_INK = 'fill="currentColor" stroke="none"'


def draw(chart: Flowchart, engine: LayoutEngine, anchor: str, /) -> str:
    """The SVG of a graph; its ids begin with an anchor that is unique on the page.

    Raises:
        DrawingError: its layout cannot be computed.
    """
    labels = {item.key: _in_lines(chart, item) for item in chart.items}
    # merman gets letters of one width instead of the labels. So boxes have the sizes that the labels need, by our own
    # table of widths, and nothing in a label is read as markup. With `<br/>` merman would take twice as long.
    boxes, names = list(chart.all_boxes), names_of(chart)
    text = _header(chart) + body(
        chart, names, lambda item: r"\n".join(_placeholder(line, item) for line in labels[item.key]), 1
    )
    ends = [(names[line.start], names[line.end]) for line in chart.all_lines]
    layout = engine.layout(text, ends, list(names.values()), _SCALE)
    places = {key: layout.places[name] for key, name in names.items()}
    for group in chart.groups:
        x, y, width_, height = places[group.key]
        places[group.key] = Rectangle(x, y, width_ + 2 * _PADDING, height + 2 * _PADDING)
    curves = [_curve(chart, line, curve, places) for line, curve in zip(chart.all_lines, layout.curves, strict=True)]
    reached = [corner for place in places.values() for corner in _corners(place)]
    reached += [point for curve in curves for point in curve.points]
    reached += [corner for curve in curves if curve.label for corner in _corners(curve.label)]
    left, top = min(point.x for point in reached) - _MARGIN, min(point.y for point in reached) - _MARGIN
    across, down = max(point.x for point in reached) + _MARGIN - left, max(point.y for point in reached) + _MARGIN - top
    parts = [
        *(_group(group, places[group.key], labels[group.key]) for group in chart.groups),
        *(_edge(line, curve.points, anchor) for line, curve in zip(chart.all_lines, curves, strict=True)),
        *(
            _text([line.label], curve.label, ' class="edge-label"')
            for line, curve in zip(chart.all_lines, curves, strict=True)
            if curve.label
        ),
        *(_node(box, places[box.key], labels[box.key]) for box in boxes),
    ]
    hidden = ' aria-hidden="true"' if chart.is_listed else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_short(across)}" height="{_short(down)}" viewBox="'
        f'{_short(left)} {_short(top)} {_short(across)} {_short(down)}" fill="none" stroke="currentColor" '
        f'text-anchor="middle" role="group"{hidden} aria-label="{escape(visible(chart.title))}">'
        f'<defs><marker id="{anchor}-arrow" viewBox="0 0 10 10" refX="6" refY="5" markerWidth="9" markerHeight="9" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path {_INK} d="M0 0 10 5 0 10z"/></marker></defs>'
        f"{''.join(parts)}</svg>"
    )


def _curve(chart: Flowchart, line: Line, curve: Curve, places: Mapping[str, Rectangle]) -> Curve:
    """A line; between groups, which stand below one another, it is straight, from frame to frame."""
    if not chart.groups or line not in chart.lines:
        return curve
    start, end = places[line.start], places[line.end]
    x = start.x if line.end in {group.key for group in chart.groups} else end.x
    return Curve((Point(x, start.y + start.height / 2), Point(x, end.y - end.height / 2)), None)


def _header(chart: Flowchart) -> str:
    across, down, padding = (_SCALE * value for value in chart.layout[1:])
    if chart.groups:
        down += (_SCALE - 1) * _ADDED
    return HEADER.format(
        font_size=_SCALE * FONT_SIZE,
        width=100_000,  # labels come in lines already
        across=across,
        down=down,
        padding=padding,
        above=_SCALE * 2,
        below=_SCALE * 10,
    )


def _in_lines(chart: Flowchart, item: Box | Group) -> list[str]:
    text = visible(item.label.text)
    return [text] if isinstance(item, Group) else lines(text, _LONGEST_IN_GROUP if chart.groups else _LONGEST)


def _placeholder(line: str, item: Box | Group) -> str:
    factor = BOLD if isinstance(item, Group) or item.css == CENTER else 1
    return _LETTER * max(1, round(factor * width(line) / _LETTER_WIDTH))


def _corners(place: Rectangle) -> tuple[Point, Point]:
    dx, dy = place.width / 2, place.height / 2
    return Point(place.x - dx, place.y - dy), Point(place.x + dx, place.y + dy)


def _group(group: Group, place: Rectangle, label: list[str]) -> str:
    heading = Rectangle(place.x, place.y - place.height / 2 + _HEADING, 0, 0)
    return f'<g class="group {group.css}"{lang(group.label.language)}>{_rect(place, 8)}{_text(label, heading)}</g>'


def _node(box: Box, place: Rectangle, label: list[str]) -> str:
    """A box with its label, and its link."""
    marks = f'class="node {box.css}"{lang(box.label.language)}'
    content = _rect(place, 10 if box.css == CENTER else 4) + _text(label, place)
    if not box.address:
        return f"<g {marks}>{content}</g>"
    attributes = ' tabindex="-1"' if box.is_listed else ""
    return f'<a {marks} href="{escape(box.address)}"{attributes}>{content}</a>'


def _rect(place: Rectangle, radius: int) -> str:
    (left, top), _end = _corners(place)
    size = f'width="{_short(place.width)}" height="{_short(place.height)}"'
    return f'<rect x="{_short(left)}" y="{_short(top)}" {size} rx="{radius}"/>'


def _text(label: list[str], place: Rectangle, attributes: str = "") -> str:
    """A text in the middle of its place. A line ends in the space at which it was broken, so that a copy has it."""
    top = place.y + _BASELINE - _LINE_HEIGHT * (len(label) - 1) / 2
    x = _short(place.x)
    parts = (
        f'<tspan x="{x}" y="{_short(top + _LINE_HEIGHT * number)}">{escape(line)}</tspan>'
        for number, line in enumerate(label)
    )
    return f"<text{attributes} {_INK}>{''.join(parts)}</text>"


def _edge(line: Line, points: Sequence[Point], anchor: str) -> str:
    classes = "edge" if line.edge == "solid" else f"edge {line.edge}"
    arrow = f' marker-end="url(#{anchor}-arrow)"' if line.has_arrow else ""
    if line.has_arrow:
        points = [*points[:-1], _before(points[-1], points[-2])]
    return f'<path class="{classes}" d="{"".join(_spline(points))}"{arrow}/>'


def _before(end: Point, start: Point) -> Point:
    """The point of a line where the head of its arrow begins."""
    dx, dy = end.x - start.x, end.y - start.y
    length = (dx * dx + dy * dy) ** 0.5 or 1
    return Point(end.x - dx / length * _ARROW_GAP, end.y - dy / length * _ARROW_GAP)


def _spline(points: Sequence[Point]) -> Iterator[str]:
    """A uniform cubic B-spline from the first to the last point, as Mermaid draws lines (`curveBasis` of d3-shape)."""
    first, last = points[0], points[-1]
    yield f"M{_pair(first)}L{_mixed((5, first), (1, points[1]))}"
    for before, here, after in zip(points, points[1:], [*points[2:], last], strict=False):
        yield f"C{_mixed((2, before), (1, here))} {_mixed((1, before), (2, here))} "
        yield _mixed((1, before), (4, here), (1, after))
    yield f"L{_pair(last)}"


def _mixed(*parts: tuple[int, Point]) -> str:
    """The mean of some points, by their weights."""
    total = sum(weight for weight, _point in parts)
    return _pair(
        Point(
            sum(weight * point.x for weight, point in parts) / total,
            sum(weight * point.y for weight, point in parts) / total,
        )
    )


def _pair(point: Point) -> str:
    return f"{_short(point.x)},{_short(point.y)}"


def _short(value: float) -> str:
    """A number with no more digits than a drawing needs."""
    return f"{value:.1f}".removesuffix(".0")


BOLD = 1.12
"""How many times as wide a text in bold is, at most."""

# Kanji, and letters and digits that are as wide.
_HAN = rf"\u2e80-\u2fdf{HAN}\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
# No line begins with a small kana or the long mark (JIS X 4051).
_NOT_FIRST = "ーァィゥェォッャュョヮヵヶ"
_OPENING = "（「『【〔〈《“‘"
_CLOSING = "、。，．・：；！？）」』】〕〉》”’々〜"
# What no line may begin with, for it belongs to the character before: marks, joiners, skin colors.
_JOINED = "(?:\u200d.|[\u0300-\u036f\u200c\ufe00-\ufe0f\U0001f3fb-\U0001f3ff])*"

# What stays together: a word with the space or the hyphen behind it; in Japanese a word in katakana, or a few kanji,
# with the hiragana and the punctuation behind it.
_PIECE = re.compile(
    rf"[{_OPENING}]*"
    rf"(?:[{KATAKANA}]{{1,6}}[{_NOT_FIRST}]*|[{_HAN}]{{1,4}}|[{HIRAGANA}]{{1,6}}|[{_OPENING}]"
    rf"|[^ \-{_OPENING}{KATAKANA}{_HAN}{HIRAGANA}]{{1,36}}-?|-)"
    rf"{_JOINED}[{HIRAGANA}]{{0,4}}[{_CLOSING}]* *"
)


def lines(label: str, longest: float, /) -> list[str]:
    """A label in lines of so many pixels, if no word has more; together they are the label, spaces included."""
    result = [""]
    for piece in _PIECE.findall(label):
        if result[-1] and width(result[-1] + piece.rstrip()) > longest:
            result.append("")
        result[-1] += piece
    return result


def width(line: str, /) -> float:
    """The width of a line in pixels in most fonts that pages are set in; in others the padding of a box is enough."""
    return FONT_SIZE * sum(map(_em, line))


@cache
def _em(char: str) -> float:
    """The width of a character, in em."""
    if char in " ijltfrI.,:;!|'()[]{}/-":
        return 0.34
    if char.isascii():
        return 1.0 if char in "mwMW@%" else 0.7 if char.isupper() else 0.58
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"}:
        return 0
    if char >= "\U0001f000" and category[0] == "S":
        return 1.4
    return 1.0 if unicodedata.east_asian_width(char) in "WF" or category[0] != "L" else 0.75
