"""Backlinks: the sections whose references lead to a term."""

from __future__ import annotations

from sphinx_glossary_terms.i18n import _, more
from sphinx_glossary_terms.model.localize import Text
from sphinx_glossary_terms.model.term import anchor_of
from sphinx_glossary_terms.nodes import generated_block
from sphinx_glossary_terms.views.backlinks import BacklinkView
from sphinx_glossary_terms.views.terms import TermView
from sphinx_glossary_terms.write.blocks.values import Block, Box, BulletList, Heading, Inline, Paragraph, in_language
from sphinx_glossary_terms.write.context import Context, is_in_entry, level_below


def backlinks(context: Context, node: generated_block, view: TermView, /) -> list[Block]:
    """A list of links with the text around each backlink.

    The search finds that text at its own place, not here.
    """
    if not view.backlinks:
        return []
    page = context.page_of(node)
    title = Heading(Text(_("Used in"), context.own_language), level_below(node), ("glossary-field-title",))
    lines = [_line(context, page, backlink) for backlink in view.backlinks]
    if view.more_backlinks:
        rest = Text(more(view.more_backlinks), context.own_language)
        lines.append(Paragraph((in_language(rest),), ("glossary-uses-more",)))
    # A glossary in one page would be several times as long.
    folds = context.output.folds and is_in_entry(node)
    anchor = anchor_of(node["term_id"], "uses")
    return [Box((title, BulletList(tuple(lines))), ("glossary-uses", "no-search"), anchor, folds=folds)]


def _line(context: Context, page: str, backlink: BacklinkView) -> Paragraph:
    place = context.linked(page, backlink.address, tuple(map(in_language, backlink.title)))
    if not backlink.context:
        return Paragraph((place,))
    text = Inline(tuple(map(in_language, backlink.context)), ("glossary-use-context",))
    return Paragraph((place, " – ", text))
