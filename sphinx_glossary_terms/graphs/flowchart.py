"""A graph as it is drawn, by any renderer: boxes with labels and addresses, groups of them, and lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

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
    """

    start: str
    end: str
    edge: Edge = "solid"
    has_arrow: bool = True
    label: str = ""


class Group(NamedTuple):
    """Boxes in a frame with a heading.

    key: its name in the graph.
    label: its heading.
    css: its CSS class.
    boxes: its boxes; those that no line joins stand in one row.
    lines: the lines between them, from top to bottom.
    """

    key: str
    label: LocalizedText
    css: str
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...] = ()


class LayoutOptions(NamedTuple):
    """Options of Mermaid's layout, in pixels.

    width: how wide a label is at most, unless a word needs more.
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
        return [*(box for group in self.groups for box in group.boxes), *self.boxes]

    @property
    def is_listed(self) -> bool:
        """Whether all of its links are in the text or in a list around it, too."""
        return all(box.is_listed for box in self.all_boxes)

    @property
    def layout(self) -> LayoutOptions:
        """How it is laid out. A graph with groups has room on a phone, and a map has most room where lines turn."""
        if self.groups:
            return LayoutOptions(86, 4, 4, 3)
        return LayoutOptions(200, 20, 80, 15) if self.direction in MIRRORED else LayoutOptions(200, 30, 70, 15)
