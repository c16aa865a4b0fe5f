"""The definitions of terms in a page whose references have been resolved: as the page shows them."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from sphinx_glossary_terms.blocks.context import Context
from sphinx_glossary_terms.doctree.markup import is_left_out
from sphinx_glossary_terms.doctree.nodes import definition_of, find

_TERM = "definition-of"


def note(context: Context, owners: Iterable[nodes.Element], /) -> None:
    """Mark the definitions of terms, so that they are found again when everything in them has been resolved."""
    for owner in owners if context.output.for_browsers else ():
        definition = definition_of(owner)
        if definition is not None and owner["term"].id in context.view_of(owner).terms:
            definition[_TERM] = owner["term"].id


def by_term(doctree: nodes.document, /) -> dict[str, nodes.Element]:
    """The definitions in a page by the ids of their terms."""
    # Of two definitions with one id the first counts.
    paragraphs = reversed(find(doctree, nodes.paragraph))
    return {node[_TERM]: node for node in paragraphs if _TERM in node}


def portable(definition: nodes.Element, /) -> nodes.Element:
    """A definition without what needs its own page."""
    copy = definition.deepcopy()
    for node in find(copy, nodes.Element):
        if isinstance(node, nodes.image):
            node.parent.replace(node, nodes.Text(node.get("alt", "")))
        elif is_left_out(node):
            node.parent.remove(node)
        else:
            node["ids"] = []
    return copy
