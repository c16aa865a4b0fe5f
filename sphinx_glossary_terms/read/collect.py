"""From the document of a page to what it has of the glossary, which the domain keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform

from sphinx_glossary_terms.doctree.markup import freeze
from sphinx_glossary_terms.doctree.nodes import (
    DESCRIPTION,
    definition_of,
    find,
    is_term_reference,
    language_of,
    name_of,
    term_field,
    term_section,
    text_of,
)
from sphinx_glossary_terms.doctree.page_notes import NODES, condition_of, notes_of
from sphinx_glossary_terms.domain.domain import glossary_domain
from sphinx_glossary_terms.model.ids import digest_of, id_of
from sphinx_glossary_terms.model.inline import plain_text
from sphinx_glossary_terms.model.names import PREFERRED, Name
from sphinx_glossary_terms.model.page import LinkedAnchor, Mention, Page, Passage, Query, Section
from sphinx_glossary_terms.model.term import Term, in_anchor, one_line
from sphinx_glossary_terms.read.page_reader import PageReader
from sphinx_glossary_terms.settings import config


class CollectPage(SphinxTransform):
    """Gives the domain what a page has of the glossary: after SphinxDomains (850), where Sphinx's own domains do so."""

    default_priority = 851

    def apply(self, **kwargs: Any) -> None:
        env, docname, notes = self.env, self.env.current_document.docname, notes_of(self.env)
        # Translations and substitutions may have put references into parts that had none in the source.
        for part in find(self.document, *NODES):
            if part not in notes.omitted and any(map(is_term_reference, find(part, pending_xref))):
                condition = condition_of(part)
                notes.conditions[condition] = glossary_domain(env).holds(condition)
                if not notes.conditions[condition]:
                    notes.omitted.append(part)
        page = read_page(PageReader(self.document, docname, notes, folder=Path(env.srcdir), settings=self.config))
        if page is not None or notes.left_out or notes.problems or notes.conditions:
            page = replace(
                page or Page(has_directives=bool(notes.left_out)),
                left_out=tuple(notes.left_out),
                problems=tuple(notes.problems),
            )
            glossary_domain(env).set_page(docname, page, notes.conditions)
            if "sphinx_llm.txt" in self.config.extensions:
                _describe(self.document, page.terms)


def _describe(document: nodes.document, terms: Sequence[Term]) -> None:
    """Describe a page about one term by its definition: sphinx-llm would take its other names for that."""
    section = document.next_node(nodes.section)
    ids = section["ids"] if section is not None else ()
    own = terms[0] if len(terms) == 1 else next((term for term in terms if term.anchor in ids), None)
    if own and not any(meta.get("name") == "description" for meta in document.findall(nodes.meta)):
        text = one_line(plain_text(own.definition))
        document.insert(0, nodes.meta("", name="description", content=text, classes=[DESCRIPTION]))


def read_page(page: PageReader, /) -> Page | None:
    """What the transforms noted in a document; None if there is nothing."""
    references = [node for node in page.links if is_term_reference(node)]
    anchors = tuple(sorted({*_anchors(page.links)}))
    passages: tuple[Passage, ...] = ()
    if config.reads_prose(page.settings):
        from sphinx_glossary_terms.read import prose

        passages = prose.passages(page)
    entries = tuple(_entries(page)) if page.lists else ()
    if not (page.ours or references or anchors or passages or entries):
        return None
    mentions: tuple[Mention, ...] = ()
    sections: tuple[Section, ...] = ()
    if references:
        # Imported here, so that a project without a term does not pay for it.
        from sphinx_glossary_terms.read.page_reader import MentionReader

        reader = MentionReader(page)
        mentions = tuple(map(reader.read, references))
        sections = tuple(reader.sections)
    fields = [node for node in page.ours if isinstance(node, term_field)]
    return Page(
        has_directives=bool(page.ours),
        terms=(*_terms(page, fields, mentions), *entries),
        fields=tuple(sorted({node["field"] for node in fields})),
        references=tuple(sorted({node["reftarget"] for node in references})),
        mentions=mentions,
        sections=sections,
        named=tuple(sorted({node["reftarget"] for node in references if not node.get("refexplicit")})),
        queries=tuple(_queries(page)),
        headings=tuple(_headings(page.owners)),
        anchors=anchors,
        passages=passages,
    )


def _terms(page: PageReader, fields: Iterable[nodes.Element], mentions: Iterable[Mention]) -> Iterator[Term]:
    links: dict[str, set[str]] = {}
    for mention in mentions:
        links.setdefault(mention.owner, set()).add(mention.target)
    fields_of: dict[str, list[str]] = {}
    for field in fields:
        fields_of.setdefault(field["term_id"], []).append(field["field"])
    for owner in page.owners:
        name = name_of(owner)
        term: Term = owner["term"]
        if name is None or not term.id:
            continue
        definition = definition_of(owner)
        names = term.names
        if "options_language" in owner:
            names = tuple(one._replace(language=config.language_of_source(page.settings, one.text)) for one in names)
        names = (names[0]._replace(language=page.language(name)), *names[1:])
        source, line = page.place(owner)
        shown = text_of(name)
        yield replace(
            term,
            docname=page.docname,
            source=source,
            line=line,
            is_section=isinstance(owner, term_section),
            shown=shown if shown != names[0].text else "",
            names=term.source_names if names == term.source_names else names,  # one value, also when it is unpickled
            definition=freeze(definition.children, page.docname) if definition is not None else (),
            definition_language=language_of(definition) if definition is not None else "",
            fields=tuple(fields_of.get(term.id, ())),
            links=tuple(sorted(links.get(term.id, ()))),
        )


def _entries(page: PageReader) -> Iterator[Term]:
    """The entries of Sphinx's own glossary as terms, whose first name is the preferred one.

    In the order in which Sphinx noted their names, which is that of their anchors; a list may be sorted.
    """
    # Imported here, so that a project without the option does not pay for it.
    from sphinx_glossary_terms.doctree.builtin import entries_in, registered_name

    order = {anchor: number for number, anchor in enumerate(page.document.ids)}
    for entry in sorted(entries_in(page.lists), key=lambda entry: order.get(entry.names[0]["ids"][0], -1)):
        sources = [page.source_names.get(name) or registered_name(name) for name in entry.names]
        names = tuple(
            Name(registered_name(name), "alias" if number else PREFERRED.name, page.language(name), "", name["ids"][0])
            for number, name in enumerate(entry.names)
        )
        source, line = page.place(entry.names[0])
        yield Term(
            # Not its anchor: that of a name without a Latin letter is a number, which moves with the entries above it.
            id=id_of(sources[0]) or digest_of(sources[0])[:8],
            docname=page.docname,
            source=source,
            line=line,
            names=names,
            source_names=tuple(map(_in_source, names, sources)),
            definition=freeze(entry.definition.children, page.docname) if entry.definition else (),
            definition_language=page.language(entry.definition) if entry.definition else "",
        )


def _in_source(name: Name, text: str) -> Name:
    return name._replace(text=text, language="")


def _queries(page: PageReader) -> Iterator[Query]:
    """The queries of directives, each with the place of its directive."""
    for node in page.ours:
        if "query" in node:
            source, line = page.place(node)
            yield replace(node["query"], source=source, line=line)


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
