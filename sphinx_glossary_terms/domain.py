"""The domain `glossary`: what reading found, by page; the glossary made of it; what the other domains learn from it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole

from sphinx_glossary_terms import config
from sphinx_glossary_terms.i18n import _
from sphinx_glossary_terms.inline import freeze
from sphinx_glossary_terms.labels import Labels
from sphinx_glossary_terms.manifest import Manifest
from sphinx_glossary_terms.model.collation import collation_for
from sphinx_glossary_terms.model.glossary import Entry, Glossary
from sphinx_glossary_terms.model.localize import Localizer
from sphinx_glossary_terms.model.term import Term
from sphinx_glossary_terms.model.view import Page, PageView, Viewer, digest_of
from sphinx_glossary_terms.nodes import (
    OWNERS,
    body_of,
    find,
    language_of,
    name_of,
    term_field,
    term_index,
    term_section,
)
from sphinx_glossary_terms.warnings import Code, warn

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.domains.index import IndexDomain
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment

IndexEntry = tuple[str, str, str, str, str | None]

ROLE = "term"
INDEX_PAGE = "glossary-terms"
"""The name of the generated index: Sphinx makes it of the names of the domain and of the index."""


class GlossaryDomain(Domain):
    """Terms of a project.

    `data["pages"]` has one frozen record a page; `data["published"]` what `publish` gave to other domains.
    The other attributes live as long as one build and are never pickled.
    """

    name = "glossary"
    label = "Glossary"
    # Not "term": Sphinx's search would take `term-<id>` for an anchor that it can rebuild from the shown name.
    object_types: ClassVar[dict[str, ObjType]] = {"concept": ObjType(_("glossary term"), ROLE)}
    roles: ClassVar[dict[str, Any]] = {ROLE: XRefRole(innernodeclass=nodes.inline, warn_dangling=True)}
    dangling_warnings: ClassVar[dict[str, str]] = {ROLE: "term not in glossary: %(target)r"}
    initial_data: ClassVar[dict[str, Any]] = {"pages": {}, "published": {"objects": {}, "index": {}, "labels": {}}}
    data_version = 1

    builder: Builder
    manifest: Manifest

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.localizer = Localizer()
        self._viewer: Viewer | None = None
        self._last_view: tuple[str, PageView] | None = None

    # What reading found

    @property
    def pages(self) -> dict[str, Page]:
        """The pages with something of the glossary on them."""
        return cast("dict[str, Page]", self.data["pages"])

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.pages.pop(docname, None)
        self.forget_views()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over the pages that another process has read."""
        for docname in docnames:
            if docname in otherdata["pages"]:
                self.pages[docname] = otherdata["pages"][docname]

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Turn what the transforms noted into records."""
        fields, references = find(document, term_field), list(term_references(document))
        page = Page(
            terms=tuple(self._terms(document, docname, fields, references)),
            fields=tuple(sorted({node["field"] for node in fields})),
            references=tuple(sorted({node["reftarget"] for node in references})),
            named=tuple(sorted({node["reftarget"] for node in references if not node["refexplicit"]})),
            indexes=tuple(node["query"] for node in document.findall(term_index)),
            names_page=any(_names_page(owner) for owner in find(document, term_section)),
        )
        if page != Page():
            self.pages[docname] = page

    def _terms(
        self,
        document: nodes.document,
        docname: str,
        fields: Iterable[nodes.Element],
        references: Iterable[nodes.Element],
    ) -> Iterator[Term]:
        owners = find(document, *OWNERS)
        links = _links(owners, references)
        fields_of: dict[str, list[str]] = {}
        for field in fields:
            fields_of.setdefault(field["term_id"], []).append(field["field"])
        for owner in owners:
            body, name = body_of(owner), name_of(owner)
            term: Term = owner["term"]
            if body is None or name is None or not term.id:
                continue
            definition = next((child for child in body.children if isinstance(child, nodes.paragraph)), None)
            yield replace(
                term,
                docname=docname,
                source=Path(os.path.relpath(owner.source or document["source"], self.env.srcdir)).as_posix(),
                line=owner.line or 0,
                name_language=language_of(name),
                aliases_language=language_of(owner),
                definition=freeze(definition.children, docname) if definition is not None else (),
                definition_language=language_of(definition) if definition is not None else "",
                fields=tuple(fields_of.get(term.id, ())),
                links=tuple(sorted(links.get(body, ()))),
            )

    # The glossary of this build

    def forget_views(self) -> None:
        """Make the glossary anew when it is next asked for."""
        self._viewer = self._last_view = None

    @property
    def viewer(self) -> Viewer:
        """The views of the glossary as it has been read."""
        if self._viewer is None:
            terms = (self.localizer.term(term) for page in self.pages.values() for term in page.terms)
            settings = self.env.config
            glossary = Glossary(terms, config.relation_types(settings), entries=self._built_in_entries())
            self._viewer = Viewer(
                glossary,
                collation_for(settings.language),
                Labels(self.localizer, settings),
                show_readings=settings.glossary_terms_show_readings,
            )
        return self._viewer

    @property
    def glossary(self) -> Glossary:
        """All terms."""
        return self.viewer.glossary

    def view(self, docname: str, /) -> PageView:
        """What a page shows of the glossary."""
        if self._last_view is None or self._last_view[0] != docname:
            self._last_view = (docname, self.viewer.page(docname, self.pages.get(docname, Page())))
        return self._last_view[1]

    def stale_pages(self) -> list[str]:
        """The pages to write again although nobody edited them."""
        digests = {docname: self.view(docname).digest for docname in self.env.found_docs}
        return self.manifest.stale(digests, self.env.all_docs, everywhere=self._everywhere())

    def _everywhere(self) -> str:
        """What every page shows, whatever the theme, or may show in its navigation.

        Sphinx does not write the other pages again when the heading of one changes: with a term for a heading that
        would leave an old name all over the site.
        """
        shown = [INDEX_PAGE] if self.glossary.terms else []
        if self.env.config.glossary_terms_refresh_navigation:
            named = sorted(docname for docname, page in self.pages.items() if page.names_page)
            shown += [f"{docname} {self.env.titles[docname].pformat()}" for docname in named]
        return digest_of(shown)

    def check_consistency(self) -> None:
        """Warn about everything that is wrong with the glossary as a whole."""
        for problem in self.glossary.problems:
            message = problem.message + self.glossary.advice(problem)
            warn(Code.of(problem.code), message, location=f"{self.env.srcdir / problem.source}:{problem.line}")
        self._check_neighbours()
        self._check_readings()

    def _check_neighbours(self) -> None:
        """Warn where Sphinx's own glossary or pages get into the way of ours."""
        for term in self.glossary.terms.values():
            for label in dict.fromkeys((*term.source_labels, *term.labels)):
                if label and (entry := self.glossary.entry(label)):
                    warn(
                        Code.BUILT_IN_NAME,
                        f"Sphinx's own glossary has an entry '{label}' too (on the page '{entry.docname}'), to which "
                        "`term` references no longer lead; rename one, or take the entry out",
                        location=f"{self.env.srcdir / term.source}:{term.line}",
                    )
        if INDEX_PAGE in self.env.found_docs and self.glossary.terms:
            warn(
                Code.RESERVED_DOCUMENT,
                f"the generated index overwrites the document '{INDEX_PAGE}'; rename the document",
                location=(INDEX_PAGE, None),
            )

    def _check_readings(self) -> None:
        """Warn about names in the language of the build that cannot be sorted, or only by a wrong reading."""
        collation = self.viewer.collation
        for term in self.glossary.terms.values():
            names = [] if term.name_language else [(term.name, term.reading, "")]
            if not term.aliases_language:
                names += [(alias.text, alias.reading, alias.text) for alias in term.aliases]
            for name, reading, alias in names:
                if collation.is_readable(name, reading):
                    continue
                advice, place = self.localizer.reading_advice(term, alias)
                place = place or f"{self.env.srcdir / term.source}:{term.line}"
                if reading:
                    warn(Code.BAD_READING, f"the reading '{reading}' of '{name}' is not kana; {advice}", location=place)
                else:
                    warn(Code.NO_READING, f"'{name}' has no reading to be sorted by; {advice}", location=place)

    def _built_in_entries(self) -> dict[str, Entry]:
        """The entries of Sphinx's own glossary by name: the last one that a place has is that of the translation."""
        ours = self.data["published"]["objects"]
        found = {
            name: place
            for (kind, name), place in self._std.objects.items()
            if kind == "term" and ours.get((kind, name)) != place
        }
        names = {place: name for name, place in found.items()}
        return {name: Entry(name=names[place], docname=place[0], anchor=place[1]) for name, place in found.items()}

    # What other parts of Sphinx learn

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Every term by id and by each of its names: for searching, and for `objects.inv`."""
        for term in self.glossary.terms.values():
            place = ("concept", term.docname, term.anchor, 1)
            yield (term.id, term.name, *place)
            readings = (term.reading, *(alias.reading for alias in term.aliases))
            others = dict.fromkeys((*term.labels, *term.source_labels, *readings))
            for label in others:
                if label and label != term.id:
                    yield (label, label, *place)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Nothing: the domain `std` knows our terms (see `publish`) and answers."""
        return []

    def publish(self) -> None:
        """Give the terms to Sphinx's own domains.

        `std`, so that other projects find them with their ordinary `term` role (never over a term of the built-in
        glossary) and every `ref` to an anchor knows the name; `index`, for the general index.
        """
        objects, entries = self._std.objects, self._index.entries
        given = {key: place for key, place in self._standard_objects() if objects.setdefault(key, place) == place}
        new: dict[str, list[IndexEntry]] = {}
        headings = self._index_headings()
        for term in self.glossary.terms.values():
            for label in (term.name, *(alias.text for alias in term.aliases)):
                new.setdefault(term.docname, []).append(("single", label, term.anchor, "", headings.get(label)))
        for docname, added in new.items():
            entries[docname] = [*entries.get(docname, []), *added]
        labels = {term.anchor: (term.docname, term.anchor, term.name) for term in self.glossary.terms.values()}
        self._std.labels.update(labels)
        self._std.anonlabels.update({name: (docname, anchor) for name, (docname, anchor, _name) in labels.items()})
        self.data["published"] = {"objects": given, "index": new, "labels": labels}

    def withdraw(self) -> None:
        """Take back what `publish` gave in the build before, so that reading starts as in a clean build."""
        objects, entries = self._std.objects, self._index.entries
        for key, place in self.data["published"]["objects"].items():
            if objects.get(key) == place:
                del objects[key]
        for docname, old in self.data["published"]["index"].items():
            if docname in entries:
                entries[docname] = [entry for entry in entries[docname] if entry not in old]
        for name, (docname, anchor, _title) in self.data["published"]["labels"].items():
            if self._std.anonlabels.get(name) == (docname, anchor):
                del self._std.anonlabels[name]
                self._std.labels.pop(name, None)
        self.data["published"] = {"objects": {}, "index": {}, "labels": {}}

    @property
    def _std(self) -> StandardDomain:
        return cast("StandardDomain", self.env.get_domain("std"))

    @property
    def _index(self) -> IndexDomain:
        return cast("IndexDomain", self.env.get_domain("index"))

    def _standard_objects(self) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
        for term in self.glossary.terms.values():
            for label in (term.id, *term.old_ids, *term.source_labels, *term.labels):
                if label:
                    yield ("term", label), (term.docname, term.anchor)

    def _index_headings(self) -> dict[str, str]:
        """The heading of each name in the general index, where Sphinx does not find the letter by itself.

        One for all terms of that name, whatever their readings: Sphinx takes that of the entry that it meets first,
        which depends on the order in which pages were read.
        """
        heading = self.viewer.collation.heading
        return {
            name: heading(name, reading)
            for name, reading in self.index_readings().items()
            if reading or not name.isascii()
        }

    def index_readings(self) -> dict[str, str]:
        """Every name in the general index with its reading: the first in order if terms of that name have several."""
        readings: dict[str, str] = {}
        key = self.viewer.collation.key
        for term in self.glossary.terms.values():
            for name, reading in ((term.name, term.reading), *term.aliases):
                if name not in readings or key(name, reading) < key(name, readings[name]):
                    readings[name] = reading
        return readings


def _names_page(section: nodes.Element) -> bool:
    body = body_of(section)
    return body is not None and isinstance(body.parent, nodes.document)


def glossary_domain(env: BuildEnvironment, /) -> GlossaryDomain:
    """The domain of this build."""
    return cast("GlossaryDomain", env.get_domain(GlossaryDomain.name))


def term_references(document: nodes.document, /) -> Iterator[addnodes.pending_xref]:
    """The references that may be ours: of the role `term`, or of our own `glossary:term`."""
    for node in document.findall(addnodes.pending_xref):
        if node.get("reftype") == ROLE and node.get("refdomain") in {"std", GlossaryDomain.name}:
            yield node


def _links(owners: Iterable[nodes.Element], references: Iterable[nodes.Element]) -> dict[nodes.Node, set[str]]:
    """The targets of the references in the text of each term, by the body of the innermost term around them."""
    links: dict[nodes.Node, set[str]] = {body: set() for owner in owners if (body := body_of(owner)) is not None}
    for reference in references if links else ():
        ancestor: nodes.Node | None = reference.parent
        while ancestor is not None and ancestor not in links:
            ancestor = ancestor.parent
        if ancestor is not None:
            links[ancestor].add(reference["reftarget"])
    return links
