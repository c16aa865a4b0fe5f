"""The graph of a term as HTML: links in boxes around its name, whose lines the style sheet draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import starmap

from sphinx_glossary_terms.doctree.classes import LINK
from sphinx_glossary_terms.doctree.language import lang
from sphinx_glossary_terms.graphs.arranging import BETWEEN, GROUP_COLUMNS, in_rows, label_of, packed
from sphinx_glossary_terms.graphs.flowchart import MORE, Box
from sphinx_glossary_terms.graphs.mermaid import visible
from sphinx_glossary_terms.graphs.neighbors import HEIGHTS, Form, Group, Neighbors, Steps, kept

# What the style sheet makes of it on a phone, in pixels, with text of 16 pixels.
_ROOM = 256  # for the boxes of a group
_LARGER = 16 / 14  # than the text that widths are computed for
_BETWEEN_STEPS = 16
_BOX, _BOX_LINE, _BOX_PADDING = 9, 22, 19  # what a box has above and below its lines, a line, and what is beside them
_NOTE_LINE, _NOTE_COLUMNS = 17, 40
_GROUP = 42  # its heading and its padding, and what is below it
_NAME = 72  # of the term, with the frame around all


def fits(chart: Neighbors, form: Form, /) -> bool:
    """Whether it is low enough on a phone, where all groups are below one another."""
    return _NAME + sum(_height(group) for group in chart.groups) <= HEIGHTS[form]


@kept
def _height(group: Group) -> float:
    """How high a group is on a phone, about."""
    labels = [label_of(box.label.text, GROUP_COLUMNS) for box in group.boxes]
    widths = [label.width for label in labels]
    heights = [_BOX + _BOX_LINE * len(label.lines) for label in labels]
    if group.steps is None:
        return _GROUP + _rows(widths, heights)
    for number, text in enumerate(_notes(group, group.steps)):
        if text:
            note = label_of(text, _NOTE_COLUMNS)
            widths[number] = max(widths[number], note.width)
            heights[number] += _NOTE_LINE * len(note.lines)
    steps = group.steps.sizes
    rows = zip(in_rows(widths, steps), in_rows(heights, steps), strict=True)
    return _GROUP + sum(starmap(_rows, rows)) + _BETWEEN_STEPS * (len(steps) - 1)


def _rows(widths: Iterable[float], heights: Iterable[int]) -> int:
    """How high boxes are whose labels have these widths, beside one another where there is room."""
    rows = packed([_LARGER * width + _BOX_PADDING for width in widths], _ROOM)
    return sum([max(row) + BETWEEN for row in in_rows(heights, rows)])


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
        content = _list([f"<li>{_link(box)}</li>\n" for box in group.boxes])
    else:
        content = _steps(group, group.steps)
    return f'<div class="glossary-relation {group.css}{edge}{arrow}">\n{heading}{content}</div>\n'


def _steps(group: Group, steps: Steps) -> str:
    """A list of rows. A term that does not need just what is in the row before says what it needs."""
    items = []
    for box, text in zip(group.boxes, _notes(group, steps), strict=True):
        note = f" <small>{escape(visible(text))}</small>" if text else ""
        items.append(f"<li>{_link(box)}{note}</li>\n")
    rows = "".join(f"<li>{_list(row)}</li>\n" for row in in_rows(items, steps.sizes))
    return f"<ol>\n{rows}</ol>\n"


def _notes(group: Group, steps: Steps) -> Iterator[str]:
    """The names of what each box needs; empty if that is just what is in the row before."""
    needed: list[list[int]] = [[] for _ in group.boxes]
    for start, end in steps.lines:
        needed[end].append(start)
    previous: list[int] = []
    for row in in_rows(range(len(group.boxes)), steps.sizes):
        for number in row:
            names = [group.boxes[other].label.text for other in needed[number]]
            yield "" if set(needed[number]) == set(previous) else ", ".join(names)
        previous = row


def _list(items: list[str]) -> str:
    return f"<ul>\n{''.join(items)}</ul>\n"


def _link(box: Box) -> str:
    text = f"{escape(visible(box.label.text))}"
    if not box.address:
        return f"<span{lang(box.label.language)}>{text}</span>"
    classes = f"{LINK} reference" if box.has_card else MORE if box.css == MORE else "reference"
    stop = ' tabindex="-1"' if box.is_listed else ""
    return f'<a class="{classes}"{lang(box.label.language)} href="{escape(box.address)}"{stop}>{text}</a>'
