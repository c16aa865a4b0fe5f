"""Backlinks: the pages and sections whose references lead to a term."""

from __future__ import annotations

from docutils import nodes

from sphinx_glossary_terms.blocks.context import Context, in_language, level_below
from sphinx_glossary_terms.doctree.nodes import generated_block
from sphinx_glossary_terms.language.i18n import _, more
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.term import anchor_of
from sphinx_glossary_terms.views.backlinks import BacklinkView
from sphinx_glossary_terms.views.terms import TermView

SHOWN = 5
"""How many lines are not folded; other outputs say how many there are besides."""


def backlinks(context: Context, node: generated_block, view: TermView, /) -> list[nodes.Node]:
    """A list of links to pages and sections."""
    if not view.backlinks:
        return []
    page = context.page_of(node)
    lines = [_item(_line(context, page, backlink)) for backlink in view.backlinks]
    shown, rest = lines[:SHOWN], lines[SHOWN:]
    label = LocalizedText(_("Used in"), context.own_language)
    names = nodes.bullet_list("", *shown)
    content: list[nodes.Node] = [context.heading(label, level_below(node), "glossary-field-title"), names]
    if rest and context.output.for_browsers:
        content += context.folded(more(len(rest)), [nodes.bullet_list("", *rest)], "glossary-rest")
    elif rest:
        names += _item(context.own(more(len(rest)), "glossary-uses-more"))
    box = nodes.container("", *content, classes=["glossary-uses", "no-search"])
    return context.anchored(box, [anchor_of(view.link.id, "uses")])


def _line(context: Context, page: str, backlink: BacklinkView) -> nodes.Node:
    title = [in_language(*backlink.page)]
    if backlink.section:
        title += [nodes.Text(" › "), in_language(*backlink.section)]
    return context.linked(page, backlink.address, title)


def _item(line: nodes.Node) -> nodes.list_item:
    return nodes.list_item("", nodes.paragraph("", "", line))
