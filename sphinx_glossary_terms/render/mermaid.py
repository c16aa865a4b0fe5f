"""Mermaid text of a graph: exact labels, safe whatever they contain."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from sphinx_glossary_terms.model.graph import Graph
from sphinx_glossary_terms.model.relations import RelationType

ARROWS = {"solid": "-->", "thick": "==>", "dotted": "-.-"}

# Layout and look are pinned: Mermaid 12 changed both defaults. Labels are HTML, or numeric entities stay as they are.
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


def escape(text: str, /) -> str:
    """A text that Mermaid shows exactly and takes for nothing else.

    Everything that is not a letter, a number, a mark or a space becomes Mermaid's `#<code point>;`; white space is
    collapsed, control characters go.
    """
    return " ".join(text.split()).translate(_ESCAPES)


class _Escapes(dict[int, str]):
    """What stands for a code point, found out once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        kept = "" if category in {"Cc", "Cs"} else char
        self[code] = kept if kept == " " or not kept or category[0] in "LNM" else f"#{code};"
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
) -> str:
    """The text of a flowchart.

    `label` and `uri` give the name and the address of a term's id; `more` the label and the address of the node
    that stands for the terms that did not fit.
    """
    names = {"": "more"} | {term_id: f"n{number}" for number, (term_id, _) in enumerate(graph.nodes)}
    arrows = {kind.name: ARROWS[kind.edge] for kind in types}
    lines = [f"flowchart {direction}", f"accTitle: {escape(title)}", f"accDescr: {escape(description)}"]
    for term_id, role in graph.nodes:
        lines.append(f'{names[term_id]}["{escape(label(term_id))}"]:::{role}')
        if term_id != graph.centre and (address := uri(term_id)):
            lines.append(f'click {names[term_id]} href "{_address(address)}"')
    lines += [f"{names[edge.start]} {arrows[edge.relation]} {names[edge.end]}" for edge in graph.edges]
    if graph.hidden:
        text, address = more
        lines.append(f'more["{escape(text)}"]:::more')
        lines += [f"{names[graph.centre]} -.- more"] if graph.centre else []
        lines.append(f'click more href "{_address(address)}"')
    return _HEADER + "\n".join(lines) + "\n"


def _address(uri: str) -> str:
    return uri.replace("%", "%25").replace('"', "%22")
