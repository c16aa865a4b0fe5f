"""Where a term is used: the places whose references lead to it."""

from __future__ import annotations

from docutils import nodes

from sphinx_glossary_terms.i18n import _
from sphinx_glossary_terms.model.localize import Text
from sphinx_glossary_terms.model.view import Link, UseView
from sphinx_glossary_terms.nodes import term_uses
from sphinx_glossary_terms.render.context import Context, folded, in_language, is_in_entry


def uses(context: Context, node: term_uses, /) -> list[nodes.Node]:
    """A list of links with the text around each use.

    The search finds that text where it stands, and not here.
    """
    view = context.view_of(node).terms.get(node["term_id"])
    if view is None or not view.uses:
        return []
    page = context.page_of(node)
    title = context.heading(Text(_("Used in"), context.own_language), node, "glossary-field-title")
    lines = [_line(context, page, use) for use in view.uses]
    if view.more_uses:
        more = _("+{count} more").format(count=view.more_uses)
        lines.append(nodes.paragraph("", "", in_language(more, context.own_language), classes=["glossary-uses-more"]))
    items = nodes.bullet_list("", *(nodes.list_item("", line) for line in lines))
    box = nodes.container("", title, items, classes=["glossary-uses", "no-search"])
    if context.folds and is_in_entry(node):
        # A glossary in one page would be several times as long.
        box.remove(title)
        title["classes"].append("no-search")
        return folded(title, [box], "glossary-field", is_open=False)
    return [box]


def _line(context: Context, page: str, use: UseView) -> nodes.paragraph:
    link = Link("", "", "", "", use.docname, use.anchor)
    line = nodes.paragraph("", "", context.link(page, link, _text(use.title)))
    if use.context:
        line += [nodes.Text(" – "), _text(use.context, "glossary-use-context")]
    return line


def _text(parts: tuple[Text, ...], *classes: str) -> nodes.Node:
    """A line of text in as few nodes as it needs: every transform of Sphinx looks at each of thousands."""
    if len(parts) == 1 and not (classes and parts[0].language):
        return in_language(*parts[0], *classes)
    return nodes.inline("", "", *(in_language(*part) for part in parts), classes=list(classes))
