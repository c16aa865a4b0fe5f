"""The rules about relations: cycles, contradictions, what is superfluous, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.inline import references
from sphinx_glossary_terms.model.reachability import shortest_cycle, strongly_connected_components
from sphinx_glossary_terms.model.relations import BUILT_IN, Side, options
from sphinx_glossary_terms.model.term import Term
from sphinx_glossary_terms.problems.codes import Code
from sphinx_glossary_terms.problems.problem import Problem
from sphinx_glossary_terms.rules.context import RuleContext

BROADER, RELATED = options(BUILT_IN)["broader"], options(BUILT_IN)["related"]
LISTED = 5
"""Ids that a message lists, at most."""


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
            if cycle[0] not in glossary.terms:
                # An entry of Sphinx's own glossary has a term on both sides.
                cycle = (*cycle[1:], cycle[0])
            steps = " -> ".join(_shown(glossary, node) for node in (*cycle, cycle[0]))
            places = ", ".join(_place(glossary, node) for node in cycle)
            message = f"`:{side.key}:` forms a circle: {steps} ({places}); remove one of these relations"
            yield Problem.of(glossary.terms[cycle[0]], Code.CYCLE, message, side.key, *cycle)


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
            yield Problem.of(term, Code.RELATED_ANCESTOR, message, low, high)


def redundant_relations(context: RuleContext, /) -> Iterator[Problem]:
    """A relation of a type without cycles that a longer path of the same type implies."""
    glossary = context.glossary
    for side in _acyclic(glossary):
        for start in _nodes(glossary):
            for end, way in glossary.reachability(side).implied(start):
                term, option, target = _declaration(glossary, start, side, end)
                message = (
                    f"`:{option}:` of '{term.id}': {_quoted(glossary, target)} follows already, by way of "
                    f"{_quoted(glossary, way)}; remove {_quoted(glossary, target)}"
                )
                yield Problem.of(term, Code.REDUNDANT_RELATION, message, side.key, start, end)


def orphans(context: RuleContext, /) -> Iterator[Problem]:
    """A term without any relation (qSKOS: orphan concept)."""
    glossary = context.glossary
    for term in glossary.current.values() if len(glossary.current) > 1 else ():
        if term.id not in glossary.neighbors:
            message = f"'{term.id}' has no relation to another term; add one, such as `:broader:` or `:related:`"
            yield Problem.of(term, Code.ORPHAN, message, term.id)


def islands(context: RuleContext, /) -> Iterator[Problem]:
    """Two or more terms that are related only to each other (qSKOS: disconnected concept clusters).

    At most half as many as in the largest cluster: two large subjects that have nothing in common are not a mistake.
    """
    glossary = context.glossary
    clusters = list(_clusters(glossary))
    largest = max(map(len, clusters), default=0)
    for ids in clusters:
        if 2 <= len(ids) <= largest / 2:
            message = f"{_listed(ids)} are related only to each other; relate one of them to a term outside"
            yield Problem.of(glossary.terms[ids[0]], Code.ISLAND, message, ids[0])


def undeclared_links(context: RuleContext, /) -> Iterator[Problem]:
    """A term that the definition of another one links to without any relation between the two.

    A term that a definition needs is related to it. Below the definition a link is only a way to read on: a deep dive
    may mention anything. A longer path of one type without cycles is enough: a relation beside it would be redundant.
    """
    glossary = context.glossary
    sides = tuple(_acyclic(glossary))
    for term in glossary.current.values():
        for other in sorted(_linked(glossary, term) - glossary.neighbors.get(term.id, set())):
            if any(
                glossary.reachability(side).reaches(*pair)
                for side in sides
                for pair in ((term.id, other), (other, term.id))
            ):
                continue
            message = (
                f"the definition of '{term.id}' links to '{other}', and no relation joins the two; add one, such as "
                f"`:related: {other}`"
            )
            yield Problem.of(term, Code.UNDECLARED_LINK, message, term.id, other)


def definition_cycles(context: RuleContext, /) -> Iterator[Problem]:
    """Definitions that link to each other in a circle (ISO 704:2022: circular within a system of definitions).

    The shortest circle of each component is reported. A definition that links to its own term is left to
    `circular_definitions`.
    """
    glossary = context.glossary
    linked = {term.id: sorted(_linked(glossary, term)) for term in glossary.current.values()}
    for component in strongly_connected_components(linked, linked.__getitem__):
        if len(component) > 1:
            cycle = shortest_cycle(component, linked.__getitem__)
            steps = " -> ".join((*cycle, cycle[0]))
            places = ", ".join(_place(glossary, node) for node in cycle)
            message = (
                f"definitions link to each other in a circle: {steps} ({places}); write one of them without its link"
            )
            yield Problem.of(glossary.terms[cycle[0]], Code.DEFINITION_CYCLE, message, *cycle)


def _linked(glossary: Glossary, term: Term) -> set[str]:
    """The other terms that a definition links to."""
    targets = references(term.definition)
    linked = {ids[0] for target in targets if len(ids := glossary.resolve(target, term.docname).ids) == 1} - {term.id}
    return linked & glossary.current.keys()


def _clusters(glossary: Glossary) -> Iterator[list[str]]:
    """The terms of each connected component, whatever the relations."""
    left = set(_nodes(glossary))
    for start in glossary.terms:
        if start not in left:
            continue
        members, reached = {start}, {start}
        while reached:
            left -= reached
            reached = set().union(*(glossary.neighbors.get(node, ()) for node in reached)) & left
            members |= reached
        yield sorted(members.intersection(glossary.terms))


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
    return node if node in glossary.terms else glossary.entries[node].written


def _quoted(glossary: Glossary, node: str) -> str:
    return f"'{_shown(glossary, node)}'"


def _listed(ids: list[str]) -> str:
    more = len(ids) - LISTED
    shown = [f"'{term_id}'" for term_id in ids[: len(ids) if more <= 0 else LISTED]]
    last = f"{more} more" if more > 0 else shown.pop()
    return f"{', '.join(shown)} and {last}"


def _place(glossary: Glossary, node: str) -> str:
    if node not in glossary.terms:
        return glossary.entries[node].place
    return f"{glossary.terms[node].source}:{glossary.terms[node].line}"
