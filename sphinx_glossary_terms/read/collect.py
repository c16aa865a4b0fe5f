"""From the document of a page to what it has of the glossary, which the domain keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.config import Config
from sphinx.transforms import SphinxTransform

from sphinx_glossary_terms import config
from sphinx_glossary_terms.current_page import Places, notes_of
from sphinx_glossary_terms.know.domain import glossary_domain
from sphinx_glossary_terms.markup import freeze
from sphinx_glossary_terms.model.mention import Mention
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.page import LinkedAnchor, Page, Section
from sphinx_glossary_terms.model.passages import Passage
from sphinx_glossary_terms.model.term import Term, in_anchor
from sphinx_glossary_terms.nodes import (
    OWNERS,
    body_of,
    definition_of,
    find,
    generated_block,
    is_term_reference,
    language_of,
    name_of,
    relative_path,
    term_field,
    term_section,
)


class CollectPage(SphinxTransform):
    """Gives the domain what a page has of the glossary: after SphinxDomains (850), where Sphinx's own domains do so."""

    default_priority = 851

    def apply(self, **kwargs: Any) -> None:
        env, docname, notes = self.env, self.env.current_document.docname, notes_of(self.env)
        page = read_page(self.document, docname, notes.places, folder=Path(env.srcdir), settings=self.config)
        if page is not None or notes.translations:
            page = replace(page or Page(), losses=notes.losses, translations=notes.translations)
            glossary_domain(env).note_page(docname, page)


def read_page(
    document: nodes.document, docname: str, places: Places, /, *, folder: Path, settings: Config
) -> Page | None:
    """What the transforms noted in a document; None if there is nothing. `folder` is the source directory."""
    found = find(document, *OURS, addnodes.pending_xref, nodes.reference)
    links = [node for node in found if isinstance(node, (nodes.reference, addnodes.pending_xref))]
    ours = [node for node in found if isinstance(node, OURS)] if len(links) < len(found) else []
    references = [node for node in links if is_term_reference(node)]
    anchors = tuple(sorted({*_anchors(links)}))
    owners = [node for node in ours if isinstance(node, OWNERS)]
    passages: tuple[Passage, ...] = ()
    if config.reads_prose(settings):
        from sphinx_glossary_terms.read import prose

        passages = prose.passages(document, owners, links, places, folder=folder, settings=settings)
    if not (ours or references or anchors or passages):
        return None
    fields = [node for node in ours if isinstance(node, term_field)]
    mentions: tuple[Mention, ...] = ()
    sections: tuple[Section, ...] = ()
    if references:
        # Imported here, so that a project without a term does not pay for it.
        from sphinx_glossary_terms.read.mentions import MentionReader

        reader = MentionReader(document, owners, docname, places, folder=folder, settings=settings)
        mentions = tuple(map(reader.read, references))
        sections = tuple(reader.sections)
    return Page(
        has_directives=bool(ours),
        terms=tuple(_terms(document, owners, fields, mentions, docname, folder)),
        fields=tuple(sorted({node["field"] for node in fields})),
        references=tuple(sorted({node["reftarget"] for node in references})),
        mentions=mentions,
        sections=sections,
        named=tuple(sorted({node["reftarget"] for node in references if not node.get("refexplicit")})),
        queries=tuple(_placed(node, document, folder) for node in ours if "query" in node),
        headings=tuple(_headings(owners)),
        anchors=anchors,
        passages=passages,
    )


def _terms(
    document: nodes.document,
    owners: Iterable[nodes.Element],
    fields: Iterable[nodes.Element],
    mentions: Iterable[Mention],
    docname: str,
    folder: Path,
) -> Iterator[Term]:
    links: dict[str, set[str]] = {}
    for mention in mentions:
        links.setdefault(mention.owner, set()).add(mention.target)
    fields_of: dict[str, list[str]] = {}
    for field in fields:
        fields_of.setdefault(field["term_id"], []).append(field["field"])
    for owner in owners:
        body, name = body_of(owner), name_of(owner)
        term: Term = owner["term"]
        if body is None or name is None or not term.id:
            continue
        definition = definition_of(owner)
        names = _in_languages(term.names, language_of(name), owner.get("options_language", ""))
        yield replace(
            term,
            docname=docname,
            source=relative_path(owner.source or document["source"], folder),
            line=owner.line or 0,
            names=term.source_names if names == term.source_names else names,  # one value, also when it is unpickled
            definition=freeze(definition.children, docname) if definition is not None else (),
            definition_language=language_of(definition) if definition is not None else "",
            fields=tuple(fields_of.get(term.id, ())),
            links=tuple(sorted(links.get(term.id, ()))),
        )


def _in_languages(names: tuple[Name, ...], preferred: str, others: str) -> tuple[Name, ...]:
    """Names in the language of the preferred one, and in that of the options of the directive."""
    first, *rest = names
    return (first._replace(language=preferred), *(name._replace(language=others) for name in rest))


def _placed(node: nodes.Element, document: nodes.document, folder: Path) -> Any:
    """The query of a directive, with the place of that."""
    return replace(node["query"], source=relative_path(node.source or document["source"], folder), line=node.line or 0)


def _headings(owners: Iterable[nodes.Element]) -> Iterator[str]:
    """The headings that are names of terms, with their markup, as toctrees show them."""
    for owner in owners:
        if isinstance(owner, term_section) and (name := name_of(owner)) is not None:
            yield name.pformat()


def _anchors(links: Iterable[nodes.Element]) -> Iterator[LinkedAnchor]:
    """The anchors of terms and fields to which references of other kinds lead."""
    for node in links:
        if type(node) is nodes.reference:
            # MyST makes a reference to a label of `[](#label)` only after the domains (`ResolveAnchorIds`, 879).
            targets = [node.get("refuri", "")[1:]] if node.get("id_link") else []
            shows_title = not node.children
        else:
            # MyST has the anchor of `[](page.md#anchor)` apart.
            targets = [] if is_term_reference(node) else [node.get("reftarget"), node.get("reftargetid")]
            shows_title = not node.get("refexplicit")
        for target in filter(None, targets):
            term_id, field = in_anchor(target)
            if term_id:
                yield LinkedAnchor(term_id, field, shows_title)


OURS = (*OWNERS, generated_block, term_field)
