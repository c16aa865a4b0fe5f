"""Mermaid text of a graph: exact labels, safe whatever they contain."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping

from sphinx_glossary_terms.model.graph import CENTRE, TAG, TERM, Graph
from sphinx_glossary_terms.model.relations import Edge, RelationType, Shape, sides
from sphinx_glossary_terms.render.classes import node_class

_ARROWS: Mapping[Edge, str] = {"solid": "-->", "thick": "==>", "dotted": "-.->"}
_LINES: Mapping[Edge, str] = {"solid": "---", "thick": "===", "dotted": "-.-"}
_SHAPES: Mapping[Shape, tuple[str, str]] = {
    "rectangle": ("[", "]"),
    "rounded": ("(", ")"),
    "subroutine": ("[[", "]]"),
    "hexagon": ("{{", "}}"),
}
_OTHER_SHAPES: dict[str, Shape] = {CENTRE: "rounded", TERM: "rounded", TAG: "rectangle"}

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
---
"""

_THICKEST = 6


def escape(text: str, /) -> str:
    """A text that Mermaid shows exactly and takes for nothing else.

    Everything that is not a letter, a number, a mark or a space becomes Mermaid's `#<code point>;`; white space is
    collapsed, control characters go.
    """
    return visible(text).translate(_ESCAPES)


def visible(text: str, /) -> str:
    """What a label shows of a text: white space is collapsed, control characters and lone surrogates go."""
    text = " ".join(text.split())
    if text.isprintable():  # nearly every name is; then it has none of these
        return text
    kept = "".join(char for char in text if unicodedata.category(char) not in {"Cc", "Cs"})
    return " ".join(kept.split())


class _Escapes(dict[int, str]):
    """What stands for a code point, found out once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = char if char == " " or unicodedata.category(char)[0] in "LNM" else f"#{code};"
        return self[code]


_ESCAPES = _Escapes()


def source(
    graph: Graph,
    /,
    *,
    types: Iterable[RelationType],
    direction: str,
    label: Callable[[str], str],
    uri: Callable[[str], str],
    title: str,
    description: str,
    more: tuple[str, str],
    edge_labels: Mapping[str, str],
) -> str:
    """The text of a flowchart.

    `label` and `uri` give the name and the address of a node; `more` the label and the address of the one that stands
    for what did not fit; `edge_labels` what stands on the edges of a relation type.
    """
    names = {"": "more"} if graph.hidden else {}
    names |= {node: f"n{number}" for number, (node, _) in enumerate(graph.nodes)}
    kinds = {kind.name: kind for kind in types}
    shapes = _OTHER_SHAPES | {side.key: side.type.shape for side in sides(kinds.values())}
    lines = [f"flowchart {direction}", f"accTitle: {escape(title)}", f"accDescr: {escape(description)}"]
    for node, role in graph.nodes:
        left, right = _SHAPES[shapes[role]]
        lines.append(f'{names[node]}{left}"{escape(label(node))}"{right}:::{node_class(role)}')
        if node != graph.centre and (address := uri(node)):
            lines.append(f'click {names[node]} href "{_address(address)}"')
    for edge in graph.edges:
        line, text = _LINES["solid"], str(edge.weight)
        if kind := kinds.get(edge.relation):
            line, text = (_LINES if kind.symmetric else _ARROWS)[kind.edge], edge_labels.get(edge.relation, "")
        between = f'{line}|"{escape(text)}"|' if text else line
        lines.append(f"{names[edge.start]} {between} {names[edge.end]}")
    heaviest = max((edge.weight for edge in graph.edges), default=0)
    if heaviest:
        for number, edge in enumerate(graph.edges):
            lines.append(f"linkStyle {number} stroke-width:{max(1, round(_THICKEST * edge.weight / heaviest))}px")
    if graph.hidden:
        text, address = more
        lines.append(f'more["{escape(text)}"]:::more')
        lines += [f"{names[graph.centre]} -.- more"] if graph.centre else []
        lines.append(f'click more href "{_address(address)}"')
    return _HEADER + "\n".join(lines) + "\n"


def _address(uri: str) -> str:
    return uri.replace("%", "%25").replace('"', "%22")
