"""Generated blocks: made while a page is written as HTML, or put into the document for every other output."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinxcontrib.mermaid import mermaid

from sphinx_glossary_terms.blocks import backlinks, html, indexes, maps, paths, relations
from sphinx_glossary_terms.blocks.context import Context, marks
from sphinx_glossary_terms.doctree.markup import thaw
from sphinx_glossary_terms.doctree.nodes import find, generated_block
from sphinx_glossary_terms.graphs.layout import LayoutEngine
from sphinx_glossary_terms.model.page import GraphQuery, IndexQuery, PathQuery
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.outputs import PLAIN

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_glossary_terms.domain.domain import GlossaryDomain

BLOCKS: Mapping[str, Callable[[Context, generated_block, Any], list[nodes.Node]]] = {
    "term-prerequisites": relations.prerequisites,
    "term-relations": relations.relations,
    "term-backlinks": backlinks.backlinks,
    "term-steps": paths.steps,
    IndexQuery.kind: indexes.index,
    PathQuery.kind: paths.path,
    GraphQuery.kind: maps.graph,
}
"""Everything that pages show of the whole glossary at one place: the parts of terms, then the blocks of directives.

The arguments of each are the context, the node, and the view of its query or of its term.
"""


def lower(context: Context, node: generated_block, /) -> list[nodes.Node]:
    """The nodes that replace a node; in HTML the node itself, which has only the texts of authors until it is written.

    Sphinx resolves the references in these texts, wherever they were written.
    """
    if texts := list(_texts(context, node, _view(context, node))):
        node += texts
        # A search finds them where they were written.
        node["classes"].append("no-search")
    return [node] if context.output.for_browsers else content_of(context, node)


class HtmlVisitor:
    """Writes what is generated as HTML. One object an application; it is called in the processes that write pages."""

    def __init__(self, site: GlossaryDomain, /) -> None:
        self._site = site
        self._engine = LayoutEngine()
        self._context: Context | None = None

    def __call__(self, translator: HTML5Translator, node: generated_block, /) -> None:
        """Write a block, with the context of the one before it if that is on the same page."""
        builder = translator.builder
        context = self._context
        if context is None or context.docname != builder.current_docname:
            context = Context(self._site, builder, builder.current_docname, layout_engine=self._engine)
            self._context = context
        authored = node.children
        for child in authored:
            assert isinstance(child, nodes.Element)
            child[html.AUTHORED] = True
        content = content_of(context, node)
        for element in content:
            html.write(translator, element)
        # sphinxcontrib-mermaid adds its script to a page that has one of its nodes.
        drawings = [drawing for element in content for drawing in find(element, mermaid)]
        node.children = [*authored, *drawings]  # Other extensions may write the page again.
        raise nodes.SkipNode


def visit_as_nodes(site: GlossaryDomain, translator: Any, node: generated_block, /) -> None:
    """Have what is generated in a page of HTML written by the writer of another extension."""
    context = Context(site, translator.builder, translator.builder.current_docname)
    context.output = PLAIN
    for element in content_of(context, node):
        element.walkabout(translator)
    raise nodes.SkipNode


def content_of(context: Context, node: generated_block, /) -> list[nodes.Node]:
    """The nodes of a block."""
    view = _view(context, node)
    return BLOCKS[node["kind"]](context, node, view) if view is not None else []


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
