"""What a text names: a term by any of its names or ids, or an entry of another glossary, which is a value here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from operator import attrgetter
from typing import Literal

from sphinx_glossary_terms.model.names import KINDS, Name, one_line, plural_key, plurals
from sphinx_glossary_terms.model.term import ID_PATTERN, Inline, Term, normalize


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of Sphinx's own glossary, or a term of another project.

    name: its name.
    docname, anchor: its page and its anchor there, of an entry of Sphinx's own glossary.

    Of a term of another project:

    id: the key of the project in `intersphinx_mapping` with the id of the term: `ai:large-language-model`.
    uri: where it is; relative to the root of the output if the other site is known by a relative address.
    project: the name of the project, as its readers know it.
    language: the language of the name; empty: that of the build.
    source_name: its name in the source language of this project, where that differs.
    definition: its definition in plain text.
    definition_language: the language of that; empty: that of the build.
    """

    name: str
    docname: str = ""
    anchor: str = ""
    id: str = ""
    uri: str = ""
    project: str = ""
    language: str = ""
    source_name: str = ""
    definition: Inline = ()
    definition_language: str = ""

    @property
    def key(self) -> str:
        """Its key, used like the id of a term. Ids have no colon."""
        return self.id or f"{self.docname}:{self.anchor}"

    @property
    def ways(self) -> tuple[str, ...]:
        """By what others find it: its name, alone and with the key of its project, and its address."""
        return self.name, f"{self.id.partition(':')[0]}:{self.name}", self.uri

    @property
    def written(self) -> str:
        """What an author writes to name it."""
        return self.id or self.name

    @property
    def place(self) -> str:
        """Where it is, for a message."""
        return f"the project '{self.project}'" if self.id else f"the page '{self.docname}'"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalTerms:
    """The part of what other projects say that this project shows.

    entries: their terms by everything that names them: the key with an id, or with a former one.
    successors: what is used in the place of those that have been replaced.
    missing: the keys of those projects whose files could not be read.
    ids: the ids of all terms of each project, by its key.
    linked: the terms of projects without a file by what others find them by, and by their addresses.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    successors: Mapping[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    ids: Mapping[str, Collection[str]] = field(default_factory=dict)
    linked: Mapping[str, Entry] = field(default_factory=dict)

    def is_missing(self, target: str, /) -> bool:
        """Whether a target names a term of a project whose file could not be read."""
        key, colon, _id = target.partition(":")
        return bool(colon) and key.strip() in self.missing


MatchKind = Literal["source", "local", "id"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a written text names.

    ids: the ids of the terms that it may mean, or the key of a term of another project.
    kind: by what it names them. `source`: a name or alias in the source language; `local`: one in the language of the
    build; `id`: an id or a former id.
    is_derived: whether Sphinx alone would not find that name: it is a regular plural, or the id of an entry of Sphinx's
    own glossary or of a term that has no file. What `sphinx.ext.intersphinx` finds goes before it.
    """

    ids: tuple[str, ...] = ()
    kind: MatchKind = "id"
    is_derived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelTable:
    """The terms by their names in one language; without entries of Sphinx's own glossary, but for their plurals.

    kind: which names they are.
    exact: the ids by name, as it is written.
    in_any_case: the ids by name without its letter case.
    plurals: the id and the name by each regular English plural that only one term has, without its letter case; of a
        name in capitals as it is written.
    """

    kind: MatchKind
    exact: Mapping[str, tuple[str, ...]]
    in_any_case: Mapping[str, tuple[str, ...]]
    plurals: Mapping[str, tuple[str, Name]]


class Lookup:
    """The terms of a project by everything that names them.

    `entries` are those of Sphinx's own glossary by every name that they have, in the order in which Sphinx notes them,
    and `external` is what other projects say. `english_kinds` are the kinds of names that are English. Each table is
    made when it is first needed.
    """

    def __init__(
        self,
        terms: Mapping[str, Term],
        entries: Mapping[str, Entry],
        external: ExternalTerms,
        english_kinds: Collection[MatchKind],
        /,
    ) -> None:
        self.terms = terms
        self.external = external
        self.english_kinds = english_kinds
        self._entry_names = entries
        # Of names that differ in letter case only, Sphinx takes the one that it notes last.
        self._entries_in_lower_case = {name.lower(): entry for name, entry in entries.items()}
        self._entries_in_any_case = {normalize(name): entry for name, entry in entries.items()}
        self._foreign_names = {normalize(name): entry for name, entry in external.entries.items()}
        others = (entry for entry in entries.values() if (entry.docname, entry.anchor) not in self.names_at)
        self.entries = {entry.key: entry for entry in (*others, *self._foreign_names.values())}
        self._matches = cache(self._found)

    @cached_property
    def names_at(self) -> dict[tuple[str, str], tuple[Term, Name, Name]]:
        """The entries of Sphinx's own glossary that are terms, by page and anchor of each name.

        Each with that name, in the language of the build and in the source language.
        """
        return {
            (term.docname, name.anchor): (term, name, source)
            for term in self.terms.values()
            if term.is_builtin
            for name, source in zip(term.names, term.source_names, strict=True)
        }

    @cached_property
    def source_labels(self) -> LabelTable:
        """The names in the source language."""
        return self._table("source", attrgetter("source_names"))

    @cached_property
    def _local_labels(self) -> LabelTable:
        is_source = all(term.names == term.source_names for term in self.terms.values())
        return self.source_labels if is_source else self._table("local", attrgetter("names"))

    def _table(self, kind: MatchKind, names_of: Callable[[Term], tuple[Name, ...]]) -> LabelTable:
        """The ids by name.

        A proper name goes before one to avoid, this before one of something else (in any letter case), and a current
        term before a replaced one.
        """
        exact: dict[str, dict[str, int]] = {}  # by name and id: which of these the name is
        in_any_case: dict[str, dict[str, int]] = {}
        plural_forms: dict[str, dict[str, Name]] = {}
        for term in self.terms.values():
            for name in names_of(term):
                if text := one_line(name.text):
                    row = KINDS[name.kind]
                    rank = row.is_avoided + 2 * row.is_explained
                    spellings = ((in_any_case, text.casefold()), (exact, text))[: 1 if rank == 2 else 2]
                    for table, label in () if term.is_builtin else spellings:
                        ids = table.setdefault(label, {})
                        before = ids.get(term.id, rank)
                        ids[term.id] = rank if rank < before else before
                    # A plural that an author wrote is as it is.
                    has_plurals = kind in self.english_kinds and name.kind != "plural"
                    for plural in plurals(text) if has_plurals else ():
                        plural_forms.setdefault(plural_key(plural), {}).setdefault(term.id, name)
        return LabelTable(
            kind=kind,
            exact={label: self._best(ids) for label, ids in exact.items()},
            in_any_case={label: self._best(ids) for label, ids in in_any_case.items()},
            plurals={label: next(iter(names.items())) for label, names in plural_forms.items() if len(names) == 1},
        )

    def _best(self, ids: Mapping[str, int]) -> tuple[str, ...]:
        """Of the terms with one name: current ones before replaced ones, then by what the name is."""
        if len(ids) == 1:
            return tuple(ids)
        ranks = {term_id: (bool(self.terms[term_id].replaced_by), rank) for term_id, rank in ids.items()}
        best = min(ranks.values())
        return tuple(term_id for term_id, rank in ranks.items() if rank == best)

    @cached_property
    def _ids(self) -> dict[str, tuple[str, ...]]:
        by_label: dict[str, list[str]] = {normalize(term_id): [term_id] for term_id in self.terms}
        for term in self.terms.values():
            for old in term.old_ids:
                if old not in self.terms and ID_PATTERN.fullmatch(old):
                    by_label.setdefault(normalize(old), []).append(term.id)
        return {label: tuple(ids) for label, ids in by_label.items()}

    def resolve(self, text: str, page: str = "", /) -> Match:
        """Which terms a text on a page names, with any white space.

        A name or alias as it is written goes first, then one in any letter case, each in the source language, then in
        the language of the build, and then the entry of Sphinx's own glossary to which Sphinx itself links; then an
        id; then a term of another project; then a regular English plural.
        Of several terms of a name, the only one on the page is meant.
        """
        match = self._matches(text)
        if not page or not match.ids or match.ids[0] in self.entries:
            return match
        own = tuple(term_id for term_id in match.ids if self.terms[term_id].docname == page)
        return replace(match, ids=own) if len(own) == 1 else match

    @cached_property
    def _tables(self) -> tuple[LabelTable, ...]:
        return tuple({id(table): table for table in (self.source_labels, self._local_labels)}.values())

    def _found(self, text: str) -> Match:
        text = one_line(text)
        key = text.casefold()
        tables = self._tables
        for table in tables:
            if ids := table.exact.get(text):
                return Match(ids=ids, kind=table.kind)
        if text in self._entry_names:
            return self._at(self._entry_names[text], key)
        for table in tables:
            if ids := table.in_any_case.get(key):
                return Match(ids=ids, kind=table.kind)
        if entry := self.entry(text):
            return replace(self._at(entry, key), is_derived=text.lower() not in self._entries_in_lower_case)
        if ids := self._ids.get(key, ()):
            return Match(ids=ids, kind="id", is_derived=self.terms[ids[0]].is_builtin)
        if key in self._foreign_names:
            return Match(ids=(self._foreign_names[key].key,), kind="id", is_derived=key in self.external.linked)
        if plural := self._plural(text):
            return Match(ids=(plural[1],), kind=plural[0], is_derived=True)
        return Match()

    def _at(self, entry: Entry, key: str) -> Match:
        """The term that an entry is; none if Sphinx alone knows it, such as one that this build omits."""
        if (entry.docname, entry.anchor) not in self.names_at:
            return Match()
        term, _name, source = self.names_at[entry.docname, entry.anchor]
        return Match(ids=(term.id,), kind="source" if normalize(source.text) == key else "local")

    def _plural(self, text: str) -> tuple[MatchKind, str, Name] | None:
        """The kind of a regular plural, and the id and the name of the term that has it."""
        for table in self._tables:
            if found := table.plurals.get(text) or table.plurals.get(normalize(text)):
                return table.kind, *found
        return None

    def name_of(self, term: Term, text: str, /) -> tuple[Name, Name] | None:
        """The name of an entry of Sphinx's own glossary that a text is, also as it is in the source language."""
        if entry := self.entry(text):
            found = self.names_at.get((entry.docname, entry.anchor))
        else:
            plural = self._plural(one_line(text))
            found = self.names_at.get((term.docname, plural[2].anchor)) if plural else None
        return found[1:] if found and found[0].id == term.id else None

    def advised_name(self, text: str, /) -> str:
        """The name to write for a text that names one term, in the same language; empty if the text is a good name."""
        match = self.resolve(text)
        if match.kind == "id" or len(match.ids) != 1:
            return ""
        term = self.terms[match.ids[0]]
        names = term.source_names if match.kind == "source" else term.names
        is_good = any(not name.is_avoided for name in matching_names(text, names))
        return "" if is_good else self.unmistakable(term.id, names[0].text)

    def unmistakable(self, term_id: str, name: str, /) -> str:
        """What to write in a reference by a name: with the id, if other terms have the name too."""
        return name if self.resolve(name).ids == (term_id,) else f"{name} <{term_id}>"

    @cached_property
    def has_shared_names(self) -> bool:
        """Whether any text names several terms."""
        tables = (*(table.in_any_case for table in self._tables), self._ids)
        return any(len(ids) > 1 for table in tables for ids in table.values())

    @cached_property
    def foreign(self) -> dict[str, Entry]:
        """The terms of other projects by their URI."""
        return {entry.uri: entry for entry in (*self.external.linked.values(), *self._foreign_names.values())}

    def entry(self, name: str, /) -> Entry | None:
        """The entry of Sphinx's own glossary of that name."""
        return (
            self._entry_names.get(name)
            or self._entries_in_lower_case.get(name.lower())
            or self._entries_in_any_case.get(normalize(name))
        )

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


def matching_names(text: str, names: Iterable[Name]) -> list[Name]:
    """The names that a text is: as it is written, or else in any letter case, or else as a plural."""
    text, names = one_line(text), list(names)
    key = normalize(text)
    return (
        [name for name in names if one_line(name.text) == text]
        or [name for name in names if normalize(name.text) == key]
        or [name for name in names if {text, key} & {*map(plural_key, plurals(one_line(name.text)))}]
    )
