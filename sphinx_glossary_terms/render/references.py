"""References of the role `term` that name one of our terms."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_terms.model.view import Reference
from sphinx_glossary_terms.render.context import Context, in_language
from sphinx_glossary_terms.warnings import Code, warn


def resolve(context: Context, node: addnodes.pending_xref, /) -> nodes.Node | None:
    """What a reference becomes; nothing if it is not ours (then it is Sphinx's own glossary's)."""
    reference = context.view_of(node).references.get(node["reftarget"])
    if reference is None or not reference.links:
        return None
    if len(reference.links) > 1:
        ids = ", ".join(link.id for link in reference.links)
        warn(
            Code.AMBIGUOUS_REFERENCE,
            f"'{node['reftarget']}' names several terms; write the id of one ({ids}), with the text before it: "
            f"`{node['reftarget']} <{reference.links[0].id}>`",
            location=node,
        )
        return node.children[0].deepcopy()
    link = reference.links[0]
    return context.link(context.page_of(node), link, _text(context, node, reference))


def _text(context: Context, node: addnodes.pending_xref, reference: Reference) -> nodes.Node:
    """An explicit text stays; an id shows the name; a name shows what was written, if that is in the language.

    An explicit text is in the language of the text around it; a name is marked where it is in another one.
    """
    link = reference.links[0]
    written = node.children[0].deepcopy()
    if node.get("refexplicit"):
        return written
    language = context.language_at(node, link.language)
    if reference.name:
        return in_language(reference.name, language, "std", "std-term")
    if reference.kind == "source" and not link.language:
        return written
    if language and isinstance(written, nodes.Element):
        return in_language(written.astext(), language, "std", "std-term")
    return written
