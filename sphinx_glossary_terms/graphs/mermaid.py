"""Mermaid text of a graph: exact labels, safe whatever they contain."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from sphinx_glossary_terms.graphs.flowchart import MORE, Flowchart
from sphinx_glossary_terms.graphs.lines import lines
from sphinx_glossary_terms.model.relations import Edge, Shape

_ARROWS: Mapping[Edge, str] = {"solid": "-->", "thick": "==>", "dotted": "-.->"}
_LINES: Mapping[Edge, str] = {"solid": "---", "thick": "===", "dotted": "-.-"}
BRACKETS: Mapping[Shape, tuple[str, str]] = {
    "rectangle": ("[", "]"),
    "rounded": ("(", ")"),
    "subroutine": ("[[", "]]"),
    "hexagon": ("{{", "}}"),
}
"""The characters around the label of a box, by its shape."""

# Layout, look and theme are pinned: Mermaid 12 changed the defaults. Labels are HTML, or numeric entities stay as they
# are.
_HEADER = """\
---
config:
  layout: dagre
  look: classic
  htmlLabels: true
  flowchart:
    htmlLabels: true
    useMaxWidth: false
    wrappingWidth: 320
"""


def escape(text: str, /) -> str:
    """A text that Mermaid shows exactly and takes for nothing else.

    Everything that is not a letter, a number, a mark or a space becomes Mermaid's `#<code point>;`; white space is
    collapsed, control characters go.
    """
    return visible(text).translate(_ESCAPES)


def label_text(lines: Iterable[str], /) -> str:
    """The text of a label in lines. A line ends in the space at which it was broken, so a copy has it."""
    return "<br>".join(f"{escape(line)} " if line.endswith(" ") else escape(line) for line in lines)


def visible(text: str, /) -> str:
    """What a label shows of a text: white space is collapsed, control characters and lone surrogates go."""
    text = " ".join(text.split())
    if text.isprintable():  # nearly every name is; then it has none of these
        return text
    kept = "".join(char for char in text if unicodedata.category(char) not in {"Cc", "Cs"})
    return " ".join(kept.split())


class _Escapes(dict[int, str]):
    """The text for a code point, computed once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = char if char == " " or unicodedata.category(char)[0] in "LNM" else f"#{code};"
        return self[code]


_ESCAPES = _Escapes()


def source(chart: Flowchart, /) -> str:
    """The text of a flowchart."""
    names = [MORE if box.css == MORE else f"n{number}" for number, box in enumerate(chart.boxes)]
    text = [f"flowchart {chart.direction}", f"accTitle: {escape(chart.title)}"]
    text.append(f"accDescr: {escape(chart.description)}")
    for name, box in zip(names, chart.boxes, strict=True):
        left, right = BRACKETS[box.shape]
        text.append(f'{name}{left}"{label_text(lines(visible(box.label.text)))}"{right}:::{box.css}')
        if box.address:
            text.append(f'click {name} href "{address(box.address)}"')
    for line in chart.lines:
        drawn = (_ARROWS if line.has_arrow else _LINES)[line.edge]
        between = f'{drawn}|"{escape(line.label)}"|' if line.label else drawn
        text.append(f"{names[line.start]} {between} {names[line.end]}")
    text += [f"linkStyle {number} stroke-width:{line.width}px" for number, line in enumerate(chart.lines) if line.width]
    spacing = "".join(f"    {option}: {pixels}\n" for option, pixels in chart.spacing.items())
    return f"{_HEADER}{spacing}---\n" + "\n".join(text) + "\n"


def address(uri: str, /) -> str:
    """An address in the text."""
    return uri.replace("%", "%25").replace('"', "%22")
