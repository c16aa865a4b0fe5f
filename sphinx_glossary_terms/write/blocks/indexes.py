"""Indexes in pages: `term-index`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count

from sphinx_glossary_terms import config
from sphinx_glossary_terms.i18n import _, ngettext
from sphinx_glossary_terms.model.localize import Text
from sphinx_glossary_terms.nodes import generated_block
from sphinx_glossary_terms.views.indexes import IndexRow, IndexView
from sphinx_glossary_terms.write.blocks.values import (
    Authored,
    Block,
    Box,
    Definition,
    DefinitionList,
    Heading,
    Inline,
    Line,
    Paragraph,
    Script,
    in_language,
)
from sphinx_glossary_terms.write.context import Context, level_below


def index(context: Context, node: generated_block, view: IndexView, /) -> Iterator[Block]:
    """An index: links to its headings, then the rows under each."""
    page = context.page_of(node)
    prefix = context.block_anchor(page, node)
    level = level_below(node)
    blocks: list[Block] = []
    if context.output.has_navigation:
        blocks.append(_navigation(view, prefix))
    if context.output.has_scripts and view.groups:
        blocks.append(_data(context, view))
    numbers = count()
    for position, (label, rows) in enumerate(view.groups):
        number = len(rows) if context.output.has_scripts else None
        blocks.append(Heading(label, level, ("glossary-index-heading",), f"{prefix}-{position}", number))
        blocks.append(DefinitionList(tuple(_row(context, page, row, numbers) for row in rows)))
    yield Box(tuple(blocks), ("glossary-index",))


def _navigation(view: IndexView, prefix: str) -> Paragraph:
    line: Line = ()
    for position, (label, _rows) in enumerate(view.groups):
        link = Inline((in_language(label),), address=f"#{prefix}-{position}")
        line = (*line, " ", link) if line else (link,)
    return Paragraph(line, ("glossary-index-navigation",))


def _data(context: Context, view: IndexView) -> Script:
    """What the script `glossary-index.js` takes: its words, the tags, and what the rows do not show, in their order.

    A row is a list: the names and readings that it does not show, then the numbers of its tags.
    """
    language = config.build_language(context.builder.config)
    numbers = {tag: number for number, (tag, _label) in enumerate(view.tags)}
    terms = len({row.link.id for _label, rows in view.groups for row in rows if not row.is_other})
    data = {
        "label": _("Filter the terms"),
        "group": _("Tags"),
        "count": ngettext("{shown} of {all} term", "{shown} of {all} terms", terms),
        "lang": context.own_language or language,
        "tags": [[tag, label.text, label.language or language] for tag, label in view.tags],
        "rows": [
            [" ".join(row.words), *(numbers[tag] for tag in row.tags if tag in numbers)]
            for _label, rows in view.groups
            for row in rows
        ],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Script(text, ("glossary-index-data",))


def _row(context: Context, page: str, row: IndexRow, numbers: Iterator[int]) -> Definition:
    link = context.phrase(page, row.link)
    if row.is_other:
        name = in_language(Text(row.label, row.language))
        return Definition((name,), (Paragraph(("→ ", link), ("glossary-index-see",)),))
    term: Line = (link,)
    if row.aliases:
        names: Line = (" (",)
        for number, alias in enumerate(row.aliases):
            separator = (_(", "),) if number else ()
            names = (*names, *separator, in_language(Text(alias.text, alias.language)))
        term = (link, Inline((*names, ")"), ("glossary-index-aliases",)))
    return Definition(term, (Authored(next(numbers)),) if row.definition else ())
