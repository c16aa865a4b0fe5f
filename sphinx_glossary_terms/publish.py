"""What Sphinx's own domains learn of our terms, and how they are made to forget it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from sphinx_glossary_terms.i18n import _
from sphinx_glossary_terms.model.term import anchor_of
from sphinx_glossary_terms.model.viewer import Viewer
from sphinx_glossary_terms.nodes import INDEX_PAGE

if TYPE_CHECKING:
    from sphinx.domains.index import IndexDomain
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment

IndexEntry = tuple[str, str, str, str, str | None]
Row = tuple[str, str, str, str, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was given to other domains, and what ours answers when it is asked: good as long as the `state` is the same.

    `rows` are the objects of our own domain; `readings` those of the names in the general index, if the language sorts
    by them; `languages` those of names in another one than that of the build.
    """

    state: str = ""
    objects: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    index: dict[str, list[IndexEntry]] = field(default_factory=dict)
    labels: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    readings: dict[str, str] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)


def publish(env: BuildEnvironment, viewer: Viewer, /, *, state: str) -> Published:
    """Give the terms to Sphinx's own domains.

    `std`, so that other projects find them with their ordinary `term` role (never over a term of the built-in
    glossary) and every `ref` to an anchor knows the name; `index`, for the general index.
    """
    std, index = _std(env), _index(env)
    terms = viewer.glossary.terms.values()
    given = {key: place for key, place in _objects(viewer) if std.objects.setdefault(key, place) == place}
    readings = viewer.index_readings()
    new: dict[str, list[IndexEntry]] = {}
    languages: dict[str, str] = {}
    for term in terms:
        for label, _reading, language in viewer.index_names(term):
            heading = _heading(viewer, label, readings[label])
            new.setdefault(term.docname, []).append(("single", label, term.anchor, "", heading))
            if languages.setdefault(label, language) != language:
                languages[label] = ""  # a name of two terms, in two languages
    for docname, added in new.items():
        index.entries[docname] = [*index.entries.get(docname, []), *added]
    labels = {term.anchor: (term.docname, term.anchor, term.name) for term in terms}
    if labels and INDEX_PAGE not in std.anonlabels:
        labels[INDEX_PAGE] = (INDEX_PAGE, "", _("Glossary"))
    std.labels.update(labels)
    std.anonlabels.update({name: (docname, anchor) for name, (docname, anchor, _name) in labels.items()})
    return Published(
        state=state,
        objects=given,
        index=new,
        labels=labels,
        rows=tuple(_rows(viewer)),
        readings=readings if viewer.collation.by_reading else {},
        languages={label: language for label, language in languages.items() if language},
    )


def withdraw(env: BuildEnvironment, published: Published, /) -> None:
    """Take back what was given in the build before, so that reading starts as in a clean build."""
    std, index = _std(env), _index(env)
    for key, place in published.objects.items():
        if std.objects.get(key) == place:
            del std.objects[key]
    for docname, old in published.index.items():
        if docname in index.entries:
            index.entries[docname] = [entry for entry in index.entries[docname] if entry not in old]
    for name, (docname, anchor, _title) in published.labels.items():
        if std.anonlabels.get(name) == (docname, anchor):
            del std.anonlabels[name]
            std.labels.pop(name, None)


def _objects(viewer: Viewer) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    for term in viewer.glossary.terms.values():
        for label in (term.id, *term.old_ids, *term.source_labels, *term.labels):
            if label:
                yield ("term", label), (term.docname, term.anchor)


def _rows(viewer: Viewer) -> Iterator[Row]:
    """Every term by id and by each of its other names and readings: for searching, and for `objects.inv`.

    By its name it is found through the row of its id, which shows it, and in `objects.inv` as an object of `std`.
    """
    for term in viewer.glossary.terms.values():
        place = ("concept", term.docname, term.anchor, 1)
        yield (term.id, viewer.link(term.id).label, *place)  # Of two objects of one name the search has the last.
        readings = (term.reading, *(alias.reading for alias in term.aliases))
        for label in dict.fromkeys((*term.labels, *term.source_labels, *readings)):
            if label and label != term.name:
                # The search has what is shown, `objects.inv` one object of a name: there an id is that of its term.
                yield (anchor_of(term.id, "name") if label == term.id else label, label, *place)


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
