"""The relations of a term: its graph, and lists that say the same; or lists that are the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from sphinx_glossary_terms.i18n import _, more
from sphinx_glossary_terms.know.labels import abbreviated
from sphinx_glossary_terms.model.graph.neighborhoods import NODE_LIMIT, Graph
from sphinx_glossary_terms.model.localize import Text
from sphinx_glossary_terms.model.relations import Side
from sphinx_glossary_terms.model.term import anchor_of
from sphinx_glossary_terms.nodes import generated_block
from sphinx_glossary_terms.views.links import Link
from sphinx_glossary_terms.views.terms import RelationList, TermView
from sphinx_glossary_terms.write.blocks.values import (
    Block,
    Box,
    BulletList,
    Connections,
    Connector,
    Drawing,
    Field,
    FieldList,
    Heading,
    Paragraph,
)
from sphinx_glossary_terms.write.classes import relation_class
from sphinx_glossary_terms.write.context import Context, level_below
from sphinx_glossary_terms.write.graphs.drawing import chart_of_terms


def relations(context: Context, node: generated_block, view: TermView, /) -> list[Block]:
    """The graph of a term, and its relations as lists: what the graph says, for everybody."""
    if not view.relations:
        return []
    page, anchor = context.page_of(node), anchor_of(node["term_id"], "relations")
    level = level_below(node)
    content: list[Block] = [Heading(Text(_("Connections"), context.own_language), level, ("glossary-field-title",))]
    fields = (
        Field(
            found.label,
            BulletList(tuple(Paragraph((context.phrase(page, link),)) for link in found.links)),
            ("glossary-relation", relation_class(found.key)),
        )
        for found in view.relations
    )
    lists = FieldList(tuple(fields), ("glossary-relation-lists",))
    if view.graph is None:
        content.append(lists)
    elif context.connects_lists:
        connectors = tuple(_connectors(context, view.relations))
        content.append(Connections(_center(view).text, min(level + 1, 6), lists, connectors))
    else:
        if context.draws:
            content.append(_drawing(context, page, view, view.graph, anchor))
        content.append(lists)
    return [Box(tuple(content), ("glossary-relations",), anchor)]


def _drawing(context: Context, page: str, view: TermView, graph: Graph, anchor: str) -> Drawing:
    listed = (link for found in view.relations for link in found.links)
    chart = chart_of_terms(
        context,
        page,
        graph,
        (_center(view), *listed, *view.graph_links),
        direction=view.graph_direction,
        title=_("Connections of {name}").format(name=view.link.name),
        anchor=anchor,
    )
    return Drawing(chart, anchor)


def _center(view: TermView) -> Link:
    """The term itself, alone in the middle."""
    return view.link._replace(name=abbreviated(view.link.bare, view.abbreviation).text)


def _connectors(context: Context, lists: tuple[RelationList, ...]) -> Iterator[Connector]:
    """How each list is connected with the name."""
    sides = {side.key: side for side in context.domain.glossary.sides}
    # There is one line down, for the last relation without a direction: others are among those that follow.
    below = [found.key for found in lists if sides[found.key].type.symmetric][-1:]
    limit = _limit(len(found.links) for found in lists)
    for found in lists:
        side, count = sides[found.key], len(found.links)
        # One or two more take hardly more room than the line that opens them.
        shown = count if count <= limit + 2 else limit
        rest = Text(more(count - shown), context.own_language)
        place = "below" if found.key in below else _place(side)
        yield Connector(place, side.type.edge, not side.type.symmetric, shown, rest)


def _place(side: Side) -> Literal["before", "after"]:
    return "after" if side.type.symmetric or side.inverted == side.type.target_first else "before"


def _limit(counts: Iterable[int]) -> int:
    """How many items each list may show so that they show no more than can be read: the long ones give way first."""
    left, room = sorted(counts), NODE_LIMIT
    while left and left[0] * len(left) <= room:
        room -= left.pop(0)
    return max(1, room // len(left)) if left else NODE_LIMIT
