"""What Sphinx's own domains have of the terms, the objects of our own domain, and what else the environment says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import TYPE_CHECKING, cast

from sphinx_glossary_terms.model.external import Entry
from sphinx_glossary_terms.model.ids import FreeIds
from sphinx_glossary_terms.model.names import PREFERRED

if TYPE_CHECKING:
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment

    from sphinx_glossary_terms.model.page import Page
    from sphinx_glossary_terms.model.term import Term


IndexEntry = tuple[str, str, str, str, str | None]
"""An entry of the general index, as the domain `index` has it: its type, name, anchor, "main" or nothing, heading."""

Row = tuple[str, str, str, str, str, int]
"""An object of a domain, as `Domain.get_objects` has it: name, name to show, type, page, anchor, priority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What other domains have, and the objects of our own domain.

    state: a digest of the settings that it was made with; empty if nothing is registered.
    source: a digest of all that it was made of.
    objects: the objects of `std`, as that domain has them.
    index: the entries of the domain `index`, by page.
    labels: the labels of `std`: page, anchor and title of each.
    rows: the objects of our own domain.
    found_by: the names by which the search finds terms as entries of an index, by page, each with its anchor.
    readings: the readings of the names in the general index, if that is sorted by them.
    """

    state: str = ""
    source: str = ""
    objects: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    index: dict[str, list[IndexEntry]] = field(default_factory=dict)
    labels: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    found_by: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    readings: dict[str, str] = field(default_factory=dict)


def terms_of(env: BuildEnvironment, pages: Iterable[Page], /) -> list[Term]:
    """The terms of all pages. An entry of Sphinx's own glossary gets an id that no other term has.

    Entries come last, in the order in which a build from nothing reads them.
    """
    read = [term for page in pages for term in page.terms]
    terms = [term for term in read if not term.is_builtin]
    free = FreeIds(term.id for term in terms)
    entries = sorted((term for term in read if term.is_builtin), key=attrgetter("docname"))
    kept = (_as_registered(env, entry) for entry in entries)
    return terms + [replace(entry, id=free.take(entry.id)) for entry in kept if entry is not None]


def _as_registered(env: BuildEnvironment, entry: Term) -> Term | None:
    """An entry of Sphinx's own glossary with those names that the domain `std` has at its place; None without one.

    Of two entries of one name that domain has the one that was read last.
    """
    objects = cast("StandardDomain", env.get_domain("std")).objects
    names = [
        (name, source)
        for name, source in zip(entry.names, entry.source_names, strict=True)
        if (entry.docname, name.anchor) in {objects.get(("term", name.text)), objects.get(("term", source.text))}
    ]
    if not names:
        return None
    names[0] = (names[0][0]._replace(kind=PREFERRED.name), names[0][1]._replace(kind=PREFERRED.name))
    local, sources = zip(*names, strict=True)
    return replace(entry, names=local, source_names=sources)


Objects = Mapping[tuple[str, str], tuple[str, str]]


def built_in_entries(env: BuildEnvironment, /, *, ours: Objects, terms: Iterable[Term] = ()) -> dict[str, Entry]:
    """The entries of Sphinx's own glossary by name. `ours` are the terms that the domain `std` has from this extension.

    They are in the order in which Sphinx notes them in a build from nothing, which `terms` have (see `terms_of`). Of
    several names of an entry the last one is that of the translation.
    """
    objects = cast("StandardDomain", env.get_domain("std")).objects
    entries = {
        name: address
        for (kind, name), address in objects.items()
        if kind == "term" and ours.get((kind, name)) != address
    }
    shown = {address: name for name, address in entries.items()}
    terms = [*terms]
    # Sphinx notes all names of a page before it notes their translations.
    names = [(name.text, (term.docname, name.anchor)) for term in terms for name in term.source_names]
    names += [(name.text, (term.docname, name.anchor)) for term in terms for name in term.names]
    noted = {name: number for number, name in reversed([*enumerate(names)])}
    ordered = sorted(entries.items(), key=lambda item: (item[1][0], noted.get(item, -1)))
    return {name: Entry(name=shown[address], docname=address[0], anchor=address[1]) for name, address in ordered}


def backlink_sources(env: BuildEnvironment, pages: Mapping[str, Page], /) -> list[str]:
    """The pages with references to list, in the order of the toctrees; those in no toctree come last."""
    if not env.config.glossary_terms_backlinks:
        return []
    order: dict[str, None] = {}
    left = [env.config.root_doc]
    while left:
        docname = left.pop()
        if docname not in order:
            order[docname] = None
            left += reversed(env.toctree_includes.get(docname, ()))
    order |= dict.fromkeys(sorted(pages))
    return [docname for docname in order if docname in pages and pages[docname].mentions]
