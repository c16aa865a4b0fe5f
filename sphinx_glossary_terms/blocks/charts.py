"""Flowcharts as blocks: maps and learning paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from sphinx_glossary_terms.blocks.context import Context
from sphinx_glossary_terms.blocks.values import Block, Drawing, Script
from sphinx_glossary_terms.doctree.classes import DRAWING_DATA, node_class
from sphinx_glossary_terms.graphs.flowchart import MIRRORED, MORE, Box, Flowchart, Line
from sphinx_glossary_terms.language.i18n import _, more
from sphinx_glossary_terms.model.graph import CENTER, TAG, TERM, Graph
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.relations import Shape
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.views.sides import SideView

_OTHER_SHAPES: dict[str, Shape] = {CENTER: "rounded", TERM: "rounded", TAG: "rectangle"}
_THICKEST = 6
"""The width of the heaviest edge, in pixels."""


Nodes: TypeAlias = "Mapping[str, tuple[LocalizedText, str]]"
"""The label and the address of each node, by its name in a graph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A graph with what its drawing shows.

    sides: the sides of the relations in it.
    anchor: the anchor of the block; the ids of the drawing begin with it.
    rest: the address of the terms that did not fit.
    edge_labels: the labels on the edges of a relation type.
    direction, title, is_listed: see `Flowchart`.
    """

    graph: Graph
    sides: tuple[SideView, ...]
    nodes: Nodes
    anchor: str
    direction: str
    title: str
    rest: str
    edge_labels: Mapping[str, str] = field(default_factory=dict)
    is_listed: bool = False


def drawing(context: Context, chart: Chart, /) -> Iterator[Block]:
    """A graph that may be larger than its place, with what `glossary-maps.js` takes: its direction and its words.

    There are no words, and so no controls, where Mermaid's own ones are switched on.
    """
    boxes = list(_boxes(chart))
    if hidden := chart.graph.hidden:
        boxes.append(Box(LocalizedText(more(hidden), context.own_language), "rectangle", MORE, chart.rest))
    direction = chart.direction
    flowchart = Flowchart(
        direction=MIRRORED.get(direction, direction) if context.is_right_to_left else direction,
        title=chart.title,
        description=_("The lists below say everything that the graph says."),
        is_listed=chart.is_listed,
        boxes=tuple(boxes),
        lines=tuple(_lines(chart)),
    )
    yield Drawing(flowchart, chart.anchor)
    if context.output.for_browsers:
        words = {
            "label": chart.title,
            "larger": _("Zoom in"),
            "smaller": _("Zoom out"),
            "whole": _("Show all"),
            "full": _("Full screen"),
            "lang": context.own_language or config.build_language(context.builder.config),
        }
        has_others = context.builder.config.mermaid_d3_zoom and not context.draws_now
        data = {"isFlat": flowchart.is_flat, **({} if has_others else words)}
        yield Script(data, (DRAWING_DATA,))


def _boxes(chart: Chart) -> Iterator[Box]:
    shapes = _OTHER_SHAPES | {side.key: side.shape for side in chart.sides}
    for node, role in chart.graph.nodes:
        label, address = chart.nodes[node]
        yield Box(label, shapes[role], node_class(role), address)


def _lines(chart: Chart) -> Iterator[Line]:
    """The edges. Those of the terms that did not fit lead to the box after all others."""
    graph, sides = chart.graph, {side.relation: side for side in chart.sides}
    numbers = {node: number for number, (node, _role) in enumerate(graph.nodes)}
    numbers.setdefault("", len(numbers))  # an empty name may be that of the terms without a tag
    heaviest = max((edge.weight for edge in graph.edges), default=0)
    for edge in graph.edges:
        side = sides.get(edge.relation)
        yield Line(
            numbers[edge.start],
            numbers[edge.end],
            side.edge if side else "solid",
            bool(side and side.has_arrow),
            chart.edge_labels.get(edge.relation, "") if side else str(edge.weight),
            max(1, round(_THICKEST * edge.weight / heaviest)) if heaviest else 0,
        )
