"""The graph of a term as HTML: links in boxes around its name, whose lines the style sheet draws."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from sphinx_glossary_terms.doctree.classes import LINK
from sphinx_glossary_terms.doctree.language import lang
from sphinx_glossary_terms.graphs.flowchart import MORE, Box
from sphinx_glossary_terms.graphs.mermaid import visible
from sphinx_glossary_terms.graphs.neighbors import Group, Neighbors, Steps


def write(chart: Neighbors, level: int, /) -> str:
    """The HTML of a graph; its headings have a level."""
    # There is one line down, for the last relation without a direction: others are among those that follow.
    below = [group for group in chart.groups if not group.has_arrow][-1:]
    before = [group for group in chart.groups if group.is_before and group not in below]
    after = [group for group in chart.groups if not group.is_before and group not in below]
    parts = [
        f'<div class="glossary-connections-{place}">\n{"".join(_group(group, level) for group in groups)}</div>\n'
        if groups
        else ""
        for place, groups in (("before", before), ("after", after), ("below", below))
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
        content = _list(f"<li>{_link(box, group)}</li>\n" for box in group.boxes)
    else:
        content = _steps(group, group.steps)
    return f'<div class="glossary-relation {group.css}{edge}{arrow}">\n{heading}{content}</div>\n'


def _steps(group: Group, steps: Steps) -> str:
    """A list of rows. A term that does not need just what is in the row before says what it needs."""
    rows, first = [], 0
    previous: set[int] = set()
    for size in steps.sizes:
        row = range(first, first + size)
        items = []
        for number in row:
            needed = [start for start, end in steps.lines if end == number]
            names = ", ".join(group.boxes[start].label.text for start in needed)
            note = f" <small>{escape(visible(names))}</small>" if needed and set(needed) != previous else ""
            items.append(f"<li>{_link(group.boxes[number], group)}{note}</li>\n")
        rows.append(f"<li>{_list(items)}</li>\n")
        previous, first = set(row), first + size
    return f"<ol>\n{''.join(rows)}</ol>\n"


def _list(items: Iterator[str] | list[str]) -> str:
    return f"<ul>\n{''.join(items)}</ul>\n"


def _link(box: Box, group: Group) -> str:
    text = f"{escape(visible(box.label.text))}"
    if not box.address:
        return f"<span{lang(box.label.language)}>{text}</span>"
    # A keyboard reaches the links of the lists, which have all but those of the steps.
    classes = f"{LINK} reference" if box.has_card else MORE if box.css == MORE else "reference"
    stop = "" if group.steps else ' tabindex="-1"'
    return f'<a class="{classes}"{lang(box.label.language)} href="{escape(box.address)}"{stop}>{text}</a>'
