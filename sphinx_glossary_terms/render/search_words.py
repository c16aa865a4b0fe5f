"""The names of terms for Sphinx's search: it has what pages show, and what their index nodes say."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_terms.blocks.context import Context
from sphinx_glossary_terms.doctree.titles import (
    Titles,
    is_found_as_object,
    object_name,
    overlap,
    shown_titles,
    titled_by,
)
from sphinx_glossary_terms.render.terms import whole
from sphinx_glossary_terms.views.terms import TermView


def add_names(context: Context, owners: Iterable[nodes.Element], /) -> None:
    """Put an index node before each term of a page.

    HTML has nothing of it. The search finds its entries by their names, and shows none of them: it shows the title of
    the page, and the text at the anchor. An entry without an anchor is the same hit as the page itself.

    The names are the text of the node, too. So they are words of the page, which the search keeps when another page is
    written again; entries it forgets then.
    """
    titles = cache(partial(shown_titles, context.builder.env))
    for owner in owners if context.output.for_browsers else ():
        term = context.view_of(owner).terms.get(owner["term"].id)
        if term is not None:
            names, anchor = _entries(term, titles(term.link.address.docname))
            if not names:
                continue
            entries = [("single", name, anchor, "main", None) for name in names]
            owner.parent.insert(owner.parent.index(owner), addnodes.index("", " ".join(term.words), entries=entries))


def _entries(term: TermView, titles: Titles) -> tuple[tuple[str, ...], str]:
    """By which names the search finds a term as an entry, and where that leads."""
    name, address = term.link.name, term.link.address
    match titled_by(titles, name, address.anchor):
        case "page":
            return (name, *term.words), ""
        case "section":
            # Its title is a hit of its own, which has the title of the page before it.
            return tuple(word for word in term.words if not overlap(name, word)), address.anchor
        case _ if is_found_as_object(titles, name, address.anchor, term.words):
            shown = object_name(term.link, term.abbreviation).lower()
            return tuple(word for word in term.words if word.lower() not in shown), whole(address.anchor)
        case _:
            return (name, *term.words), whole(address.anchor)
