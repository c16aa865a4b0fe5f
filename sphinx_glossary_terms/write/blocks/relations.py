"""The relations of a term: its graph, and lists that say the same."""

from __future__ import annotations

from sphinx_glossary_terms.i18n import _
from sphinx_glossary_terms.model.localize import Text
from sphinx_glossary_terms.model.term import anchor_of
from sphinx_glossary_terms.nodes import generated_block
from sphinx_glossary_terms.views.terms import TermView
from sphinx_glossary_terms.write.blocks.values import (
    Block,
    Box,
    BulletList,
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
    title = Text(_("Connections"), context.own_language)
    content: list[Block] = [Heading(title, level_below(node), ("glossary-field-title",))]
    if view.graph is not None and context.draws:
        listed = (link for found in view.relations for link in found.links)
        chart = chart_of_terms(
            context,
            page,
            view.graph,
            (view.link, *listed, *view.graph_links),
            direction=view.graph_direction,
            title=_("Connections of {name}").format(name=view.link.name),
            anchor=anchor,
        )
        content.append(Drawing(chart, anchor))
    fields = (
        Field(
            found.label,
            BulletList(tuple(Paragraph((context.phrase(page, link),)) for link in found.links)),
            ("glossary-relation", relation_class(found.key)),
        )
        for found in view.relations
    )
    content.append(FieldList(tuple(fields), ("glossary-relation-lists",)))
    return [Box(tuple(content), ("glossary-relations",), anchor)]
