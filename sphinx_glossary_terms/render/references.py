"""References of the role `term` that name a term of this extension."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_terms.blocks.context import Context, in_language
from sphinx_glossary_terms.doctree.language import language_of_text, mark_among
from sphinx_glossary_terms.render.abbreviations import explained
from sphinx_glossary_terms.views.links import Reference


def resolve(context: Context, node: addnodes.pending_xref, /) -> nodes.Node | None:
    """What a reference becomes: a link, or its text if it is ambiguous.

    None if it names no term: then Sphinx looks in its own glossary.
    """
    reference = context.view_of(node).references.get(node["reftarget"])
    if reference is None or not reference.links:
        return None
    if len(reference.links) > 1:
        return node.children[0].deepcopy()
    text = node.children[0].deepcopy()
    if not node.get("refexplicit"):
        around = language_of_text(node, context.builder.config)
        is_source = bool(around) and around == context.source_language
        text = _text(context, text, reference, around, is_source=is_source)
        text = explained(context, reference, text, is_source=is_source)
    return context.link(context.page_of(node), reference.links[0], text)


def _text(
    context: Context, written: nodes.Node, reference: Reference, around: str, /, *, is_source: bool
) -> nodes.Node:
    """An id shows the name; a name shows what was written, if that is in the language of the text `around` it.

    A name is marked where it is in another one.
    """
    text = reference.text(written.astext(), language=around, is_source=is_source)
    language = mark_among(text.language, around, context.builder.config)
    if text.text == written.astext() and not language:
        return written
    return in_language(text.text, language, "std", "std-term")
