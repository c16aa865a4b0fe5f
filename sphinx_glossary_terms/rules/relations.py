"""The rules about relations: cycles, contradictions, what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.reachability import shortest_cycle
from sphinx_glossary_terms.model.relations import BUILT_IN, Side, options
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
    found: set[frozenset[str]] = set()
    for term in glossary.terms.values():
        for other in glossary.related(term.id, RELATED):
            low, high = (term.id, other) if above.reaches(term.id, other) else (other, term.id)
            if not above.reaches(low, high) or {low, high} in found:
                continue
            named = (target for option, target in term.relations if option == RELATED.key)
            if (other,) in {glossary.targets(target, term) for target in named}:
                found.add(frozenset((low, high)))
                way = next(node for node in above.successors[low] if node == high or above.reaches(node, high))
                message = (
                    f"`:{RELATED.key}:` of '{term.id}': {_quoted(glossary, high)} is above {_quoted(glossary, low)}, "
                    f"by way of {_quoted(glossary, way)}; remove {_quoted(glossary, other)}"
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


def _shown(glossary: Glossary, node: str) -> str:
    return glossary.written(node)


def _quoted(glossary: Glossary, node: str) -> str:
    return f"'{_shown(glossary, node)}'"


def _place(glossary: Glossary, node: str) -> str:
    if node not in glossary.terms:
        return glossary.entries[node].place
    return f"{glossary.terms[node].source}:{glossary.terms[node].line}"
