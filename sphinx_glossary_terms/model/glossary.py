"""All terms together: look-up, relations seen from both ends, and what is wrong with them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import Literal, TypeAlias

from sphinx_glossary_terms.model.codes import Code
from sphinx_glossary_terms.model.elsewhere import Elsewhere
from sphinx_glossary_terms.model.entry import Entry
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.problem import Problem
from sphinx_glossary_terms.model.reachability import Reachability
from sphinx_glossary_terms.model.relations import RelationType, Side, options, sides
from sphinx_glossary_terms.model.term import ID_PATTERN, Term, normalize

_Declaration: TypeAlias = "tuple[Term, Side, str]"
MatchKind = Literal["source", "local", "id"]
Ends: TypeAlias = "dict[tuple[str, str], tuple[str, ...]]"
"""The ids at the other end of relations, by the id of a term and the key of a side; in the order of ids."""

MAX_COMPARISONS = 500_000
"""Of misspelt targets with names, in a build: about two seconds. Nobody reads a thousand proposals at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a written text names.

    ids: the ids of the terms that it may mean, or the key of a term of another project.
    kind: by what it names them. `source`: a name or alias in the source language; `local`: one in the language of the
    build; `id`: an id or a former id.
    """

    ids: tuple[str, ...] = ()
    kind: MatchKind = "id"


class Glossary:
    """The terms of a project in the language of one build.

    Of two terms with one id the first in the order of pages and lines counts; the other is a problem. `entries` are
    those of Sphinx's own glossary by every name that they have, and `elsewhere` is what other projects say. Each table
    is made when it is first needed; names stand there in the form in which they are compared.
    """

    def __init__(
        self,
        terms: Iterable[Term],
        types: Iterable[RelationType],
        /,
        *,
        entries: Mapping[str, Entry] | None = None,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self.types = tuple(types)
        self.elsewhere = elsewhere or Elsewhere()
        self._entry_names = {normalize(name): entry for name, entry in (entries or {}).items()}
        self._foreign_names = {normalize(name): entry for name, entry in self.elsewhere.entries.items()}
        self.entries = {entry.key: entry for entry in (*self._entry_names.values(), *self._foreign_names.values())}
        self.sides: tuple[Side, ...] = sides(self.types)
        self._problems: list[Problem] = []
        self._reachability: dict[str, Reachability] = {}
        self._nearest: dict[str, tuple[str, ...]] = {}
        self._comparisons = 0
        self.terms: Mapping[str, Term] = self._unique(terms)

    def _unique(self, terms: Iterable[Term]) -> dict[str, Term]:
        found: dict[str, Term] = {}
        for term in sorted(terms, key=lambda term: (term.docname, term.line)):
            first = found.setdefault(term.id, term)
            if first is not term:
                message = (
                    f"the id '{term.id}' is taken by the term at {first.source}:{first.line}; "
                    "give one of the two another `:id:`"
                )
                self._problems.append(Problem.of(term, Code.DUPLICATE_ID, message))
        return dict(sorted(found.items()))

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with ids and relations."""
        _ = self.ends  # making it finds the problems of relations
        return self._problems

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
    def has_doubtful_names(self) -> bool:
        """Whether a reference by a name may be wrong.

        It may name several terms, or one that has been replaced, or be a name that writers should not use.
        """
        names = (name for term in self.terms.values() for name in (*term.names, *term.source_names))
        return self.has_shared_names or bool(self.successors) or any(name.is_avoided for name in names)

    @cached_property
    def foreign(self) -> dict[str, Entry]:
        """The terms of other projects by their URI."""
        return {entry.uri: entry for entry in self._foreign_names.values()}

    def entry(self, name: str, /) -> Entry | None:
        """The entry of Sphinx's own glossary of that name."""
        return self._entry_names.get(normalize(name))

    @cached_property
    def successors(self) -> dict[str, str]:
        """What to use in the place of each replaced term: an id, or the key of an entry, that is not replaced itself.

        Terms of other projects may have been replaced, too: these are here by their keys. What is wrong with an option
        `replaced-by` becomes a problem; in a circle, no term counts as replaced.
        """
        declared = {
            term.id: target
            for term in self.terms.values()
            if term.replaced_by and (target := self._only(term, "replaced-by", term.replaced_by))
        }
        everywhere = {**self.elsewhere.successors, **declared}
        ends: dict[str, str] = {}  # empty: a circle
        for term_id in everywhere:
            way: dict[str, None] = {}
            there = term_id
            while there in everywhere and there not in ends and there not in way:
                way[there] = None
                there = everywhere[there]
            if there in way:
                self._report_circle([*way][[*way].index(there) :], declared)
            ends.update(dict.fromkeys(way, "" if there in way else ends.get(there, there)))
        found = {term_id: ends[term_id] for term_id in everywhere if ends[term_id]}
        for term_id, target in declared.items():
            if target in found:
                message = f"`:replaced-by:` of '{term_id}': '{target}' has been replaced, too; write '{found[target]}'"
                self._problems.append(Problem.of(self.terms[term_id], Code.REPLACED_TERM, message))
        return found

    def _report_circle(self, circle: list[str], declared: Collection[str]) -> None:
        """Report a circle at the first of its terms that this project declares."""
        if first := min(filter(declared.__contains__, circle), default=""):
            place = circle.index(first)
            circle = circle[place:] + circle[:place]
            message = (
                f"`:replaced-by:` goes in a circle: {' -> '.join((*circle, first))}; take one of these options out"
            )
            self._problems.append(Problem.of(self.terms[first], Code.CYCLE, message, "replaced-by", *circle))

    @cached_property
    def current(self) -> Mapping[str, Term]:
        """The terms that are not replaced: those in indexes and graphs, and with relations."""
        return {term_id: term for term_id, term in self.terms.items() if term_id not in self.successors}

    def successor_name(self, text: str, /) -> str:
        """The name to write for a text that names a replaced term; empty for any other text."""
        match = self.resolve(text)
        successor = self.successors.get(match.ids[0], "") if len(match.ids) == 1 else ""
        if not successor:
            return ""
        if successor in self.entries:
            return self.entries[successor].written
        found = self.terms[successor]
        return self.unmistakable(successor, found.name if match.kind == "local" else found.source_name)

    def related(self, term_id: str, side: Side, /) -> tuple[str, ...]:
        """The ids at the other end of a relation, in the order of ids."""
        return self.ends.get((term_id, side.key), ())

    @cached_property
    def neighbors(self) -> dict[str, set[str]]:
        """The ids at the other end of any relation, by id; terms without one are left out."""
        found: dict[str, set[str]] = {}
        for (term_id, _), others in self.ends.items():
            found.setdefault(term_id, set()).update(others)
        return found

    def reachability(self, side: Side, /) -> Reachability:
        """What one gets to by one side of a relation alone."""
        if side.key not in self._reachability:
            everything = (*self.terms, *self.entries)
            self._reachability[side.key] = Reachability(everything, lambda node: self.related(node, side))
        return self._reachability[side.key]

    @cached_property
    def ends(self) -> Ends:
        """Both ends of every relation that can be kept; the others become problems.

        Two terms are related in one way: of several the strongest type counts, wherever each was declared.
        """
        by_option = options(self.types)
        declarations: dict[tuple[str, str], list[_Declaration]] = {}
        for term in self.current.values():
            for declared in term.relations:
                if target := self._target(term, declared.option, declared.target):
                    pair = (term.id, target) if term.id < target else (target, term.id)
                    declarations.setdefault(pair, []).append((term, by_option[declared.option], target))
        opposite = {(side.type.name, side.inverted): side for side in self.sides}
        other_key = {
            side.key: side.key if side.type.symmetric else opposite[side.type.name, not side.inverted].key
            for side in self.sides
        }
        neighbors: dict[tuple[str, str], list[str]] = {}
        for found in declarations.values():
            for term, side, target in self._kept(found) if len(found) > 1 else found:
                neighbors.setdefault((term.id, side.key), []).append(target)
                neighbors.setdefault((target, other_key[side.key]), []).append(term.id)
        for start, side, end in self._statements(declarations.keys()):
            neighbors.setdefault((start, side.key), []).append(end)
            neighbors.setdefault((end, other_key[side.key]), []).append(start)
        return {end: tuple(sorted(set(others))) for end, others in neighbors.items()}

    def _statements(self, declared: Collection[tuple[str, str]]) -> Iterator[tuple[str, Side, str]]:
        """The relations that only other projects declare: the two terms of each, and its side at the first.

        Relations of a type that this project does not have are left out. Of several the strongest type counts.
        """
        by_key = {side.key: side for side in self.sides}
        found: dict[tuple[str, str], tuple[str, Side, str]] = {}
        for start, key, end in self.elsewhere.statements:
            side, pair = by_key.get(key), (min(start, end), max(start, end))
            is_known = all(node in self.current or node in self.entries for node in pair)
            if side is None or pair in declared or not is_known:
                continue
            if pair not in found or side.type.rank < found[pair][1].type.rank:
                found[pair] = (start, side, end)
        yield from found.values()

    @cached_property
    def declared(self) -> Glossary:
        """The same without the relations that only other projects declare: nobody here can correct these."""
        if not self.elsewhere.statements:
            return self
        alone = replace(self.elsewhere, statements=())
        return Glossary(self.terms.values(), self.types, entries=self._entry_names, elsewhere=alone)

    def _kept(self, declarations: list[_Declaration]) -> list[_Declaration]:
        """Those of several declarations for the same two terms that count; the others become problems.

        One relation may be declared at both ends, and two in opposite directions are a circle.
        """
        first = min(declarations, key=lambda declaration: declaration[1].type.rank)
        kept = []
        for declaration in declarations:
            if declaration[1].type is not first[1].type or (declaration is not first and declaration[0] is first[0]):
                self._report_second(declaration, first)
            else:
                kept.append(declaration)
        return kept

    def _report_second(self, second: _Declaration, first: _Declaration) -> None:
        term, side, target = second
        message = (
            f"'{term.id}' and '{target}' are related twice: by `:{first[1].key}:` of '{first[0].id}', which counts, "
            f"and by `:{side.key}:` of '{term.id}'; take '{target}' out of the latter"
        )
        self._problems.append(Problem.of(term, Code.DUPLICATE_RELATION, message))

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

    def target(self, text: str, /) -> str:
        """The id or key of a target that is clear; empty if `targets` has none or several, or a replaced one."""
        ids = self.targets(text)
        return ids[0] if len(ids) == 1 and ids[0] not in self.successors else ""

    def target_problem(self, text: str, where: str, /) -> Problem | None:
        """What is wrong with a target that an option or a directive (`where`) names; None if it has one."""
        ids = self.targets(text)
        if not ids and self.elsewhere.is_missing(text):
            return None  # which has been said once, of the whole project
        return self._unclear(ids, text, where) or self._replaced(ids[0], text, where)

    def _replaced(self, target: str, text: str, where: str) -> Problem | None:
        if successor := self.successors.get(target):
            return Problem(Code.REPLACED_TERM, f"{where}: '{text}' has been replaced; write '{successor}'")
        return None

    @staticmethod
    def _unclear(ids: tuple[str, ...], text: str, where: str) -> Problem | None:
        if not ids:
            return Problem(Code.UNKNOWN_TARGET, f"{where}: there is no term '{text}'", unknown=text)
        if len(ids) > 1:
            message = f"{where}: '{text}' names several terms; write the id of one: {', '.join(ids)}"
            return Problem(Code.AMBIGUOUS_TARGET, message)
        return None

    def _target(self, term: Term, option: str, text: str) -> str:
        """The target of a relation; empty if it cannot be kept, which becomes a problem."""
        target = self._only(term, option, text)
        if target and (problem := self._replaced(target, text, f"`:{option}:` of '{term.id}'")):
            self._problems.append(problem._replace(source=term.source, line=term.line))
            return ""
        return target

    def _only(self, term: Term, option: str, text: str) -> str:
        """The only other term, or entry, that an option of a term may mean; empty if there is none, a problem."""
        ids = self.targets(text, term)
        target = ids[0] if len(ids) == 1 else ""
        if target == term.id:
            message = f"`:{option}:` of '{term.id}' names the term itself; take '{text}' out"
            self._problems.append(Problem.of(term, Code.SELF_RELATION, message))
            return ""
        is_missing = not ids and self.elsewhere.is_missing(text)
        if not target and not is_missing and (problem := self._unclear(ids, text, f"`:{option}:` of '{term.id}'")):
            self._problems.append(problem._replace(source=term.source, line=term.line))
        return target

    def advice(self, problem: Problem, /) -> str:
        """What to do about a target that was not found; empty for other problems."""
        if not problem.unknown:
            return ""
        if problem.unknown not in self._nearest:
            self._nearest[problem.unknown] = self.nearest(problem.unknown)
        near = ", ".join(f"'{found}'" for found in self._nearest[problem.unknown])
        return f"; did you mean {near}?" if near else "; write that term, or take it out"

    def nearest(self, text: str, /) -> tuple[str, ...]:
        """At most three ids that a misspelt id, name or alias may have meant; none if too many have been looked for."""
        found: dict[str, None] = {}
        self._comparisons += len(self._known_labels)
        if self._comparisons > MAX_COMPARISONS:
            return ()
        for label in difflib.get_close_matches(normalize(text), self._known_labels, n=3, cutoff=0.7):
            for term_id in self._known_labels[label]:
                found[term_id] = None
        return tuple(found)[:3]

    @cached_property
    def _known_labels(self) -> dict[str, tuple[str, ...]]:
        keys = (f"{project}:{term_id}" for project, ids in self.elsewhere.ids.items() for term_id in ids)
        return {**self._local_labels, **self.source_labels, **self._ids, **{key: (key,) for key in keys}}
