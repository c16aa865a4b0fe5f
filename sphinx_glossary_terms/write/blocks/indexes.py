"""Indexes in pages: `term-index`."""

from __future__ import annotations

import json

from docutils import nodes

from sphinx_glossary_terms import config
from sphinx_glossary_terms.i18n import _
from sphinx_glossary_terms.markup import thaw
from sphinx_glossary_terms.nodes import term_index
from sphinx_glossary_terms.views.indexes import IndexRow, IndexView
from sphinx_glossary_terms.write.context import Context, in_language, marks


def index(context: Context, node: term_index, /) -> list[nodes.Node]:
    """An index: links to its headings, then the rows under each."""
    page = context.page_of(node)
    number: int = node["number"]
    view = context.domain.view(page).indexes[number]
    prefix = context.anchor(page, f"glossary-index-{number}" if number else "glossary-index")
    anchors = [f"{prefix}-{position}" for position, _group in enumerate(view.groups)]
    box = nodes.container("", classes=["glossary-index"])
    if context.builder.format == "html":
        box += _navigation(view, anchors)
    if context.draws and view.groups:
        box += _data(context, view)
    for anchor, (label, rows) in zip(anchors, view.groups, strict=True):
        if context.builder.format == "latex":  # its rubrics have no anchors
            box += nodes.target("", "", ids=[anchor])
        heading = context.heading(label, node, "glossary-index-heading", ids=(anchor,))
        if context.draws:
            heading += [
                nodes.Text(" "),
                nodes.inline("", str(len(rows)), classes=["glossary-index-count", "no-search"]),
            ]
        box += heading
        box += nodes.definition_list("", *(_row(context, page, row) for row in rows))
    return [box]


def _navigation(view: IndexView, anchors: list[str]) -> nodes.paragraph:
    line = nodes.paragraph("", "", classes=["glossary-index-navigation"])
    for number, (anchor, (label, _rows)) in enumerate(zip(anchors, view.groups, strict=True)):
        if number:
            line += nodes.Text(" ")
        line += nodes.reference("", "", in_language(*label), internal=True, refid=anchor)
    return line


def _data(context: Context, view: IndexView) -> nodes.raw:
    """What the script `glossary-index.js` takes: its words, the tags, and what the rows do not show, in their order.

    A row is a list: the names and readings that it does not show, then the numbers of its tags.
    """
    language = config.build_language(context.builder.config)
    numbers = {tag: number for number, (tag, _label) in enumerate(view.tags)}
    data = {
        "label": _("Filter the terms"),
        "group": _("Tags"),
        "count": _("{shown} of {all} terms"),
        "lang": context.own_language or language,
        "tags": [[tag, label.text, label.language or language] for tag, label in view.tags],
        "rows": [
            [" ".join(row.words), *(numbers[tag] for tag in row.tags if tag in numbers)]
            for _label, rows in view.groups
            for row in rows
        ],
    }
    # Whatever stands in a name: a script element ends, and a comment in it begins, with this sign only.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return nodes.raw("", f'<script type="application/json" class="glossary-index-data">{text}</script>', format="html")


def _row(context: Context, page: str, row: IndexRow) -> nodes.definition_list_item:
    if row.is_other:
        term = nodes.term("", "", in_language(row.label, row.language))
        target = nodes.paragraph("", "→ ", context.link(page, row.link), classes=["glossary-index-see"])
        return nodes.definition_list_item("", term, nodes.definition("", target))
    term = nodes.term("", "", context.link(page, row.link))
    if row.aliases:
        names = nodes.inline("", " (", classes=["glossary-index-aliases"])
        for number, alias in enumerate(row.aliases):
            if number:
                names += nodes.Text(_(", "))
            names += in_language(alias.text, row.aliases_language)
        names += nodes.Text(")")
        term += names
    definition = nodes.definition("")
    if row.definition:
        definition += nodes.paragraph("", "", *thaw(row.definition, page), classes=marks(row.definition_language))
    return nodes.definition_list_item("", term, definition)
