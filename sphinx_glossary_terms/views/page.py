"""What one page shows of the glossary, as one value: its digest says whether the page is stale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from sphinx_glossary_terms.model.collation import Collation
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.ids import digest_of
from sphinx_glossary_terms.model.inline import Title, references
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.page import IndexQuery, LinkedAnchor, Page, PathQuery, Query
from sphinx_glossary_terms.model.term import anchor_of
from sphinx_glossary_terms.views.indexes import Indexes, IndexView
from sphinx_glossary_terms.views.links import Address, Links, PlainLink, Reference
from sphinx_glossary_terms.views.maps import GraphView, Maps
from sphinx_glossary_terms.views.paths import Paths, PathView
from sphinx_glossary_terms.views.terms import Terms, TermView, ViewSettings

if TYPE_CHECKING:
    from sphinx_glossary_terms.language.labels import Labels
    from sphinx_glossary_terms.model.prose import Prose

BlockView: TypeAlias = IndexView | PathView | GraphView
"""What a generated block shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """All that a page shows of the glossary, in the language of the build.

    terms: what its terms show, by id, in document order.
    fields: the headings of the fields on it, by name.
    references: what the targets of its `term` references mean.
    blocks: what its generated blocks show, in document order.
    anchors: the anchors of terms and fields to which other references lead, such as `ref`, each with what the
        reference shows: the name or the heading; nothing if it has a text of its own.
    plain_links: the mentions in its plain text that become links.
    """

    terms: dict[str, TermView] = field(default_factory=dict)
    fields: dict[str, LocalizedText] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    blocks: tuple[BlockView, ...] = ()
    anchors: tuple[tuple[Address, LocalizedText], ...] = ()
    plain_links: tuple[PlainLink, ...] = ()

    @property
    def digest(self) -> str:
        """Equal for two builds exactly if the page shows the same."""
        return digest_of(self)


class Viewer:
    """Makes the views of one build.

    read: all pages.
    pages: those whose mentions of terms are shown, in the order in which they are shown.
    title: finds the title that a reference of Sphinx shows.
    """

    def __init__(
        self,
        glossary: Glossary,
        collation: Collation,
        labels: Labels,
        /,
        *,
        settings: ViewSettings = ViewSettings(),  # noqa: B008 - a frozen value
        read: Mapping[str, Page] = MappingProxyType({}),
        pages: Iterable[tuple[str, Page]] = (),
        title: Callable[[Title], str] = lambda _title: "",
    ) -> None:
        self.glossary = glossary
        self.collation = collation
        self.labels = labels
        self._settings = settings
        self.links = Links(glossary, collation, labels, source_language=settings.source_language, title=title)
        self.indexes = Indexes(self.links, labels, show_source_names=settings.show_source_names)
        self._read = read
        # Where tags are drawn or listed (see `Maps`).
        listings = {docname: page for docname, page in read.items() if page.queries}
        self.paths = Paths(self.links, listings)
        self.maps = Maps(self.links, labels, self.indexes, listings)
        self.terms = Terms(self.links, labels, self.maps, self.paths, pages, settings)

    @cached_property
    def _prose(self) -> Prose:
        """Finds mentions of terms in plain text."""
        # Imported here: its patterns take long to compile, and most projects do not look for mentions.
        from sphinx_glossary_terms.model.prose import Prose

        settings = self._settings
        return Prose(self.glossary, language=settings.build_language, source_language=settings.source_language)

    def page(self, docname: str, page: Page, /) -> PageView:
        """The view of one page."""
        glossary = self.glossary
        blocks = tuple(map(self._block, page.queries))
        named = {
            *page.named,
            *(target for block in blocks for text, _ in getattr(block, "texts", ()) for target in references(text)),
        }
        return PageView(
            terms={term.id: self.terms.view(term) for term in glossary.on_page(docname, page.terms)},
            fields={name: self.labels.field(name) for name in page.fields},
            references={
                target: self.links.reference(target, docname, named=target in named)
                for target in sorted({*page.references, *named})
            },
            blocks=blocks,
            anchors=tuple(self.anchors(page.anchors)),
            plain_links=tuple(self._plain_links(page)) if self._settings.autolink else (),
        )

    def _block(self, query: Query) -> BlockView:
        if isinstance(query, IndexQuery):
            return self.indexes.view(query, used=self._used_on(query.used_on) if query.used_on else None)
        if isinstance(query, PathQuery):
            return self.paths.view(query)
        return self.maps.view(query)

    def _used_on(self, scope: str) -> frozenset[str]:
        """The terms that a page uses, or the pages of a folder: those of its references, and of its plain links."""
        ids: set[str] = set()
        for docname, page in self._read.items():
            if docname == scope or scope == "/" or (scope.endswith("/") and docname.startswith(scope)):
                ids.update(
                    term_id for target in page.references for term_id in self.glossary.resolve(target, docname).ids
                )
                ids.update(link.link.id for link in (self._plain_links(page) if self._settings.autolink else ()))
        return frozenset(ids)

    def anchors(self, linked: Iterable[LinkedAnchor], /) -> Iterator[tuple[Address, LocalizedText]]:
        """Those of some anchors that there are, each with what a reference to it shows (`PageView.anchors`)."""
        for term_id, field_name, shows_title in linked:
            term = self.glossary.terms.get(term_id)
            if term is None or (field_name and field_name not in term.fields):
                continue
            title = (
                self.labels.field(field_name) if field_name else LocalizedText(term.shown_name, term.preferred.language)
            )
            yield Address(term.docname, anchor_of(term_id, field_name)), title if shows_title else LocalizedText("")

    def _plain_links(self, page: Page) -> Iterator[PlainLink]:
        for block, mention in self._prose.first_mentions(page.passages, scope=self._settings.autolink):
            link = self.links.unnamed(mention.term_id, block.text[mention.start : mention.end])
            yield PlainLink(block.number, mention.start, mention.end, link)
