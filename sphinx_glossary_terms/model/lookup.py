"""What a text names: a term by any of its names or ids, or an entry of another glossary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import Literal

from sphinx_glossary_terms.model.external import Entry, ExternalTerms
from sphinx_glossary_terms.model.ids import ID_PATTERN
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.term import Term, normalize

MatchKind = Literal["source", "local", "id"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a written text names.

    ids: the ids of the terms that it may mean, or the key of a term of another project.
    kind: by what it names them. `source`: a name or alias in the source language; `local`: one in the language of the
    build; `id`: an id or a former id.
    """

    ids: tuple[str, ...] = ()
    kind: MatchKind = "id"


class Lookup:
    """The terms of a project by everything that names them.

    `entries` are those of Sphinx's own glossary by every name that they have, and `external` is what other projects
    say. Each table is made when it is first needed; names stand there in the form in which they are compared.
    """

    def __init__(self, terms: Mapping[str, Term], entries: Mapping[str, Entry], external: ExternalTerms, /) -> None:
        self.terms = terms
        self.external = external
        self._entry_names = {normalize(name): entry for name, entry in entries.items()}
        self._foreign_names = {normalize(name): entry for name, entry in external.entries.items()}
        self.entries = {entry.key: entry for entry in (*self._entry_names.values(), *self._foreign_names.values())}

    @cached_property
    def source_labels(self) -> dict[str, tuple[str, ...]]:
        """The ids of the terms by each of their names in the source language."""
        return self._by_label(attrgetter("source_names"))

    @cached_property
    def _local_labels(self) -> dict[str, tuple[str, ...]]:
        is_source = all(term.names == term.source_names for term in self.terms.values())
        return self.source_labels if is_source else self._by_label(attrgetter("names"))

    def _by_label(self, names_of: Callable[[Term], tuple[Name, ...]]) -> dict[str, tuple[str, ...]]:
        """The ids by name. One to avoid, or of a replaced term, gives way to the same name of another term."""
        found: dict[str, dict[str, bool]] = {}  # by label and id: whether the name is only one to avoid
        for term in self.terms.values():
            for name in names_of(term):
                if name.text:
                    ids = found.setdefault(normalize(name.text), {})
                    ids[term.id] = name.is_avoided and ids.get(term.id, True)
        return {label: tuple(ids if len(ids) == 1 else self._best(ids)) for label, ids in found.items()}

    def _best(self, ids: Mapping[str, bool]) -> list[str]:
        standings = {
            term_id: (bool(self.terms[term_id].replaced_by), is_avoided) for term_id, is_avoided in ids.items()
        }
        best = min(standings.values())
        return [term_id for term_id, standing in standings.items() if standing == best]

    @cached_property
    def _ids(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {normalize(term_id): [term_id] for term_id in self.terms}
        for term in self.terms.values():
            for old in term.old_ids:
                if old not in self.terms and ID_PATTERN.fullmatch(old):
                    found.setdefault(normalize(old), []).append(term.id)
        return {label: tuple(ids) for label, ids in found.items()}

    def resolve(self, text: str, page: str = "", /) -> Match:
        """Which terms a text on a page names, by any letter case and white space.

        A name or alias of the source language goes first, then one of the language of the build, then an id. Of several
        terms of a name, the only one on the page is meant.
        """
        match = self._matches(text)
        if page and len(match.ids) > 1:
            own = tuple(term_id for term_id in match.ids if self.terms[term_id].docname == page)
            return replace(match, ids=own) if len(own) == 1 else match
        return match

    def _matches(self, text: str) -> Match:
        key = normalize(text)
        if ids := self.source_labels.get(key):
            return Match(ids=ids, kind="source")
        if ids := self._local_labels.get(key):
            return Match(ids=ids, kind="local")
        if not (ids := self._ids.get(key, ())) and key in self._foreign_names:
            ids = (self._foreign_names[key].key,)
        return Match(ids=ids, kind="id")

    def advised_name(self, text: str, /) -> str:
        """The name to write for a text that names one term, in the same language; empty if the text is a good name."""
        match = self.resolve(text)
        if match.kind == "id" or len(match.ids) != 1:
            return ""
        term = self.terms[match.ids[0]]
        names = term.source_names if match.kind == "source" else term.names
        is_good = any(normalize(name.text) == normalize(text) and not name.is_avoided for name in names)
        return "" if is_good else self.unmistakable(term.id, names[0].text)

    def unmistakable(self, term_id: str, name: str, /) -> str:
        """What to write in a reference by a name: with the id, if other terms have the name too."""
        return name if self.resolve(name).ids == (term_id,) else f"{name} <{term_id}>"

    @cached_property
    def has_shared_names(self) -> bool:
        """Whether any text names several terms."""
        tables = (self.source_labels, self._local_labels, self._ids)
        return any(len(ids) > 1 for table in tables for ids in table.values())

    @cached_property
    def foreign(self) -> dict[str, Entry]:
        """The terms of other projects by their URI."""
        return {entry.uri: entry for entry in self._foreign_names.values()}

    def entry(self, name: str, /) -> Entry | None:
        """The entry of Sphinx's own glossary of that name."""
        return self._entry_names.get(normalize(name))

    def targets(self, text: str, of: Term | None = None, /) -> tuple[str, ...]:
        """The ids that the target of a relation `of` a term may mean, or the key of an `Entry`.

        A name of several terms means the one on the page of the term, as in a reference, but not that term itself.
        """
        # An id goes first: the manual recommends ids, and an id never changes.
        if text in self.terms:
            return (text,)
        ids = self.resolve(text, of.docname if of else "").ids
        if of and ids == (of.id,):
            ids = self.resolve(text).ids
        if not ids and (entry := self.entry(text)):
            return (entry.key,)
        return ids
