"""Generated blocks: written as HTML while a page is written, or put into the document for every other output."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinxcontrib.mermaid import mermaid

from sphinx_glossary_terms.blocks import indexes, maps, paths, relations
from sphinx_glossary_terms.blocks.context import Context, marks
from sphinx_glossary_terms.doctree.markup import thaw
from sphinx_glossary_terms.doctree.nodes import ISOLATED, LANGUAGE, find, generated_block, language_of
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
    "term-backlinks": relations.backlinks,
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

    def __init__(self, domain: GlossaryDomain, /) -> None:
        self._domain = domain
        self._engine = LayoutEngine()
        self._context: Context | None = None

    def __call__(self, translator: HTML5Translator, node: generated_block, /) -> None:
        """Write a block, with the context of the one before it if that is on the same page."""
        builder = translator.builder
        context = self._context
        if context is None or context.docname != builder.current_docname:
            context = Context(self._domain, builder, builder.current_docname, layout_engine=self._engine)
            self._context = context
        authored = node.children
        for child in authored:
            assert isinstance(child, nodes.Element)
            child[AUTHORED] = True
        content = content_of(context, node)
        for element in content:
            write(translator, element)
        # sphinxcontrib-mermaid adds its script to a page that has one of its nodes.
        drawings = [drawing for element in content for drawing in find(element, mermaid)]
        node.children = [*authored, *drawings]  # Other extensions may write the page again.
        raise nodes.SkipNode


def visit_as_nodes(domain: GlossaryDomain, translator: Any, node: generated_block, /) -> None:
    """Have what is generated in a page of HTML written by the writer of another extension."""
    context = Context(domain, translator.builder, translator.builder.current_docname)
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


# As docutils escapes text (`docutils.writers._html_base.HTMLTranslator`).
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\xa0": "&nbsp;"})

# The element of each node, the classes that docutils gives it, and what follows it.
_ELEMENTS: Mapping[type[nodes.Element], tuple[str, str, str]] = {
    nodes.bullet_list: ("ul", "simple", "\n"),
    nodes.container: ("div", "docutils container", "\n"),
    nodes.definition: ("dd", "", "\n"),
    nodes.definition_list: ("dl", "simple", "\n"),
    nodes.enumerated_list: ("ol", "arabic", "\n"),
    nodes.inline: ("span", "", ""),
    nodes.list_item: ("li", "", "\n"),
    nodes.paragraph: ("p", "", "\n"),
    nodes.strong: ("strong", "", ""),
    nodes.term: ("dt", "", "\n"),
}


AUTHORED = "glossary-authored"
"""The attribute of a node that an author wrote."""


def write(translator: HTML5Translator, node: nodes.Node, /) -> None:
    """Add the HTML of a node to the body of a translator, which itself writes what authors wrote, and other nodes."""
    if isinstance(node, nodes.Text):
        translator.body.append(node.translate(_SPECIAL))
        return
    assert isinstance(node, nodes.Element)
    kind = type(node)
    if AUTHORED in node.attributes:
        node.walkabout(translator)
    elif kind is nodes.raw:
        translator.body.append(node.astext())
    elif kind is nodes.reference:
        address = node.get("refuri") or f"#{node['refid']}"
        kinds = "reference internal" if node["internal"] else "reference external"
        _element(translator, node, "a", kinds, "", f' href="{address.translate(_SPECIAL)}"')
    elif kind is nodes.rubric:
        _element(translator, node, f"h{node['heading-level']}", "rubric", "\n")
    elif kind is nodes.definition_list_item:
        for child in node.children:
            write(translator, child)
    elif kind is nodes.inline and node.attributes["classes"] == [ISOLATED]:
        _element(translator, nodes.inline("", "", *node.children), "bdi", "", "")
    elif kind in _ELEMENTS:
        _element(translator, node, *_ELEMENTS[kind])
    else:
        node.walkabout(translator)


def _element(
    translator: HTML5Translator, node: nodes.Element, tag: str, kinds: str, end: str, attributes: str = ""
) -> None:
    classes = node.attributes["classes"]
    if classes:
        if language := language_of(node):
            classes = [name for name in classes if not name.startswith(LANGUAGE)]
            attributes += f' lang="{language}"'
        kinds = f"{' '.join(classes)} {kinds}".strip()
    if kinds:
        attributes = f' class="{kinds}"{attributes}'
    for name in node.attributes["ids"]:
        attributes += f' id="{name}"'
    translator.body.append(f"<{tag}{attributes}>")
    for child in node.children:
        write(translator, child)
    translator.body.append(f"</{tag}>{end}")
