"""What a term's own place shows beyond its author's text: other names, tags, relations, graph, backlinks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from sphinx_glossary_terms.model.graph import PREREQUISITES, Before, before
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.page import Page
from sphinx_glossary_terms.model.relations import Side
from sphinx_glossary_terms.model.term import Term
from sphinx_glossary_terms.views.links import Address, BlockAddress, Link, Links
from sphinx_glossary_terms.views.maps import Maps
from sphinx_glossary_terms.views.paths import Paths, PathStep

if TYPE_CHECKING:
    from sphinx_glossary_terms.language.labels import Labels


class RelationList(NamedTuple):
    """The terms at the other end of one side of a relation.

    side: the side.
    label: its label, the heading of the list.
    links: the terms, in the order of the language.
    """

    side: Side
    label: LocalizedText
    links: tuple[Link, ...]


class BeforeView(NamedTuple):
    """What to know before a term (see `model.graph.Before`).

    links: the terms of all steps, in the order of the language.
    graph: their steps and lines.
    """

    links: tuple[Link, ...]
    graph: Before


class TagLink(NamedTuple):
    """A tag of a term.

    label: its label.
    place: where the terms that have it are listed; None if nowhere.
    """

    label: LocalizedText
    place: BlockAddress | None


class BacklinkView(NamedTuple):
    """A page or a section in which a term is mentioned.

    address: where it is.
    page: the title of the page.
    section: that of the section; None if it is the page itself.
    """

    address: Address
    page: LocalizedText
    section: LocalizedText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """What a term's own place shows beyond its author's text.

    link: the term itself.
    reading: how its name is read; empty where it is not shown.
    abbreviation: its abbreviation; None if it has none.
    aliases: its other names that readers see.
    source_name: its name in the source language; empty where it is not shown.
    in_other_languages: its names in the other languages of the site.
    words: what else the search finds it by.
    relations: the lists of its relations.
    has_graph: whether it has a graph; not without a relation, or if its author wants none.
    before: what to know before it; None without a graph, or if it has no prerequisites.
    path: where the learning path to it is; None if there is none.
    path_steps: its place on each path that it is on.
    avoided: the names that writers should not use.
    successor: what is used in its place; None if it is not replaced.
    tags: its tags.
    backlinks: its backlinks.
    anchors: those of the names of an entry of Sphinx's own glossary, at which cards open; it shows nothing else.
    """

    link: Link
    reading: str = ""
    abbreviation: Name | None = None
    aliases: tuple[Name, ...] = ()
    source_name: str = ""
    relations: tuple[RelationList, ...] = ()
    has_graph: bool = False
    anchors: tuple[str, ...] = ()
    in_other_languages: tuple[LocalizedText, ...] = ()
    before: BeforeView | None = None
    path: BlockAddress | None = None
    path_steps: tuple[PathStep, ...] = ()
    avoided: tuple[Name, ...] = ()
    successor: Link | None = None
    words: tuple[str, ...] = ()
    tags: tuple[TagLink, ...] = ()
    backlinks: tuple[BacklinkView, ...] = ()

    @property
    def prerequisites(self) -> RelationList | None:
        """The list of its direct prerequisites."""
        return next((relation for relation in self.relations if relation.side.key == PREREQUISITES.key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewSettings:
    """The settings of a project that decide what its pages show.

    build_language: the language of the build.
    source_language: that of the source text.
    autolink: where the first mention of a term in plain text becomes a link: in each `section`, on each `page`, or not.
    show_readings, show_source_names: whether a term shows its reading, and its name in the source language.
    """

    build_language: str = ""
    source_language: str = ""
    autolink: str = ""
    show_readings: bool = True
    show_source_names: bool = True


class Terms:
    """Makes the views of the terms of one build.

    `pages` are those whose mentions of terms are shown, in the order in which they are shown.
    """

    def __init__(
        self,
        links: Links,
        labels: Labels,
        maps: Maps,
        paths: Paths,
        pages: Iterable[tuple[str, Page]],
        settings: ViewSettings,
        /,
    ) -> None:
        self._links = links
        self._labels = labels
        self._maps = maps
        self._paths = paths
        self._pages = pages
        self._glossary = links.glossary
        self._settings = settings
        self._sides = [(side, labels.side(side)) for side in self._glossary.sides]

    def view(self, term: Term, /) -> TermView:
        """The view of a term."""
        if term.is_builtin:
            return TermView(link=self._links.to(term.id), anchors=tuple(name.anchor for name in term.names))
        glossary, ends, rank = self._glossary, self._glossary.ends, self._links.rank
        relations = tuple(
            [
                RelationList(side, label, tuple(map(self._links.to, sorted(ids, key=rank.__getitem__))))
                for side, label in self._sides
                if (ids := ends[side.key].get(term.id))
            ]
        )
        link, abbreviation = self._links.to(term.id), term.abbreviation
        successor = glossary.successors.get(term.id)
        has_graph = bool(relations) and term.has_graph
        return TermView(
            link=link,
            reading=term.preferred.reading if self._shows_reading(term) else "",
            abbreviation=abbreviation,
            aliases=tuple(name for name in term.aliases if name != abbreviation),
            source_name=term.source_name if self._shows_source_name(link) else "",
            in_other_languages=self._labels.in_other_languages(term),
            relations=relations,
            has_graph=has_graph,
            before=self._before(term.id) if has_graph and glossary.related(term.id, PREREQUISITES) else None,
            path=self._paths.place(term.id),
            path_steps=self._paths.steps(term.id),
            avoided=term.avoided,
            successor=self._links.to(successor) if successor else None,
            words=term.words,
            tags=tuple(TagLink(self._labels.tag(tag), self._maps.lists.get(tag)) for tag in term.tags),
            backlinks=tuple(self.backlinks.get(term.id, ())),
        )

    def _before(self, term_id: str) -> BeforeView:
        graph, links = before(self._glossary, term_id), self._links
        ids = sorted((other for step in graph.steps for other in step), key=links.rank.__getitem__)
        return BeforeView(tuple(map(links.to, ids)), graph)

    def _shows_source_name(self, link: Link) -> bool:
        """Whether the name in the source language is shown: if the project wants it, or to tell terms apart."""
        return bool(link.source_name) and (
            self._settings.show_source_names or (link.qualifier is not None and link.qualifier.text == link.source_name)
        )

    def _shows_reading(self, term: Term) -> bool:
        """Whether the reading tells more than the names; in Japanese, only that of kanji does."""
        names = {term.name, *(alias.text for alias in term.aliases)}
        tells_more = term.preferred.reading not in names and (
            not self._links.collation.by_reading or self._links.collation.needs_reading(term.name)
        )
        return self._settings.show_readings and tells_more

    @cached_property
    def backlinks(self) -> dict[str, dict[BacklinkView, None]]:
        """The sections in which terms are mentioned, by id, in the order of the pages, each once.

        A mention that may mean several terms does not count, and neither does one in the text of the term itself.
        """
        resolve = cache(self._glossary.resolve)
        backlinks: dict[str, dict[BacklinkView, None]] = {}
        for docname, page in self._pages:
            titles = [LocalizedText(section.title, section.language) for section in page.sections]
            places = [Address(docname, section.anchor) for section in page.sections]
            for mention in page.mentions:
                ids = resolve(mention.target, docname).ids
                if len(ids) == 1 and mention.owner != ids[0]:
                    number = mention.section
                    view = BacklinkView(places[number], titles[0], titles[number] if number else None)
                    backlinks.setdefault(ids[0], {})[view] = None
        return backlinks
