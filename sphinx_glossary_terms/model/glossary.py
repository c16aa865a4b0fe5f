"""The glossary: all terms, the relations and replacements that result from what they declare, and what is wrong."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TypeAlias

from sphinx_glossary_terms.model.characters import HIRAGANA_OF, has_kana_or_kanji
from sphinx_glossary_terms.model.lookup import Entry, ExternalTerms, Lookup, MatchKind
from sphinx_glossary_terms.model.problem import Code, Problem
from sphinx_glossary_terms.model.relations import Reachability, RelationType, Side, sides
from sphinx_glossary_terms.model.term import FreeIds, Term, normalize

_Declaration: TypeAlias = "tuple[str, str, str]"
"""A relation: the id of a term, the key of its side, the id or key at the other end."""
Ends: TypeAlias = "dict[str, dict[str, tuple[str, ...]]]"
"""The ids at the other end of relations, by the key of a side and the id of a term; in the order of ids."""


def unclear_target(ids: tuple[str, ...], text: str, where: str, /) -> Problem | None:
    """What is wrong with a target that an option or a directive (`where`) names; None if it names one thing."""
    if not ids:
        return Problem(Code.UNKNOWN_TARGET, f"{where}: there is no term '{text}'", unknown=text)
    if len(ids) > 1:
        message = f"{where}: '{text}' names several terms; write the id of one: {', '.join(ids)}"
        return Problem(Code.AMBIGUOUS_NAME, message)
    return None


def replaced_target(successor: str, text: str, where: str, /) -> Problem:
    """The problem of a target that has been replaced."""
    return Problem(Code.AVOIDED_NAME, f"{where}: '{text}' has been replaced; write '{successor}'")


class Resolution:
    """The relations and replacements that result from what terms declare; computed once.

    successors: what to use in the place of each replaced term: an id, or the key of an entry, that is not replaced
        itself. Terms of other projects may have been replaced, too: these are here by their keys. In a circle, no term
        counts as replaced.
    ends: both ends of every relation that can be kept. Two terms are related in one way: of several the strongest type
        counts, wherever each was declared.
    problems: what is wrong with the others.
    """

    def __init__(self, lookup: Lookup, types: Iterable[RelationType], /) -> None:
        self._lookup = lookup
        self._sides = {side.key: side for side in sides(types)}
        self.problems: list[Problem] = []
        self.successors = self._found_successors()
        self.ends = self._found_ends()

    def _found_successors(self) -> dict[str, str]:
        declared = {
            term.id: target
            for term in self._lookup.terms.values()
            if term.replaced_by and (target := self._only(term, "replaced-by", term.replaced_by))
        }
        everywhere = {**self._lookup.external.successors, **declared}
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
        successors = {term_id: ends[term_id] for term_id in everywhere if ends[term_id]}
        for term_id, target in declared.items():
            if target in successors:
                message = (
                    f"`:replaced-by:` of '{term_id}': '{target}' has also been replaced; write '{successors[target]}'"
                )
                self.problems.append(Problem.of(self._lookup.terms[term_id], Code.AVOIDED_NAME, message))
        return successors

    def _report_circle(self, circle: list[str], declared: Collection[str]) -> None:
        """Report a circle at the first of its terms that this project declares."""
        if first := min(filter(declared.__contains__, circle), default=""):
            start = circle.index(first)
            circle = circle[start:] + circle[:start]
            message = f"`:replaced-by:` forms a circle: {' -> '.join((*circle, first))}; remove one of these options"
            self.problems.append(Problem.of(self._lookup.terms[first], Code.CYCLE, message))

    def _found_ends(self) -> Ends:
        opposite = {(side.type.name, side.inverted): side.key for side in self._sides.values()}
        keys = {
            key: (key, key if side.type.symmetric else opposite[side.type.name, not side.inverted])
            for key, side in self._sides.items()
        }
        ends: dict[str, defaultdict[str, list[str]]] = {key: defaultdict(list) for key in keys}
        for start, key, end in chain(*self._declared().values()):
            here, there = keys[key]
            ends[here][start].append(end)
            ends[there][end].append(start)
        return {
            key: {
                start: tuple(several) if len(several) == 1 else tuple(sorted(set(several)))
                for start, several in by_start.items()
            }
            for key, by_start in ends.items()
        }

    def _declared(self) -> dict[tuple[str, str], Sequence[_Declaration]]:
        """The relations that count, for each two terms."""
        declarations: defaultdict[tuple[str, str], list[_Declaration]] = defaultdict(list)
        current = self._lookup.terms.keys() - self.successors.keys()
        for term in self._lookup.terms.values():
            start = term.id
            for option, text in term.relations if start in current else ():
                # Most are ids, which name themselves.
                end = text if text in current and text != start else self._target(term, option, text)
                if end:
                    pair = (start, end) if start < end else (end, start)
                    declarations[pair].append((start, option, end))
        return {pair: self._kept(several) if len(several) > 1 else several for pair, several in declarations.items()}

    def _kept(self, declarations: list[_Declaration]) -> list[_Declaration]:
        """Those of several declarations for the same two terms that count; the others become problems.

        One relation may be declared at both ends, and two in opposite directions are a circle.
        """
        first = min(declarations, key=lambda declaration: self._sides[declaration[1]].type.rank)
        kept = []
        for declaration in declarations:
            start, key, end = declaration
            is_same = self._sides[key].type is self._sides[first[1]].type
            if is_same and (declaration is first or start != first[0]):
                kept.append(declaration)
                continue
            message = (
                f"'{start}' and '{end}' are related twice: by `:{first[1]}:` of '{first[0]}', which counts, "
                f"and by `:{key}:` of '{start}'; remove '{end}' from the latter"
            )
            self.problems.append(Problem.of(self._lookup.terms[start], Code.BAD_RELATION, message))
        return kept

    def _target(self, term: Term, option: str, text: str) -> str:
        """The target of a relation; empty if it cannot be kept, which becomes a problem."""
        target = self._only(term, option, text)
        if successor := self.successors.get(target):
            problem = replaced_target(successor, text, f"`:{option}:` of '{term.id}'")
            self.problems.append(problem._replace(source=term.source, line=term.line))
            return ""
        return target

    def _only(self, term: Term, option: str, text: str) -> str:
        """The only other term, or entry, that an option of a term may mean; empty if there is none, a problem."""
        ids = self._lookup.targets(text, term)
        target = ids[0] if len(ids) == 1 else ""
        if target == term.id:
            message = f"`:{option}:` of '{term.id}' names the term itself; remove '{text}'"
            self.problems.append(Problem.of(term, Code.BAD_RELATION, message))
            return ""
        is_missing = not ids and self._lookup.external.is_missing(text)
        if not target and not is_missing and (problem := unclear_target(ids, text, f"`:{option}:` of '{term.id}'")):
            self.problems.append(problem._replace(source=term.source, line=term.line))
        return target


MAX_COMPARISONS = 500_000
"""Of misspelt targets with names, in a build: about two seconds. Nobody reads a thousand proposals at once."""

_UNKNOWN = "; write that term, or its new name if it was renamed, or remove this"


def _folded(label: str) -> str:
    """A name in the form in which misspelt ones are compared: katakana as hiragana."""
    return normalize(unicodedata.normalize("NFKC", label)).translate(HIRAGANA_OF)


class Glossary(Lookup):
    """The terms of a project in the language of one build.

    Of two terms with one id the first in the order of pages and lines counts; the other is a problem. `entries` are
    those of Sphinx's own glossary by every name that they have, `external` is what other projects say, and `left_out`
    are the names of terms that are in no glossary, each with the reason. `plurals` are the kinds of names of which
    regular English plurals are found.
    """

    def __init__(
        self,
        terms: Iterable[Term],
        types: Iterable[RelationType],
        /,
        *,
        entries: Mapping[str, Entry] | None = None,
        external: ExternalTerms | None = None,
        left_out: Iterable[tuple[str, str]] = (),
        plurals: Collection[MatchKind] = (),
    ) -> None:
        unique, self._duplicates = _unique(terms)
        super().__init__(unique, entries or {}, external or ExternalTerms(), plurals)
        self.types = tuple(types)
        self.sides: tuple[Side, ...] = sides(self.types)
        self._reachability: dict[str, Reachability] = {}
        self._left_out = {normalize(name): reason for name, reason in left_out}
        self._nearest: dict[str, tuple[str, ...]] = {}
        self._comparisons = 0

    @cached_property
    def _resolution(self) -> Resolution:
        return Resolution(self, self.types)

    @cached_property
    def problems(self) -> list[Problem]:
        """What is wrong with ids, replacements and relations."""
        return [*self._duplicates, *self._resolution.problems]

    @cached_property
    def successors(self) -> dict[str, str]:
        """What to use in the place of each replaced term (see `Resolution`)."""
        return self._resolution.successors

    @cached_property
    def ends(self) -> Ends:
        """Both ends of every relation (see `Resolution`)."""
        return self._resolution.ends

    @cached_property
    def has_doubtful_names(self) -> bool:
        """Whether a reference by a name may be wrong.

        It may name several terms, or one that has been replaced, or be a name that writers should not use.
        """
        names = (name for term in self.terms.values() for name in (*term.names, *term.source_names))
        return self.has_shared_names or bool(self.successors) or any(name.is_avoided for name in names)

    @cached_property
    def current(self) -> Mapping[str, Term]:
        """The terms that are not replaced: those in indexes and graphs, and with relations."""
        return {term_id: term for term_id, term in self.terms.items() if term_id not in self.successors}

    @cached_property
    def own(self) -> tuple[Term, ...]:
        """The current terms that have a directive: not the entries of Sphinx's own glossary."""
        return tuple(term for term in self.current.values() if not term.is_builtin)

    def on_page(self, docname: str, read: Iterable[Term], /) -> Iterator[Term]:
        """Those of the terms that were read on a page that count: with another id, if theirs was taken."""
        for term in read:
            if term.is_builtin:
                places = (self.names_at.get((docname, name.anchor)) for name in term.names)
                yield from (place[0] for place in [*filter(None, places)][:1])
            elif self.terms[term.id].docname == docname:
                yield self.terms[term.id]

    def written(self, key: str, /) -> str:
        """What an author writes to name a term or an `Entry`."""
        if key in self.entries:
            return self.entries[key].written
        term = self.terms.get(key)
        return term.source_name if term and term.is_builtin else key

    def successor_name(self, text: str, /) -> str:
        """The name to write for a text that names a replaced term; empty for any other text."""
        match = self.resolve(text)
        successor = self.successors.get(match.ids[0], "") if len(match.ids) == 1 else ""
        if not successor:
            return ""
        if successor in self.entries:
            return self.entries[successor].written
        term = self.terms[successor]
        return self.unmistakable(successor, term.name if match.kind == "local" else term.source_name)

    def related(self, term_id: str, side: Side, /) -> tuple[str, ...]:
        """The ids at the other end of a relation, in the order of ids."""
        return self.ends.get(side.key, {}).get(term_id, ())

    @cached_property
    def neighbors(self) -> dict[str, set[str]]:
        """The ids at the other end of any relation, by id; terms without one are left out."""
        neighbors: dict[str, set[str]] = {}
        for ends in self.ends.values():
            for term_id, others in ends.items():
                neighbors.setdefault(term_id, set()).update(others)
        return neighbors

    def reachability(self, side: Side, /) -> Reachability:
        """What one gets to by one side of a relation alone."""
        if side.key not in self._reachability:
            everything = (*self.terms, *self.entries)
            self._reachability[side.key] = Reachability(everything, lambda node: self.related(node, side))
        return self._reachability[side.key]

    def target(self, text: str, /) -> str:
        """The id or key of a target that is clear; empty if `targets` has none or several, or a replaced one."""
        ids = self.targets(text)
        return ids[0] if len(ids) == 1 and ids[0] not in self.successors else ""

    def target_problem(self, text: str, where: str, /) -> Problem | None:
        """What is wrong with a target that an option or a directive (`where`) names; None if it has one."""
        ids = self.targets(text)
        if not ids and self.external.is_missing(text):
            return None  # which has been said once, of the whole project
        if problem := unclear_target(ids, text, where):
            return problem
        successor = self.successors.get(ids[0])
        return replaced_target(successor, text, where) if successor else None

    def advice(self, *targets: str) -> str:
        """What to do about a target that was not found, which may be one of several texts; empty if nobody knows."""
        for target in targets:
            if reason := self._left_out.get(normalize(target)):
                return f"; {reason}"
            if target not in self._nearest:
                self._nearest[target] = self.nearest(target)
            if near := ", ".join(map(self._proposed, self._nearest[target])):
                return f"; did you mean {near}?"
        return _UNKNOWN if self.own else ""

    def _proposed(self, key: str) -> str:
        """A name that an author may have meant, with the id behind it unless the two look alike."""
        written = self.written(key)
        name = self.terms[key].source_name if key in self.terms else written
        return f"'{written}'" if name.casefold() == written else f"'{name}' ({written})"

    def nearest(self, text: str, /) -> tuple[str, ...]:
        """At most three ids that a misspelt id, name or alias may have meant; none if too many have been looked for."""
        text = _folded(re.sub(r"^[:{]\w+[:}]`(.*)`$", r"\1", text))  # a whole reference
        self._comparisons += len(self._known_labels)
        if self._comparisons > MAX_COMPARISONS:
            return ()
        # One wrong character of three, and of two if these are no letters of an alphabet.
        shortest = 2 if has_kana_or_kanji(text) else 3
        cutoff = min(0.7, 1 - 1 / len(text)) if len(text) >= shortest else 0.7
        labels = difflib.get_close_matches(text, self._known_labels, n=3, cutoff=cutoff)
        return tuple(dict.fromkeys(term_id for label in labels for term_id in self._known_labels[label]))[:3]

    @cached_property
    def _known_labels(self) -> dict[str, tuple[str, ...]]:
        keys = (f"{project}:{term_id}" for project, ids in self.external.ids.items() for term_id in ids)
        local, source = (table.in_any_case for table in (self._local_labels, self.source_labels))
        built_in = {normalize(name): self.resolve(name).ids for name in self._entry_names}
        labels = {**built_in, **local, **source, **self._ids, **{key: (key,) for key in keys}}
        return {_folded(label): ids for label, ids in labels.items()}


def _unique(terms: Iterable[Term]) -> tuple[dict[str, Term], list[Problem]]:
    """The terms by their ids, and those whose id another one has."""
    unique: dict[str, Term] = {}
    duplicates = []
    terms = sorted(terms, key=lambda term: (term.docname, term.line))
    free = FreeIds(term.id for term in terms)
    for term in terms:
        first = unique.setdefault(term.id, term)
        if first is not term:
            message = (
                f"the id '{term.id}' is taken by the term at {first.source}:{first.line}; give one of the two another "
                f"one, such as `:id: {free.take(term.id)}`"
            )
            duplicates.append(Problem.of(term, Code.BAD_ID, message))
    return dict(sorted(unique.items())), duplicates
