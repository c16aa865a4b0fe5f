"""What the relations and replacements that terms declare come to, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypeAlias

from sphinx_glossary_terms.model.lookup import Lookup
from sphinx_glossary_terms.model.relations import RelationType, Side, options, sides
from sphinx_glossary_terms.model.term import Term
from sphinx_glossary_terms.problems.codes import Code
from sphinx_glossary_terms.problems.problem import Problem

_Declaration: TypeAlias = "tuple[Term, Side, str]"
Ends: TypeAlias = "dict[tuple[str, str], tuple[str, ...]]"
"""The ids at the other end of relations, by the id of a term and the key of a side; in the order of ids."""


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
    return Problem(Code.REPLACED_TERM, f"{where}: '{text}' has been replaced; write '{successor}'")


class Resolution:
    """What the relations and replacements that terms declare come to, found out at once.

    successors: what to use in the place of each replaced term: an id, or the key of an entry, that is not replaced
        itself. Terms of other projects may have been replaced, too: these are here by their keys. In a circle, no term
        counts as replaced.
    ends: both ends of every relation that can be kept. Two terms are related in one way: of several the strongest type
        counts, wherever each was declared.
    problems: what is wrong with the others.
    """

    def __init__(self, lookup: Lookup, types: Iterable[RelationType], /) -> None:
        self._lookup = lookup
        self._options = options(types)
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
        found = {term_id: ends[term_id] for term_id in everywhere if ends[term_id]}
        for term_id, target in declared.items():
            if target in found:
                message = f"`:replaced-by:` of '{term_id}': '{target}' has been replaced, too; write '{found[target]}'"
                self.problems.append(Problem.of(self._lookup.terms[term_id], Code.REPLACED_TERM, message))
        return found

    def _report_circle(self, circle: list[str], declared: Collection[str]) -> None:
        """Report a circle at the first of its terms that this project declares."""
        if first := min(filter(declared.__contains__, circle), default=""):
            place = circle.index(first)
            circle = circle[place:] + circle[:place]
            message = (
                f"`:replaced-by:` goes in a circle: {' -> '.join((*circle, first))}; take one of these options out"
            )
            self.problems.append(Problem.of(self._lookup.terms[first], Code.CYCLE, message, "replaced-by", *circle))

    def _found_ends(self) -> Ends:
        declarations: dict[tuple[str, str], list[_Declaration]] = {}
        current = self._lookup.terms.keys() - self.successors.keys()
        for term in self._lookup.terms.values():
            for option, text in term.relations if term.id in current else ():
                # Most are ids, which name themselves.
                target = text if text in current and text != term.id else self._target(term, option, text)
                if target:
                    pair = (term.id, target) if term.id < target else (target, term.id)
                    declarations.setdefault(pair, []).append((term, self._options[option], target))
        opposite = {(side.type.name, side.inverted): side.key for side in self._sides.values()}
        other_key = {
            key: key if side.type.symmetric else opposite[side.type.name, not side.inverted]
            for key, side in self._sides.items()
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
        found: dict[tuple[str, str], tuple[str, Side, str]] = {}
        for start, key, end in self._lookup.external.statements:
            side, pair = self._sides.get(key), (min(start, end), max(start, end))
            if side is None or pair in declared or not all(map(self._is_current, pair)):
                continue
            if pair not in found or side.type.rank < found[pair][1].type.rank:
                found[pair] = (start, side, end)
        yield from found.values()

    def _is_current(self, node: str) -> bool:
        """Whether there is a term that is not replaced, or an entry."""
        return node in self._lookup.entries or (node in self._lookup.terms and node not in self.successors)

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
        self.problems.append(Problem.of(term, Code.BAD_RELATION, message))

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
            message = f"`:{option}:` of '{term.id}' names the term itself; take '{text}' out"
            self.problems.append(Problem.of(term, Code.BAD_RELATION, message))
            return ""
        is_missing = not ids and self._lookup.external.is_missing(text)
        if not target and not is_missing and (problem := unclear_target(ids, text, f"`:{option}:` of '{term.id}'")):
            self.problems.append(problem._replace(source=term.source, line=term.line))
        return target
