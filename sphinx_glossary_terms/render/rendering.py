"""Replaces the extension's nodes on a page by those of docutils, and resolves its references to terms."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.util import logging

from sphinx_glossary_terms.blocks import generated
from sphinx_glossary_terms.blocks.context import Context
from sphinx_glossary_terms.doctree import nodes as ours
from sphinx_glossary_terms.doctree import page_notes
from sphinx_glossary_terms.doctree.markup import is_copy
from sphinx_glossary_terms.render import references, terms
from sphinx_glossary_terms.untrusted.limits import printable

if TYPE_CHECKING:
    from sphinx.domains.std import StandardDomain

    from sphinx_glossary_terms.domain.domain import GlossaryDomain

_logger = logging.getLogger(__name__)
_RENDERERS: dict[type[nodes.Element], Callable[[Context, Any], list[nodes.Node]]] = {
    ours.term_entry: terms.entry,
    ours.term_section: terms.section,
    ours.term_field: terms.field,
    ours.generated_block: generated.lower,
}


def render(document: nodes.document, docname: str, domain: GlossaryDomain, builder: Builder, /) -> None:
    """Replace our nodes by Sphinx's and docutils' own, so that every builder and theme can write them.

    In HTML generated blocks stay, for `blocks.generated.HtmlVisitor`. In a catalog all nodes stay as they are: what is
    generated would only get in the way of what authors wrote.
    """
    elements = ours.find(
        document, *_RENDERERS, addnodes.start_of_file, *page_notes.NODES, nodes.definition_list, nodes.meta
    )
    for description in [node for node in elements if ours.DESCRIPTION in node["classes"]]:
        description.parent.remove(description)
    pages = [node for node in elements if isinstance(node, addnodes.start_of_file)]
    for page in pages:
        # `inline_all_toctrees` leaves them with their own document for a parent, but the level of a heading depends on
        # what is around their page.
        for child in page.children:
            child.parent = page
    for part in (node for node in elements if isinstance(node, page_notes.NODES)):
        if not page_notes.holds(builder, page_notes.condition_of(part)):
            # Sphinx resolves references also where it then omits them.
            for reference in filter(ours.is_term_reference, ours.find(part, addnodes.pending_xref)):
                reference.replace_self(reference.children)
    context = Context(domain, builder, docname, bool(pages))
    terms.note_entries(context, elements)
    references.link_mentions(context, document)  # before anything is put into the text
    if not document["source"]:  # A part of a page that `todolist` shows again, also on another page.
        _flatten(elements)
    elif not context.output.is_catalog:
        _render(context, [node for node in elements if type(node) in _RENDERERS])
    _resolve(context, document)


def _flatten(elements: list[nodes.Element]) -> None:
    """Leave only the texts of authors: names and ids are those of another place."""
    for node in elements:
        if isinstance(node, ours.term_entry):
            name, *body = node.children
            node.parent.replace(node, [nodes.paragraph("", "", *name.children), *body])
        elif isinstance(node, ours.term_field):
            node.parent.replace(node, node.children)
        elif type(node) in _RENDERERS:
            node.parent.remove(node)


def _resolve(context: Context, document: nodes.document) -> None:
    """Resolve references to terms, and copies of references to unknown labels, which may be those of another project.

    With `-n` Sphinx warns of each copy that it resolves itself, whatever `report_missing` says (`sphinx.domains.std`).
    """
    labels = cast("StandardDomain", context.builder.env.get_domain("std")).anonlabels
    for node in ours.find(document, addnodes.pending_xref):
        if ours.is_term_reference(node):
            if (found := references.resolve(context, node)) is not None:
                node.replace_self(found)
        elif is_copy(node) and node.get("reftype") == "ref" and node["reftarget"] not in labels:
            content = nodes.inline("", "", *node.children)
            resolved = references.resolve_elsewhere(context, node, content)
            node.parent.replace(node, resolved or content.children)


def _render(context: Context, elements: list[nodes.Element]) -> None:
    owners = [node for node in elements if isinstance(node, ours.OWNERS)]
    terms.note_definitions(context, owners)
    terms.add_names(context, owners)
    for node in elements:
        # Not `replace_self`, which gives ids and classes of the old node to the first new one.
        node.parent.replace(node, _RENDERERS[type(node)](context, node))


def report_missing(
    domain: GlossaryDomain, _app: object, _domain: Domain | None, node: addnodes.pending_xref, /
) -> bool | None:
    """Say more about a missing target than Sphinx does, and nothing where that is said already (True then).

    Indexes and paths have copies of definitions, whose missing targets are reported at the definition. That the terms
    of another project are missing has been said once, of the whole project.
    """
    if is_copy(node):
        return True
    if not ours.is_term_reference(node):
        return None
    target = node["reftarget"]
    if domain.glossary.external.is_missing(target):
        return True
    # Text and target may have been swapped.
    if said := domain.glossary.advice(target, *([node.astext()] if node.get("refexplicit") else [])):
        # With the type of Sphinx's own warning, which projects may suppress.
        message = printable(f"term not in glossary: {target!r}{said}")
        _logger.warning("%s", message, location=node, type="ref", subtype="term")
        return True
    return None
