"""A graph as it is drawn, by any renderer: boxes with labels and addresses, and lines between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sphinx_glossary_terms.model.graph.neighborhoods import CENTER, TAG, TERM, Graph
from sphinx_glossary_terms.model.localize import Text
from sphinx_glossary_terms.model.relations import Edge, RelationType, Shape, sides
from sphinx_glossary_terms.write.classes import node_class

_OTHER_SHAPES: dict[str, Shape] = {CENTER: "rounded", TERM: "rounded", TAG: "rectangle"}
_THICKEST = 6
"""The width of the heaviest edge, in pixels."""

MIRRORED = {"LR": "RL", "RL": "LR"}
"""The directions that readers from right to left see the other way round."""

MORE = "more"
"""The class of the box "+N more"."""


class Box(NamedTuple):
    """A node.

    label: the text in it.
    shape: its shape.
    css: its CSS class.
    address: the address that it leads to; empty if it has no link.
    """

    label: Text
    shape: Shape
    css: str
    address: str


class Line(NamedTuple):
    """An edge between two boxes.

    start, end: the numbers of the boxes.
    edge: how it is drawn.
    has_arrow: whether it has an arrow at its end.
    label: the text on it; empty if there is none.
    width: its width in pixels; 0: that of its kind of edge.
    """

    start: int
    end: int
    edge: Edge
    has_arrow: bool
    label: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flowchart:
    """A graph with all that a drawing of it shows.

    direction: in which direction it is drawn, as Mermaid has it.
    title: its name for screen readers.
    description: its description for screen readers.
    is_listed: whether a list that is always to be seen has the same links: then these are no tab stops.
    boxes: its nodes.
    lines: its edges.
    """

    direction: str
    title: str
    description: str
    is_listed: bool = False
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]

    @property
    def is_flat(self) -> bool:
        """Whether it is drawn sideways."""
        return self.direction in {"LR", "RL"}

    @property
    def spacing(self) -> dict[str, int]:
        """The pixels between boxes, as options of Mermaid: lines turn between ranks, so there is most room."""
        return {"nodeSpacing": 20, "rankSpacing": 80} if self.is_flat else {"nodeSpacing": 30, "rankSpacing": 70}


def flowchart(
    graph: Graph,
    /,
    *,
    types: Iterable[RelationType],
    direction: str,
    labels: Mapping[str, Text],
    addresses: Mapping[str, str],
    title: str,
    description: str,
    more: tuple[Text, str],
    edge_labels: Mapping[str, str],
    is_listed: bool,
) -> Flowchart:
    """A graph as a flowchart.

    `labels` and `addresses` are those of its nodes; `more` has the label and the address of the box for what did not
    fit; `edge_labels` are the labels on the edges of a relation type.
    """
    kinds = {kind.name: kind for kind in types}
    shapes = _OTHER_SHAPES | {side.key: side.type.shape for side in sides(kinds.values())}
    boxes = [
        Box(labels[node], shapes[role], node_class(role), "" if role == CENTER and graph.center else addresses[node])
        for node, role in graph.nodes
    ]
    numbers = {node: number for number, (node, _role) in enumerate(graph.nodes)}
    heaviest = max((edge.weight for edge in graph.edges), default=0)
    rest = len(boxes)
    if graph.hidden:
        numbers.setdefault("", rest)  # an empty name may be that of the terms without a tag
        boxes.append(Box(more[0], "rectangle", MORE, more[1]))
    lines = []
    for edge in graph.edges:
        kind = kinds.get(edge.relation)
        lines.append(
            Line(
                numbers[edge.start],
                numbers[edge.end],
                kind.edge if kind else "solid",
                bool(kind and not kind.symmetric),
                edge_labels.get(edge.relation, "") if kind else str(edge.weight),
                max(1, round(_THICKEST * edge.weight / heaviest)) if heaviest else 0,
            )
        )
    if graph.hidden and graph.center:
        lines.append(Line(numbers[graph.center], rest, "dotted", False, "", 0))
    return Flowchart(
        direction=direction,
        title=title,
        description=description,
        is_listed=is_listed,
        boxes=tuple(boxes),
        lines=tuple(lines),
    )
