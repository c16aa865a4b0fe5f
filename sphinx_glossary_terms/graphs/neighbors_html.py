"""The graph of a term as HTML: links in boxes around its name, whose lines the style sheet draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from sphinx_glossary_terms.doctree.classes import LINK
from sphinx_glossary_terms.doctree.language import lang
from sphinx_glossary_terms.graphs.flowchart import MORE, Box
from sphinx_glossary_terms.graphs.mermaid import visible
from sphinx_glossary_terms.graphs.neighbors import (
    GROUP_COLUMNS,
    HEIGHTS,
    Form,
    Group,
    Label,
    Neighbors,
    Steps,
    label_of,
    packed,
)

# What the style sheet makes of it on a phone, in pixels, with text of 16 pixels.
_ROOM = 256  # for the boxes of a group
_LARGER = 16 / 14  # than the text that widths are computed for
_BETWEEN, _BETWEEN_STEPS = 6, 16
_BOX, _BOX_LINE, _BOX_PADDING = 9, 22, 19  # what a box has above and below its lines, a line, and what is beside them
_NOTE_LINE, _NOTE_COLUMNS = 17, 40
_GROUP = 42  # its heading and its padding, and what is below it
_NAME = 72  # of the term, with the frame around all


def fits(chart: Neighbors, form: Form, /) -> bool:
    """Whether it is low enough on a phone, where all groups are below one another."""
    return _NAME + sum(_height(group) for group in chart.groups) <= HEIGHTS[form]


def _height(group: Group) -> float:
    """How high a group is on a phone, about."""
    boxes = [label_of(box.label.text, GROUP_COLUMNS) for box in group.boxes]
    if group.steps is None:
        return _GROUP + _rows([(label, _height_of(label)) for label in boxes])
    height = _GROUP - _BETWEEN_STEPS
    for row in _needed(group.steps):
        items = []
        for number, needed in row:
            note = label_of(_names(group, needed), _NOTE_COLUMNS)
            widest = max(boxes[number], note, key=lambda label: label.width)
            items.append((widest, _height_of(boxes[number]) + _NOTE_LINE * len(note.lines) * bool(needed)))
        height += _rows(items) + _BETWEEN_STEPS
    return height


def _height_of(label: Label) -> int:
    return _BOX + _BOX_LINE * len(label.lines)


def _rows(items: Sequence[tuple[Label, int]]) -> int:
    """How high boxes are whose labels and heights are given, beside one another where there is room."""
    rows = packed([_LARGER * label.width + _BOX_PADDING for label, _height in items], _ROOM, _BETWEEN)
    return sum(max(items[number][1] for number in row) + _BETWEEN for row in rows)


def write(chart: Neighbors, level: int, /) -> str:
    """The HTML of a graph; its headings have a level."""
    # There is one line down, for the last relation without a direction: others are among those that follow.
    below = [group for group in chart.groups if not group.has_arrow][-1:]
    before = [group for group in chart.groups if group.is_before and group not in below]
    after = [group for group in chart.groups if not group.is_before and group not in below]
    parts = [
        f'<div class="glossary-connections-{side}">\n{"".join(_group(group, level) for group in groups)}</div>\n'
        if groups
        else ""
        for side, groups in (("before", before), ("after", after), ("below", below))
    ]
    name = f"<strong{lang(chart.center.label.language)}>{escape(visible(chart.center.label.text))}</strong>"
    parts.insert(1, f'<p class="glossary-connections-name">{name}</p>\n')
    return f'<div class="glossary-connections"><div>\n{"".join(parts)}</div></div>\n'


def _group(group: Group, level: int) -> str:
    # Solid is the default of the style sheet, so it needs no class.
    edge = "" if group.edge == "solid" else f" glossary-connector-{group.edge}"
    arrow = " glossary-connector-arrow" if group.has_arrow else ""
    heading = f'<h{level} class="rubric"{lang(group.label.language)}>{escape(group.label.text)}</h{level}>\n'
    if group.steps is None:
        content = _list(f"<li>{_link(box)}</li>\n" for box in group.boxes)
    else:
        content = _steps(group, group.steps)
    return f'<div class="glossary-relation {group.css}{edge}{arrow}">\n{heading}{content}</div>\n'


def _steps(group: Group, steps: Steps) -> str:
    """A list of rows. A term that does not need just what is in the row before says what it needs."""
    rows = []
    for row in _needed(steps):
        items = []
        for number, needed in row:
            note = f" <small>{escape(visible(_names(group, needed)))}</small>" if needed else ""
            items.append(f"<li>{_link(group.boxes[number])}{note}</li>\n")
        rows.append(f"<li>{_list(items)}</li>\n")
    return f"<ol>\n{''.join(rows)}</ol>\n"


def _needed(steps: Steps) -> Iterator[list[tuple[int, list[int]]]]:
    """The boxes of each row, and what they need where that is not just what is in the row before."""
    first = 0
    previous: set[int] = set()
    for size in steps.sizes:
        row = range(first, first + size)
        needs = [(number, [start for start, end in steps.lines if end == number]) for number in row]
        yield [(number, [] if set(needed) == previous else needed) for number, needed in needs]
        previous, first = set(row), first + size


def _names(group: Group, needed: Iterable[int]) -> str:
    return ", ".join(group.boxes[number].label.text for number in needed)


def _list(items: Iterator[str] | list[str]) -> str:
    return f"<ul>\n{''.join(items)}</ul>\n"


def _link(box: Box) -> str:
    text = f"{escape(visible(box.label.text))}"
    if not box.address:
        return f"<span{lang(box.label.language)}>{text}</span>"
    classes = f"{LINK} reference" if box.has_card else MORE if box.css == MORE else "reference"
    stop = ' tabindex="-1"' if box.is_listed else ""
    return f'<a class="{classes}"{lang(box.label.language)} href="{escape(box.address)}"{stop}>{text}</a>'
