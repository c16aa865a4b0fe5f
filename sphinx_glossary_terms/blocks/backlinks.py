"""Backlinks: the sections whose references lead to a term."""

from __future__ import annotations

from sphinx_glossary_terms.blocks.context import Context, is_in_entry, level_below
from sphinx_glossary_terms.blocks.values import (
    Block,
    BulletList,
    Container,
    Folded,
    Heading,
    Paragraph,
    Span,
    in_language,
)
from sphinx_glossary_terms.doctree.nodes import generated_block
from sphinx_glossary_terms.language.i18n import _, more
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.term import anchor_of
from sphinx_glossary_terms.views.backlinks import BacklinkView
from sphinx_glossary_terms.views.terms import TermView

SHOWN = 10
"""How many lines are not folded."""


def heading(context: Context, view: TermView, /) -> tuple[LocalizedText, str]:
    """The heading of the list, empty if there is none, and its anchor."""
    return LocalizedText(_("Used in") if view.backlinks else "", context.own_language), anchor_of(view.link.id, "uses")


def backlinks(context: Context, node: generated_block, view: TermView, /) -> list[Block]:
    """A list of links with the text around each backlink.

    The search finds that text at its own place, not here.
    """
    title, anchor = heading(context, view)
    if not title.text:
        return []
    page = context.page_of(node)
    lines = [_line(context, page, backlink) for backlink in view.backlinks]
    shown, rest, others = lines[:SHOWN], lines[SHOWN:], view.more_backlinks
    if not context.output.for_browsers:
        rest, others = [], others + len(rest)
    if others:
        count = LocalizedText(more(others), context.own_language)
        (rest or shown).append(Paragraph((in_language(count),), ("glossary-uses-more",)))
    content: list[Block] = [Heading(title, level_below(node), ("glossary-field-title",)), BulletList(tuple(shown))]
    if rest:
        summary = LocalizedText(more(len(lines) - SHOWN + others), context.own_language)
        content.append(Folded(summary, (BulletList(tuple(rest)),), ("glossary-rest",)))
    # A glossary in one page would be several times as long.
    folds = context.output.for_browsers and is_in_entry(node)
    return [Container(tuple(content), ("glossary-uses", "no-search"), anchor, folds=folds)]


def _line(context: Context, page: str, backlink: BacklinkView) -> Paragraph:
    link = context.linked(page, backlink.address, tuple(map(in_language, backlink.title)))
    if not backlink.context:
        return Paragraph((link,))
    text = Span(tuple(map(in_language, backlink.context)), ("glossary-use-context",))
    return Paragraph((link, " – ", text))
