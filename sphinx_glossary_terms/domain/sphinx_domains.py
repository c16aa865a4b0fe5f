"""The entries for terms in Sphinx's own domains: they are registered anew when something has changed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.index import IndexDomain
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment

from sphinx_glossary_terms.doctree.nodes import INDEX_PAGE, find
from sphinx_glossary_terms.domain.domain import GlossaryDomain, IndexEntry, Registered, Row, find_title, glossary_domain
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.page import LinkedAnchor
from sphinx_glossary_terms.model.term import Term, Title, anchor_of, digest_of, search_anchor
from sphinx_glossary_terms.settings.labels import _, abbreviated

if TYPE_CHECKING:
    from sphinx_glossary_terms.features.context import Link
    from sphinx_glossary_terms.features.pages import Viewer

_INDEX = (INDEX_PAGE, "")
"""Page and anchor of the label of the generated index."""
_FOUND, _HIDDEN = 1, -1
"""Priorities of objects in the search, as `Domain.get_objects` has them."""


def prepare(app: Sphinx, env: BuildEnvironment, docnames: list[str], /) -> None:
    """Have reading start as in a clean build (`env-before-read-docs`). If nothing is read, all may still be right."""
    if docnames:
        unregister(env)


def register(env: BuildEnvironment, /, *, state: str, outline: str) -> None:
    """Tell the other domains about the terms.

    `state` is a digest of the settings that decide about it, and `outline` one of settings and terms. If nothing has
    changed that decides, they are told the same again: to find it out takes 0.5 s of 4.3 s at 10,000 terms.
    """
    unregister(env)
    domain, std, index = glossary_domain(env), _std(env), _index(env)
    titles = [(docname, shown_titles(env, docname)) for docname in sorted(filter(domain.has_terms, domain.pages))]
    source = digest_of((outline, _linked(domain), INDEX_PAGE in std.anonlabels, titles))
    is_same = source == domain.last_registered.source
    registered = replace(domain.last_registered if is_same else _registered(domain), state=state, source=source)
    std.objects.update(registered.objects)
    for docname, added in registered.index.items():
        index.entries[docname] = [*index.entries.get(docname, []), *added]
    std.labels.update(registered.labels)
    std.anonlabels.update({name: (docname, anchor) for name, (docname, anchor, _name) in registered.labels.items()})
    domain.data["registered"] = registered


def unregister(env: BuildEnvironment, /) -> None:
    """Take back what the other domains have of the terms."""
    domain, std, index = glossary_domain(env), _std(env), _index(env)
    registered = domain.registered
    for key, address in registered.objects.items():
        if std.objects.get(key) == address:
            del std.objects[key]
    for docname, old in registered.index.items():
        if docname in index.entries:
            index.entries[docname] = [entry for entry in index.entries[docname] if entry not in old]
    for name, (docname, anchor, _title) in registered.labels.items():
        if std.anonlabels.get(name) == (docname, anchor):
            del std.anonlabels[name]
            std.labels.pop(name, None)
    domain.clear_registered()


def _linked(domain: GlossaryDomain) -> list[LinkedAnchor]:
    """The anchors of terms and fields to which references of Sphinx lead, each once, without the labels of authors."""
    labels = _std(domain.env).anonlabels
    anchors = {(anchor.term_id, anchor.field) for page in domain.pages.values() for anchor in page.anchors}
    missing = (anchor for anchor in sorted(anchors) if anchor_of(*anchor) not in labels)
    return [LinkedAnchor(*anchor, shows_title=True) for anchor in missing]


def _registered(domain: GlossaryDomain, /) -> Registered:
    """What Sphinx's own domains get of the terms.

    `std`, so that other projects find them with their ordinary `term` role (never over a term of the built-in
    glossary) and every `ref` to an anchor knows the name; `index`, for the general index.
    """
    env, viewer = domain.env, domain.viewer
    std = _std(env)
    terms = viewer.glossary.terms.values()
    objects: dict[tuple[str, str], tuple[str, str]] = {}
    for key, location in _objects(viewer):
        if std.objects.get(key, location) == location:
            objects.setdefault(key, location)
    readings = viewer.indexes.readings()
    index: dict[str, list[IndexEntry]] = {}
    for term in viewer.glossary.own:
        for name in viewer.indexes.names(term):
            heading = _heading(viewer, name.text, readings[name.text])
            index.setdefault(term.docname, []).append(("single", name.text, term.anchor, "", heading))
    shown = cache(partial(shown_titles, env))
    found_by: dict[str, list[tuple[str, str]]] = {}
    for term in terms:
        found_by.setdefault(term.docname, []).extend(_found_by(viewer, term, shown(term.docname)))
    # Only where something leads: a term has four or more, and each is a row of `objects.inv`, which every build writes.
    labels = {
        address.anchor: (address.docname, address.anchor, title.text)
        for address, title in viewer.anchors(_linked(domain))
    }
    if terms and INDEX_PAGE not in std.anonlabels:
        labels[INDEX_PAGE] = (*_INDEX, _("Glossary"))
    return Registered(
        objects=objects,
        index=index,
        labels=labels,
        rows=tuple(_rows(viewer, shown)),
        found_by=found_by,
        readings=readings if viewer.collation.sorts_general_index else {},
    )


class Titles(NamedTuple):
    """The titles on a page.

    page: that of the page.
    anchors: the anchors of the sections that its table of contents lists, in order, each with a `#`.
    """

    page: str
    anchors: list[str]


def shown_titles(env: BuildEnvironment, docname: str, /) -> Titles:
    """The titles on a page as Sphinx has them."""
    sections = find(env.tocs[docname], nodes.reference) if docname in env.tocs else []
    return Titles(find_title(env, Title("page", docname)), [section.get("anchorname", "") for section in sections])


def titled_by(titles: Titles, name: str, anchor: str, /) -> Literal["page", "section", ""]:
    """What has the name of a term for its title: its page, a section, or nothing, as it is for an entry.

    `titles` are those of its page.
    """
    if titles.page == name:
        return "page"
    return "section" if f"#{anchor}" in titles.anchors else ""


def is_found_as_object(titles: Titles, name: str, anchor: str, words: Iterable[str], /) -> bool:
    """Whether Sphinx's search gets a term as an object (`Domain.get_objects`), besides the words of its page.

    Not if its name is a title, which is found by itself and shows the definition. Not if a longer name contains it,
    such as a plural: the search matches substrings, so it would list the same place twice. `titles` are those of its
    page.
    """
    return not titled_by(titles, name, anchor) and not any(
        overlap(name, word) for word in words if len(word) > len(name)
    )


def overlap(name: str, other: str, /) -> bool:
    """Whether one of two names is a part of the other, and at least half of it: the search may find both at once."""
    shorter, longer = sorted((name.lower(), other.lower()), key=len)
    return shorter in longer and 2 * len(shorter) >= len(longer)


def _objects(viewer: Viewer) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    glossary = viewer.glossary
    for term in (term for term in glossary.terms.values() if not term.is_builtin):
        # A name that gives way to that of another term is no name of this one.
        names = (name for name in (*term.source_labels, *term.labels) if name and term.id in glossary.resolve(name).ids)
        for label in (term.id, *term.old_ids, *names):
            yield ("term", label), (term.docname, term.anchor)


def _rows(viewer: Viewer, titles: Callable[[str], Titles], /) -> Iterator[Row]:
    """Every term by id and by each of its other names and readings, for `objects.inv`; by id for the search, too.

    By its name it is found through the row of its id, which shows it, and in `objects.inv` as an object of `std`. By
    its other names the search finds it as an entry of an index (`_found_by`).
    """
    for term in (term for term in viewer.glossary.terms.values() if not term.is_builtin):
        address = ("concept", term.docname, term.anchor)
        is_found = is_found_as_object(titles(term.docname), term.name, term.anchor, term.words)
        yield (
            term.id,
            object_name(viewer.links.to(term.id), term.abbreviation),
            *address,
            _FOUND if is_found else _HIDDEN,
        )
        for word in term.words:
            # `objects.inv` has one object of a name: there an id is that of its term.
            yield (anchor_of(term.id, "name") if word == term.id else word, word, *address, _HIDDEN)


def _found_by(viewer: Viewer, term: Term, titles: Titles, /) -> Iterable[tuple[str, str]]:
    """By which names the search finds a term as an entry of an index, of which it shows none, and where each leads.

    What is searched for may have been normalized (see `japanese_search`), so names are there in this form, too. Names
    of Sphinx's own glossary are as Sphinx has them. An entry without an anchor is the same hit as the page itself.
    """
    if term.is_builtin:
        return [(name.text, name.anchor) for name in term.names]
    link, anchor = viewer.links.to(term.id), term.anchor
    name = link.name
    words = dict.fromkeys((*term.words, *(unicodedata.normalize("NFKC", text) for text in (name, *term.words))))
    whole = search_anchor(anchor) if term.words else anchor
    match titled_by(titles, name, anchor):
        case "page":
            return [(word, "") for word in (name, *words)]
        case "section":
            # Its title is a hit of its own, which has the title of the page before it.
            return [(word, anchor) for word in words if not overlap(name, word)]
        case _ if is_found_as_object(titles, name, anchor, term.words):
            shown = object_name(link, term.abbreviation).lower()
            return [(word, whole) for word in words if word.lower() not in shown]
        case _:
            return [(word, whole) for word in (name, *words)]


def _heading(viewer: Viewer, name: str, reading: str) -> str | None:
    """The heading of a name in the general index, where Sphinx does not find the letter by itself.

    One for all terms of that name, whatever their readings: Sphinx takes that of the entry that it meets first, which
    depends on the order in which pages were read.
    """
    return viewer.collation.heading(name, reading) if reading or not name.isascii() else None


def _std(env: BuildEnvironment) -> StandardDomain:
    return cast("StandardDomain", env.get_domain("std"))


def _index(env: BuildEnvironment) -> IndexDomain:
    return cast("IndexDomain", env.get_domain("index"))


def object_name(link: Link, abbreviation: Name | None, /) -> str:
    """The name of that object: with the abbreviation, so that the search finds it by either."""
    return abbreviated(link.text, abbreviation).text
