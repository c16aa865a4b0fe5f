"""Marks references to titles with the language of the title."""

from __future__ import annotations

from docutils import nodes

from sphinx_glossary_terms.blocks.context import Context, marks
from sphinx_glossary_terms.doctree.language import language_of_text, mark_among
from sphinx_glossary_terms.doctree.titles import find_title, title_shown_by


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
