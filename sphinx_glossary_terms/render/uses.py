"""Where a term is used: the places whose references lead to it."""

from __future__ import annotations

from sphinx_glossary_terms.i18n import _
from sphinx_glossary_terms.model.localize import Text
from sphinx_glossary_terms.model.view import Link, UseView
from sphinx_glossary_terms.nodes import term_uses
from sphinx_glossary_terms.render.blocks import Block, Box, BulletList, Heading, Inline, Paragraph, in_language
from sphinx_glossary_terms.render.context import Context, is_in_entry, level_below


def uses(context: Context, node: term_uses, /) -> list[Block]:
    """A list of links with the text around each use.

    The search finds that text where it stands, and not here.
    """
    view = context.view_of(node).terms.get(node["term_id"])
    if view is None or not view.uses:
        return []
    page = context.page_of(node)
    title = Heading(Text(_("Used in"), context.own_language), level_below(node), ("glossary-field-title",))
    lines = [_line(context, page, use) for use in view.uses]
    if view.more_uses:
        more = Text(_("+{count} more").format(count=view.more_uses), context.own_language)
        lines.append(Paragraph((in_language(more),), ("glossary-uses-more",)))
    # A glossary in one page would be several times as long.
    folds = context.folds and is_in_entry(node)
    return [Box((title, BulletList(tuple(lines))), ("glossary-uses", "no-search"), folds=folds)]


def _line(context: Context, page: str, use: UseView) -> Paragraph:
    link = Link("", "", "", "", use.docname, use.anchor)
    place = context.phrase(page, link, tuple(map(in_language, use.title)))
    if not use.context:
        return Paragraph((place,))
    text = Inline(tuple(map(in_language, use.context)), ("glossary-use-context",))
    return Paragraph((place, " – ", text))
