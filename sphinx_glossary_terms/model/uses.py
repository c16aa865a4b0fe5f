"""Where each term is used."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.page import Page, Place, Use


class UsedIn(NamedTuple):
    """A place in which a term is used: its page, what that is as a place itself, and the use to show."""

    docname: str
    page: Place
    place: Place
    use: Use


def used_in(glossary: Glossary, pages: Iterable[tuple[str, Page]], /) -> dict[str, list[UsedIn]]:
    """The places in which terms are used, by the id, in the order of the pages; of several uses in one the first.

    A use that may mean several terms is none, and neither is one in the text of the term itself.
    """
    resolve = cache(glossary.resolve)
    found: dict[str, dict[tuple[str, int], UsedIn]] = {}
    for docname, page in pages:
        for use in page.uses:
            ids = resolve(use.target).ids
            if len(ids) != 1 or use.owner == ids[0]:
                continue
            spots = found.setdefault(ids[0], {})
            key = (docname, use.place)
            # The first one that says something.
            if key not in spots or (use.context and not spots[key].use.context):
                spots[key] = UsedIn(docname, page.places[0], page.places[use.place], use)
    return {term_id: list(spots.values()) for term_id, spots in found.items()}
