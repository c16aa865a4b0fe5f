"""Indexes in pages: `term-index`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape

from docutils import nodes

from sphinx_glossary_terms.blocks.context import Context, in_language, level_below, reference, separated
from sphinx_glossary_terms.doctree.language import lang
from sphinx_glossary_terms.doctree.nodes import ISOLATED, SEARCH_PAGE, generated_block
from sphinx_glossary_terms.language.labels import _, ngettext, parentheses
from sphinx_glossary_terms.model.term import one_line
from sphinx_glossary_terms.views.indexes import IndexRow, IndexView
from sphinx_glossary_terms.views.links import Address


def index(context: Context, node: generated_block, view: IndexView, /) -> list[nodes.Node]:
    """An index: its filter, links to its headings, then the rows under each."""
    page, authored = context.page_of(node), iter(node.children)
    prefix = context.block_anchor(page, node)
    level = level_below(node)
    content: list[nodes.Node] = []
    if context.output.for_browsers and view.groups:
        content.append(nodes.raw("", _filter(context, page, view) + _data(view), format="html"))
    if context.output.is_html:
        content.append(_navigation(view, prefix))
    for position, (label, rows) in enumerate(view.groups):
        terms = [row for row in rows if not row.is_other]
        heading = context.heading(label, level, "glossary-index-heading")
        group = context.anchored(heading, [f"{prefix}-{position}"])
        if terms and view.has_definitions:
            items = [_term(context, page, row, authored) for row in terms]
            group.append(nodes.definition_list("", *items))
        elif terms:
            group.append(_list(([context.link(page, row.link)] for row in terms), "glossary-index-names"))
        if len(terms) < len(rows):
            others = (_other(context, page, row) for row in rows if row.is_other)
            group.append(_list(others, "glossary-index-others"))
        content.append(nodes.container("", *group, classes=["glossary-index-group"]))
    return [nodes.container("", *content, classes=["glossary-index"])]


def _list(lines: Iterable[list[nodes.Node]], css: str) -> nodes.bullet_list:
    rows = (nodes.list_item("", nodes.paragraph("", "", *line)) for line in lines)
    return nodes.bullet_list("", *rows, classes=[css])


def _navigation(view: IndexView, prefix: str) -> nodes.paragraph:
    links = (
        reference(f"#{prefix}-{position}", [in_language(*label)]) for position, (label, _rows) in enumerate(view.groups)
    )
    return nodes.paragraph("", "", *separated(links, lambda: nodes.Text(" ")), classes=["glossary-index-navigation"])


def _filter(context: Context, page: str, view: IndexView) -> str:
    """The controls. The style sheet shows them where scripts run, before the script is there: nothing moves then."""
    rows = [row for _label, rows in view.groups for row in rows]
    terms = _terms(row for row in rows if not row.is_other)
    language = lang(context.own_language)
    buttons = "".join(
        f'<button type="button" value="{escape(tag)}" aria-pressed="false"{lang(label.language)}>'
        f"{escape(label.text)} <small><bdi>{_terms(row for row in rows if tag in row.tags)}</bdi></small></button>\n"
        for tag, label in view.tags
    )
    label, nothing, clear, tags, everywhere = map(
        escape,
        (_("Filter the terms"), _("No term is called that."), _("Clear the filter"), _("Tags"), _("Search all pages")),
    )
    group = f'<div role="group" aria-label="{tags}">\n{buttons}</div>\n' if buttons else ""
    status = escape(ngettext("{shown} of {all} term", "{shown} of {all} terms", terms))
    count = status.replace("{shown}", str(terms)).replace("{all}", str(terms))
    address = context.uri(page, Address(SEARCH_PAGE)) if context.output.is_site else ""
    search = f' <a class="reference internal" href="{escape(address)}">{everywhere}</a>' if address else ""
    return (
        '<div class="glossary-index-filter" hidden>\n'
        f'<label{language}>{label} <input type="search" autocomplete="off"></label>\n'
        f'{group}<output{language} data-count="{status}">{count}</output>\n'
        f'<p{language} class="glossary-index-nothing" hidden>{nothing}'
        f' <button type="button">{clear}</button>{search}</p>\n'
        "</div>\n"
    )


def _terms(rows: Iterable[IndexRow]) -> int:
    return len({row.link.id for row in rows})


def _data(view: IndexView) -> str:
    """What the script `glossary-index.js` takes: a list for each row of a term, in their order.

    The names and readings that the row does not show, then the numbers of its tags.
    """
    numbers = {tag: number for number, (tag, _label) in enumerate(view.tags)}
    data = [
        ["\n".join(map(one_line, row.words)), *(numbers[tag] for tag in row.tags if tag in numbers)]
        for _label, rows in view.groups
        for row in rows
        if not row.is_other
    ]
    # A script element ends, and a comment in it begins, with this sign only.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" class="glossary-index-data">{text}</script>'


def _term(context: Context, page: str, row: IndexRow, authored: Iterator[nodes.Node]) -> nodes.definition_list_item:
    term = [context.link(page, row.link)]
    if row.aliases:
        before, after = parentheses()
        names = separated((_isolated(alias.text, alias.language) for alias in row.aliases), lambda: nodes.Text(_(", ")))
        parts = (nodes.Text(before), *names, nodes.Text(after))
        term.append(nodes.inline("", "", *parts, classes=["glossary-index-aliases"]))
    definition = nodes.definition("", *([next(authored)] if row.definition else []))
    return nodes.definition_list_item("", nodes.term("", "", *term), definition)


def _other(context: Context, page: str, row: IndexRow) -> list[nodes.Node]:
    """Another name, and the term that it leads to."""
    name = _isolated(row.label, row.language)
    return [name, nodes.Text(" " + _("→ ")), context.link(page, row.link)]


def _isolated(text: str, language: str) -> nodes.Node:
    return nodes.inline("", "", in_language(text, language), classes=[ISOLATED])
