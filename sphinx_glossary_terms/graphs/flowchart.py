"""A graph as it is drawn, by any renderer: boxes with labels in lines, frames with boxes in rows, and lines."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from sphinx_glossary_terms.doctree.nodes import CENTER
from sphinx_glossary_terms.model.characters import HAN, HIRAGANA, KATAKANA, visible
from sphinx_glossary_terms.model.relations import Edge
from sphinx_glossary_terms.model.term import LocalizedText

MIRRORED = {"LR": "RL", "RL": "LR"}
"""The directions that readers from right to left see the other way round."""


class Box(NamedTuple):
    """A node.

    key: its name in the graph.
    label: the text in it.
    css: its CSS class.
    address: the address that it leads to; empty if it has no link.
    is_listed: whether the text or a list around the graph has its link: then it is no tab stop.
    """

    key: str
    label: LocalizedText
    css: str
    address: str
    is_listed: bool = True


class Line(NamedTuple):
    """A line between two boxes or groups.

    start, end: their keys, which differ.
    edge: how it is drawn.
    has_arrow: whether it has an arrow at its end.
    label: the text on it; empty if there is none.
    is_drawn: whether it can be seen; otherwise it only has its end below its start.
    """

    start: str
    end: str
    edge: Edge = "solid"
    has_arrow: bool = True
    label: str = ""
    is_drawn: bool = True


class Group(NamedTuple):
    """Boxes in a frame with a heading.

    key: its name in the graph.
    label: its heading.
    css: its CSS class.
    rows: its boxes, in rows from top to bottom.
    lines: the lines between them, from top to bottom.
    """

    key: str
    label: LocalizedText
    css: str
    rows: tuple[tuple[Box, ...], ...]
    lines: tuple[Line, ...] = ()

    @property
    def boxes(self) -> list[Box]:
        """Its boxes."""
        return [box for row in self.rows for box in row]


class LayoutOptions(NamedTuple):
    """Options of Mermaid's layout, in pixels.

    width: how wide a label is at most, unless a word needs more; in a frame, how wide a row of boxes is.
    across: between two boxes of a row.
    down: between two rows; in a group Mermaid adds 25.
    padding: around the text of a box; Mermaid takes twice as much beside it.
    """

    width: int
    across: int
    down: int
    padding: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flowchart:
    """A graph with all that a drawing of it shows.

    title: its name for screen readers.
    direction: in which direction it is drawn, as Mermaid has it.
    groups: its groups.
    boxes: the boxes that are in no group.
    lines: the lines that are in no group.
    """

    title: str
    direction: str
    groups: tuple[Group, ...] = ()
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]

    @property
    def items(self) -> list[Box | Group]:
        """All groups and boxes."""
        return [*self.groups, *self.all_boxes]

    @property
    def all_boxes(self) -> list[Box]:
        """All boxes, in the order of the text."""
        return [*[box for group in self.groups for row in group.rows for box in row], *self.boxes]

    @property
    def is_listed(self) -> bool:
        """Whether all of its links are in the text or in a list around it, too."""
        return all(box.is_listed for box in self.all_boxes)

    @property
    def layout(self) -> LayoutOptions:
        """How it is laid out: a graph with frames has room on a phone, and a map shows as many boxes as can be read."""
        return _IN_FRAMES if self.groups else _IN_MAPS

    def in_rows(self, labels: dict[str, Label]) -> list[list[Group]]:
        """The frames below the box of the term, in rows: two stand side by side if there is room."""
        rows: list[list[Group]] = []
        widths = {group.key: _frame_width(group, labels) for group in self.groups}
        ends = {line.end for line in self.lines}
        for group in self.groups:
            if group.key in ends:
                room = _IN_FRAMES.width - widths[group.key]
                fits = (row for row in rows if len(row) == 1 and widths[row[0].key] <= room)
                if row := next(fits, None):
                    row.append(group)
                else:
                    rows.append([group])
        return rows

    def arranged(self) -> tuple[Flowchart, dict[str, Label]]:
        """The graph with rows that fit into its frames, and the label of every box and frame in lines, by its key."""
        room = _IN_FRAMES.width - 4 * _IN_FRAMES.padding if self.groups else _IN_MAPS.width
        labels = {box.key: in_lines(box.label.text, room, is_bold=box.css == CENTER) for box in self.boxes}
        groups = []
        for group in self.groups:
            rows = tuple([part for row in group.rows for part in _parts(row, labels, has_lines=bool(group.lines))])
            labels[group.key] = in_lines(group.label.text, math.inf, is_bold=True)
            if len(rows) > len(group.rows):
                joined = {(line.start, line.end) for line in group.lines}
                pairs = ((above.key, below.key) for row, other in pairwise(rows) for above in row for below in other)
                kept = [Line(*pair, has_arrow=False, is_drawn=False) for pair in pairs if pair not in joined]
                group = group._replace(rows=rows, lines=(*group.lines, *kept))
            groups.append(group)
        return replace(self, groups=tuple(groups)), labels


def _parts(row: tuple[Box, ...], labels: dict[str, Label], *, has_lines: bool) -> list[tuple[Box, ...]]:
    """A row of a frame, or several that fit, with labels as narrow as makes them lowest. Notes the labels.

    `has_lines`: lines move boxes to the side, so that a wide one would make the frame wider.
    """
    width, across, _down, padding = _IN_FRAMES
    found: list[tuple[int, list[tuple[Box, ...]], dict[str, Label]]] = []
    for size in range(MAX_ROW, 1 if has_lines else 0, -1):
        room = (width + across) / size - across - 4 * padding
        narrow = {box.key: in_lines(box.label.text, room) for box in row}
        parts: list[tuple[Box, ...]] = []
        left = 0.0
        for box in row:
            needed = narrow[box.key].width + 4 * padding
            if parts and needed <= left:
                parts[-1] += (box,)
            else:
                parts.append((box,))
                left = width
            left -= needed + across
        lines = sum(max(len(narrow[box.key].lines) for box in part) for part in parts)
        found.append((lines * LINE_HEIGHT + len(parts) * 4 * padding, parts, narrow))
    _height, parts, narrow = min(found, key=itemgetter(0))
    labels.update(narrow)
    return parts


def _frame_width(group: Group, labels: dict[str, Label]) -> float:
    """The width of a frame, and of what is between two of them."""
    rows = (sum(labels[box.key].width + 4 * _IN_FRAMES.padding for box in row) for row in group.rows)
    return max(labels[group.key].width, *rows) + 2 * _IN_FRAMES.across


_IN_FRAMES, _IN_MAPS = LayoutOptions(284, 4, 4, 3), LayoutOptions(100, 6, 36, 4)

MAX_ROW = 3
"""How many labels are side by side in a frame if they are as narrow as they can be, without a long word."""

FONT_SIZE, LINE_HEIGHT = 14, 18
"""The font size and the height of lines in boxes, in pixels, as in the style sheet."""

BOLD = 1.12
"""How many times as wide a text in bold is, at most."""


# Kanji, and letters and digits that are as wide.
_HAN = rf"\u2e80-\u2fdf{HAN}\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_OPENING = "（「『【〔〈《“‘"
# No line begins with them, with the long mark or with a small kana (JIS X 4051).
_CLOSING = "、。，．・：；！？）」』】〕〉》”’々〜"
_NOT_FIRST = "ーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎ"
# What no line may begin with, for it belongs to the character before: marks, joiners, skin colors.
_JOINED = "(?:\u200d.|[\u0300-\u036f\u200c\ufe00-\ufe0f\U0001f3fb-\U0001f3ff])*"

# What stays together: a word with the space or the hyphen behind it, a number with what it counts; in Japanese a run
# of one script with the hiragana and the punctuation behind it. One kanji beside a foreign word is a part of it, as 化
# is in トークン化. A run of more than twenty characters, which no word is, is divided.
_SUFFIX = f"(?:[{_HAN}](?![{_HAN}]))"
pieces = re.compile(
    rf"(?:\d+\. )?[{_OPENING}]*"
    rf"(?:[{_HAN}]?[{KATAKANA}]{{1,20}}[{_NOT_FIRST}]*{_SUFFIX}?|[{_HAN}]{{1,20}}|[{HIRAGANA}ー]{{1,20}}|[{_OPENING}]"
    rf"|[^ \-{_OPENING}{KATAKANA}{_HAN}{HIRAGANA}]{{1,36}}(?:-|{_SUFFIX})?|-)"
    rf"{_JOINED}[{HIRAGANA}ー]{{0,20}}[{_CLOSING}]* *"
).findall
"""The pieces of a label, between which a line may end."""


class Label(NamedTuple):
    """A text in lines, which together are the text, and the width of the longest one in pixels."""

    lines: tuple[str, ...]
    width: float


@lru_cache(maxsize=4096)
def in_lines(text: str, longest: float, /, *, is_bold: bool = False) -> Label:
    """A text in lines of so many pixels, if no word has more."""
    factor = BOLD if is_bold else 1
    lines = [""]
    for piece in pieces(visible(text)):
        if lines[-1] and factor * width(lines[-1] + piece.rstrip()) > longest:
            lines.append("")
        lines[-1] += piece
    return Label(tuple(lines), factor * max(map(width, lines)))


def width(line: str, /) -> float:
    """The width of a line in pixels in most fonts that pages are set in; in others the padding of a box is enough."""
    return FONT_SIZE * sum(map(_em, line))


@cache
def _em(char: str) -> float:
    """The width of a character, in em."""
    if char in " ijltfrI.,:;!|'()[]{}/-":
        return 0.34
    if char.isascii():
        return 1.0 if char in "mwMW@%" else 0.7 if char.isupper() or char in "#&<=>+~" else 0.58
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"}:
        return 0
    if char >= "\U0001f000" and category[0] == "S":
        return 1.4
    return 1.0 if unicodedata.east_asian_width(char) in "WF" or category[0] != "L" else 0.75
