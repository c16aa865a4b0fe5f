"""A graph as it is drawn, by any renderer: boxes with labels and addresses, and lines between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.relations import Edge, Shape

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
    has_card: whether its link opens a hover card where it is a link of HTML.
    is_listed: whether the text or a list around the graph of a term has its link: then it is no tab stop.
    """

    label: LocalizedText
    shape: Shape
    css: str
    address: str
    has_card: bool = False
    is_listed: bool = True


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
