"""Backlinks: where a term is mentioned, with the text around each mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import NamedTuple

from sphinx_glossary_terms.model.excerpt import ELLIPSIS, Title, Words
from sphinx_glossary_terms.model.external import ExternalBacklink
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.page import Mention, Page, Section
from sphinx_glossary_terms.views.addresses import Address
from sphinx_glossary_terms.views.links import Links, in_runs


class Backlink(NamedTuple):
    """A section in which a term is mentioned.

    docname: its page.
    page: that page as a section.
    section: the section; the same as `page` for text before the first section below the title.
    mention: the mention to show.
    """

    docname: str
    page: Section
    section: Section
    mention: Mention


class BacklinkView(NamedTuple):
    """A section in which a term is mentioned, as the term shows it. Parts of its texts may be in other languages.

    address: where it is.
    title: the title of its page, and its own.
    context: the text around the mention; none if it is on a page of another project.
    """

    address: Address
    title: tuple[LocalizedText, ...]
    context: tuple[LocalizedText, ...] = ()


class Backlinks:
    """Makes the backlinks of one build.

    `pages` are those whose mentions of terms are shown, in the order in which they are shown.
    """

    def __init__(self, links: Links, pages: Iterable[tuple[str, Page]], /) -> None:
        self._links = links
        self._pages = pages

    @cached_property
    def by_term(self) -> dict[str, list[Backlink]]:
        """The backlinks of each term by its id; terms that are mentioned nowhere are left out."""
        return find_backlinks(self._links.glossary, self._pages)

    def of(self, term_id: str, /) -> list[Backlink | ExternalBacklink]:
        """The backlinks of a term, first those of this project."""
        foreign = self._links.glossary.external.uses.get(term_id, ())
        return [*self.by_term.get(term_id, ()), *foreign]

    def view(self, backlink: Backlink | ExternalBacklink, /) -> BacklinkView:
        """A backlink as a term shows it."""
        if isinstance(backlink, ExternalBacklink):
            title = [
                LocalizedText(backlink.project),
                LocalizedText(" › "),
                LocalizedText(backlink.title, backlink.language),
            ]
            return BacklinkView(Address("", uri=backlink.uri), in_runs(title))
        page, section, mention = backlink.page, backlink.section, backlink.mention
        title = [*self._resolve_names(page.title, page.language, backlink.docname)]
        if section is not page:
            title += [LocalizedText(" › "), *self._resolve_names(section.title, section.language, backlink.docname)]
        address = Address(backlink.docname, section.anchor)
        context = self._resolve_names(mention.context, mention.language, backlink.docname)
        return BacklinkView(address, in_runs(title), in_runs(context))

    def _resolve_names(self, words: Words, language: str, docname: str) -> Iterator[LocalizedText]:
        """Words of a page, in a language, with the names that their references show."""
        for word in words:
            if isinstance(word, str):
                yield LocalizedText(word, language)
                continue
            if isinstance(word, Title):
                yield self._links.title(word) or LocalizedText(word.written or ELLIPSIS, language)
                continue
            yield self._links.text(word.target, word.written, language, docname)


def find_backlinks(glossary: Glossary, pages: Iterable[tuple[str, Page]], /) -> dict[str, list[Backlink]]:
    """The sections in which terms are mentioned, by id, in the order of the pages; of several mentions the first.

    A mention that may mean several terms does not count, and neither does one in the text of the term itself.
    """
    resolve = cache(glossary.resolve)
    backlinks: dict[str, dict[tuple[str, int], Backlink]] = {}
    for docname, page in pages:
        for mention in page.mentions:
            ids = resolve(mention.target, docname).ids
            if len(ids) != 1 or mention.owner == ids[0]:
                continue
            spots = backlinks.setdefault(ids[0], {})
            key = (docname, mention.section)
            # The first one that says something.
            if key not in spots or (mention.context and not spots[key].mention.context):
                spots[key] = Backlink(docname, page.sections[0], page.sections[mention.section], mention)
    return {term_id: list(spots.values()) for term_id, spots in backlinks.items()}
