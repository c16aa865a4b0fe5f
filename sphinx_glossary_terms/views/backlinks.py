"""Backlinks: the pages and sections in which a term is mentioned."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from typing import NamedTuple

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.page import Page
from sphinx_glossary_terms.views.addresses import Address


class BacklinkView(NamedTuple):
    """A page or a section in which a term is mentioned.

    address: where it is.
    page: the title of the page.
    section: that of the section; None if it is the page itself.
    """

    address: Address
    page: LocalizedText
    section: LocalizedText | None


class Backlinks:
    """Makes the backlinks of one build.

    `pages` are those whose mentions of terms are shown, in the order in which they are shown.
    """

    def __init__(self, glossary: Glossary, pages: Iterable[tuple[str, Page]], /) -> None:
        self._glossary = glossary
        self._pages = pages

    @cached_property
    def by_term(self) -> dict[str, dict[BacklinkView, None]]:
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

    def of(self, term_id: str, /) -> tuple[BacklinkView, ...]:
        """The backlinks of a term."""
        return tuple(self.by_term.get(term_id, ()))
