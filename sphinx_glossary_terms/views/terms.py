"""What a term's own place shows beyond its author's text: other names, tags, relations, graph, backlinks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from sphinx_glossary_terms.model.graph import PREREQUISITES, before
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.term import Term
from sphinx_glossary_terms.views.addresses import BlockAddress
from sphinx_glossary_terms.views.backlinks import Backlinks, BacklinkView
from sphinx_glossary_terms.views.links import Link, Links
from sphinx_glossary_terms.views.maps import Maps
from sphinx_glossary_terms.views.paths import Paths, PathStep
from sphinx_glossary_terms.views.settings import Labels, ViewSettings
from sphinx_glossary_terms.views.sides import SideView

MAX_BACKLINKS = 100
"""Backlinks that a term lists, at most."""

_MAX_AMONG = 60
"""Pairs of connected terms around a term, at most: a graph has no room for more."""


class RelatedTerm(NamedTuple):
    """A term at the other end of a relation.

    link: the term.
    definition: its definition without markup, of which parts may be in other languages.
    """

    link: Link
    definition: tuple[LocalizedText, ...]


class RelationList(NamedTuple):
    """The terms at the other end of one side of a relation.

    side: the side.
    label: its label, the heading of the list.
    terms: the terms, in the order of the language.
    """

    side: SideView
    label: LocalizedText
    terms: tuple[RelatedTerm, ...]

    @property
    def links(self) -> tuple[Link, ...]:
        """The terms without their definitions."""
        return tuple(related.link for related in self.terms)


class BeforeView(NamedTuple):
    """What to know before a term (see `model.graph.Before`).

    steps: the terms of each step, in the order of the language.
    lines: what needs what: the numbers of two terms, counted through all steps.
    hidden: the number of the terms that did not fit.
    needs_hidden: the numbers of the terms that need one of those.
    """

    steps: tuple[tuple[Link, ...], ...]
    lines: tuple[tuple[int, int], ...]
    hidden: int
    needs_hidden: tuple[int, ...]


class AmongView(NamedTuple):
    """The terms around a term that are connected with each other.

    links: the terms.
    pairs: which of them: the numbers of two terms.
    """

    links: tuple[Link, ...]
    pairs: tuple[tuple[int, int], ...]


class TagLink(NamedTuple):
    """A tag of a term.

    label: its label.
    place: where the terms that have it are listed, or else drawn; None if nowhere.
    """

    label: LocalizedText
    place: BlockAddress | None


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
    among: how the terms around it are connected with each other, but for what `before` has; None without a graph.
    index: where the glossary is listed first; None if nowhere.
    definition: its definition without markup, where it is compared with others; else empty.
    path: where the learning path to it is; None if there is none.
    path_steps: its place on each path that it is on.
    avoided: the names that writers should not use.
    successor: what is used in its place; None if it is not replaced.
    tags: its tags.
    backlinks: the first of its backlinks.
    more_backlinks: the number of the others.
    """

    link: Link
    reading: str
    abbreviation: Name | None
    aliases: tuple[Name, ...]
    source_name: str
    relations: tuple[RelationList, ...]
    has_graph: bool
    in_other_languages: tuple[LocalizedText, ...] = ()
    before: BeforeView | None = None
    among: AmongView | None = None
    index: BlockAddress | None = None
    definition: tuple[LocalizedText, ...] = ()
    path: BlockAddress | None = None
    path_steps: tuple[PathStep, ...] = ()
    avoided: tuple[Name, ...] = ()
    successor: Link | None = None
    words: tuple[str, ...] = ()
    tags: tuple[TagLink, ...] = ()
    backlinks: tuple[BacklinkView, ...] = ()
    more_backlinks: int = 0

    @property
    def prerequisites(self) -> RelationList | None:
        """The list of what to know before it."""
        return next((relation for relation in self.relations if relation.side.key == PREREQUISITES.key), None)


class Terms:
    """Makes the views of the terms of one build."""

    def __init__(
        self,
        links: Links,
        labels: Labels,
        maps: Maps,
        paths: Paths,
        backlinks: Backlinks,
        settings: ViewSettings,
        /,
    ) -> None:
        self._links = links
        self._labels = labels
        self._maps = maps
        self._paths = paths
        self._backlinks = backlinks
        self._glossary = links.glossary
        self._settings = settings
        self._sides = [(side, SideView.of(side), labels.side(side)) for side in self._glossary.sides]

    def view(self, term: Term, /) -> TermView:
        """The view of a term."""
        glossary, ends, rank = self._glossary, self._glossary.ends, self._links.rank
        relations = tuple(
            [
                RelationList(shown, label, tuple(map(self._related, sorted(ids, key=rank.__getitem__))))
                for side, shown, label in self._sides
                if (ids := ends[side.key].get(term.id))
            ]
        )
        is_compared = any(relation.side.is_compared for relation in relations)
        link, abbreviation = self._links.to(term.id), term.abbreviation
        backlinks = self._backlinks.of(term.id)
        successor = glossary.successors.get(term.id)
        has_graph = bool(relations) and term.has_graph
        before = self._before(term.id) if has_graph and glossary.related(term.id, PREREQUISITES) else None
        return TermView(
            link=link,
            reading=term.preferred.reading if self._shows_reading(term) else "",
            abbreviation=abbreviation,
            aliases=tuple(name for name in term.aliases if name != abbreviation),
            source_name=term.source_name if self._shows_source_name(link) else "",
            in_other_languages=self._labels.in_other_languages(term),
            relations=relations,
            has_graph=has_graph,
            before=before,
            among=self._among(relations, before) if has_graph else None,
            index=self._maps.index,
            definition=self._links.plain_definition(term.id) if is_compared else (),
            path=self._paths.place(term.id),
            path_steps=self._paths.steps(term.id),
            avoided=term.avoided,
            successor=self._links.to(successor) if successor else None,
            words=term.words,
            tags=tuple(TagLink(self._labels.tag(tag), self._maps.list_of(tag)) for tag in term.tags),
            backlinks=tuple(map(self._backlinks.view, backlinks[:MAX_BACKLINKS])),
            more_backlinks=len(backlinks[MAX_BACKLINKS:]),
        )

    def _related(self, term_id: str) -> RelatedTerm:
        return RelatedTerm(self._links.to(term_id), self._links.plain_definition(term_id))

    def _before(self, term_id: str) -> BeforeView:
        """What to know before a term."""
        graph, links = before(self._glossary, term_id), self._links
        steps = [sorted(step, key=links.rank.__getitem__) for step in graph.steps]
        numbers = {other: number for number, other in enumerate(other for step in steps for other in step)}
        return BeforeView(
            steps=tuple(tuple(map(links.to, step)) for step in steps),
            lines=tuple(sorted((numbers[start], numbers[end]) for start, end in graph.lines)),
            hidden=graph.hidden,
            needs_hidden=tuple(sorted(map(numbers.__getitem__, graph.needs_hidden))),
        )

    def _among(self, relations: Iterable[RelationList], before: BeforeView | None) -> AmongView:
        """How the terms around a term are connected with each other, without what the steps before it show."""
        around: dict[str, Link] = {}
        drawn: set[tuple[str, str]] = set()
        if before:
            around = {link.id: link for step in before.steps for link in step}
            ids = list(around)
            drawn = {(ids[start], ids[end]) for start, end in before.lines}
        around |= {link.id: link for relation in relations for link in relation.links}
        neighbors = self._glossary.neighbors
        seen: set[str] = set()
        pairs: list[tuple[str, str]] = []
        for end in around:
            joined = seen.intersection(neighbors.get(end, ()))
            pairs += [pair for pair in ((start, end) for start in sorted(joined)) if not {pair, pair[::-1]} & drawn]
            seen.add(end)
        del pairs[_MAX_AMONG:]
        numbers = {term_id: number for number, term_id in enumerate(dict.fromkeys(chain.from_iterable(pairs)))}
        return AmongView(
            tuple(map(around.__getitem__, numbers)), tuple((numbers[start], numbers[end]) for start, end in pairs)
        )

    def _shows_source_name(self, link: Link) -> bool:
        """Whether the name in the source language is shown: if the project wants it, or to tell terms apart."""
        return bool(link.source_name) and (
            self._settings.show_source_names or (link.qualifier is not None and link.qualifier.text == link.source_name)
        )

    def _shows_reading(self, term: Term) -> bool:
        """Whether the reading tells more than the name; in Japanese, only that of kanji does."""
        tells_more = term.preferred.reading != term.name and (
            not self._links.collation.by_reading or self._links.collation.needs_reading(term.name)
        )
        return self._settings.show_readings and tells_more
