"""Makes the views of pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Protocol

from sphinx_glossary_terms.model.collation import Collation
from sphinx_glossary_terms.model.excerpt import GAP, Title, Words
from sphinx_glossary_terms.model.glossary import Entry, Glossary
from sphinx_glossary_terms.model.graph import neighbourhood, path_graph
from sphinx_glossary_terms.model.inline import Inline, plain_text, references
from sphinx_glossary_terms.model.localize import Text
from sphinx_glossary_terms.model.maps import Maps
from sphinx_glossary_terms.model.page import IndexQuery, Page, PathQuery
from sphinx_glossary_terms.model.paths import learning_path
from sphinx_glossary_terms.model.problem import Problem
from sphinx_glossary_terms.model.relations import Side
from sphinx_glossary_terms.model.term import Term, normalize
from sphinx_glossary_terms.model.uses import UsedIn, used_in
from sphinx_glossary_terms.model.view import (
    IndexName,
    IndexRow,
    IndexView,
    Link,
    PageView,
    PathItem,
    PathView,
    Place,
    Reference,
    RelationList,
    TagLink,
    TermView,
    UseView,
)

MAX_USES = 10
"""The places of uses that a term lists."""


class Labels(Protocol):
    """The labels of relations, fields and tags, as readers see them."""

    def side(self, side: Side, /) -> Text:
        """The heading of a list of relations."""

    def field(self, name: str, /) -> Text:
        """The heading of a field."""

    def tag(self, tag: str, /) -> Text:
        """A tag; an empty one stands for none."""


class Viewer:
    """Makes the views of one build.

    `listings` are the pages with indexes and maps (see `Maps`); `pages` those whose uses of terms are shown, in the
    order in which they are; `title` finds what a reference of Sphinx shows.
    """

    def __init__(
        self,
        glossary: Glossary,
        collation: Collation,
        labels: Labels,
        /,
        *,
        listings: Mapping[str, Page] | None = None,
        pages: Iterable[tuple[str, Page]] = (),
        title: Callable[[Title], Text | None] = lambda _title: None,
        source_language: str = "",
        show_readings: bool = True,
        show_source_names: bool = True,
        mark_untranslated: bool = False,
    ) -> None:
        self.glossary = glossary
        self.collation = collation
        self.labels = labels
        self._pages = pages
        self._title = title
        self.source_language = source_language
        self.show_readings = show_readings
        self.show_source_names = show_source_names
        self.mark_untranslated = mark_untranslated
        self._links: dict[str, Link] = {}
        self.maps = Maps(self, listings or {})

    def page(self, docname: str, page: Page, /) -> PageView:
        """The view of one page."""
        glossary = self.glossary
        shown = (glossary.terms[term.id] for term in page.terms if glossary.terms[term.id].docname == docname)
        indexes = tuple(self.index(query) for query in page.indexes)
        paths = tuple(self.path(query) for query in page.paths)
        named = {*page.named, *_targets(indexes, paths)}
        return PageView(
            terms={term.id: self._term(term) for term in shown},
            fields={name: self.labels.field(name) for name in page.fields},
            references={
                target: self._reference(target, named=target in named) for target in sorted({*page.references, *named})
            },
            indexes=indexes,
            paths=paths,
            graphs=tuple(
                self.maps.view(query, Place(docname, "graph", number)) for number, query in enumerate(page.graphs)
            ),
            anchors=tuple(self.link(term_id) for term_id in page.anchors if term_id in glossary.terms),
            marks_untranslated=self.mark_untranslated and bool(page.terms),
        )

    def link(self, term_id: str, /) -> Link:
        """A link to a term, or to an entry of Sphinx's own glossary."""
        if term_id not in self._links:
            term = self.glossary.terms.get(term_id) or self.glossary.entries[term_id]
            if isinstance(term, Entry):
                link = Link(term.key, term.name, "", "", term.docname, term.anchor)
            else:
                source_name = term.source_name if term.name != term.source_name else ""
                distinct = source_name if self._is_shared(term.name) else ""
                link = Link(term.id, term.name, term.name_language, source_name, term.docname, term.anchor, distinct)
            self._links[term_id] = link
        return self._links[term_id]

    def _reference(self, target: str, *, named: bool) -> Reference:
        match = self.glossary.resolve(target)
        links = tuple(self.link(term_id)._replace(distinct="") for term_id in match.ids)
        if not named:
            links = tuple(link._replace(name="", language="", source_name="") for link in links)
        entry = None if match.ids else self.glossary.entry(target)
        return Reference(links=links, kind=match.kind, entry=f"{entry.key} {entry.name}" if entry else "")

    def texts(self, inline: Inline, language: str, /) -> Iterator[Text]:
        """A definition that is in a language, without its markup, with the names that its references show."""
        for part in inline:
            if isinstance(part, str):
                yield Text(part, language)
                continue
            is_ours = part.tag == "pending_xref" and part.get("reftype") == "term" and not part.get("refexplicit")
            reference = self._reference(part.get("reftarget"), named=True) if is_ours else None
            if reference and reference.links:
                yield self._named(reference, plain_text(part.children), language)
            else:
                yield from self.texts(part.children, language)

    def _named(self, reference: Reference, written: str, language: str) -> Text:
        return reference.text(written, language=language, is_source=bool(language) and language == self.source_language)

    def _is_shared(self, name: str) -> bool:
        """Whether terms of different names in the source language have this one."""
        return len(self._sources[normalize(name)]) > 1

    @cached_property
    def _sources(self) -> dict[str, set[str]]:
        sources: dict[str, set[str]] = {}
        names = [(term.name, term.source_name) for term in self.glossary.terms.values()]
        names += [(entry.name, entry.name) for entry in self.glossary.entries.values()]
        for name, source in names:
            sources.setdefault(normalize(name), set()).add(source)
        return sources

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of every term, and of every entry of Sphinx's own glossary, in the order of the language."""
        names = [(self.collation.key(term.name, term.reading), term.id) for term in self.glossary.terms.values()]
        names += [(self.collation.key(entry.name, ""), entry.key) for entry in self.glossary.entries.values()]
        return {term_id: place for place, (_key, term_id) in enumerate(sorted(names))}

    def _term(self, term: Term) -> TermView:
        glossary = self.glossary
        relations = tuple(
            RelationList(
                key=side.key,
                label=self.labels.side(side),
                links=tuple(map(self.link, sorted(ids, key=self.rank.__getitem__))),
            )
            for side in glossary.sides
            if (ids := glossary.related(term.id, side))
        )
        graph = None
        if relations and term.has_graph:
            graph = neighbourhood(glossary, term.id, depth=term.graph_depth)
        listed = {term.id, *(link.id for found in relations for link in found.links)}
        link = self.link(term.id)
        uses = self.uses.get(term.id, [])
        return TermView(
            link=link,
            reading=term.reading if self._shows_reading(term) else "",
            aliases=term.aliases,
            aliases_language=term.aliases_language,
            source_name=term.source_name if link.distinct or (self.show_source_names and link.translated) else "",
            relations=relations,
            graph=graph,
            graph_links=tuple(self.link(node) for node, _role in graph.nodes if node not in listed) if graph else (),
            graph_direction=term.graph_direction,
            tags=tuple(TagLink(self.labels.tag(tag), self.maps.place(tag)) for tag in term.tags),
            uses=tuple(map(self._use, uses[:MAX_USES])),
            more_uses=len(uses[MAX_USES:]),
        )

    @cached_property
    def uses(self) -> dict[str, list[UsedIn]]:
        """Where each term is used, by its id; terms that are used nowhere are left out."""
        return used_in(self.glossary, self._pages)

    def _use(self, found: UsedIn) -> UseView:
        page, place, use = found.page, found.place, found.use
        title = [*self._said(page.title, page.language)]
        if place is not page:
            title += [Text(" › "), *self._said(place.title, place.language)]
        return UseView(found.docname, place.anchor, _in_runs(title), _in_runs(self._said(use.context, use.language)))

    def _said(self, words: Words, language: str) -> Iterator[Text]:
        """Words in a language, with the names that their references show."""
        for word in words:
            if isinstance(word, str):
                yield Text(word, language)
                continue
            if isinstance(word, Title):
                yield self._title(word) or Text(GAP, language)
                continue
            yield self._named(self._reference(word.target, named=True), word.written, language)

    def _shows_reading(self, term: Term) -> bool:
        """Whether the reading tells more than the name; in Japanese, only that of kanji does."""
        tells_more = term.reading != term.name and (
            not self.collation.by_reading or self.collation.needs_reading(term.name)
        )
        return self.show_readings and tells_more

    def index(self, query: IndexQuery, /) -> IndexView:
        """An index, by letter (with a row for each name) or by tag."""
        wanted = set(query.tags)
        terms = [term for term in self.glossary.terms.values() if not wanted or wanted.intersection(term.tags)]
        if query.by == "letter":
            return self.by_letter(terms)
        tags = self.tags(query.tags)
        groups = (
            (label, self._ordered(self._row(term, (tag,)) for term in terms if tag in term.tags)) for tag, label in tags
        )
        return IndexView(groups=tuple(groups), tags=tags if len(tags) > 1 else ())

    def tags(self, wanted: Collection[str], /) -> tuple[tuple[str, Text], ...]:
        """The tags of all terms, only the wanted ones if there are any, with their labels and in the order of these."""
        found = (tag for term in self.glossary.terms.values() for tag in term.tags)
        return self._labelled(tag for tag in found if not wanted or tag in wanted)

    def _labelled(self, tags: Iterable[str]) -> tuple[tuple[str, Text], ...]:
        """Tags with their labels, in the order of these."""
        labelled = ((tag, self.labels.tag(tag)) for tag in sorted(set(tags)))
        return tuple(sorted(labelled, key=lambda item: self.collation.key(item[1].text, "")))

    def path(self, query: PathQuery, /) -> PathView:
        """A learning path to one or more terms."""
        problems: list[tuple[str, str]] = []
        goals, known = (
            [term_id for text in texts if (term_id := self.named(text, problems))]
            for texts in (query.goals, query.known)
        )
        steps = learning_path(self.glossary, goals, known=known)
        return PathView(
            goals=tuple(map(self.link, dict.fromkeys(goals))),
            steps=tuple(tuple(self._path_item(term_id, goals) for term_id in step) for step in steps),
            graph=path_graph(self.glossary, steps, goals) if steps and query.show == "graph" else None,
            problems=tuple(problems),
        )

    def named(self, text: str, problems: list[tuple[str, str]]) -> str:
        """The id that a text in a directive names, as the target of a relation does; empty if it is not one."""
        ids = self.glossary.targets(text)
        if len(ids) == 1:
            return ids[0]
        if ids:
            problems.append(
                ("ambiguous-target", f"'{text}' names several terms; write the id of one: {', '.join(ids)}")
            )
        else:
            message = f"there is no term '{text}'"
            problem = Problem(code="unknown-target", message=message, source="", line=0, unknown=text)
            problems.append((problem.code, message + self.glossary.advice(problem)))
        return ""

    def _path_item(self, term_id: str, goals: Collection[str]) -> PathItem:
        term = self.glossary.terms.get(term_id)
        text = (term.definition, term.definition_language) if term else ((), "")
        return PathItem(self.link(term_id), term_id in goals, *text)

    def by_letter(self, terms: Iterable[Term], /) -> IndexView:
        """The terms and their other names under the headings of the language."""
        terms = tuple(terms)
        groups: dict[str, list[IndexRow]] = {}
        rows = [row for term in terms for row in (self._row(term, term.tags), *self._other_rows(term))]
        for row in self._ordered(rows):
            groups.setdefault(self.collation.heading(row.label, row.reading), []).append(row)
        tags = {tag for term in terms for tag in term.tags}
        return IndexView(
            groups=tuple((Text(heading), tuple(rows)) for heading, rows in groups.items()),
            tags=self._labelled(tag for tag in tags if any(tag not in term.tags for term in terms)),
        )

    def index_readings(self) -> dict[str, str]:
        """Every name in an index with its reading: the first in order if terms of that name have several."""
        readings: dict[str, str] = {}
        key = self.collation.key
        for term in self.glossary.terms.values():
            for name, reading, _language in self.index_names(term):
                before = readings.setdefault(name, reading)
                if before != reading and key(name, reading) < key(name, before):
                    readings[name] = reading
        return readings

    def index_names(self, term: Term, /) -> Iterator[IndexName]:
        """The names under which an index of names has a term."""
        yield IndexName(self.link(term.id).label, term.reading, term.name_language)
        yield from self._other_names(term)

    def _other_names(self, term: Term) -> Iterator[IndexName]:
        for alias in term.aliases:
            yield IndexName(alias.text, alias.reading, term.aliases_language)
        known = (term.name, *(alias.text for alias in term.aliases))
        if self.show_source_names and term.source_name not in known:
            yield IndexName(term.source_name, "", self.source_language)

    def _ordered(self, rows: Iterable[IndexRow]) -> tuple[IndexRow, ...]:
        return tuple(sorted(rows, key=lambda row: (self.collation.key(row.label, row.reading), row.link.id)))

    def _row(self, term: Term, tags: tuple[str, ...]) -> IndexRow:
        readings = (term.reading, *(alias.reading for alias in term.aliases))
        shown = {"", term.name, *(alias.text for alias in term.aliases)}
        return IndexRow(
            label=term.name,
            reading=term.reading,
            language=term.name_language,
            link=self.link(term.id),
            is_other=False,
            aliases=term.aliases,
            aliases_language=term.aliases_language,
            definition=term.definition,
            definition_language=term.definition_language,
            words=tuple(
                word for word in dict.fromkeys((*readings, *term.labels, *term.source_labels)) if word not in shown
            ),
            tags=tags,
        )

    def _other_rows(self, term: Term) -> Iterator[IndexRow]:
        for name, reading, language in self._other_names(term):
            link = self.link(term.id)
            if name == link.distinct:
                link = link._replace(distinct="")
            yield IndexRow(
                label=name,
                reading=reading,
                language=language,
                link=link,
                is_other=True,
                words=(reading,) if reading else (),
                tags=term.tags,
            )


def _in_runs(texts: Iterable[Text]) -> tuple[Text, ...]:
    """Texts in a row, of which those in one language are one."""
    runs = groupby(texts, key=attrgetter("language"))
    return tuple(Text("".join(part.text for part in run), language) for language, run in runs)


def _targets(indexes: Iterable[IndexView], paths: Iterable[PathView]) -> Iterator[str]:
    """The targets of `term` references inside the definitions that indexes and learning paths show."""
    for path in paths:
        for step in path.steps:
            for item in step:
                yield from references(item.definition)
    for index in indexes:
        for _, rows in index.groups:
            for row in rows:
                yield from references(row.definition)
