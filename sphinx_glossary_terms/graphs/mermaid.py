"""A graph as Mermaid text: exact labels, safe whatever they contain. Mermaid measures and wraps them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from sphinx_glossary_terms.doctree.nodes import CENTER
from sphinx_glossary_terms.graphs.flowchart import Box, Flowchart, Line
from sphinx_glossary_terms.model.characters import without_controls
from sphinx_glossary_terms.model.relations import Edge

# With lines between groups that are six ranks long, an arrow has room. Inside a group and in a map a line has one.
_BETWEEN_GROUPS = 6
_LINES: Mapping[Edge, tuple[str, str]] = {"solid": ("-", "-"), "thick": ("=", "="), "dotted": ("-", ".")}

# Layout, look and theme are pinned: Mermaid 12 changed the defaults. Labels are HTML, or numeric entities stay as they
# are; they have the font of the page, or what was measured in another font would be cut.
_HEADER = """\
---
config:
  layout: dagre
  look: classic
  htmlLabels: true
  fontFamily: inherit
  themeVariables:
    fontSize: 14px
  flowchart:
    htmlLabels: true
    useMaxWidth: false
    wrappingWidth: {width}
    nodeSpacing: {across}
    rankSpacing: {down}
    padding: {padding}
    subGraphTitleMargin:
      top: 2
      bottom: 10
---
"""


def escape(text: str, /) -> str:
    """A text that Mermaid shows exactly and takes for nothing else.

    Everything that is not a letter, a number, a mark or a space becomes Mermaid's `#<code point>;`; white space is
    collapsed, control characters go.
    """
    return "".join(map(_escaped, visible(text)))


@cache
def _escaped(char: str) -> str:
    return char if char == " " or unicodedata.category(char)[0] in "LNM" else f"#{ord(char)};"


def visible(text: str, /) -> str:
    """What a label shows of a text: white space is collapsed, control characters and lone surrogates go."""
    text = without_controls(" ".join(text.split()))
    return " ".join(text.split())


def source(chart: Flowchart, /) -> str:
    """The text of a graph."""
    names = {box.key: f"n{number}" for number, box in enumerate(chart.all_boxes)}
    names |= {group.key: f"g{number}" for number, group in enumerate(chart.groups)}
    text = [f"flowchart {chart.direction}", f"accTitle: {escape(chart.title)}"]
    for group in chart.groups:
        text += [f'subgraph {names[group.key]}["{escape(group.label.text)}"]', "direction TB"]
        text += [_box(names[box.key], box) for box in group.boxes]
        text += [_line(names, line) for line in group.lines]
        text.append("end")
    text += [_box(names[box.key], box) for box in chart.boxes]
    text += [_line(names, line, _BETWEEN_GROUPS if chart.groups else 1) for line in chart.lines]
    text += [f'click {names[box.key]} href "{address(box.address)}"' for box in chart.all_boxes if box.address]
    text += _classes(chart, names)
    return _HEADER.format(**chart.layout._asdict()) + "\n".join(text) + "\n"


def _box(name: str, box: Box) -> str:
    label = f'"{escape(box.label.text)}"'
    return f"{name}({label})" if box.css == CENTER else f"{name}[{label}]"


def _line(names: Mapping[str, str], line: Line, length: int = 1) -> str:
    end, middle = _LINES[line.edge]
    drawn = f"-{middle * length}-" if line.edge == "dotted" else end * (length + 1)
    drawn += ">" if line.has_arrow else "" if line.edge == "dotted" else end
    label = f'|"{escape(line.label)}"|' if line.label else ""
    return f"{names[line.start]} {drawn}{label} {names[line.end]}"


def _classes(chart: Flowchart, names: Mapping[str, str]) -> Iterator[str]:
    """The classes of boxes and groups. They come last: Mermaid 11 forgets that of a group that has no line yet."""
    members: dict[str, list[str]] = {}
    for member in chart.items:
        members.setdefault(member.css, []).append(names[member.key])
    return (f"class {','.join(keys)} {css}" for css, keys in members.items())


def address(uri: str, /) -> str:
    """An address in the text."""
    return uri.replace("%", "%25").replace('"', "%22")
