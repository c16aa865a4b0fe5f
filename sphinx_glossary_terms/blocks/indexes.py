"""Indexes in pages: `term-index`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from sphinx_glossary_terms.blocks.context import Context, level_below
from sphinx_glossary_terms.blocks.values import (
    Authored,
    Block,
    BulletList,
    Container,
    DefinitionList,
    DefinitionListItem,
    Filter,
    FilterTag,
    Heading,
    Paragraph,
    Phrases,
    Script,
    Span,
    in_language,
    isolated,
    separated,
)
from sphinx_glossary_terms.doctree.nodes import SEARCH_PAGE, generated_block
from sphinx_glossary_terms.language.i18n import _, ngettext
from sphinx_glossary_terms.language.labels import parentheses
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.views.addresses import Address
from sphinx_glossary_terms.views.indexes import IndexRow, IndexView

_LETTERS_IN_LINE = 10
_MAX_LETTERS = 50
"""On a phone, letters stand in lines of ten, of which up to five stay in view."""

_LONG_ALPHABET = 27
"""Letters that have room in one line on other screens; up to `_MAX_LETTERS` have room in two."""


def index(context: Context, node: generated_block, view: IndexView, /) -> Iterator[Block]:
    """An index: its filter, links to its headings, then the rows under each."""
    page = context.page_of(node)
    prefix = context.block_anchor(page, node)
    level = level_below(node)
    blocks: list[Block] = []
    if context.output.for_browsers and view.groups:
        blocks += [_filter(context, page, view), _data(view)]
    if context.output.is_html:
        blocks.append(_navigation(view, prefix))
    numbers = count()
    for position, (label, rows) in enumerate(view.groups):
        terms = [row for row in rows if not row.is_other]
        number = len(terms) if context.output.for_browsers and terms else None
        group: list[Block] = [Heading(label, level, ("glossary-index-heading",), f"{prefix}-{position}", number)]
        if terms and view.has_definitions:
            group.append(DefinitionList(tuple(_term(context, page, row, numbers) for row in terms)))
        elif terms:
            names = tuple(Paragraph((context.phrase(page, row.link),)) for row in terms)
            group.append(BulletList(names, ("glossary-index-names",)))
        if len(terms) < len(rows):
            others = tuple(Paragraph(_other(context, page, row)) for row in rows if row.is_other)
            group.append(BulletList(others, ("glossary-index-others",)))
        blocks.append(Container(tuple(group), ("glossary-index-group",)))
    yield Container(tuple(blocks), ("glossary-index",))


def _navigation(view: IndexView, prefix: str) -> Paragraph:
    line: Phrases = ()
    for position, (label, _rows) in enumerate(view.groups):
        link = Span((in_language(label),), address=f"#{prefix}-{position}")
        line = (*line, " ", link) if line else (link,)
    classes = ["glossary-index-navigation"]
    if len(view.groups) <= _MAX_LETTERS and all(len(label.text) == 1 for label, _rows in view.groups):
        lines = -(-len(view.groups) // _LETTERS_IN_LINE)
        classes += ["glossary-index-letters", f"glossary-index-lines-{lines}"]
        if len(view.groups) > _LONG_ALPHABET:
            classes.append("glossary-index-long")
    return Paragraph(line, tuple(classes))


def _filter(context: Context, page: str, view: IndexView) -> Filter:
    rows = [row for _label, rows in view.groups for row in rows]
    terms = _terms(row for row in rows if not row.is_other)
    address = context.uri(page, Address(SEARCH_PAGE)) if context.output.is_site else ""
    return Filter(
        label=_("Filter the terms"),
        tags=tuple(FilterTag(tag, label, _terms(row for row in rows if tag in row.tags)) for tag, label in view.tags),
        tags_label=_("Tags"),
        status=ngettext("{shown} of {all} term", "{shown} of {all} terms", terms),
        terms=terms,
        nothing=_("No term is called that."),
        clear=_("Clear the filter"),
        search=(_("Search all pages"), address),
        language=context.own_language,
    )


def _terms(rows: Iterable[IndexRow]) -> int:
    return len({row.link.id for row in rows})


def _data(view: IndexView) -> Script:
    """What the script `glossary-index.js` takes: a list for each row of a term, in their order.

    The names and readings that the row does not show, then the numbers of its tags. Names that no reader may see are
    behind an empty line.
    """
    numbers = {tag: number for number, (tag, _label) in enumerate(view.tags)}
    data = [
        [_words(row), *(numbers[tag] for tag in row.tags if tag in numbers)]
        for _label, rows in view.groups
        for row in rows
        if not row.is_other
    ]
    return Script(data, ("glossary-index-data",))


def _words(row: IndexRow) -> str:
    open_, hidden = ("\n".join(map(_in_one_line, words)) for words in (row.words, row.hidden))
    return f"{open_}\n\n{hidden}" if hidden else open_


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _term(context: Context, page: str, row: IndexRow, numbers: Iterator[int]) -> DefinitionListItem:
    term: Phrases = (context.phrase(page, row.link),)
    if row.aliases:
        before, after = parentheses()
        names = separated(
            (isolated(LocalizedText(alias.text, alias.language)) for alias in row.aliases), lambda: _(", ")
        )
        term = (*term, Span((before, *names, after), ("glossary-index-aliases",)))
    return DefinitionListItem(term, (Authored(next(numbers)),) if row.definition else ())


def _other(context: Context, page: str, row: IndexRow) -> Phrases:
    """Another name, and the term that it leads to."""
    name = isolated(LocalizedText(row.label, row.language))
    return (name, " ", _("→ "), context.phrase(page, row.link))
