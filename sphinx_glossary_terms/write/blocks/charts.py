"""Flowcharts as blocks: maps, learning paths, and graphs of several steps around a term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from sphinx_glossary_terms import config
from sphinx_glossary_terms.i18n import _, more
from sphinx_glossary_terms.model.graph.values import CENTER, TAG, TERM, Graph
from sphinx_glossary_terms.model.localize import Text
from sphinx_glossary_terms.model.relations import RelationType, Shape, sides
from sphinx_glossary_terms.write.classes import DRAWING_DATA, node_class
from sphinx_glossary_terms.write.context import Context
from sphinx_glossary_terms.write.graphs.flowchart import MIRRORED, MORE, Box, Flowchart, Line
from sphinx_glossary_terms.write.values import Block, Drawing, Script

_OTHER_SHAPES: dict[str, Shape] = {CENTER: "rounded", TERM: "rounded", TAG: "rectangle"}
_THICKEST = 6
"""The width of the heaviest edge, in pixels."""


def drawing(
    context: Context,
    graph: Graph,
    labels: Mapping[str, Text],
    addresses: Mapping[str, str],
    anchor: str,
    /,
    *,
    direction: str,
    title: str,
    rest: str,
    edge_labels: Mapping[str, str] = MappingProxyType({}),
    is_listed: bool = False,
) -> Iterator[Block]:
    """A graph that may be larger than its place, with what `glossary-maps.js` takes: its direction and its words.

    There are no words, and so no controls, where Mermaid's own ones are switched on.

    labels, addresses: those of its nodes, by their names in the graph.
    anchor: the anchor of the block; the ids of the drawing begin with it.
    rest: the address of the terms that did not fit.
    edge_labels: the labels on the edges of a relation type.
    is_listed: see `Flowchart`.
    """
    types = context.domain.glossary.types
    boxes = list(_boxes(graph, labels, addresses, types))
    if graph.hidden:
        boxes.append(Box(Text(more(graph.hidden), context.own_language), "rectangle", MORE, rest))
    chart = Flowchart(
        direction=MIRRORED.get(direction, direction) if context.is_right_to_left else direction,
        title=title,
        description=_("The lists below say everything that the graph says."),
        is_listed=is_listed,
        boxes=tuple(boxes),
        lines=tuple(_lines(graph, types, edge_labels)),
    )
    yield Drawing(chart, anchor)
    if context.output.has_scripts:
        words = {
            "label": title,
            "larger": _("Zoom in"),
            "smaller": _("Zoom out"),
            "whole": _("Show all"),
            "lang": context.own_language or config.build_language(context.builder.config),
        }
        has_others = context.builder.config.mermaid_d3_zoom and not context.draws_now
        data = {"isFlat": chart.is_flat, **({} if has_others else words)}
        yield Script(data, (DRAWING_DATA,))


def _boxes(
    graph: Graph, labels: Mapping[str, Text], addresses: Mapping[str, str], types: Iterable[RelationType]
) -> Iterator[Box]:
    """The nodes. The term that a graph is around is no link to itself."""
    shapes = _OTHER_SHAPES | {side.key: side.type.shape for side in sides(types)}
    for node, role in graph.nodes:
        address = "" if role == CENTER and graph.center else addresses[node]
        yield Box(labels[node], shapes[role], node_class(role), address)


def _lines(graph: Graph, types: Iterable[RelationType], labels: Mapping[str, str]) -> Iterator[Line]:
    """The edges. Those of the terms that did not fit lead to the box after all others."""
    kinds = {kind.name: kind for kind in types}
    numbers = {node: number for number, (node, _role) in enumerate(graph.nodes)}
    rest = len(numbers)
    numbers.setdefault("", rest)  # an empty name may be that of the terms without a tag
    heaviest = max((edge.weight for edge in graph.edges), default=0)
    for edge in graph.edges:
        kind = kinds.get(edge.relation)
        yield Line(
            numbers[edge.start],
            numbers[edge.end],
            kind.edge if kind else "solid",
            bool(kind and not kind.symmetric),
            labels.get(edge.relation, "") if kind else str(edge.weight),
            max(1, round(_THICKEST * edge.weight / heaviest)) if heaviest else 0,
        )
    if graph.hidden and graph.center:
        yield Line(numbers[graph.center], rest, "dotted", False, "", 0)
