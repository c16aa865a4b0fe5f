"""Indexes: names in the order of the language, under its headings or under tags, as a value and as nodes."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import NamedTuple

from docutils import nodes

from sphinx_glossary_terms.doctree.nodes import ISOLATED, SEARCH_PAGE, generated_block, lang
from sphinx_glossary_terms.features.context import (
    Address,
    Context,
    Link,
    definitions_in,
    in_language,
    level_below,
    reference,
    separated,
)
from sphinx_glossary_terms.features.references import Links
from sphinx_glossary_terms.model.names import ABBREVIATION, Name, one_line
from sphinx_glossary_terms.model.page import IndexQuery
from sphinx_glossary_terms.model.term import Inline, LocalizedText, Term
from sphinx_glossary_terms.settings.labels import Labels, _, explained, ngettext, parentheses

MAX_DEFINED = 300
"""Terms of an index that shows their definitions, at most: a longer one has only names."""


class IndexRow(NamedTuple):
    """One line of an index: a term with its definition, or another name that leads to it.

    label: the name that is shown.
    reading: the reading of that name.
    language: its language; empty: that of the build.
    link: the term.
    is_other: whether it is another name.
    aliases: the other names that it shows.
    definition: the definition of the term; none for another name.
    definition_language: the language of that; empty: that of the build.
    is_explained: whether it is the name of something else, which the term explains.
    words: names and readings of the term that it does not show: a filter finds it by these, too.
    tags: the tags of the term that it is listed for.
    """

    label: str
    reading: str
    language: str
    link: Link
    is_other: bool
    aliases: tuple[Name, ...] = ()
    definition: Inline = ()
    definition_language: str = ""
    is_explained: bool = False
    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """An index.

    groups: the headings with their rows, both in order.
    tags: the tags that tell its rows apart, with their labels: readers can filter by these.
    has_definitions: whether its rows have the definitions of their terms, and show the other names.
    """

    groups: tuple[tuple[LocalizedText, tuple[IndexRow, ...]], ...]
    tags: tuple[tuple[str, LocalizedText], ...] = ()
    has_definitions: bool = True

    @property
    def definitions(self) -> dict[str, tuple[Inline, str]]:
        """The definitions of its terms by their ids, each with its language."""
        rows = (row for _heading, rows in self.groups for row in rows)
        return {row.link.id: (row.definition, row.definition_language) for row in rows if row.definition}


class Indexes:
    """Makes the indexes of one build. `show_source_names`: whether names in the source language have rows, too."""

    def __init__(self, links: Links, labels: Labels, /, *, show_source_names: bool) -> None:
        self._links = links
        self._labels = labels
        self._glossary = links.glossary
        self._collation = links.collation
        self._show_source_names = show_source_names

    def view(self, query: IndexQuery, /, *, used: Collection[str] | None = None) -> IndexView:
        """An index, by letter (with a row for each name) or by tag; of the terms that are `used`, if that is given."""
        wanted = set(query.tags)
        terms = [
            term
            for term in self._glossary.current.values()
            if (not wanted or wanted.intersection(term.tags)) and (used is None or term.id in used)
        ]
        has_definitions = len(terms) <= MAX_DEFINED
        if query.only_abbreviations:
            terms = [term for term in terms if term.abbreviation]
        if query.by == "letter":
            shown = self.by_letter(terms, has_definitions=has_definitions, only=query.only_abbreviations)
            return replace(shown, tags=self._labelled(dict(shown.tags), query.tags))
        tags = self.tags(query.tags)

        def rows(tag: str) -> Iterator[IndexRow]:
            for term in (term for term in terms if tag in term.tags):
                if query.only_abbreviations:
                    yield from self._other_rows(term, only=True)
                else:
                    yield self._row(term, (tag,), has_definition=has_definitions)

        groups = ((label, self._ordered(rows(tag))) for tag, label in tags)
        return IndexView(groups=tuple(groups), tags=tags if len(tags) > 1 else (), has_definitions=has_definitions)

    def tags(self, wanted: Collection[str], /) -> tuple[tuple[str, LocalizedText], ...]:
        """The tags of all terms, only the wanted ones if there are any, with their labels."""
        tags = (tag for term in self._glossary.current.values() for tag in term.tags)
        return self._labelled((tag for tag in tags if not wanted or tag in wanted), wanted)

    def _labelled(self, tags: Iterable[str], wanted: Collection[str]) -> tuple[tuple[str, LocalizedText], ...]:
        """Tags with their labels: the wanted ones in their own order, then the others in that of the labels."""
        labels, places = self._labels, {tag: place for place, tag in enumerate(wanted)}
        labelled = {tag: labels.tag(tag) for tag in sorted(set(tags))}
        key = {tag: self._collation.key(label.text, labels.tag_reading(tag)) for tag, label in labelled.items()}
        return tuple(sorted(labelled.items(), key=lambda item: (places.get(item[0], len(places)), key[item[0]])))

    def by_letter(self, terms: Iterable[Term], /, *, has_definitions: bool = True, only: bool = False) -> IndexView:
        """The terms and their other names under the headings of the language, or `only` their abbreviations."""
        terms = tuple(terms)
        groups: dict[str, list[IndexRow]] = {}
        rows = [self._row(term, term.tags, has_definition=has_definitions) for term in terms if not only]
        rows += [row for term in terms for row in self._other_rows(term, only=only)]
        for row in self._ordered(rows):
            groups.setdefault(self._collation.heading(row.label, row.reading), []).append(row)
        tags = {tag for term in terms for tag in term.tags}
        return IndexView(
            groups=tuple((LocalizedText(heading), tuple(rows)) for heading, rows in groups.items()),
            tags=self._labelled((tag for tag in tags if any(tag not in term.tags for term in terms)), ()),
            has_definitions=has_definitions,
        )

    @property
    def has_definitions(self) -> bool:
        """Whether the index of all pages shows definitions."""
        return len(self._glossary.current) <= MAX_DEFINED

    def of_pages(self, docnames: Collection[str] | None = None, /) -> IndexView:
        """The index of the terms on all pages, or on some."""
        terms = [term for term in self._glossary.current.values() if docnames is None or term.docname in docnames]
        return self.by_letter(terms, has_definitions=len(terms) <= MAX_DEFINED)

    def readings(self) -> dict[str, str]:
        """Every name in an index with its reading: the first in order if terms of that name have several."""
        readings: dict[str, str] = {}
        key = self._collation.key
        for term in self._glossary.current.values():
            for name in self.names(term):
                before = readings.setdefault(name.text, name.reading)
                if before != name.reading and key(name.text, name.reading) < key(name.text, before):
                    readings[name.text] = name.reading
        return readings

    def names(self, term: Term, /) -> Iterator[Name]:
        """The names under which an index of names has a term."""
        yield term.preferred._replace(text=self._links.to(term.id).label)
        yield from self._other_names(term)

    def _other_names(self, term: Term) -> Iterator[Name]:
        aliases = term.aliases
        yield from (*aliases, *term.explained)
        if self._show_source_names and term.source_name not in {term.name, *[alias.text for alias in aliases]}:
            yield Name(term.source_name, language=self._links.source_language)

    def _ordered(self, rows: Iterable[IndexRow]) -> tuple[IndexRow, ...]:
        return tuple(sorted(rows, key=lambda row: (self._collation.key(row.label, row.reading), row.link.id)))

    def _row(self, term: Term, tags: tuple[str, ...], *, has_definition: bool) -> IndexRow:
        """The row of a term, which may show only its name."""
        name, link = term.preferred, self._links.to(term.id)
        row = IndexRow(name.text, name.reading, name.language, link, is_other=False, words=term.words, tags=tags)
        if not has_definition:
            return row
        shown = {alias.text for alias in term.aliases}
        return row._replace(
            aliases=term.aliases,
            definition=self._links.definition(term),
            definition_language=term.definition_language,
            words=tuple([word for word in term.words if word not in shown]),
        )

    def _other_rows(self, term: Term, *, only: bool) -> Iterator[IndexRow]:
        """The rows of the other names of a term, or `only` that of its abbreviation."""
        for name in self._other_names(term):
            if only and name.kind != ABBREVIATION.name:
                continue
            link = self._links.to(term.id)
            if name.anchor:
                link = link._replace(address=link.address._replace(anchor=name.anchor))
            if link.qualifier is not None and name.text == link.qualifier.text:
                link = link.without_qualifier
            yield IndexRow(
                label=name.text,
                reading=name.reading,
                language=name.language,
                link=link,
                is_other=True,
                is_explained=name.is_explained,
            )


def index(context: Context, node: generated_block, view: IndexView, /) -> list[nodes.Node]:
    """An index: its filter, links to its headings, then the rows under each."""
    page, definitions = context.page_of(node), definitions_in(node)
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
            items = [_term(context, page, row, definitions) for row in terms]
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


def _term(
    context: Context, page: str, row: IndexRow, definitions: Mapping[str, nodes.Element]
) -> nodes.definition_list_item:
    term = [context.link(page, row.link)]
    if row.aliases:
        before, after = parentheses()
        names = separated((_isolated(alias.text, alias.language) for alias in row.aliases), lambda: nodes.Text(_(", ")))
        parts = (nodes.Text(before), *names, nodes.Text(after))
        term.append(nodes.inline("", "", *parts, classes=["glossary-index-aliases"]))
    text = definitions.get(row.link.id)
    # A copy: with several tags a term is in several places.
    definition = nodes.definition("", *([] if text is None else [text.deepcopy()]))
    return nodes.definition_list_item("", nodes.term("", "", *term), definition)


def _other(context: Context, page: str, row: IndexRow) -> list[nodes.Node]:
    """Another name, and the term that it leads to."""
    name = _isolated(row.label, row.language)
    if row.is_explained:
        parts = {"{name}": name, "{term}": context.link(page, row.link)}
        return [parts.get(part, nodes.Text(part)) for part in re.split(r"({name}|{term})", explained()) if part]
    return [name, nodes.Text(" " + _("→ ")), context.link(page, row.link)]


def _isolated(text: str, language: str) -> nodes.Node:
    return nodes.inline("", "", in_language(text, language), classes=[ISOLATED])
