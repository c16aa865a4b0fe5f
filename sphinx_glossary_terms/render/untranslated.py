"""Marks of what has no translation: a visible one in the text of terms, and the language of titles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_terms.blocks.context import Context, in_language, marks
from sphinx_glossary_terms.doctree.language import language_of_text, mark_among
from sphinx_glossary_terms.doctree.nodes import OWNERS, UNTRANSLATED, body_of, language_at, term_field
from sphinx_glossary_terms.doctree.titles import find_title, title_shown_by
from sphinx_glossary_terms.language.i18n import _

# What can begin with a mark. A title cannot: the navigation and the search show it too.
_HOLDERS = (nodes.paragraph, nodes.line, nodes.term, nodes.caption)
# Titles of works are not translated.
_NEVER_MARKED = frozenset({"sources"})


def mark(context: Context, owners: Iterable[nodes.Element], /) -> None:
    """Put a mark where untranslated text begins: once for each run of it in a part of a term, not in each paragraph.

    The parts are the text of the term itself, each field and each subsection.
    """
    marked = [owner for owner in owners if context.view_of(owner).marks_untranslated]
    bodies = {body for owner in marked if (body := body_of(owner)) is not None}
    for body in bodies:
        running = False
        for message in _messages(body, bodies):
            if message is None or message.get("translated"):
                running = False
            elif not running and UNTRANSLATED in message and isinstance(message, _HOLDERS) and _says_something(message):
                message.insert(0, [_mark(context, message), nodes.Text(" ")])
                running = True


def mark_title(context: Context, reference: nodes.Element, /) -> None:
    """Put a reference to a page or a section into an element with the language of what it will show.

    They show it as plain text, so it must be marked from outside: with `lang` if the title has no translation, or back
    if it has one and the text around it has none. Such a text is as fresh as Sphinx keeps it, and so is its mark. Only
    titles of pages with a directive of ours say in which language they are.
    """
    site, settings = context.site, context.builder.config
    page = context.page_of(reference)
    title = title_shown_by(reference, page)
    shown = find_title(context.builder.env, title) if title and site.has_directives(page) else None
    if shown is None or not site.has_directives(shown.docname):
        return
    if language := mark_among(shown.text.language, language_of_text(reference, settings), settings):
        box = nodes.inline("", "", classes=marks(language))
        reference.parent.replace(reference, box)
        box += reference


def _messages(node: nodes.Element, bodies: Collection[nodes.Node]) -> Iterator[nodes.TextElement | None]:
    """The messages of a term in reading order; nothing between two parts."""
    for child in node.children:
        if not isinstance(child, nodes.Element):
            continue
        is_part = isinstance(child, (nodes.section, term_field, *OWNERS))
        if is_part:
            yield None
        if child in bodies or child.get("field") in _NEVER_MARKED:
            continue
        if isinstance(child, nodes.TextElement) and (UNTRANSLATED in child or "translated" in child):
            yield child
        else:
            yield from _messages(child, bodies)
        if is_part:
            yield None


def _says_something(message: nodes.TextElement) -> bool:
    """Whether it has text of its own: an image has none, and the names of terms come in the language of the build."""
    return any(not _is_name(text.parent) for text in message.findall(nodes.Text) if text.strip())


def _is_name(node: nodes.Node) -> bool:
    reference = node.parent if isinstance(node.parent, addnodes.pending_xref) else node
    return isinstance(reference, addnodes.pending_xref) and not reference.get("refexplicit")


def _mark(context: Context, message: nodes.Element) -> nodes.Node:
    text = _("untranslated") if context.output.is_html else f"[{_('untranslated')}]"
    language = mark_among(context.own_language, language_at(message), context.builder.config)
    return in_language(text, language, "glossary-untranslated", "no-search")
