"""Generated blocks: written as HTML by the writer, or lowered to docutils nodes for every other output."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

from sphinx_glossary_terms.blocks import backlinks, drawing, indexes, maps, paths, relations
from sphinx_glossary_terms.blocks.context import Context, marks
from sphinx_glossary_terms.blocks.doctree import DoctreeWriter
from sphinx_glossary_terms.blocks.html import HtmlWriter
from sphinx_glossary_terms.blocks.values import Block
from sphinx_glossary_terms.doctree.markup import thaw
from sphinx_glossary_terms.doctree.nodes import generated_block
from sphinx_glossary_terms.graphs.layout import LayoutEngine
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.page import GraphQuery, IndexQuery, PathQuery
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.outputs import PLAIN
from sphinx_glossary_terms.views.site import SiteView
from sphinx_glossary_terms.views.terms import TermView

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator


class GeneratedBlock(NamedTuple):
    """A kind of generated block.

    write: describes it as blocks; its arguments are the context, the node, and the view of its query or its term.
    heading: the heading of a part of a term that the contents of its page list, and its anchor; the text is empty if
    there is nothing below it.
    """

    write: Callable[[Context, generated_block, Any], Iterable[Block]]
    heading: Callable[[Context, TermView], tuple[LocalizedText, str]] = lambda _context, _term: (LocalizedText(""), "")


BLOCKS = {
    "term-prerequisites": GeneratedBlock(relations.prerequisites),
    "term-relations": GeneratedBlock(relations.relations, relations.heading),
    "term-backlinks": GeneratedBlock(backlinks.backlinks, backlinks.heading),
    "term-steps": GeneratedBlock(paths.steps),
    IndexQuery.kind: GeneratedBlock(indexes.index),
    PathQuery.kind: GeneratedBlock(paths.path),
    GraphQuery.kind: GeneratedBlock(maps.graph),
}
"""Everything that pages show of the whole glossary at one place: the parts of terms, then the blocks of directives."""


def lower(context: Context, node: generated_block, /) -> list[nodes.Node]:
    """The nodes that replace a node; in HTML the node itself, which has only the texts of authors until it is written.

    Sphinx resolves the references in these texts, wherever they were written.
    """
    view = _view(context, node)
    if texts := list(_texts(context, node, view)):
        node += texts
        # A search finds them where they were written.
        node["classes"].append("no-search")
    return [node] if context.output.for_browsers else as_nodes(context, node)


def as_nodes(context: Context, node: generated_block, /) -> list[nodes.Node]:
    """What is generated, as docutils' own nodes."""
    writer = DoctreeWriter(context, lambda drawn: drawing.as_nodes(context, drawn, node), list(node.children))
    return writer.write(_blocks(context, node))


def visit_html(site: SiteView, engine: LayoutEngine, translator: HTML5Translator, node: generated_block, /) -> None:
    """Write what is generated as HTML. This runs in the processes that write pages."""
    builder = translator.builder
    context = Context(site, builder, builder.current_docname, layout_engine=engine)

    def authored(number: int) -> str:
        body, translator.body = translator.body, []
        node.children[number].walkabout(translator)
        written, translator.body = "".join(translator.body), body
        return written

    writer = HtmlWriter(lambda drawn: drawing.as_html(context, drawn, node, translator), authored)
    translator.body.append(writer.write(_blocks(context, node)))
    raise nodes.SkipNode


def visit_as_nodes(site: SiteView, translator: Any, node: generated_block, /) -> None:
    """Have what is generated in a page of HTML written as nodes, too, by the writer of another extension."""
    context = Context(site, translator.builder, translator.builder.current_docname)
    context.output = PLAIN
    # What was put in while HTML was written says only which scripts the page needs.
    node.children = [child for child in node.children if isinstance(child, nodes.TextElement)]
    for element in as_nodes(context, node):
        element.walkabout(translator)
    raise nodes.SkipNode


def _blocks(context: Context, node: generated_block) -> list[Block]:
    view = _view(context, node)
    if view is None:
        return []
    return list(BLOCKS[node["kind"]].write(context, node, view))


def _view(context: Context, node: generated_block) -> Any:
    """The view of a block, or that of the term whose part it is; None if that is not in the glossary."""
    page = context.view_of(node)
    return page.blocks[node["position"]] if "query" in node else page.terms.get(node["term_id"])


def _texts(context: Context, node: generated_block, view: Any) -> Iterator[nodes.paragraph]:
    """The texts of authors on other pages that a block shows, in which references are still to be resolved."""
    for text, language in getattr(view, "texts", ()):
        paragraph = nodes.paragraph("", "", *thaw(text, context.page_of(node)), classes=marks(language))
        if not language and config.needs_marks(context.builder.config):
            # It has been translated on its own page.
            paragraph["translated"] = True
        yield paragraph
