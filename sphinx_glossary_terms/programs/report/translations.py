"""The sections on translation: every part of every term; labels. A build in the source language has none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal

from docutils import nodes
from sphinx import addnodes
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import extract_messages

from sphinx_glossary_terms.catalogs.names import ALIASES, LABELS, READING, READINGS, CatalogLocalizer
from sphinx_glossary_terms.doctree.nodes import OWNERS, ancestors, bodies_of, definition_of, find, name_of, term_field
from sphinx_glossary_terms.domain.domain import GlossaryDomain
from sphinx_glossary_terms.language.labels import translatable_labels
from sphinx_glossary_terms.model.graph import dependents
from sphinx_glossary_terms.model.names import OTHERS
from sphinx_glossary_terms.model.term import Term
from sphinx_glossary_terms.programs.report.table import Cell, ReportSection
from sphinx_glossary_terms.settings import config

State = Literal["translated", "fuzzy", "missing", "not-needed"]

SHOWN: dict[State, Cell] = {
    "translated": Cell("ok", "darkgreen"),
    "fuzzy": Cell("fuzzy", "brown"),
    "missing": Cell("missing", "red"),
    "not-needed": Cell("-"),
}


class Tally(Counter[State]):
    """The messages of a part of a term, by state."""

    @property
    def state(self) -> State:
        """The state of the part: what is missing counts before what is fuzzy."""
        return next((state for state in ("missing", "fuzzy", "translated") if self[state]), "not-needed")

    @property
    def cell(self) -> Cell:
        """What a table shows: `missing 2/5` if two of five messages are translated."""
        cell, total = SHOWN[self.state], self.total()
        counts = f" {self['translated']}/{total}" if total > max(1, self["translated"]) else ""
        return cell._replace(text=cell.text + counts)

    @property
    def data(self) -> dict[str, object]:
        """The same for programs."""
        return {"state": self.state, **{state: self[state] for state in SHOWN if state != "not-needed"}}


class Catalogs:
    """The catalogs of a translated build.

    Translated is what readers see, since Sphinx drops some translations. Only what a build does not know is read from
    the `.po` files: which translations are proposals that nobody has checked (`fuzzy`).
    """

    def __init__(self, domain: GlossaryDomain, /) -> None:
        assert isinstance(domain.localizer, CatalogLocalizer)
        self._own = domain.localizer
        self._fuzzy_is_shown = domain.env.config.gettext_allow_fuzzy_translations

    def state(self, name: str, message: str, /, *, context: str = "", shown: object) -> State:
        """The state of a message of a catalog; `shown` says whether readers see a translation of it."""
        if not shown or self._fuzzy_is_shown:
            entries = self._own.files.entries(name, message, context)
            if any(entry.is_proposal for _, entry in entries):
                return "fuzzy"
        return "translated" if shown else "missing"

    def own_state(self, name: str, message: str, context: str, /) -> State:
        """The state of a message of a catalog that the extension writes."""
        return self.state(name, message, context=context, shown=self._own.translation(name, message, context))


_WITHOUT_TEXT = (nodes.image, nodes.meta, addnodes.translatable)
"""Nodes of which a document does not say whether they are translated."""


def terms(domain: GlossaryDomain, /) -> ReportSection | None:
    """Every part of every term, those first that most others build on.

    `text` is the text of a term other than its definition and its fields.
    """
    settings, known = domain.env.config, domain.glossary.terms
    if not config.is_translated(settings):
        return None
    fields = (field.name for field in config.field_types(settings))
    # A project may have a field of the same name; then the two are one part.
    parts = list(dict.fromkeys((*("name", "aliases", "reading", "definition", "text"), *fields)))
    tallies = {term_id: {part: Tally() for part in parts} for term_id in known}
    catalogs = Catalogs(domain)
    for docname in sorted({term.docname for term in known.values()}):
        _count_page(domain, docname, catalogs, tallies)
    needed_by = dependents(domain.glossary)
    rows, entries = [], []
    for term in sorted(known.values(), key=lambda term: (-needed_by[term.id], term.id)):
        own, needed = tallies[term.id], needed_by[term.id]
        _count_names(domain, term, catalogs, own)
        rows.append((Cell(term.id), Cell(str(needed)), *(tally.cell for tally in own.values()), Cell(term.name)))
        source = {"page": term.docname, "source": term.source, "line": term.line}
        entry = {"id": term.id, "name": term.name, "source_name": term.source_name, "needed_by": needed, **source}
        entries.append(entry | {"parts": {part: tally.data for part, tally in own.items()}})
    states = [tally.state for own in tallies.values() for tally in own.values()]
    return _section("terms", "Terms", states, head=("id", "needed by", *parts, "name"), rows=rows, entries=entries)


def labels(domain: GlossaryDomain, /) -> ReportSection | None:
    """The tags, and the labels of the project's own relations and fields, if there are any."""
    known = dict.fromkeys(translatable_labels(domain.env.config, domain.glossary.terms.values()))
    if not config.is_translated(domain.env.config) or not known:
        return None
    catalogs = Catalogs(domain)
    head = ("kind", "label", "state", "translation")
    records = [
        (kind, label, catalogs.own_state(LABELS, label, kind), domain.localizer.label(kind, label).text)
        for kind, label in known
    ]
    rows = [(Cell(kind), Cell(label), SHOWN[state], Cell(text)) for kind, label, state, text in records]
    entries = [dict(zip(head, row, strict=True)) for row in records]
    return _section("labels", "Labels", [row[2] for row in records], head=head, rows=rows, entries=entries)


def _section(key: str, title: str, states: list[State], /, *, entries: list[Any], **table: Any) -> ReportSection:
    count = {state: states.count(state) for state in SHOWN}
    done, needed = count["translated"], len(states) - count["not-needed"]
    summary = f"{done} of {needed} are translated, {count['fuzzy']} fuzzy, {count['missing']} missing."
    data: dict[str, object] = {"count": count, key: entries}
    return ReportSection(key=key, title=title, summary=summary, data=data, needed=needed, done=done, **table)


def _count_page(domain: GlossaryDomain, docname: str, catalogs: Catalogs, tallies: dict[str, dict[str, Tally]]) -> None:
    """Count the messages of a page, in the document that was stored when it had been read."""
    name = docname_to_domain(docname, domain.env.config.gettext_compact)
    for term_id, part, node, message in _messages(domain, docname):
        state = catalogs.state(name, message, shown=node.get("translated"))
        # The title of a work is mostly left as it is.
        if part == "name" and not domain.glossary.terms[term_id].is_translated:
            state = "not-needed"
        tallies[term_id][part]["translated" if (state, part) == ("missing", "sources") else state] += 1


def _messages(domain: GlossaryDomain, docname: str) -> Iterator[tuple[str, str, nodes.Element, str]]:
    """The messages of the terms of a page: the id of the innermost term, the part of it, the node, the message."""
    document = domain.env.get_doctree(docname)
    bodies: dict[nodes.Node, str] = {}
    special: dict[nodes.Node, str] = {}
    for body, owner in bodies_of(find(document, *OWNERS)):
        name, term = name_of(owner), domain.glossary.terms.get(owner["term"].id)
        # Of two terms of one id the first counts.
        if name and term and (term.docname, term.line) == (docname, owner.line or 0):
            bodies[body] = term.id
            special |= {definition_of(owner) or name: "definition", name: "name"}
    for node, message in extract_messages(document):
        part = special.get(node, "text")
        for element in (node, *ancestors(node)):
            if element in bodies:
                if not isinstance(node, _WITHOUT_TEXT):
                    yield bodies[element], part, node, message
                break
            part = element["field"] if isinstance(element, term_field) else part


def _count_names(domain: GlossaryDomain, term: Term, catalogs: Catalogs, tallies: dict[str, Tally]) -> None:
    """Count the messages of the catalogs of names. Those that nobody sees need no translation."""
    for kind in OTHERS:
        if kind.is_shown and term.is_translated and any(name.kind == kind.name for name in term.source_names):
            tallies["aliases"][catalogs.own_state(ALIASES, term.source_name, term.id + kind.context)] += 1
    if domain.viewer.collation.needs_reading(term.name):
        context, reading = term.id + READING, term.preferred.reading
        tallies["reading"][catalogs.state(READINGS, term.source_name, context=context, shown=reading)] += 1
