"""Flowcharts as blocks: maps, learning paths, and graphs of several steps around a term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sphinx_glossary_terms import config
from sphinx_glossary_terms.i18n import _, more
from sphinx_glossary_terms.model.graph.neighborhoods import Graph
from sphinx_glossary_terms.model.localize import Text
from sphinx_glossary_terms.write.classes import DRAWING_DATA
from sphinx_glossary_terms.write.context import Context
from sphinx_glossary_terms.write.graphs.flowchart import MIRRORED, flowchart
from sphinx_glossary_terms.write.values import Block, Drawing, Script


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
    chart = flowchart(
        graph,
        types=context.domain.glossary.types,
        direction=MIRRORED.get(direction, direction) if context.is_right_to_left else direction,
        labels=labels,
        addresses=addresses,
        title=title,
        description=_("The lists below say everything that the graph says."),
        more=(Text(more(graph.hidden) if graph.hidden else "", context.own_language), rest),
        edge_labels=edge_labels,
        is_listed=is_listed,
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
