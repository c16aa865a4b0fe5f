"""What is generated of a term: written as HTML by the writer, or lowered to nodes for every other output."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_glossary_terms import nodes as ours
from sphinx_glossary_terms.know.domain import glossary_domain
from sphinx_glossary_terms.write import doctree, html, terms
from sphinx_glossary_terms.write.blocks import backlinks
from sphinx_glossary_terms.write.blocks.values import Block
from sphinx_glossary_terms.write.context import Context
from sphinx_glossary_terms.write.graphs import drawing
from sphinx_glossary_terms.write.graphs.layout import LayoutEngine

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

GENERATED: Mapping[type[nodes.Element], Callable[[Context, Any], list[Block]]] = {
    ours.term_relations: terms.relations,
    ours.term_backlinks: backlinks.backlinks,
}
"""The blocks of each kind of node."""


def lower(context: Context, node: nodes.Element, /) -> list[nodes.Node]:
    """The nodes that replace a node; in HTML the node itself, which has no content until it is written."""
    return [node] if context.writes_html else as_nodes(context, node)


def as_nodes(context: Context, node: nodes.Element, /) -> list[nodes.Node]:
    """What is generated, as docutils' own nodes."""
    blocks = GENERATED[type(node)](context, node)
    return doctree.write(blocks, context, lambda drawn: drawing.as_node(context, drawn, node))


def visit_html(engine: LayoutEngine, translator: HTML5Translator, node: nodes.Element, /) -> None:
    """Write what is generated as HTML. This runs in the processes that write pages."""
    builder = translator.builder
    domain = glossary_domain(builder.env)
    assembled = builder.name == "singlehtml"
    context = Context(domain, builder, builder.current_docname, assembled, engine)
    blocks = GENERATED[type(node)](context, node)
    translator.body.append(html.write(blocks, lambda drawn: drawing.as_html(context, drawn, node, translator)))
    raise nodes.SkipNode
