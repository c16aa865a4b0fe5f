"""The rules about relations: cycles, contradictions, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.reachability import shortest_cycle
from sphinx_glossary_terms.model.relations import BUILT_IN, Side, options
from sphinx_glossary_terms.model.term import Term
from sphinx_glossary_terms.problems.problem import Code, Problem
from sphinx_glossary_terms.rules.context import RuleContext

BROADER, RELATED = options(BUILT_IN)["broader"], options(BUILT_IN)["related"]


def cycles(context: RuleContext, /) -> Iterator[Problem]:
    """Relations of a type without cycles that go in a circle: the shortest circle of each component.

    SKOS allows cycles of `broader` but calls them a potential problem (SKOS Reference, 8.6). Of two terms that need
    each other nobody can learn one first.
    """
    glossary = context.glossary
    for side in _acyclic(glossary):
        reachability = glossary.reachability(side)
        for component in reachability.components:
            if len(component) == 1:
                continue
            cycle = shortest_cycle(component, reachability.successors.__getitem__)
            if cycle[0] not in glossary.terms or glossary.terms[cycle[0]].is_builtin:
                # An entry of Sphinx's own glossary has a term on both sides.
                cycle = (*cycle[1:], cycle[0])
            steps = " -> ".join(_shown(glossary, node) for node in (*cycle, cycle[0]))
            places = ", ".join(_place(glossary, node) for node in cycle)
            message = f"`:{side.key}:` forms a circle: {steps} ({places}); remove one of these relations"
            yield Problem.of(glossary.terms[cycle[0]], Code.CYCLE, message)


def related_ancestors(context: RuleContext, /) -> Iterator[Problem]:
    """`related` to a term that is above in the hierarchy (SKOS S27: disjoint with broaderTransitive)."""
    glossary = context.glossary
    above = glossary.reachability(BROADER)
    for low in _nodes(glossary):
        for high in glossary.related(low, RELATED):
            if not above.reaches(low, high) or (high < low and above.reaches(high, low)):
                continue
            way = next(node for node in above.successors[low] if node == high or above.reaches(node, high))
            term, option, target = _declaration(glossary, low, RELATED, high)
            message = (
                f"`:{option}:` of '{term.id}': {_quoted(glossary, high)} is above {_quoted(glossary, low)}, "
                f"by way of {_quoted(glossary, way)}; remove {_quoted(glossary, target)}"
            )
            yield Problem.of(term, Code.RELATED_ANCESTOR, message)


def orphans(context: RuleContext, /) -> Iterator[Problem]:
    """A term without any relation (qSKOS: orphan concept)."""
    glossary = context.glossary
    for term in glossary.own if len(glossary.current) > 1 else ():
        if term.id not in glossary.neighbors:
            message = f"'{term.id}' has no relation to another term; add one, such as `:broader:` or `:related:`"
            yield Problem.of(term, Code.ORPHAN, message)


def _acyclic(glossary: Glossary) -> Iterator[Side]:
    return (side for side in glossary.sides if side.type.acyclic and not side.type.symmetric and not side.inverted)


def _nodes(glossary: Glossary) -> Iterable[str]:
    return (*glossary.terms, *glossary.entries)


def _declaration(glossary: Glossary, start: str, side: Side, end: str) -> tuple[Term, str, str]:
    """The term and the option that declare a relation, and what that option names: it may be either end.

    Raises:
        LookupError: there is no such relation.
    """
    by_option = options(glossary.types)
    for here, there, inverted in ((start, end, side.inverted), (end, start, not side.inverted)):
        for declared in glossary.terms[here].relations if here in glossary.terms else ():
            option = by_option[declared.option]
            fits = option.type == side.type and (option.type.symmetric or option.inverted == inverted)
            if fits and glossary.targets(declared.target, glossary.terms[here]) == (there,):
                return glossary.terms[here], declared.option, there
    raise LookupError(f"no relation from {start} to {end}")


def _shown(glossary: Glossary, node: str) -> str:
    return glossary.written(node)


def _quoted(glossary: Glossary, node: str) -> str:
    return f"'{_shown(glossary, node)}'"


def _place(glossary: Glossary, node: str) -> str:
    if node not in glossary.terms:
        return glossary.entries[node].place
    return f"{glossary.terms[node].source}:{glossary.terms[node].line}"
