"""The relations and replacements that result from what terms declare, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import TypeAlias

from sphinx_glossary_terms.model.lookup import Lookup
from sphinx_glossary_terms.model.relations import RelationType, sides
from sphinx_glossary_terms.model.term import Term
from sphinx_glossary_terms.problems.problem import Code, Problem

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
        ends: dict[str, dict[str, list[str]]] = {key: {} for key in keys}
        for start, key, end in chain(*self._declared().values()):
            here, there = keys[key]
            ends[here].setdefault(start, []).append(end)
            ends[there].setdefault(end, []).append(start)
        return {
            key: {start: tuple(sorted(set(several))) for start, several in by_start.items()}
            for key, by_start in ends.items()
        }

    def _declared(self) -> dict[tuple[str, str], Sequence[_Declaration]]:
        """The relations that count, for each two terms."""
        declarations: dict[tuple[str, str], list[_Declaration]] = {}
        current = self._lookup.terms.keys() - self.successors.keys()
        for term in self._lookup.terms.values():
            start = term.id
            for option, text in term.relations if start in current else ():
                # Most are ids, which name themselves.
                end = text if text in current and text != start else self._target(term, option, text)
                if end:
                    pair = (start, end) if start < end else (end, start)
                    declarations.setdefault(pair, []).append((start, option, end))
        return {pair: self._kept(several) if len(several) > 1 else several for pair, several in declarations.items()}

    def _rank(self, key: str) -> int:
        return self._sides[key].type.rank

    def _kept(self, declarations: list[_Declaration]) -> list[_Declaration]:
        """Those of several declarations for the same two terms that count; the others become problems.

        One relation may be declared at both ends, and two in opposite directions are a circle.
        """
        first = min(declarations, key=lambda declaration: self._rank(declaration[1]))
        kept = []
        for declaration in declarations:
            start, key, _end = declaration
            is_other = self._sides[key].type is not self._sides[first[1]].type
            if is_other or (declaration is not first and start == first[0]):
                self._report_second(declaration, first)
            else:
                kept.append(declaration)
        return kept

    def _report_second(self, second: _Declaration, first: _Declaration) -> None:
        start, key, end = second
        message = (
            f"'{start}' and '{end}' are related twice: by `:{first[1]}:` of '{first[0]}', which counts, "
            f"and by `:{key}:` of '{start}'; remove '{end}' from the latter"
        )
        self.problems.append(Problem.of(self._lookup.terms[start], Code.BAD_RELATION, message))

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
