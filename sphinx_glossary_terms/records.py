"""From the document of a page to the record of what it has of the glossary, as it is kept in the environment."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import fields as fields_of_class
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.config import Config

from sphinx_glossary_terms.inline import freeze
from sphinx_glossary_terms.model.excerpt import Title
from sphinx_glossary_terms.model.page import Page, Use
from sphinx_glossary_terms.model.term import Term, anchor_of
from sphinx_glossary_terms.model.view import digest_of
from sphinx_glossary_terms.nodes import (
    GENERATED,
    OWNERS,
    body_of,
    definition_of,
    find,
    is_term_reference,
    language_of,
    name_of,
    term_field,
    term_graph,
    term_index,
    term_path,
    term_section,
)
from sphinx_glossary_terms.uses import UseReader, relative

_ONLY_IN_INDEXES = {"definition", "definition_language"}
_NOWHERE = {"source", "line", "fields", "links"}
_face = attrgetter(
    *(
        field.name
        for field in fields_of_class(Term)
        if field.name not in _ONLY_IN_INDEXES and field.name not in _NOWHERE
    )
)
_text = attrgetter("id", *sorted(_ONLY_IN_INDEXES))
_shown = attrgetter("target", "owner", "place", "context", "language")


class Record(NamedTuple):
    """A page, packed: a build with nothing to do unpacks none of thousands.

    `face` stands for what other pages may show of it, but for definitions, which only indexes and learning paths show:
    `text` stands for these, and `has_indexes` says whether the page has something generated. `uses` stands for what
    terms show of the references on it (empty: it has none), but for the `titles` of other pages in that text. A build
    that finds all of these as they were need not look at the pages one by one.
    """

    face: str
    text: str
    uses: str
    has_directives: bool
    has_terms: bool
    has_indexes: bool
    headings: tuple[str, ...]
    titles: tuple[Title, ...]
    content: bytes

    @classmethod
    def of(cls, page: Page, /) -> Record:
        """The record of a page."""
        return cls(
            face=digest_of(([_face(term) for term in page.terms], page.indexes, page.graphs)),
            text=digest_of([_text(term) for term in page.terms]),
            uses=digest_of((page.places, list(map(_shown, page.uses)))) if page.uses else "",
            has_directives=page.has_directives,
            has_terms=bool(page.terms),
            has_indexes=bool(page.indexes or page.paths or page.graphs),
            headings=page.headings,
            titles=tuple(_titles(page)),
            content=pickle.dumps(page, pickle.HIGHEST_PROTOCOL),
        )

    @property
    def page(self) -> Page:
        """The page."""
        # Part of the environment, which Sphinx itself unpickles.
        return cast("Page", pickle.loads(self.content))  # noqa: S301


def _titles(page: Page) -> Iterator[Title]:
    """The titles of other pages in the texts around references, each once."""
    texts = (*(use.context for use in page.uses), *(place.title for place in page.places))
    yield from dict.fromkeys(word for text in texts for word in text if isinstance(word, Title))


def read_page(document: nodes.document, docname: str, /, *, folder: Path, settings: Config) -> Page:
    """What the transforms noted in a document. `folder` is the source directory."""
    found = find(document, *OWNERS, *GENERATED, term_field, addnodes.pending_xref, nodes.reference)
    owners = [node for node in found if isinstance(node, OWNERS)]
    fields = [node for node in found if isinstance(node, term_field)]
    references = [node for node in found if is_term_reference(node)]
    reader = UseReader(document, owners, docname, folder=folder, settings=settings)
    uses = tuple(map(reader.read, references))
    return Page(
        has_directives=any(isinstance(node, (*OWNERS, *GENERATED, term_field)) for node in found),
        terms=tuple(_terms(document, owners, fields, uses, docname, folder)),
        fields=tuple(sorted({node["field"] for node in fields})),
        references=tuple(sorted({node["reftarget"] for node in references})),
        uses=uses,
        places=tuple(reader.places) if uses else (),
        named=tuple(sorted({node["reftarget"] for node in references if not node.get("refexplicit")})),
        indexes=tuple(node["query"] for node in found if isinstance(node, term_index)),
        paths=tuple(node["query"] for node in found if isinstance(node, term_path)),
        graphs=tuple(node["query"] for node in found if isinstance(node, term_graph)),
        headings=tuple(_headings(owners)),
        anchors=tuple(sorted({*_anchors(found)})),
    )


def _terms(
    document: nodes.document,
    owners: Iterable[nodes.Element],
    fields: Iterable[nodes.Element],
    uses: Iterable[Use],
    docname: str,
    folder: Path,
) -> Iterator[Term]:
    links: dict[str, set[str]] = {}
    for use in uses:
        links.setdefault(use.owner, set()).add(use.target)
    fields_of: dict[str, list[str]] = {}
    for field in fields:
        fields_of.setdefault(field["term_id"], []).append(field["field"])
    for owner in owners:
        body, name = body_of(owner), name_of(owner)
        term: Term = owner["term"]
        if body is None or name is None or not term.id:
            continue
        definition = definition_of(owner)
        yield replace(
            term,
            docname=docname,
            source=relative(owner.source or document["source"], folder),
            line=owner.line or 0,
            name_language=language_of(name),
            aliases_language=owner.get("options_language", ""),
            definition=freeze(definition.children, docname) if definition is not None else (),
            definition_language=language_of(definition) if definition is not None else "",
            fields=tuple(fields_of.get(term.id, ())),
            links=tuple(sorted(links.get(term.id, ()))),
        )


def _headings(owners: Iterable[nodes.Element]) -> Iterator[str]:
    """The headings that are names of terms, with their markup, as toctrees show them."""
    for owner in owners:
        if isinstance(owner, term_section) and (name := name_of(owner)) is not None:
            yield name.pformat()


def _anchors(found: Iterable[nodes.Element]) -> Iterator[str]:
    """The ids of terms to whose anchors references of other kinds lead, which show their titles."""
    for node in found:
        if isinstance(node, nodes.reference):
            # MyST makes a reference to a label of `[](#label)` only after the domains (`ResolveAnchorIds`, 879).
            target = node.get("refuri", "")[1:] if node.get("id_link") and not node.children else ""
        elif isinstance(node, addnodes.pending_xref) and not is_term_reference(node) and not node.get("refexplicit"):
            target = node.get("reftarget", "")
        else:
            continue
        start, _, term_id = target.partition(anchor_of(""))
        if term_id and not start:
            yield term_id
